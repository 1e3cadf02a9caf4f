"""`communique reconcile`: proposes items of other catalogues for entities without a link."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from communique.cli.options import workspace_option
from communique.link import candidates
from communique.link.authority import authority_catalogue
from communique.link.candidates import Progress, Proposal
from communique.link.client import Service
from communique.link.decisions import read_decisions
from communique.link.entities import Entity
from communique.link.files import read_files
from communique.link.held import index_of
from communique.link.reading import workspace_catalogue
from communique.link.wikidata import told_more
from communique.names.authority import load_authority
from communique.vocab.resources import authority_dir
from communique.workspace import Workspace


@click.command("reconcile")
@click.option("--type", "kind", default="", metavar="T", help="Only entities of a type: Person.")
@click.option("--service", "address", default="", metavar="URL", help="Ask this service.")
@click.option(
    "--sparql",
    "endpoint",
    default="",
    metavar="URL",
    help="Ask Wikidata's SPARQL endpoint what else it knows of its items.",
)
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 50))
@click.option("--fresh", is_flag=True, help="Ask the service again, not what it was told.")
@click.option("--json", "as_json", is_flag=True, help="Print the candidates as JSON.")
@workspace_option
def command(
    workspace: Workspace,
    kind: str,
    address: str,
    endpoint: str,
    limit: int,
    fresh: bool,
    as_json: bool,
) -> None:
    """Propose items of other catalogues for entities that have no link yet.

    \b
    communique reconcile
    communique reconcile --type Person --limit 3
    communique reconcile --service https://wikidata.reconci.link/en/api
    communique reconcile --sparql https://query.wikidata.org/sparql

    Looks in the authority files, the workspace's own authority/*.csv and *.ttl before those that
    are shipped; with --service, asks a service that speaks the Reconciliation Service API. With
    --sparql the candidates that are items of Wikidata bear what it says of them: offices, country,
    parent, years. Both reach only hosts that [network] allow names. Nothing is linked: the
    candidates wait in links/candidates.tsv for `communique link accept`.
    """
    catalogue = workspace_catalogue(workspace)
    types = candidates.asked_types(catalogue, kind)
    decisions = read_decisions(workspace)
    asked = [e for e in candidates.unlinked(catalogue, types) if not decisions.is_closed(e.id)]
    with _shown(len(asked)) as progress:
        allow, cache = workspace.settings.network.allow, workspace.links / "cache"
        if address:
            service = Service(address, allow, cache, fresh=fresh)
            found = list(candidates.from_service(asked, service, limit, progress))
        else:
            shipped = load_authority(authority_dir())
            own = _own(workspace)
            index = index_of(authority_catalogue(shipped, own))
            found = list(candidates.from_index(asked, index, limit, progress))
        if endpoint:
            found = told_more(found, Service(endpoint, allow, cache, fresh=fresh))
    source = address or candidates.AUTHORITY
    waiting = candidates.keep(workspace, found, {e.id for e in asked}, source)
    _print(waiting, as_json)
    with_some = len({p.subject for p in waiting})
    click.echo(
        f"{len(waiting):,} candidates for {with_some:,} of {len(asked):,} unlinked entities.",
        err=True,
    )
    click.echo("Next: communique link list, communique link accept ID ITEM --by NAME.", err=True)


def _own(workspace: Workspace) -> dict[str, Entity]:
    """Return the librarians' own entries; what is wrong with others is said, and not used."""
    read = read_files(workspace.authority)
    for found in read.findings:
        click.echo(f"authority/{found.place}: {found.message} Not used. {found.remedy}", err=True)
    return read.entities


def _print(proposals: list[Proposal], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([asdict(p) for p in proposals], ensure_ascii=False, indent=1))
        return
    for line in proposal_lines(proposals):
        click.echo(line)


def proposal_lines(proposals: list[Proposal]) -> Iterator[str]:
    """Yield the proposals as lines, one an entity and one a candidate."""
    subject = ""
    for proposal in sorted(proposals, key=lambda p: (p.subject, -p.score, p.object)):
        if proposal.subject != subject:
            subject = proposal.subject
            yield f"{subject}  {proposal.subject_label}  [{proposal.subject_type}]"
        mark = "*" if proposal.match else " "
        about = f"  {proposal.description}" if proposal.description else ""
        yield f" {mark} {proposal.score:5.1f}  {proposal.object}  {proposal.object_label}{about}"


@contextmanager
def _shown(total: int) -> Iterator[Progress]:
    console = Console(stderr=True)
    columns = (TextColumn("Looking up"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.advance(task, done)
