"""Which of the entities found so far are named in a stretch of text."""

from bisect import bisect_left
from dataclasses import dataclass, field

from communique.extract.base import Notebook
from communique.facts.model import Ref
from communique.text.document import Document
from communique.text.span import Span


def named_in(document: Document, notebook: Notebook, span: Span) -> list[tuple[Span, Ref]]:
    """Return the states, places, bodies and persons named within a span, sorted by place.

    Where two overlap the longer one counts: "ASEAN" within "ASEAN Centre" is no mention of ASEAN.
    """
    known = _places_of(notebook)
    if span not in known.asked:
        known.asked[span] = _named_in(known, span)
    return list(known.asked[span])


def _named_in(known: "_Places", span: Span) -> list[tuple[Span, Ref]]:
    places, starts = known.places, known.starts
    low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
    inside = [(place, ref) for place, ref in places[low:high] if span.contains(place)]
    kept: list[tuple[Span, Ref]] = []
    for place, ref in sorted(inside, key=lambda p: (p[0].start - p[0].end, p[0].start)):
        index = bisect_left(kept, (place, ref))
        beside = [other for other, _ in kept[max(0, index - 1) : index + 1]]
        if not any(other.overlaps(place) for other in beside):
            kept.insert(index, (place, ref))
    return kept


@dataclass(frozen=True, slots=True)
class _Places:
    """The places of all entities in order, their starts, and what was asked about them."""

    places: list[tuple[Span, Ref]]
    starts: list[int]
    asked: dict[Span, list[tuple[Span, Ref]]] = field(default_factory=dict)


_LAST: list[tuple[int, int, _Places]] = []


def _places_of(notebook: Notebook) -> _Places:
    """The places of all entities, sorted anew only when one has been added or widened."""
    registries = (notebook.states, notebook.places, notebook.institutions, notebook.persons)
    version = sum(registry.changes for registry in registries)
    if not _LAST or _LAST[0][:2] != (id(notebook), version):
        places = _places(notebook)
        _LAST[:] = [(id(notebook), version, _Places(places, [p.start for p, _ in places]))]
    return _LAST[0][2]


def _places(notebook: Notebook) -> list[tuple[Span, Ref]]:
    registries = (notebook.states, notebook.places, notebook.institutions, notebook.persons)
    return sorted(
        (span, fact.ref)
        for registry in registries
        for fact in registry.facts()
        for span in fact.evidence.spans
    )
