"""Which of the entities found so far are named in a stretch of text."""

from bisect import bisect_left

from communique.extract.base import Notebook
from communique.facts.model import Ref
from communique.text.document import Document
from communique.text.span import Span


def named_in(document: Document, notebook: Notebook, span: Span) -> list[tuple[Span, Ref]]:
    """Return the states, places, bodies and persons named within a span, sorted by place.

    Where two overlap the longer one counts: "ASEAN" within "ASEAN Centre" is no mention of ASEAN.
    """
    places = _places_of(notebook)
    starts = [p[0].start for p in places]
    inside = [
        (place, ref)
        for place, ref in places[bisect_left(starts, span.start) :]
        if place.start < span.end and span.contains(place)
    ]
    kept: list[tuple[Span, Ref]] = []
    for place, ref in sorted(inside, key=lambda p: (p[0].start - p[0].end, p[0].start)):
        index = bisect_left(kept, (place, ref))
        beside = [other for other, _ in kept[max(0, index - 1) : index + 1]]
        if not any(other.overlaps(place) for other in beside):
            kept.insert(index, (place, ref))
    return kept


_LAST: list[tuple[int, int, list[tuple[Span, Ref]]]] = []


def _places_of(notebook: Notebook) -> list[tuple[Span, Ref]]:
    """The places of all entities, sorted anew only when one has been added or widened."""
    registries = (notebook.states, notebook.places, notebook.institutions, notebook.persons)
    version = sum(registry.changes for registry in registries)
    if not _LAST or _LAST[0][:2] != (id(notebook), version):
        _LAST[:] = [(id(notebook), version, _places(notebook))]
    return _LAST[0][2]


def _places(notebook: Notebook) -> list[tuple[Span, Ref]]:
    registries = (notebook.states, notebook.places, notebook.institutions, notebook.persons)
    return sorted(
        (span, fact.ref)
        for registry in registries
        for fact in registry.facts()
        for span in fact.evidence.spans
    )
