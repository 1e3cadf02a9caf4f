"""What became of entities: merged into another, split, renamed or retired; `links/identity.tsv`.

IRIs are never used again. What is undone stays in the file, marked.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from communique.errors import UsageError
from communique.link.entities import Catalogue, Entity, identifier
from communique.link.tables import locked, read_table, table, write_table
from communique.workspace import Workspace

COLUMNS = ("iri", "fate", "replaced_by", "by", "when", "reason", "undone")
_LATER = ("reports", "label", "language", "since")
"""Columns that files of before may lack."""
MERGED, RETIRED, SPLIT, RENAMED = "merged", "retired", "split", "renamed"
_FILE = "identity.tsv"
_LOCAL = re.compile(r"[a-z]+:[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an entity. `when` is ISO 8601; `undone` says when and by whom, "" if not.

    What `reports` (local names) say of a split entity is said of `replaced_by`. A renamed one has
    `label` in `language`, `since` a date as precise as it is known.
    """

    iri: str
    fate: str
    replaced_by: str = ""
    by: str = ""
    when: str = ""
    reason: str = ""
    undone: str = ""
    reports: tuple[str, ...] = ()
    label: str = ""
    language: str = ""
    since: str = ""


def read_fates(workspace: Workspace) -> tuple[Fate, ...]:
    """Read the register. Raises WorkspaceError with the line of a row that is damaged."""
    rows = read_table(workspace.links / _FILE, COLUMNS)
    return tuple(_fate(row) for _, row in rows)


def _fate(row: Mapping[str, str]) -> Fate:
    later = {name: row.get(name, "") for name in _LATER if name != "reports"}
    reports = tuple(row.get("reports", "").split())
    return Fate(**{name: row[name] for name in COLUMNS}, **later, reports=reports)


def changed(fates: tuple[Fate, ...], fate: str) -> tuple[Fate, ...]:
    """Return the splits, or the renamings, that hold, in the order in which they were made."""
    return tuple(f for f in fates if f.fate == fate and not f.undone)


def holding(fates: tuple[Fate, ...]) -> dict[str, Fate]:
    """Return the ends that hold, by IRI; a merge leads to where its chain ends."""
    known = {f.iri: f for f in fates if f.fate in (MERGED, RETIRED) and not f.undone}
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


def check_split(new: str, old: Entity, catalogue: Catalogue) -> None:
    """Raise UsageError unless the IRI of the new entity is free and of the same kind."""
    name = identifier(new, catalogue.base)
    if name.partition(":")[0] != old.id.partition(":")[0] or not _LOCAL.fullmatch(name):
        raise UsageError(
            f"{new} is no identifier for another thing of this kind.",
            remedy=f"Write {old.id}-2, or another name of small letters, digits and hyphens.",
        )
    if name in catalogue.entities:
        raise UsageError(f"{name} is another entity already.", remedy="Choose a name nobody has.")


def record(workspace: Workspace, fate: Fate) -> Fate:
    """Keep a fate. Raises UsageError for an entity that is gone, for circles, for used IRIs."""
    with locked(workspace.links):
        fates = read_fates(workspace)
        held = holding(fates)
        others = [f for f in fates if (f.iri, f.replaced_by) != (fate.iri, fate.replaced_by)]
        named = {f.iri for f in others} | {f.replaced_by for f in others}
        if fate.fate == SPLIT and fate.replaced_by in named:
            raise UsageError(f"{fate.replaced_by} was given to something before; IRIs are not.")
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


def undo(workspace: Workspace, iri: str, note: str, *fate: str) -> Fate:
    """Mark the last such fate of an entity as undone. Raises UsageError if it has none."""
    with locked(workspace.links):
        fates = read_fates(workspace)
        known = [f for f in fates if f.iri == iri and f.fate in fate and not f.undone]
        if not known:
            raise UsageError(f"{iri} is not {' or '.join(fate)}.")
        held = known[-1]
        _write(workspace, tuple(replace(f, undone=note) if f is held else f for f in fates))
    return held


def _write(workspace: Workspace, fates: tuple[Fate, ...]) -> None:
    columns = (*COLUMNS, *_LATER)
    rows = [asdict(f) | {"reports": " ".join(f.reports)} for f in fates]
    ordered = sorted(rows, key=lambda row: (row["when"], row["iri"]))
    write_table(workspace.links / _FILE, table(columns, ordered))
