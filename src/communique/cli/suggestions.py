"""`communique suggestions`: what a model or a cue suggests, and a person's decisions."""

import getpass
import json
from dataclasses import asdict
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.table import Table

from communique.cli.options import workspace_option
from communique.suggestions import ACCEPTED, OPEN, REJECTED, Decision, decide, list_suggestions
from communique.workspace import Workspace


@click.group("suggestions")
def command() -> None:
    """Decide on what was only suggested; nothing of it is published before.

    \b
    communique suggestions list
    communique suggestions accept 3fa9 --by "A. Berg"
    communique suggestions reject 77c0 --reason "a ship, not a person"
    """


@command.command("list")
@click.option("--all", "decided", is_flag=True, help="Also those that are decided.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@workspace_option
def list_(workspace: Workspace, decided: bool, as_json: bool) -> None:
    """List the suggestions that wait for a decision.

    \b
    communique suggestions list --all --json
    """
    found = [d for d in list_suggestions(workspace) if decided or d.decision == OPEN]
    if as_json:
        click.echo(json.dumps([asdict(d) for d in found], ensure_ascii=False, indent=1))
        return
    table = Table(box=None)
    for heading in ("id", "decision", "kind", "value", "words", "rule"):
        table.add_column(heading, overflow="fold")
    for entry in found:
        s = entry.suggestion
        table.add_row(s.identifier, entry.decision, s.kind, s.value, s.words, s.rule)
    if found:
        Console().print(table, markup=False)
    click.echo(f"{len(found)} suggestions.", err=True)


def _decide(workspace: Workspace, identifier: str, decision: str, by: str, reason: str) -> None:
    by = by or getpass.getuser()
    today = datetime.now(UTC).date()
    made = decide(workspace, identifier, decision, by=by, reason=reason, at=today)
    click.echo(_told(made), err=True)


def _told(made: Decision) -> str:
    s = made.suggestion
    after = " Next: communique publish." if made.decision == ACCEPTED else ""
    return f"{s.identifier} {made.decision}: {s.kind} {s.value!r} in {s.words!r}.{after}"


@command.command("accept")
@click.argument("identifier", metavar="ID")
@click.option("--by", default="", help="Who decides; by default the user's name.")
@click.option("--reason", default="", help="Why.")
@workspace_option
def accept(workspace: Workspace, identifier: str, by: str, reason: str) -> None:
    """Accept a suggestion: the next publish has it, with who accepted it.

    \b
    communique suggestions accept 3fa9 --by "A. Berg"
    """
    _decide(workspace, identifier, ACCEPTED, by, reason)


@command.command("reject")
@click.argument("identifier", metavar="ID")
@click.option("--by", default="", help="Who decides; by default the user's name.")
@click.option("--reason", default="", help="Why.")
@workspace_option
def reject(workspace: Workspace, identifier: str, by: str, reason: str) -> None:
    """Reject a suggestion for ever; one that was accepted before is taken back.

    \b
    communique suggestions reject 77c0 --reason "a ship, not a person"
    """
    _decide(workspace, identifier, REJECTED, by, reason)
