"""What became of entities: merged into another, or retired; kept for ever in `links/identity.tsv`.

IRIs are never used again. What is undone stays in the file, marked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from communique.errors import UsageError
from communique.link.entities import Entity
from communique.link.tables import locked, read_table, table, write_table
from communique.workspace import Workspace

COLUMNS = ("iri", "fate", "replaced_by", "by", "when", "reason", "undone")
MERGED, RETIRED = "merged", "retired"
_FILE = "identity.tsv"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an entity. `when` is ISO 8601; `undone` says when and by whom, "" if not."""

    iri: str
    fate: str
    replaced_by: str = ""
    by: str = ""
    when: str = ""
    reason: str = ""
    undone: str = ""


def read_fates(workspace: Workspace) -> tuple[Fate, ...]:
    """Read the register. Raises WorkspaceError with the line of a row that is damaged."""
    rows = read_table(workspace.links / _FILE, COLUMNS)
    return tuple(Fate(**{name: row[name] for name in COLUMNS}) for _, row in rows)


def holding(fates: tuple[Fate, ...]) -> dict[str, Fate]:
    """Return the fates that hold, by IRI; a merge leads to where its chain ends."""
    known = {fate.iri: fate for fate in fates if not fate.undone}
    return {iri: replace(fate, replaced_by=_end(fate, known)) for iri, fate in known.items()}


def _end(fate: Fate, known: Mapping[str, Fate]) -> str:
    seen, target = {fate.iri}, fate.replaced_by
    while target in known and known[target].fate == MERGED and target not in seen:
        seen.add(target)
        target = known[target].replaced_by
    return target


def check_merge(old: Entity, new: Entity) -> None:
    """Raise UsageError when two entities cannot be one."""
    if old.id == new.id:
        raise UsageError(f"{old.id} is that entity already.")
    if old.id.partition(":")[0] != new.id.partition(":")[0]:
        raise UsageError(f"{old.id} and {new.id} are things of different kinds.")
    if old.links() and new.links() and not set(old.links()) & set(new.links()):
        raise UsageError(
            f"{old.id} is linked with {old.links()[0]}, {new.id} with {new.links()[0]}.",
            remedy="Two items are two things; reject the wrong link first.",
        )


def record(workspace: Workspace, fate: Fate) -> Fate:
    """Keep a fate. Raises UsageError for an entity that has one, and for circles."""
    with locked(workspace.links):
        fates = read_fates(workspace)
        held = holding(fates)
        if fate.iri in held:
            old = held[fate.iri]
            into = f" into {old.replaced_by}" if old.replaced_by else ""
            raise UsageError(f"{fate.iri} is {old.fate}{into} since {old.when[:10]}.")
        target = held.get(fate.replaced_by)
        if target is not None and target.fate == RETIRED:
            raise UsageError(f"{fate.replaced_by} is retired.")
        if target is not None and target.replaced_by == fate.iri:
            raise UsageError(f"{fate.replaced_by} is merged into {fate.iri} already.")
        _write(workspace, (*fates, fate))
    return fate


def undo(workspace: Workspace, iri: str, note: str) -> Fate:
    """Mark the fate of an entity as undone. Raises UsageError if it has none."""
    with locked(workspace.links):
        fates = read_fates(workspace)
        held = next((f for f in fates if f.iri == iri and not f.undone), None)
        if held is None:
            raise UsageError(f"{iri} is neither merged nor retired.")
        _write(workspace, tuple(replace(f, undone=note) if f is held else f for f in fates))
    return held


def _write(workspace: Workspace, fates: tuple[Fate, ...]) -> None:
    rows = [{name: getattr(f, name) for name in COLUMNS} for f in fates]
    ordered = sorted(rows, key=lambda row: (row["when"], row["iri"]))
    write_table(workspace.links / _FILE, table(COLUMNS, ordered))
