"""The entities of a catalogue that is held in memory: authority files, which no release indexes."""

from collections import defaultdict
from collections.abc import Iterable

from rdflib import Literal

from communique.link.entities import Catalogue, Entity, Word
from communique.link.index import CandidateIndex, keys_of
from communique.search.entries import Entry, Named
from communique.search.index import SearchIndex


class HeldEntities:
    """The entities of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._known = catalogue.entities
        self._by_value: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for entity in self._known.values():
            for name, values in entity.values.items():
                for key in {key for value in values for key in keys_of(value)}:
                    self._by_value[name, key].append(entity.id)

    def of(self, entry: Named) -> Entity:
        """Return the entity of an entry."""
        return self._known[entry.iri]

    def valued(self, entities: Iterable[Entity]) -> dict[str, Entity]:
        """Return the entities by identifier; they have their values."""
        return {entity.id: entity for entity in entities}

    def named(self, names: Iterable[str]) -> dict[str, Entity]:
        """Return entities by identifier."""
        return {name: self._known[name] for name in names if name in self._known}

    def holding(self, prop: str, keys: Iterable[str]) -> Iterable[str]:
        """Return the identifiers of those that have one of these values of a property."""
        return {name for key in keys for name in self._by_value.get((prop, key), ())}


def index_of(catalogue: Catalogue) -> CandidateIndex:
    """Return a catalogue's entities, indexed in memory as a release's are on disk."""
    entries = {entity.id: _entry(entity) for entity in catalogue.entities.values()}
    names = SearchIndex.in_memory(entries).linkable()
    return CandidateIndex(catalogue, HeldEntities(catalogue), names)


def _entry(entity: Entity) -> Entry:
    labels, variants = _literals(entity.labels), _literals(entity.variants)
    return Entry(entity.id, "", labels, variants, types=list(entity.types))


def _literals(words: Iterable[Word]) -> list[Literal]:
    return [Literal(word.text, lang=word.language or None) for word in words]
