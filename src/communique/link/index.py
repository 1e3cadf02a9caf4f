"""Finds the entities that a name, a property or an identifier may mean, and says why.

Scores are 0 to 100 and explain themselves: each candidate has its features. `match` is said of one
candidate at most, and only when nothing speaks against it and no other comes near.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from communique.link.entities import Described, Entity, Value, closed
from communique.link.words import Words, aligned
from communique.names.keys import latin_words, name_key, person_key
from communique.search.entries import Named
from communique.search.linkable import Linkable

CERTAIN = 96.0
"""The score from which on a lone candidate is a match."""
AHEAD = 6.0
"""By how much it must lead."""
FAINT = 40.0
"""Scores below this are no candidates."""
_EXACT, _VARIANT, _REORDERED, _SPELT = 1.0, 0.99, 0.98, 0.95
_LOOKED_AT = 50
_SHARE = 0.3
"""How much properties count where some are asked for."""
_UNKNOWN = 0.5
"""The worth of a property of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A property that a query names, with the values that would do."""

    property: str
    values: tuple[Value, ...]
    required: bool = False
    quantifier: str = "any"


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: a name or an identifier, types, properties."""

    name: str = ""
    id: str = ""
    types: tuple[str, ...] = ()
    strict: str = "any"
    properties: tuple[Asked, ...] = ()
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be meant. `features` are identifier -> 0…100."""

    entity: Entity
    score: float
    match: bool = False
    features: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of an entity, in the forms that names are compared by."""

    preferred: bool
    key: str
    reordered: str
    words: tuple[str, ...]


class Entities(Protocol):
    """Where entities come from: a catalogue in memory, or a release."""

    def of(self, entry: Named) -> Entity:
        """Return the entity of an entry of the index: its names and types."""
        ...

    def valued(self, entities: Iterable[Entity]) -> dict[str, Entity]:
        """Return entities with their values, by identifier."""
        ...

    def named(self, names: Iterable[str]) -> dict[str, Entity]:
        """Return entities by identifier, with their values."""
        ...

    def holding(self, prop: str, keys: Iterable[str]) -> Iterable[str]:
        """Return the identifiers of those that have one of these values of a property."""
        ...


class CandidateIndex:
    """Entities, found by the words of their names in an index for searching."""

    def __init__(self, catalogue: Described, entities: Entities, names: Linkable) -> None:
        self.catalogue = catalogue
        self.entities = entities
        self._names = names
        self.words = Words(names)
        self._below = {
            name: [t for t in catalogue.types if name in closed([t], catalogue.types)]
            for name in catalogue.types
        }

    def find(self, query: Query) -> list[Candidate]:
        """Return the candidates, best first; of equal ones that of which most is known."""
        return self.find_all([query])[0]

    def find_all(self, queries: Iterable[Query]) -> list[list[Candidate]]:
        """Return the candidates of each query; what is known of them is read at once."""
        asked = list(queries)
        every = [_with_ties(self._found(query), query.limit) for query in asked]
        known = self.entities.valued(c.entity for found in every for c in found)
        return [
            sorted((replace(c, entity=known[c.entity.id]) for c in found), key=_order)[
                : query.limit
            ]
            for query, found in zip(asked, every, strict=True)
        ]

    def suggest(self, prefix: str, limit: int, offset: int = 0) -> list[Entity]:
        """Return the entities whose names or identifiers begin so, for a list to choose from."""
        by_id = self._named(prefix)
        found = [self.entities.of(e) for e in self._names.beginning(prefix, limit + offset)]
        every = [*([by_id] if by_id else []), *(e for e in found if by_id is None or e != by_id)]
        chosen = every[offset : offset + limit]
        known = self.entities.valued(chosen)
        return [known[entity.id] for entity in chosen]

    def _found(self, query: Query) -> list[Candidate]:
        by_id = self._named(query.id or query.name)
        if by_id and self._fits(by_id, query):
            return [Candidate(by_id, 100.0, match=True, features={"id": 100.0})]
        if query.id:
            return []
        asked = latin_words(query.name)
        alike = {word: self.words.alike(word) for word in asked}
        scored = (self._scored(e, query, asked, alike) for e in self._likely(alike, query))
        found = sorted(
            (c for c in scored if c.score >= FAINT), key=lambda c: (-c.score, c.entity.id)
        )
        return _with_match(found, query)

    def _named(self, name: str) -> Entity | None:
        local = name.removeprefix(f"{self.catalogue.base}id/").replace("/", ":", 1)
        return self.entities.named([local]).get(local) if ":" in local else None

    def _fits(self, entity: Entity, query: Query) -> bool:
        if not query.types or query.strict == "should":
            return True
        have = [kind in entity.types for kind in query.types]
        return all(have) if query.strict == "all" else any(have)

    def _likely(self, alike: dict[str, dict[str, float]], query: Query) -> list[Entity]:
        """Return the entities that share words, rare ones first, or else values."""
        if not alike:
            return [e for e in self._with_values(query) if self._fits(e, query)]
        worth: defaultdict[str, float] = defaultdict(float)
        for others in alike.values():
            for word, likeness in others.items():
                worth[word] += likeness * self.words.weight(word)
        strict = query.types if query.strict != "should" else ()
        types = {below for kind in strict for below in self._below.get(kind, [kind])}
        entries = self._names.sharing(worth, sorted(types), _LOOKED_AT)
        found = [e for e in map(self.entities.of, entries) if self._fits(e, query)]
        return list(self.entities.valued(found).values()) if query.properties else found

    def _with_values(self, query: Query) -> list[Entity]:
        shared: Counter[str] = Counter()
        for asked in query.properties:
            keys = {key for value in asked.values for key in keys_of(value)}
            shared.update(set(self.entities.holding(asked.property, keys)))
        best = heapq.nlargest(_LOOKED_AT, shared, key=lambda name: (shared[name], name))
        return list(self.entities.named(best).values())

    def _scored(
        self,
        entity: Entity,
        query: Query,
        asked: tuple[str, ...],
        alike: dict[str, dict[str, float]],
    ) -> Candidate:
        features: dict[str, float] = {}
        score = 1.0
        if asked:
            score = self._likeness(entity, query.name, asked, alike)
            features["name"] = round(100 * score, 1)
        if query.types:
            features["type"] = 100.0 if set(query.types) & set(entity.types) else 0.0
            score *= 1.0 if features["type"] else 0.8
        worth = []
        for one in query.properties:
            likeness = _compared(one, entity.values.get(one.property, ()))
            if likeness is None and not one.required:
                worth.append(_UNKNOWN)
                continue
            features[f"property_{one.property}"] = round(100 * (likeness or 0.0), 1)
            if one.required and not likeness:
                return Candidate(entity, 0.0, features=features)
            worth.append(likeness or 0.0)
        if worth:
            share = _SHARE if asked else 1.0
            score = (1 - share) * score + share * sum(worth) / len(worth)
        return Candidate(entity, round(100 * score, 1), features=features)

    def _likeness(
        self,
        entity: Entity,
        name: str,
        asked: tuple[str, ...],
        alike: dict[str, dict[str, float]],
    ) -> float:
        key, reordered = name_key(name), person_key(name)
        near = {word for others in alike.values() for word in others}
        best = 0.0
        for known in _names(entity):
            if known.key == key:
                return _EXACT if known.preferred else max(best, _VARIANT)
            if known.reordered == reordered:
                best = max(best, _REORDERED)
            elif not near.isdisjoint(known.words):
                best = max(best, _SPELT * aligned(asked, known.words, alike, self.words))
        return best


