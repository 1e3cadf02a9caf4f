"""`communique rename`: a thing gets another preferred name, and keeps those it had."""

import getpass
from datetime import UTC, datetime

import click

from communique.cli.merge import take_back
from communique.cli.options import workspace_option
from communique.dates.edtf import is_edtf
from communique.errors import UsageError
from communique.link.entities import iri_of
from communique.link.identity import RENAMED, Fate, record
from communique.link.reading import entity_named, workspace_catalogue
from communique.workspace import Workspace


@click.command("rename")
@click.argument("entity", metavar="IRI")
@click.argument("label", required=False, default="")
@click.option("--language", default="en", show_default=True, metavar="TAG", help="Of the name.")
@click.option("--since", default="", metavar="DATE", help="Since when, as far as known: 2015.")
@click.option("--by", default=getpass.getuser, metavar="NAME", help="Who decides.")
@click.option("--reason", default="", help="Why, in a line.")
@click.option("--undo", "undone", is_flag=True, help="Take the last renaming back.")
@workspace_option
def command(
    workspace: Workspace,
    entity: str,
    label: str,
    language: str,
    since: str,
    by: str,
    reason: str,
    undone: bool,
) -> None:
    """Give a thing another preferred name in a language; its IRI and its older names stay.

    \b
    communique rename institution:diplomatic-academy "Nordland School of Diplomacy" --since 2015
    communique rename institution:diplomatic-academy --undo

    A body that was renamed is one body with two names. A body that took the place of another is
    another body: leave those two as they are.
    """
    catalogue = workspace_catalogue(workspace)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if undone:
        take_back(workspace, iri_of(entity, catalogue.base), f"{now} by {by}: {reason}", RENAMED)
        return
    name = " ".join(label.split())
    if not name:
        raise click.UsageError("Say the new name.")
    if since and not is_edtf(since):
        raise UsageError(f"{since!r} is no date.", remedy="Write 2015, 2015-04 or 2015-04-26.")
    found = entity_named(catalogue, entity)
    fate = Fate(found.iri, RENAMED, "", by, now, reason, "", (), name, language, since)
    record(workspace, fate)
    click.echo(f"Kept: {found.id} is called {name}, before {found.label(language)}.", err=True)
    click.echo("Next: communique publish.", err=True)
