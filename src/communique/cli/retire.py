"""`communique retire`: an entity that should not be is withdrawn."""

import getpass
from datetime import UTC, datetime

import click

from communique.cli.merge import take_back
from communique.cli.options import workspace_option
from communique.link.entities import iri_of
from communique.link.identity import RETIRED, Fate, record
from communique.link.reading import entity_named, workspace_catalogue
from communique.workspace import Workspace


@click.command("retire")
@click.argument("entity", metavar="IRI")
@click.option("--reason", default="", help="Why, in a line that readers are shown.")
@click.option("--by", default=getpass.getuser, metavar="NAME", help="Who decides.")
@click.option("--undo", "undone", is_flag=True, help="Take it back.")
@workspace_option
def command(workspace: Workspace, entity: str, reason: str, by: str, undone: bool) -> None:
    """Withdraw an entity: from the next release on nothing is said of it.

    \b
    communique retire person:nobody --reason "two readings of one misprint"
    communique retire person:nobody --undo

    Its IRI answers 410 with the reason and is never given to anything else. IRI may be written
    kind:local.
    """
    catalogue = workspace_catalogue(workspace)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if undone:
        take_back(workspace, iri_of(entity, catalogue.base), f"{now} by {by}: {reason}", RETIRED)
        return
    if not reason:
        raise click.UsageError("Say why with --reason: readers of old links are shown it.")
    found = entity_named(catalogue, entity)
    record(workspace, Fate(found.iri, RETIRED, "", by, now, reason))
    click.echo(f"Kept: {found.id} ({found.label()}) is retired: {reason}", err=True)
    click.echo("Next: communique publish.", err=True)
