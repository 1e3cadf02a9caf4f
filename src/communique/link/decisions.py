"""What librarians decided about candidates, kept for ever in `links/decisions.sssom.tsv`.

A row is never removed: what is undone is marked as superseded. The file is SSSOM, so that other
tools read it; it is rewritten whole, under a lock, so that two people can decide at once.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import Path

from communique.errors import UsageError, WorkspaceError
from communique.link import sssom
from communique.link.catalogues import load_catalogues
from communique.link.entities import identifier
from communique.link.identity import MERGED, holding, read_fates
from communique.link.tables import locked, read_table, write_table
from communique.workspace import Workspace

ACCEPTED, REJECTED, NOT_FOUND = "accepted", "rejected", "not found"
_FILE = "decisions.sssom.tsv"
_SUPERSEDED = "superseded "


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `object` is a CURIE, "" for not found; `superseded` says when and by whom."""

    subject: str
    verdict: str
    object: str = ""
    by: str = ""
    when: str = ""
    reason: str = ""
    label: str = ""
    object_label: str = ""
    close: bool = False
    superseded: str = ""

    @property
    def holds(self) -> bool:
        """Whether nobody has undone it."""
        return not self.superseded

    @property
    def mark(self) -> str:
        """What tells it from every other decision, in a few letters."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:16]


class Contradiction(UsageError):
    """A decision that cannot stand beside `other`, or None if that is no person's."""

    def __init__(self, message: str, *, remedy: str, other: Decision | None = None) -> None:
        super().__init__(message, remedy=remedy)
        self.other = other


class Decisions:
    """All decisions of a workspace, as read at one moment.

    `moved` says which entity was merged into which: a decision on the one is one on the other.
    """

    def __init__(
        self, path: Path, rows: tuple[Decision, ...], moved: Mapping[str, str] | None = None
    ) -> None:
        self.path = path
        self.rows = rows
        self._moved = moved or {}

    def holding(self, subject: str = "") -> tuple[Decision, ...]:
        """Return the decisions that hold, of one entity and what was merged into it if given."""
        return tuple(d for d in self.rows if d.holds and subject in ("", d.subject, self._now(d)))

    def today(self) -> tuple[Decision, ...]:
        """Return the decisions that hold, each once, on the entities that stand today."""
        found: dict[tuple[str, str, str], Decision] = {}
        for d in self.holding():
            subject = self._now(d)
            found.setdefault((subject, d.verdict, d.object), replace(d, subject=subject))
        return tuple(found.values())

    def _now(self, decision: Decision) -> str:
        return self._moved.get(decision.subject, decision.subject)

    def is_closed(self, subject: str, target: str = "") -> bool:
        """Tell whether a candidate need not be asked about: decided, or the entity has its link."""
        return any(
            d.verdict == NOT_FOUND or d.object == target or (d.verdict == ACCEPTED and not d.close)
            for d in self.holding(subject)
        )

    def shared_items(self) -> dict[str, tuple[str, ...]]:
        """Return the items that several entities have: a file edited by hand may say so."""
        found: dict[str, tuple[str, ...]] = {}
        for d in self.today():
            if d.verdict == ACCEPTED and not d.close:
                found[d.object] = (*found.get(d.object, ()), d.subject)
        return {item: subjects for item, subjects in found.items() if len(subjects) > 1}


def read_decisions(workspace: Workspace) -> Decisions:
    """Read the decisions. Raises WorkspaceError with the line of a row that is damaged."""
    path = workspace.links / _FILE
    rows = read_table(path, sssom.NEEDED)
    base = workspace.settings.base
    moved = {
        identifier(iri, base): identifier(fate.replaced_by, base)
        for iri, fate in holding(read_fates(workspace)).items()
        if fate.fate == MERGED
    }
    return Decisions(path, tuple(_decision(row, f"{path}:{line}") for line, row in rows), moved)


def decide(
    workspace: Workspace, decision: Decision, linked: Mapping[str, tuple[str, ...]]
) -> Decision:
    """Keep a decision. `linked` are the links known otherwise: entity -> CURIEs.

    Raises Contradiction when another holds that has to be undone first.
    """
    with locked(workspace.links):
        known = read_decisions(workspace)
        same = [
            d
            for d in known.holding(decision.subject)
            if (d.verdict, d.object, d.close) == (decision.verdict, decision.object, decision.close)
        ]
        if same:
            return same[0]
        _refuse_contradiction(decision, known, linked)
        _write(workspace, (*known.rows, decision))
    return decision


