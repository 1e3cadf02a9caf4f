"""A registry of one kind of entity: found by name or authority row, added once, widened later."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Generic, TypeVar

from communique.facts.model import (
    Evidence,
    InstitutionFact,
    Name,
    PersonFact,
    PlaceFact,
    Ref,
    StateFact,
)
from communique.names.keys import slug
from communique.text.span import Span

Entity = TypeVar("Entity", StateFact, PlaceFact, InstitutionFact, PersonFact)


class Registry(Generic[Entity]):
    """The entities of one kind that a report names, by `Ref`.

    `key` makes two spellings of a name equal. A name may be shared by several entities. `changes`
    counts what was added or changed, for those who keep what they derived.
    """

    def __init__(self, kind: str, key: Callable[[str], str]) -> None:
        self._kind = kind
        self.changes = 0
        self._key = key
        self._facts: dict[Ref, Entity] = {}
        self._names: dict[str, list[Ref]] = {}
        self._authority: dict[str, Ref] = {}

    def get(self, ref: Ref) -> Entity:
        """Return the fact of a reference that this registry gave out."""
        return self._facts[ref]

    def has(self, ref: Ref | None) -> bool:
        """Say whether the reference is one of this registry's."""
        return ref in self._facts

    def find(self, name: str) -> Ref | None:
        """Return the first entity that bears this name, None if there is none."""
        found = self.all_of(name)
        return found[0] if found else None

    def all_of(self, name: str) -> list[Ref]:
        """Return all entities that bear this name as label or variant."""
        return list(self._names.get(self._key(name), ()))

    def by_authority(self, authority: str) -> Ref | None:
        """Return the entity with this authority row, None if there is none."""
        return self._authority.get(authority) if authority else None

    def free(self, label: str) -> Ref:
        """Return a reference for a new entity of this label that no other has."""
        base = f"{self._kind}/{slug(label)}"
        ref, count = base, 1
        while Ref(ref) in self._facts:
            count += 1
            ref = f"{base}-{count}"
        return Ref(ref)

    def add(self, fact: Entity) -> Ref:
        """Add a new entity and return its reference."""
        self._facts[fact.ref] = fact
        self.changes += 1
        self._index(fact)
        return fact.ref

    def update(self, fact: Entity) -> None:
        """Put a changed fact in the place of the one with the same reference."""
        self._facts[fact.ref] = fact
        self.changes += 1
        self._index(fact)

    def saw(self, ref: Ref, evidence: Evidence, names: Iterable[Name] = ()) -> Ref:
        """Note another place of a known entity and the names it bears there; return it.

        What a model suggested and a rule confirms is no suggestion any longer.
        """
        fact: Any = self._facts[ref]
        known = {fact.label, *(v.text for v in fact.variants)}
        fresh: tuple[Name, ...] = tuple(n for n in dict.fromkeys(names) if n.text not in known)
        before: Evidence = fact.evidence
        certain = before if not before.suggested or evidence.suggested else evidence
        spans = _with_spans(before.spans, evidence.spans)
        self.update(
            replace(
                fact,
                variants=(*fact.variants, *fresh),
                evidence=replace(certain, spans=spans, said_in=_narrator(before, evidence)),
            )
        )
        return ref

    def facts(self) -> tuple[Entity, ...]:
        """Return all entities in the order of their first mention."""
        return tuple(sorted(self._facts.values(), key=lambda f: f.evidence.spans[0]))

    def _index(self, fact: Entity) -> None:
        for name in (fact.label, *(v.text for v in fact.variants)):
            refs = self._names.setdefault(self._key(name), [])
            if fact.ref not in refs:
                refs.append(fact.ref)
        if fact.authority:
            self._authority[fact.authority] = fact.ref


def _with_spans(known: tuple[Span, ...], further: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted spans with further ones among them, each once."""
    spans = list(known)
    for span in further:
        index = bisect_left(spans, span)
        if index == len(spans) or spans[index] != span:
            spans.insert(index, span)
    return tuple(spans)


def _narrator(before: Evidence, after: Evidence) -> Ref | None:
    """Whom the entity is attested by: the report itself, if any of the places is the report's."""
    return before.said_in if before.said_in and after.said_in else None
