"""Reads a text as `communique extract` does, up to the facts, and looks things up in them."""

from dataclasses import dataclass
from typing import Any

from communique.extract.base import Reading, furniture_words
from communique.extract.pipeline import read
from communique.facts.model import (
    MAIN_EVENT,
    Facts,
    InstitutionFact,
    PersonFact,
    Ref,
    TenureFact,
)
from communique.text.document import Document
from communique.text.layout import read as read_layout
from communique.text.receive import receive
from communique.text.source import SourceMeta


@dataclass(frozen=True)
class Read:
    """A document with what was read from it."""

    document: Document
    facts: Facts

    @property
    def text(self) -> str:
        return self.document.source.text

    def persons(self) -> list[str]:
        return [p.label for p in self.facts.persons]

    def participants(self) -> list[str]:
        """Who took part in the main event or a session, not in what is only mentioned."""
        held = {e.ref for e in self.facts.events if e.ref == MAIN_EVENT or e.part_of}
        part = {p.participant for p in self.facts.participations if p.event in held}
        return [p.label for p in self.facts.persons if p.ref in part]

    def person(self, label: str) -> PersonFact:
        return next(p for p in self.facts.persons if p.label == label)

    def tenures(self, label: str) -> list[TenureFact]:
        ref = self.person(label).ref
        return [t for t in self.facts.tenures if t.person == ref]

    def titles(self, label: str) -> list[str]:
        return [t.title for t in self.tenures(label)]

    def institution(self, label: str) -> InstitutionFact:
        return next(i for i in self.facts.institutions if i.label == label)

    def institutions(self) -> list[str]:
        return [i.label for i in self.facts.institutions if not i.implied]

    def chain(self, ref: Ref | None) -> list[str]:
        """The bodies from a unit outwards."""
        bodies = {i.ref: i for i in self.facts.institutions}
        found = []
        while ref in bodies and len(found) < 9:
            found.append(bodies[ref].label)
            ref = bodies[ref].parent
        return found

    def roles(self, label: str) -> tuple[str, ...]:
        ref = self.person(label).ref
        return next((p.roles for p in self.facts.participations if p.participant == ref), ())

    def statements(self) -> list[tuple[str, int, str]]:
        labels = {p.ref: p.label for p in self.facts.persons}
        return [
            (labels[s.speaker], s.ordinal, s.span.of(self.text))
            for s in self.facts.statements
            if s.speaker
        ]


def read_text(text: str, name: str, reading: Reading, **meta: Any) -> Read:
    source = receive(text.encode(), name, SourceMeta(**meta))
    document = read_layout(source, furniture_words(reading.lexicon))
    return Read(document, read(document, reading))
