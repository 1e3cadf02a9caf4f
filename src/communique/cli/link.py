"""`communique link`: a person's decisions on candidates, kept for ever."""

import getpass
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import click

from communique.cli.options import workspace_option
from communique.cli.reconcile import proposal_lines
from communique.link import candidates
from communique.link.catalogues import load_catalogues
from communique.link.decisions import (
    ACCEPTED,
    NOT_FOUND,
    REJECTED,
    Decision,
    decide,
    read_decisions,
    undo,
)
from communique.link.reading import entity_named, links_of, workspace_catalogue
from communique.workspace import Workspace


def _signed(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add who decides and why."""
    function = click.option("--reason", default="", help="Why, in a line.")(function)
    return click.option(
        "--by", default=getpass.getuser, metavar="NAME", help="Who decides; by default your login."
    )(function)


@click.group("link")
def command() -> None:
    """Decide on candidates: accept, reject, not found, undo.

    \b
    communique link list
    communique link accept person:anna-keller Q42 --by "A. Librarian" --reason "same office"
    communique link reject person:anna-keller Q43 --by "A. Librarian" --reason "died in 1950"

    A decision is kept for ever and never asked about again; `communique publish` publishes it.
    """


@command.command("list")
@click.option("--decided", is_flag=True, help="The decisions, undone ones too.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@workspace_option
def list_(workspace: Workspace, decided: bool, as_json: bool) -> None:
    """List the candidates that wait for a decision; * marks those that seem certain.

    \b
    communique link list
    communique link list --decided
    """
    if decided:
        rows = read_decisions(workspace).rows
        lines = [_line(decision) for decision in rows]
        said = [asdict(decision) for decision in rows]
    else:
        waiting = candidates.waiting(workspace)
        lines = list(proposal_lines(waiting))
        said = [asdict(proposal) for proposal in waiting]
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        click.echo("".join(f"{line}\n" for line in lines), nl=False)
    if not lines:
        empty = "Nothing is decided yet." if decided else "No candidate waits."
        click.echo(f"{empty} Next: communique reconcile.", err=True)


@command.command("accept")
@click.argument("entity", metavar="ID")
@click.argument("item", metavar="ITEM")
@click.option("--close", is_flag=True, help="Nearly the same: skos:closeMatch.")
@_signed
@workspace_option
def accept(workspace: Workspace, entity: str, item: str, close: bool, by: str, reason: str) -> None:
    """Say that an entity is an item of another catalogue.

    \b
    communique link accept person:anna-keller Q42 --by "A. Librarian" --reason "same office"
    """
    _decide(workspace, entity, ACCEPTED, item, by, reason, close)


@command.command("reject")
@click.argument("entity", metavar="ID")
@click.argument("item", metavar="ITEM")
@_signed
@workspace_option
def reject(workspace: Workspace, entity: str, item: str, by: str, reason: str) -> None:
    """Say that an entity is not that item; it is never proposed again.

    \b
    communique link reject person:anna-keller Q43 --by "A. Librarian" --reason "died in 1950"
    """
    _decide(workspace, entity, REJECTED, item, by, reason)


@command.command("notfound")
@click.argument("entity", metavar="ID")
@_signed
@workspace_option
def notfound(workspace: Workspace, entity: str, by: str, reason: str) -> None:
    """Say that you looked, and other catalogues have no such item.

    \b
    communique link notfound person:anna-keller --by "A. Librarian"
    """
    _decide(workspace, entity, NOT_FOUND, "", by, reason)


@command.command("undo")
@click.argument("entity", metavar="ID")
@click.argument("item", metavar="[ITEM]", required=False, default="")
@_signed
@workspace_option
def undo_(workspace: Workspace, entity: str, item: str, by: str, reason: str) -> None:
    """Take decisions on an entity back; they stay in the file, marked as superseded.

    \b
    communique link undo person:anna-keller Q42 --by "A. Librarian" --reason "misread"
    """
    subject = entity_named(workspace_catalogue(workspace), entity).id
    target = load_catalogues().curie(item) if item else ""
    today = datetime.now(UTC).date()
    for decision in undo(workspace, subject, target, by, reason, today):
        click.echo(f"Undone: {_line(decision)}", err=True)


def _decide(
    workspace: Workspace,
    entity: str,
    verdict: str,
    item: str,
    by: str,
    reason: str,
    close: bool = False,
) -> None:
    catalogue = workspace_catalogue(workspace)
    subject = entity_named(catalogue, entity)
    target = load_catalogues().curie(item) if item else ""
    proposed = (p.object_label for p in candidates.waiting(workspace) if p.object == target)
    decision = Decision(
        subject.id,
        verdict,
        target,
        by=by,
        when=datetime.now(UTC).date().isoformat(),
        reason=reason,
        label=subject.label(),
        object_label=next(proposed, ""),
        close=close,
    )
    click.echo(f"Kept: {_line(decide(workspace, decision, links_of(catalogue)))}", err=True)
    click.echo("Next: communique publish.", err=True)


def _line(decision: Decision) -> str:
    nearly = "nearly " if decision.close else ""
    item = f" {nearly}{decision.object} {decision.object_label}".rstrip()
    why = f" ({decision.reason})" if decision.reason else ""
    undone = f" – {decision.superseded}" if decision.superseded else ""
    return (
        f"{decision.subject} {decision.label}: {decision.verdict}{item}, "
        f"{decision.by} {decision.when}{why}{undone}"
    )