def _names(entity: Entity) -> Iterator[_Name]:
    for preferred, known in ((True, entity.labels), (False, entity.variants)):
        for name in known:
            text = name.text
            yield _Name(preferred, name_key(text), person_key(text), latin_words(text))


def _with_ties(found: list[Candidate], limit: int) -> list[Candidate]:
    """Return the first candidates, and those that are as good as the last of them."""
    least = found[limit - 1].score if 0 < limit <= len(found) else 0.0
    return [c for c in found if c.score >= least]


def _order(candidate: Candidate) -> tuple[float, int, str]:
    known = sum(map(len, candidate.entity.values.values()))
    return -candidate.score, -known, candidate.entity.id


def _with_match(found: list[Candidate], query: Query) -> list[Candidate]:
    """Say of the best candidate that it is certain, if it is."""
    if not found or found[0].score < CERTAIN:
        return found
    first = found[0]
    alone = len(found) < 2 or first.score - found[1].score >= AHEAD
    named = first.features.get("name", 0.0) >= CERTAIN
    doubted = any(value < CERTAIN for value in first.features.values())
    if alone and named and not doubted:
        return [replace(first, match=True), *found[1:]]
    return found


def keys_of(value: Value) -> set[str]:
    """Return what a value is compared by: identifier, text, every name."""
    return {key for key in (value.id, *map(name_key, (value.text, *value.names))) if key}


def _compared(asked: Asked, known: tuple[Value, ...]) -> float | None:
    """Return how well an entity's values fit those asked for; None if it has none."""
    if not known:
        return None if asked.quantifier != "none" else 1.0
    each = [max(_alike(value, other) for other in known) for value in asked.values]
    if asked.quantifier == "none":
        return 1.0 - max(each, default=0.0)
    return min(each, default=0.0) if asked.quantifier == "all" else max(each, default=0.0)


def _alike(asked: Value, known: Value) -> float:
    ours = keys_of(known)
    if keys_of(asked) & ours or (asked.text and asked.text == known.text):
        return 1.0
    for one in (asked.text, *asked.names):
        # A year fits a day of it; the text is never made more precise than it is.
        if one.isdigit() and len(one) == 4 and known.text.startswith(one):
            return 0.9
    wanted = set(latin_words(asked.text))
    shares = [
        2 * len(wanted & set(latin_words(text))) / (len(wanted) + len(set(latin_words(text))) or 1)
        for text in (known.text, *known.names)
    ]
    return 0.9 * max(shares, default=0.0)
