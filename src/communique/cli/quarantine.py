"""`communique quarantine`: what was refused, why, and another try."""

import json
import sys
from dataclasses import asdict
from typing import Any

import click

from communique.cli.options import workspace_option
from communique.ingest import Ingest
from communique.store import open_store
from communique.validate.quarantine import Quarantine, Quarantined
from communique.validate.report import lines
from communique.workspace import Workspace


@click.group("quarantine")
def command() -> None:
    """Show what was refused and why, and try it again.

    \b
    communique quarantine list
    communique quarantine show 3f2a
    communique quarantine retry
    """


@command.command("list")
@workspace_option
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_command(workspace: Workspace, as_json: bool) -> None:
    """List what was refused, a line each with its reason.

    \b
    communique quarantine list --json
    """
    found = Quarantine(workspace).list()
    if as_json:
        click.echo(json.dumps([_as_json(q) for q in found], ensure_ascii=False, indent=1))
        return
    for refused in found:
        click.echo(f"{refused.identifier}  {refused.reason}")
    if not found:
        click.echo("Nothing is in quarantine.", err=True)


@command.command("show")
@click.argument("identifier", metavar="ID")
@workspace_option
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def show_command(identifier: str, workspace: Workspace, as_json: bool) -> None:
    """Show why one file was refused, and where it is kept. The beginning of its ID is enough.

    \b
    communique quarantine show 3f2a
    """
    refused = Quarantine(workspace).get(identifier)
    if as_json:
        click.echo(json.dumps(_as_json(refused), ensure_ascii=False, indent=1))
        return
    click.echo(refused.reason)
    for line in lines(refused.findings):
        click.echo(f"  {line}")
    places = {"source": refused.source, "draft": refused.draft, "SHACL report": refused.report}
    for what, path in places.items():
        if path is not None:
            click.echo(f"{what}: {path}")
    click.echo(f"When it is mended: communique quarantine retry {refused.identifier}", err=True)


@command.command("retry")
@click.argument("identifiers", nargs=-1, metavar="[ID…]")
@workspace_option
def retry_command(identifiers: tuple[str, ...], workspace: Workspace) -> None:
    """Read refused files again, all of them if none is named. What is accepted leaves quarantine.

    \b
    communique quarantine retry
    communique quarantine retry 3f2a

    Mend the kept file or its .meta.toml first (`show` says where it lies), or update communique.
    The exit code is 1 when something is refused again.
    """
    quarantine = Quarantine(workspace)
    chosen = [quarantine.get(i) for i in identifiers] if identifiers else quarantine.list()
    refused = 0
    store = open_store(workspace)
    try:
        ingest = Ingest(workspace, store)
        for item in chosen:
            outcome = ingest.ingest(quarantine.files_for_retry(item.identifier))
            refused += outcome.state == "refused"
            if outcome.state == "refused":
                click.echo(f"refused {outcome.reason}", err=True)
                _forget_older(quarantine, item, outcome.quarantine)
            else:
                quarantine.drop_if_kept(item.identifier)
                click.echo(f"{outcome.state} {item.path}", err=True)
    finally:
        store.close()
    if not chosen:
        click.echo("Nothing is in quarantine.", err=True)
    sys.exit(1 if refused else 0)


@command.command("drop")
@click.argument("identifier", metavar="ID")
@workspace_option
def drop_command(identifier: str, workspace: Workspace) -> None:
    """Take a refused file out of quarantine for good.

    \b
    communique quarantine drop 3f2a
    """
    refused = Quarantine(workspace).drop(identifier)
    click.echo(f"Dropped {refused.path}.", err=True)


def _forget_older(quarantine: Quarantine, item: Quarantined, identifier: str) -> None:
    """A file that was edited and refused again is kept under its new identifier only."""
    if identifier and identifier != item.identifier:
        quarantine.drop_if_kept(item.identifier)


def _as_json(refused: Quarantined) -> dict[str, Any]:
    record = asdict(refused)
    for key in ("source", "draft", "report"):
        record[key] = str(record[key]) if record[key] is not None else None
    return record
