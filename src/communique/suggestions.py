"""The suggestions of a workspace and what persons decided on them, for ever.

    suggestions/{report}.json      what the last reading of a report suggests
    suggestions/decisions.jsonl    every decision, with the suggestion it is about; never rewritten

The last decision on a suggestion holds. A decision is kept when a later reading no longer makes
the suggestion.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rdflib import Dataset, URIRef

from communique.errors import WorkspaceError
from communique.extract.suggestions import Suggestion
from communique.graph.accepted import Accepted, Review
from communique.graph.mint import Mint, local_name
from communique.graph.registry import SqliteRegistry
from communique.graph.serialize import nquads
from communique.store.base import WritableStore
from communique.workspace import Workspace, write_file

ACCEPTED, REJECTED, OPEN = "accepted", "rejected", "open"
_DECISIONS = "decisions.jsonl"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a suggestion of a report, and why. `at` is ISO 8601."""

    report: str
    suggestion: Suggestion
    decision: str
    by: str = ""
    reason: str = ""
    at: str = ""


def write_suggestions(workspace: Workspace, report: str, found: Sequence[Suggestion]) -> None:
    """Keep what a reading suggests; it replaces what the one before suggested."""
    path = workspace.suggestions / f"{local_name(URIRef(report))}.json"
    if not found:
        path.unlink(missing_ok=True)
        return
    value = {"report": report, "suggestions": [asdict(s) for s in found]}
    write_file(path, json.dumps(value, ensure_ascii=False, indent=1).encode())


def list_suggestions(workspace: Workspace) -> tuple[Decision, ...]:
    """Return every suggestion with what holds on it; "open" ones wait for a decision."""
    held = {d.suggestion.identifier: d for d in _decisions(workspace)}
    found: dict[str, Decision] = {}
    for path in sorted(workspace.suggestions.glob("*.json")):
        table = _json(path.read_text(encoding="utf-8"), path)
        for entry in table["suggestions"]:
            suggestion = _suggestion(entry)
            found[suggestion.identifier] = Decision(table["report"], suggestion, OPEN)
    return tuple((found | held).values())


def decide(
    workspace: Workspace, identifier: str, decision: str, *, by: str, reason: str, at: date
) -> Decision:
    """Note a decision; the beginning of an identifier is enough if no other has it.

    Raises WorkspaceError when there is no such suggestion, or more than one.
    """
    found = [
        d for d in list_suggestions(workspace) if d.suggestion.identifier.startswith(identifier)
    ]
    if len(found) != 1 or not identifier:
        raise WorkspaceError(
            f"{len(found) or 'no'} suggestions begin with {identifier!r}.",
            place=str(workspace.suggestions),
            remedy="`communique suggestions list` shows what there is.",
        )
    made = Decision(found[0].report, found[0].suggestion, decision, by, reason, at.isoformat())
    workspace.suggestions.mkdir(exist_ok=True)
    with (workspace.suggestions / _DECISIONS).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(made), ensure_ascii=False) + "\n")
    return made


def apply_decisions(workspace: Workspace, store: WritableStore) -> tuple[Decision, ...]:
    """Bring the store's reports to what was decided; return what could not be applied.

    A report of which an accepted suggestion was rejected later is first put back as it was read.
    """
    by_report: dict[str, list[Decision]] = defaultdict(list)
    for decision in _decisions(workspace):
        by_report[decision.report].append(decision)
    if not by_report:
        return ()
    stale: list[Decision] = []
    with SqliteRegistry(workspace.registry) as registry:
        mint = Mint(workspace.settings.base, registry)
        for report, decisions in sorted(by_report.items()):
            stale += _apply(workspace, store, mint, URIRef(report), decisions)
    return tuple(stale)


def _apply(
    workspace: Workspace,
    store: WritableStore,
    mint: Mint,
    report: URIRef,
    decisions: Sequence[Decision],
) -> list[Decision]:
    path = workspace.drafts / f"{local_name(report)}.nq"
    if not path.is_file():
        return list(decisions)
    data = path.read_bytes()
    draft = Dataset()
    draft.parse(data=data, format="nquads")
    text = (workspace.texts / f"{local_name(report)}.txt").read_bytes().decode()
    writer = Accepted(report, draft, text, mint)
    held = {d.suggestion.identifier: d for d in decisions}
    accepted = [d for d in held.values() if d.decision == ACCEPTED]
    once = {d.suggestion.identifier for d in decisions if d.decision == ACCEPTED}
    if once - {d.suggestion.identifier for d in accepted}:
        store.replace_graphs([mint.graph(f"report/{local_name(report)}")], data)
    stale = [
        d
        for d in accepted
        if not writer.write(d.suggestion, Review(d.by, date.fromisoformat(d.at)))
    ]
    store.add(nquads(writer.dataset))
    return stale


def _decisions(workspace: Workspace) -> Iterator[Decision]:
    path = workspace.suggestions / _DECISIONS
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = _json(line, path)
        yield Decision(**{**entry, "suggestion": _suggestion(entry["suggestion"])})


def _suggestion(entry: dict[str, Any]) -> Suggestion:
    places = {k: tuple(entry[k]) if entry[k] else None for k in ("statement", "target")}
    return Suggestion(**{**entry, **places})


def _json(text: str, path: Path) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise WorkspaceError(
            f"this is no JSON: {error}.", place=str(path), remedy="Restore it from a backup."
        ) from None
