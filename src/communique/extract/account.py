"""Accounts for a reading: which rule made what of which line, and what was set aside and why.

In: a `Document` and its `Facts`. Out: entries in the order of the text.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from communique.extract.confidence import confidence_of
from communique.facts.model import (
    Evidence,
    Facts,
    InstitutionFact,
    PersonFact,
    PlaceFact,
    StateFact,
)
from communique.text.document import Document
from communique.text.span import Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was made of, or decided about, some words.

    `line` and `last` count from 1; both are 0 for what has no place. `kind` is "person",
    "statement" …, or "set aside", "repeat" and "notice". `rule` made it; for what was set aside it
    is the reason. `says` tells what it is, `words` are those of the source. `confidence` is how
    often that rule is right about that kind, None where it was not measured.
    """

    line: int
    last: int
    start: int
    end: int
    kind: str
    rule: str
    says: str
    words: str
    confidence: float | None = None


def account(document: Document, facts: Facts, line: int | None = None) -> tuple[Entry, ...]:
    """Return what became of a document, or of one of its lines (from 1)."""
    source = document.source
    places = chain(_made(facts), _set_aside(document), _notices(facts))
    entries = (
        _entry(source.line_of, source.text, kind, rule, says, span)
        for kind, rule, says, span in places
    )
    found = {e for e in entries if line is None or e.line <= line <= e.last}
    return tuple(sorted(found, key=lambda e: (e.line, e.start, e.end, e.kind, e.rule, e.says)))


_Place = tuple[str, str, str, Span | None]


def _made(facts: Facts) -> Iterator[_Place]:
    names = _names(facts)
    for fact in (*_entities(facts), *facts.events):
        yield from _of(_kind(fact), names[fact.ref], fact.evidence)
    for tenure in facts.tenures:
        body = names.get(tenure.organization or "", "")
        says = " · ".join(filter(None, (names[tenure.person], tenure.title, body)))
        yield from _of("tenure", says, tenure.evidence)
    for part in facts.participations:
        who = names.get(part.participant, part.participant)
        yield from _of("participation", f"{who}: {', '.join(part.roles)}", part.evidence)
    for statement in facts.statements:
        who = names.get(statement.speaker or "", "nobody's")
        says = f"{who} {statement.ordinal}" + "".join(f" #{t}" for t in statement.topics)
        yield "statement", statement.rule, says, statement.span
    for agreement in facts.agreements:
        says = " ".join(filter(None, (agreement.label, agreement.signed)))
        yield from _of("agreement", says, agreement.evidence)
    for quantity in facts.quantities:
        says = " ".join(filter(None, (quantity.as_printed, quantity.measure)))
        yield from _of("quantity", says, quantity.evidence)
    for period in facts.periods:
        yield from _of("period", period.edtf, period.evidence)


_Entity = StateFact | PlaceFact | InstitutionFact | PersonFact


def _entities(facts: Facts) -> tuple[_Entity, ...]:
    return (*facts.states, *facts.places, *facts.institutions, *facts.persons)


def _names(facts: Facts) -> dict[str, str]:
    names: dict[str, str] = {e.ref: e.label for e in _entities(facts)}
    for event in facts.events:
        names[event.ref] = " ".join(filter(None, (event.label, event.edtf)))
    return names


def _kind(fact: object) -> str:
    return type(fact).__name__.removesuffix("Fact").lower()


def _of(kind: str, says: str, evidence: Evidence) -> Iterator[_Place]:
    waits = " (suggested)" if evidence.suggested else ""
    for span in evidence.spans:
        yield kind, evidence.rule, says + waits, span


def _set_aside(document: Document) -> Iterator[_Place]:
    for zone in document.zones:
        yield "set aside", zone.reason, "not read", zone.span
    for block in document.blocks:
        for span in block.repeats:
            yield "repeat", "repeated", "printed before; read once", span


def _notices(facts: Facts) -> Iterator[_Place]:
    for notice in facts.notices:
        says = " ".join(filter(None, (notice.message, notice.remedy)))
        yield "notice", notice.code, says, notice.span


def _entry(
    line_of: Callable[[int], int], text: str, kind: str, rule: str, says: str, span: Span | None
) -> Entry:
    if span is None:
        return Entry(0, 0, 0, 0, kind, rule, says, "")
    first, last = line_of(span.start), line_of(span.end - 1)
    words = span.of(text)
    right = confidence_of(kind, rule)
    return Entry(first, last, span.start, span.end, kind, rule, says, words, right)