def undo(
    workspace: Workspace,
    subject: str,
    target: str,
    by: str,
    reason: str,
    when: date,
    *,
    seen: str = "",
) -> list[Decision]:
    """Mark the decisions on an entity (and a target) as superseded.

    `seen` is the mark of the one decision that is meant. Raises UsageError when none is left.
    """
    with locked(workspace.links):
        known = read_decisions(workspace)
        undone = [
            d for d in known.holding(subject) if target in ("", d.object) and seen in ("", d.mark)
        ]
        if not undone:
            raise UsageError(
                f"nothing is decided on {subject}{f' and {target}' if target else ''}.",
                remedy="See `communique link list --decided`.",
            )
        note = f"{_SUPERSEDED}{when.isoformat()} by {by}: {reason}".rstrip(": ")
        rows = (replace(d, superseded=note) if d in undone else d for d in known.rows)
        _write(workspace, tuple(rows))
    return undone


def _refuse_contradiction(
    new: Decision, known: Decisions, linked: Mapping[str, tuple[str, ...]]
) -> None:
    for old in known.holding(new.subject):
        clash = (
            (old.object == new.object and {old.verdict, new.verdict} == {ACCEPTED, REJECTED})
            or (old.verdict == NOT_FOUND and new.verdict == ACCEPTED)
            or (new.verdict == NOT_FOUND and old.verdict == ACCEPTED)
            or (old.verdict == new.verdict == ACCEPTED and not (old.close or new.close)
                and _catalogue(old.object) == _catalogue(new.object))
        )  # fmt: skip
        if clash:
            raise Contradiction(
                f"{new.subject} has a decision already: {old.verdict} {old.object}".rstrip()
                + f", by {old.by} on {old.when}.",
                remedy=f"Undo it first: communique link undo {new.subject}.",
                other=old,
            )
    if new.verdict != ACCEPTED or new.close:
        return
    holders = [d.subject for d in known.today() if d.verdict == ACCEPTED and not d.close
               and d.object == new.object]  # fmt: skip
    holders += [subject for subject, objects in linked.items() if new.object in objects]
    other = next((h for h in holders if h != new.subject), None)
    if other:
        raise Contradiction(
            f"{new.object} is the link of {other} already; two entities cannot be one item.",
            remedy=f"If they are one: communique merge {new.subject} {other}. "
            f"If not, undo or reject that link first.",
        )
    own = [o for o in linked.get(new.subject, ()) if _catalogue(o) == _catalogue(new.object)]
    if own and new.object not in own and not _rejected(known, new.subject, own[0]):
        raise Contradiction(
            f"{new.subject} is linked with {own[0]} by the authority files.",
            remedy=f"Reject that first: communique link reject {new.subject} {own[0]}.",
        )


def _rejected(known: Decisions, subject: str, target: str) -> bool:
    return any(d.verdict == REJECTED and d.object == target for d in known.holding(subject))


def _catalogue(curie: str) -> str:
    return curie.partition(":")[0]


def _write(workspace: Workspace, rows: tuple[Decision, ...]) -> None:
    settings = workspace.settings
    text = sssom.written(
        [as_row(d) for d in rows],
        base=settings.base,
        licence=settings.publication.licence,
        name="decisions",
    )
    write_table(workspace.links / _FILE, text)


def as_row(decision: Decision) -> dict[str, str]:
    """Return a decision as the slots of an SSSOM row."""
    return {
        "subject_id": decision.subject,
        "subject_label": decision.label,
        "predicate_id": sssom.CLOSE if decision.close else sssom.EXACT,
        "predicate_modifier": sssom.NOT if decision.verdict == REJECTED else "",
        "object_id": decision.object or sssom.NO_TERM,
        "object_label": decision.object_label,
        "mapping_justification": sssom.BY_HAND,
        "author_label": decision.by,
        "mapping_date": decision.when,
        "comment": decision.reason,
        "other": decision.superseded,
    }


def _decision(row: Mapping[str, str], place: str) -> Decision:
    target = "" if row["object_id"] == sssom.NO_TERM else row["object_id"]
    if target:
        try:
            target = load_catalogues().curie(target)
        except UsageError as error:
            raise WorkspaceError(error.message, place=place, remedy=error.remedy) from None
    rejected = row.get("predicate_modifier") == sssom.NOT
    verdict = REJECTED if rejected else ACCEPTED if target else NOT_FOUND
    return Decision(
        row["subject_id"],
        verdict,
        target,
        by=row.get("author_label", ""),
        when=row.get("mapping_date", ""),
        reason=row.get("comment", ""),
        label=row.get("subject_label", ""),
        object_label=row.get("object_label", ""),
        close=row["predicate_id"] == sssom.CLOSE,
        superseded=row.get("other", ""),
    )
