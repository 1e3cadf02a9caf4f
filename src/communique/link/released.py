"""The entities of a release: names from its index for searching, values from its store."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from communique.link.entities import (
    Described,
    Entity,
    Property,
    Type,
    Value,
    Word,
    closed,
    identifier,
    iri_of,
    local_name,
    read_properties,
    read_types,
    read_values,
)
from communique.link.index import CandidateIndex, keys_of
from communique.link.queries import load_query
from communique.search.entries import Named
from communique.search.index import SearchIndex
from communique.search.linkable import Linkable
from communique.store.base import ReadableStore


@dataclass(frozen=True, slots=True)
class Vocabulary(Described):
    """The types and properties of a release; `used` are the properties that each type has."""

    base: str
    types: dict[str, Type]
    properties: dict[str, Property]
    used: dict[str, set[str]] = field(default_factory=dict)

    def used_by(self, name: str) -> set[str]:
        """Return the properties that entities of a type have; none of a type that there is not."""
        kind = self.type_named(name)
        if kind is None:
            return set()
        below = (t for t in self.types if kind.id in closed([t], self.types))
        return {prop for t in below for prop in self.used.get(t, ())}


class ReleasedEntities:
    """The entities of a release, read when they are asked for."""

    def __init__(self, store: ReadableStore, names: Linkable, vocabulary: Vocabulary) -> None:
        self._store, self._names, self._base = store, names, vocabulary.base
        self._types = lru_cache(maxsize=1024)(lambda kinds: closed(kinds, vocabulary.types))
        self._by_value: dict[tuple[str, str], set[str]] | None = None

    def of(self, entry: Named) -> Entity:
        """Return the entity of an entry, without values."""
        labels = _words(entry.labels)
        variants = tuple(word for word in _words(entry.variants) if word not in labels)
        name = identifier(entry.iri, self._base)
        return Entity(name, entry.iri, labels, variants, self._types(entry.types))

    def valued(self, entities: Iterable[Entity]) -> dict[str, Entity]:
        """Return the entities with their values, by identifier."""
        known = {entity.id: entity for entity in entities}
        bare = {name: entity for name, entity in known.items() if not entity.values}
        read_values(self._store, bare, self._base, every=False)
        return known

    def named(self, names: Iterable[str]) -> dict[str, Entity]:
        """Return entities by identifier, with their values."""
        found = self._names.named([iri_of(name, self._base) for name in names])
        return self.valued(self.of(entry) for entry in found.values())

    def holding(self, prop: str, keys: Iterable[str]) -> Iterable[str]:
        """Return the identifiers of those that have one of these values of a property.

        All values are read the first time that something is asked for by values alone.
        """
        if self._by_value is None:
            self._by_value = self._read()
        found = self._by_value
        return {name for key in keys for name in found.get((prop, key), ())}

    def _read(self) -> dict[tuple[str, str], set[str]]:
        found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self._store.select(load_query("values").replace("$only", "")):
            thing = identifier(str(row["thing"]), self._base)
            value, named = str(row["value"]), str(row.get("valueName", ""))
            for key in keys_of(Value(named or value, identifier(value, self._base))):
                found[local_name(str(row["property"])), key].add(thing)
        return dict(found)


def index_of(store: ReadableStore, base: str, search: SearchIndex) -> CandidateIndex:
    """Return what finds the entities of a release."""
    used: defaultdict[str, set[str]] = defaultdict(set)
    iris: dict[str, str] = {}
    for row in store.select(load_query("used")):
        iri = str(row["property"])
        iris[local_name(iri)] = iri
        used[local_name(str(row["class"]))].add(local_name(iri))
    types = read_types(store)
    vocabulary = Vocabulary(base, types, read_properties(store, iris), dict(used))
    names = search.linkable()
    return CandidateIndex(vocabulary, ReleasedEntities(store, names, vocabulary), names)


def _words(names: Iterable[tuple[str, str]]) -> tuple[Word, ...]:
    ordered = sorted({(language, text) for text, language in names})
    return tuple(Word(text, language) for language, text in ordered)
