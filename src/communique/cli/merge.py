"""`communique merge`: one entity under two IRIs becomes one."""

import getpass
from datetime import UTC, datetime

import click

from communique.cli.options import workspace_option
from communique.link.applying import restore
from communique.link.entities import iri_of
from communique.link.identity import MERGED, Fate, check_merge, record, undo
from communique.link.reading import entity_named, workspace_catalogue
from communique.store import open_store
from communique.workspace import Workspace


@click.command("merge")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option("--by", default=getpass.getuser, metavar="NAME", help="Who decides.")
@click.option("--reason", default="", help="Why, in a line.")
@click.option("--undo", "undone", is_flag=True, help="Take the merge of A back.")
@workspace_option
def command(workspace: Workspace, old: str, new: str, by: str, reason: str, undone: bool) -> None:
    """Say that A is the same thing as B; what is said of A is said of B from the next release on.

    \b
    communique merge person:a-keller person:anna-keller --reason "one office, two spellings"
    communique merge person:a-keller person:anna-keller --undo

    A's IRI keeps answering: it leads to B, for ever. Reports that are read later and name A count
    for B too.
    """
    catalogue = workspace_catalogue(workspace)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if undone:
        take_back(workspace, iri_of(old, catalogue.base), f"{now} by {by}: {reason}", MERGED)
        return
    source, target = entity_named(catalogue, old), entity_named(catalogue, new)
    check_merge(source, target)
    record(workspace, Fate(source.iri, MERGED, target.iri, by, now, reason))
    click.echo(f"Kept: {source.id} ({source.label()}) is {target.id} ({target.label()}).", err=True)
    click.echo("Next: communique publish.", err=True)


def take_back(workspace: Workspace, iri: str, note: str, *fates: str) -> None:
    """Undo what became of an entity, and put the reports that name it back."""
    fate = undo(workspace, iri, note.rstrip(": "), *fates)
    with open_store(workspace) as store:
        count = restore(workspace, store, iri)
    click.echo(f"Undone: {iri} is no longer {fate.fate}; {count} reports put back.", err=True)
    click.echo("Next: communique publish.", err=True)
