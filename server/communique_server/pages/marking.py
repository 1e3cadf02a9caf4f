"""A stretch of a report cut into segments: plain words, and words that lead to what they name.

Where spans overlap, the innermost one is the link; the others are kept as `outer`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from rdflib import Literal, URIRef

from communique.store.base import Row
from communique.vocab import cmq, schema
from communique_server.pages.asking import ask, iri, literals, number
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link, link
from communique_server.pages.ontology import ontology

KINDS: Mapping[URIRef, str] = {
    cmq.Person: "person",
    cmq.Institution: "body",
    cmq.State: "place",
    schema.Place: "place",
    cmq.TimeSpan: "date",
    cmq.Claim: "figure",
    cmq.Agreement: "agreement",
    cmq.Event: "event",
    cmq.Anniversary: "event",
}
"""What is underlined, and how; everything else is listed beside the paragraph."""

_SHORTEST_NAME = 3
"""Characters below which a rest of a span is no name."""
_SILENT = frozenset({cmq.Quantity, cmq.Report, cmq.BilateralRelation})
"""What another span of the same words stands for already."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Something named at characters [start, end). `kind` is "" where it is not underlined."""

    start: int
    end: int
    thing: Link
    kind: str
    statement: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """Words, what they lead to, and the anchors of the spans that start here."""

    text: str
    thing: Link | None = None
    kind: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters [start, end) as segments; `outer` are the spans that are not links."""

    start: int
    end: int
    segments: tuple[Segment, ...]
    outer: tuple[Marked, ...]
    statements: tuple[Marked, ...]


def marked_in(context: PageContext, report: URIRef, start: int, end: int) -> list[Marked]:
    """Return what stands in characters [start, end) of a report, in order."""
    rows = ask(
        context, "report_spans", report=report, **{"from": Literal(start), "to": Literal(end)}
    )
    places: dict[tuple[int, int, URIRef], list[Row]] = defaultdict(list)
    for row in rows:
        thing = iri(row, "thing")
        if thing is not None:
            places[number(row, "start"), number(row, "end"), thing].append(row)
    found = []
    for (first, last, thing), group in places.items():
        classes = {c for row in group for c in ontology().lineage(URIRef(str(row["class"])))}
        if classes & _SILENT:
            continue
        kind = next((KINDS[c] for c in KINDS if c in classes), "")
        name = link(context, thing, literals(group, "label"))
        found.append(Marked(first, last, name, kind, cmq.Statement in classes))
    return sorted(found, key=lambda m: (m.start, -m.end, m.thing.href))


def stretch(text: str, offset: int, start: int, end: int, marks: list[Marked]) -> Stretch:
    """Return characters [start, end) of the report as segments; `text` begins at `offset`."""
    here = [m for m in marks if m.start < end and m.end > start]
    inside = [m for m in here if m.kind and start <= m.start and m.end <= end]
    links = _innermost(inside)
    links = sorted((*links, *_names(inside, links, text, offset)), key=lambda m: m.start)
    anchors: dict[int, list[str]] = defaultdict(list)
    for mark in here:
        name = f"char={mark.start},{mark.end}"
        if mark.start >= start and name not in anchors[mark.start]:
            anchors[mark.start].append(name)
    segments: list[Segment] = []
    at = start
    for mark in links:
        segments += _plain(text, offset, at, mark.start, anchors)
        words = text[mark.start - offset : mark.end - offset]
        names = tuple(anchors.pop(mark.start, ()))
        segments.append(Segment(words, mark.thing, mark.kind, names))
        at = mark.end
    segments += _plain(text, offset, at, end, anchors)
    linked = {(m.thing.href, m.start) for m in links}
    outer = tuple(m for m in here if (m.thing.href, m.start) not in linked and not m.statement)
    said = tuple(m for m in here if m.statement and m.start >= start)
    return Stretch(start, end, tuple(segments), outer, said)


def _plain(
    text: str, offset: int, start: int, end: int, anchors: dict[int, list[str]]
) -> list[Segment]:
    """Return plain words, cut where a span starts that is not a link."""
    cuts = sorted(at for at in anchors if start < at < end)
    bounds = [start, *cuts, end]
    return [
        Segment(text[a - offset : b - offset], anchors=tuple(anchors.pop(a, ())))
        for a, b in pairwise(bounds)
        if b > a
    ]


def _names(marks: list[Marked], chosen: list[Marked], text: str, offset: int) -> list[Marked]:
    """Return the names of people whose spans reach on over other links: up to there, or a comma."""
    found: list[Marked] = []
    taken = list(chosen)
    for mark in marks:
        if mark.kind != "person" or mark in chosen:
            continue
        words = text[mark.start - offset : mark.end - offset]
        end = mark.start + len(re.split(r"[,;(]", words)[0].rstrip())
        end = min([end, *(other.start for other in taken if other.start > mark.start)])
        clear = all(end <= other.start or mark.start >= other.end for other in taken)
        if clear and end - mark.start >= _SHORTEST_NAME:
            found.append(Marked(mark.start, end, mark.thing, mark.kind))
            taken.append(found[-1])
    return found


def _innermost(marks: list[Marked]) -> list[Marked]:
    """Return the spans that do not overlap, shorter before longer, in the order of the text."""
    chosen: list[Marked] = []
    for mark in sorted(marks, key=lambda m: (m.end - m.start, m.start, m.thing.href)):
        if all(mark.end <= other.start or mark.start >= other.end for other in chosen):
            chosen.append(mark)
    return sorted(chosen, key=lambda m: m.start)
