"""`communique split`: two things under one IRI become two."""

import getpass
from datetime import UTC, datetime

import click

from communique.cli.merge import take_back
from communique.cli.options import workspace_option
from communique.errors import UsageError
from communique.link.entities import iri_of
from communique.link.identity import SPLIT, Fate, check_split, record
from communique.link.reading import entity_named, workspace_catalogue
from communique.workspace import Workspace


@click.command("split")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option("--report", "reports", multiple=True, metavar="R", help="A report that means B.")
@click.option("--by", default=getpass.getuser, metavar="NAME", help="Who decides.")
@click.option("--reason", default="", help="Why, in a line.")
@click.option("--undo", "undone", is_flag=True, help="Take the last split of A back.")
@workspace_option
def command(
    workspace: Workspace,
    old: str,
    new: str,
    reports: tuple[str, ...],
    by: str,
    reason: str,
    undone: bool,
) -> None:
    """Say that some reports that name A mean another thing, B, which gets an IRI of its own.

    \b
    communique split person:anna-keller person:anna-keller-2 --report 510363c40ccaeee8 \\
        --reason "a singer of the same name"
    communique split person:anna-keller person:anna-keller-2 --undo

    From the next release on, what those reports say of A is said of B; A keeps the rest and its
    links. Reports are named by the last part of their IRI. B must be a name that nothing ever had.
    """
    catalogue = workspace_catalogue(workspace)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    iri = iri_of(new, catalogue.base)
    if undone:
        take_back(workspace, iri_of(old, catalogue.base), f"{now} by {by}: {reason}", SPLIT)
        return
    found = entity_named(catalogue, old)
    check_split(iri, found, catalogue)
    names = tuple(report.rpartition("/")[2].rpartition(":")[2] for report in reports)
    _check_reports(workspace, names, found.iri)
    record(workspace, Fate(found.iri, SPLIT, iri, by, now, reason, reports=names))
    click.echo(f"Kept: in {len(names)} reports {found.id} ({found.label()}) is {new}.", err=True)
    click.echo("Next: communique publish.", err=True)


def _check_reports(workspace: Workspace, names: tuple[str, ...], iri: str) -> None:
    naming = {
        path.stem
        for path in workspace.drafts.glob("*.nq")
        if f"<{iri}>".encode() in path.read_bytes()
    }
    wrong = next((name for name in names if name not in naming), None)
    if not names or wrong is not None:
        known = ", ".join(sorted(naming)[:8]) or "none"
        raise UsageError(
            f"{wrong} is no report that names {iri}." if names else "no report is named.",
            remedy=f"Name with --report those that mean the other. Reports that name it: {known}.",
        )
