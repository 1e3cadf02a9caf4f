"""Proposals for entities that have no link yet, kept in `links/candidates.tsv` until decided.

Nothing here is published. What a librarian rejected, or looked for in vain, is not proposed again.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from communique.errors import UsageError
from communique.link.catalogues import load_catalogues
from communique.link.client import Service
from communique.link.decisions import read_decisions
from communique.link.entities import Catalogue, Described, Entity
from communique.link.index import Candidate, CandidateIndex, Query
from communique.link.tables import locked, read_table, table, write_table
from communique.workspace import Workspace

COLUMNS = (
    "subject_id", "subject_label", "subject_type", "object_id", "object_label", "score", "match",
    "features", "description", "source",
)  # fmt: skip
AUTHORITY = "authority files"
LINKABLE = ("Person", "Institution", "State", "Agreement", "Place")
"""The types that are looked up when none is named."""
_FILE = "candidates.tsv"
_TOLD_APART = ("positionTitle", "organization", "ofState", "within", "subOrganizationOf")
"""The properties that are sent along to a service that has them."""
_BATCH = 20
_WORTH_A_LOOK = 50.0
"""The score from which on a candidate of ours is worth a person's time."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One candidate for one entity; `object` is a CURIE."""

    subject: str
    subject_label: str
    subject_type: str
    object: str
    object_label: str
    score: float
    match: bool
    features: str
    description: str
    source: str


def unlinked(catalogue: Catalogue, types: Iterable[str]) -> list[Entity]:
    """Return the entities of these types that have no exact match, sorted by identifier."""
    wanted = set(types)
    return [e for e in catalogue.entities.values() if wanted & set(e.types) and not e.links()]


def asked_types(catalogue: Catalogue, given: str) -> tuple[str, ...]:
    """Return the types to look up. Raises UsageError for one that is not known."""
    if not given:
        return LINKABLE
    known = catalogue.type_named(given)
    if known is None:
        raise UsageError(
            f"there is no type {given!r}.", remedy=f"Known: {', '.join(catalogue.types)}."
        )
    return (known.id,)


def from_index(
    entities: Iterable[Entity], index: CandidateIndex, limit: int, progress: Progress
) -> Iterator[Proposal]:
    """Yield what an index of ours proposes, by every name that an entity has."""
    for entity in entities:
        kinds = tuple(t for t in entity.types if t in index.catalogue.types)
        best: dict[str, Candidate] = {}
        for word in (*entity.labels, *entity.variants):
            for found in index.find(Query(word.text, types=kinds, limit=limit)):
                known = best.get(found.entity.id)
                if known is None or (found.match, found.score) > (known.match, known.score):
                    best[found.entity.id] = found
        seen = [c for c in best.values() if c.score >= _WORTH_A_LOOK]
        ranked = sorted(seen, key=lambda c: (-c.score, c.entity.id))[:limit]
        # Names that certainly mean different things make none of them certain.
        sure = sum(c.match for c in ranked) == 1
        for found in ranked:
            yield _proposal(entity, found, index.catalogue, match=found.match and sure)
        progress(1)


def _proposal(entity: Entity, found: Candidate, catalogue: Described, *, match: bool) -> Proposal:
    above = [v.text for values in found.entity.values.values() for v in values[:1]]
    return Proposal(
        entity.id,
        entity.label(),
        entity.types[0],
        found.entity.id,
        found.entity.label(),
        found.score,
        match,
        _features((name, value) for name, value in found.features.items()),
        "; ".join(above) or catalogue.described(found.entity),
        AUTHORITY,
    )


def from_service(
    entities: Iterable[Entity], service: Service, limit: int, progress: Progress
) -> Iterator[Proposal]:
    """Yield what a service proposes. Raises StoreError, UsageError."""
    space = str(service.manifest().get("identifierSpace", ""))
    for group in _batched(entities, _BATCH):
        queries = {f"q{n}": _query(entity, limit) for n, entity in enumerate(group)}
        for entity, results in zip(group, service.batch(queries).values(), strict=True):
            for result in results[:limit]:
                yield _told(entity, result, space, service.address)
        progress(len(group))


def _batched(entities: Iterable[Entity], size: int) -> Iterator[list[Entity]]:
    rest = iter(entities)
    while group := list(islice(rest, size)):
        yield group


def _query(entity: Entity, limit: int) -> dict[str, Any]:
    properties = [
        {"pid": name, "v": [value.text for value in entity.values[name]]}
        for name in _TOLD_APART
        if name in entity.values
    ]
    query: dict[str, Any] = {"query": entity.label(), "limit": limit}
    return query | ({"properties": properties} if properties else {})


def _told(entity: Entity, result: dict[str, Any], space: str, address: str) -> Proposal:
    score, features = result.get("score"), result.get("features")
    listed = features if isinstance(features, list) else []
    named = [f for f in listed if isinstance(f, dict) and {"id", "value"} <= set(f)]
    told = ((str(f["id"]), f["value"]) for f in named)
    return Proposal(
        entity.id,
        entity.label(),
        entity.types[0],
        load_catalogues().curie_or_iri(space + result["id"]),
        str(result.get("name", "")),
        float(score) if isinstance(score, int | float) else 0.0,
        result.get("match") is True,
        _features(told),
        str(result.get("description", "")),
        address,
    )


def _features(known: Iterable[tuple[str, object]]) -> str:
    return "|".join(f"{name}={value}" for name, value in known)


def keep(
    workspace: Workspace, proposals: Iterable[Proposal], asked: set[str], source: str
) -> list[Proposal]:
    """Keep proposals in place of the earlier ones of the same source for the entities asked.

    Returns those that wait for a decision.
    """
    with locked(workspace.links):
        others = [
            p for p in all_proposals(workspace) if p.source != source or p.subject not in asked
        ]
        decisions = read_decisions(workspace)
        waiting = [p for p in proposals if not decisions.is_closed(p.subject, p.object)]
        _write(workspace, [*others, *waiting])
    return waiting


def waiting(workspace: Workspace) -> list[Proposal]:
    """Return the proposals that nobody has decided yet."""
    decisions = read_decisions(workspace)
    return [p for p in all_proposals(workspace) if not decisions.is_closed(p.subject, p.object)]


def all_proposals(workspace: Workspace) -> list[Proposal]:
    """Return every proposal that is kept, decided or not."""
    path = workspace.links / _FILE
    return [_of_row(row) for _, row in read_table(path, COLUMNS)]


def _write(workspace: Workspace, proposals: Iterable[Proposal]) -> None:
    rows = [_as_row(p) for p in sorted(set(proposals), key=_in_order)]
    write_table(workspace.links / _FILE, table(COLUMNS, rows))


def _in_order(proposal: Proposal) -> tuple[str, float, str, str]:
    return proposal.subject, -proposal.score, proposal.object, proposal.source


def _as_row(proposal: Proposal) -> dict[str, str]:
    return {
        "subject_id": proposal.subject,
        "subject_label": proposal.subject_label,
        "subject_type": proposal.subject_type,
        "object_id": proposal.object,
        "object_label": proposal.object_label,
        "score": f"{proposal.score:g}",
        "match": "yes" if proposal.match else "no",
        "features": proposal.features,
        "description": proposal.description,
        "source": proposal.source,
    }


def _of_row(row: dict[str, str]) -> Proposal:
    try:
        score = float(row["score"])
    except ValueError:
        score = 0.0
    return Proposal(
        row["subject_id"], row["subject_label"], row["subject_type"], row["object_id"],
        row["object_label"], score, row["match"] == "yes", row["features"],
        row["description"], row["source"],
    )  # fmt: skip
