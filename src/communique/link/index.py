"""Finds the entities that a name, a property or an identifier may mean, and says why.

Scores are 0 to 100 and explain themselves: each candidate has its features. `match` is said of one
candidate at most, and only when nothing speaks against it and no other comes near.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from communique.link.entities import Catalogue, Entity, Value
from communique.link.words import Words, aligned, words
from communique.names.keys import name_key, person_key

CERTAIN = 96.0
"""The score from which on a lone candidate is a match."""
AHEAD = 6.0
"""By how much it must lead."""
FAINT = 40.0
"""Scores below this are no candidates."""
_EXACT, _VARIANT, _REORDERED, _SPELT = 1.0, 0.99, 0.98, 0.95
_LOOKED_AT = 80
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


class CandidateIndex:
    """All entities of a catalogue, by their words."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.by_id = catalogue.entities
        self._by_word: defaultdict[str, list[str]] = defaultdict(list)
        self._by_value: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._names: dict[str, tuple[_Name, ...]] = {}
        every: list[tuple[str, ...]] = []
        for entity in self.by_id.values():
            known = self._names[entity.id] = tuple(_names(entity))
            names = {name.words for name in known}
            every.extend(names)
            for word in sorted({word for name in names for word in name}):
                self._by_word[word].append(entity.id)
            for name, values in entity.values.items():
                for key in {key for value in values for key in _keys(value)}:
                    self._by_value[name, key].append(entity.id)
        self.words = Words(every)

    def find(self, query: Query) -> list[Candidate]:
        """Return the candidates, best first; equal ones by identifier."""
        by_id = self._named(query.id or query.name)
        if by_id and self._fits(by_id, query):
            return [Candidate(by_id, 100.0, match=True, features={"id": 100.0})]
        if query.id:
            return []
        asked = words(query.name)
        alike = {word: self.words.alike(word) for word in asked}
        found = []
        for name in self._likely(alike, query):
            entity = self.by_id[name]
            if self._fits(entity, query):
                candidate = self._scored(entity, query, asked, alike)
                if candidate.score >= FAINT:
                    found.append(candidate)
        found.sort(key=lambda c: (-c.score, c.entity.id))
        return _with_match(found, query)[: query.limit]

    def suggest(self, prefix: str, limit: int, offset: int = 0) -> list[Entity]:
        """Return the entities whose names or identifiers begin so, for a list to choose from."""
        *whole, last = words(prefix) or ("",)
        found: set[str] = set()
        if last:
            for word in self.words.beginning_with(last):
                found.update(self._by_word[word])
            for word in whole:
                found.intersection_update(self._by_word.get(word, ()))
        by_id = self._named(prefix)
        ranked = sorted(
            self._rank(name, prefix) for name in found if by_id is None or name != by_id.id
        )
        names = [*([by_id.id] if by_id else []), *(name for *_, name in ranked)]
        return [self.by_id[name] for name in names[offset : offset + limit]]

    def _rank(self, name: str, prefix: str) -> tuple[bool, int, str, str]:
        label = self.by_id[name].label()
        return not label.lower().startswith(prefix.lower()), len(label), label, name

    def _named(self, name: str) -> Entity | None:
        local = name.removeprefix(f"{self.catalogue.base}id/")
        return self.by_id.get(name) or self.by_id.get(local.replace("/", ":", 1))

    def _fits(self, entity: Entity, query: Query) -> bool:
        if not query.types or query.strict == "should":
            return True
        have = [kind in entity.types for kind in query.types]
        return all(have) if query.strict == "all" else any(have)

    def _likely(self, alike: dict[str, dict[str, float]], query: Query) -> Iterable[str]:
        """Return the entities that share words, rare ones first, or else values."""
        shared: defaultdict[str, float] = defaultdict(float)
        for others in alike.values():
            for word, likeness in others.items():
                worth = likeness * self.words.weight(word)
                for name in self._by_word[word]:
                    shared[name] += worth
        if not alike:
            for asked in query.properties:
                for key in {key for value in asked.values for key in _keys(value)}:
                    for name in self._by_value.get((asked.property, key), ()):
                        shared[name] += 1
        if query.types and query.strict != "should":
            shared = defaultdict(
                float, {n: w for n, w in shared.items() if self._fits(self.by_id[n], query)}
            )
        return heapq.nlargest(_LOOKED_AT, shared, key=lambda name: (shared[name], name))

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
        for known in self._names[entity.id]:
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
            yield _Name(preferred, name_key(text), person_key(text), words(text))


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


def _keys(value: Value) -> set[str]:
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
    ours = _keys(known)
    if _keys(asked) & ours or (asked.text and asked.text == known.text):
        return 1.0
    for one in (asked.text, *asked.names):
        # A year fits a day of it; the text is never made more precise than it is.
        if one.isdigit() and len(one) == 4 and known.text.startswith(one):
            return 0.9
    wanted = set(words(asked.text))
    shares = [
        2 * len(wanted & set(words(text))) / (len(wanted) + len(set(words(text))) or 1)
        for text in (known.text, *known.names)
    ]
    return 0.9 * max(shares, default=0.0)
