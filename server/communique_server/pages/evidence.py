"""Evidence: who says so and in which words, as the marks that stand beside a fact."""

from collections import defaultdict
from dataclasses import dataclass, field

from rdflib import Literal, URIRef

from communique.store.base import Row
from communique_server.pages.asking import ask, iri, literals, number, text
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link, link
from communique_server.pages.words import words

SHOWN_PASSAGES = 3
"""Passages that a mark shows; the rest are counted and stand in the report."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a report: characters [start, end), the words, and a little before and after."""

    report: Link
    start: int
    end: int
    exact: str
    before: str = ""
    after: str = ""
    language: str = ""

    @property
    def href(self) -> str:
        """The place in the page of the report."""
        return f"{self.report.href}#char={self.start},{self.end}"


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a fact is here. `kind` is asserted, said, inferred, suggested or disputed."""

    kind: str
    words: str
    passages: tuple[Passage, ...] = ()
    more: int = 0
    sources: tuple[Link, ...] = ()
    """Statements that say so."""
    rules: tuple[str, ...] = ()
    note: str = ""
    query: str = ""
    why: str = ""
    """The page that explains what is inferred, step by step."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All evidence of one thing, by the graph that holds it."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    spans: dict[str, tuple[Passage, ...]] = field(default_factory=dict)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All places, in the order of reports and characters."""
        return tuple(p for graph in sorted(self.spans) for p in self.spans[graph])


def evidence_of(context: PageContext, thing: URIRef) -> Evidence:
    """Return who speaks of a thing, and where."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in ask(context, "evidence", thing=thing):
        rows[text(row, "graph")].append(row)
    return Evidence(dict(rows), passages_by_graph(context, ask(context, "spans", thing=thing)))


def passages_by_graph(context: PageContext, rows: list[Row]) -> dict[str, tuple[Passage, ...]]:
    """Return the places in rows of spans, by graph, each once."""
    found: dict[str, dict[tuple[str, int, int], Passage]] = defaultdict(dict)
    for row in rows:
        place = passage(context, row)
        if place is not None:
            key = (place.report.href, place.start, place.end)
            found[text(row, "graph")].setdefault(key, place)
    return {graph: tuple(places.values()) for graph, places in found.items()}


def passage(context: PageContext, row: Row) -> Passage | None:
    """Return the place that a row of a span tells; None if it tells none."""
    report = iri(row, "report")
    if report is None or "start" not in row:
        return None
    language = text(row, "language")
    return Passage(
        link(context, report, literals([row], "reportLabel")),
        number(row, "start"),
        number(row, "end"),
        text(row, "exact"),
        _from_word(text(row, "prefix")),
        _to_word(text(row, "suffix")),
        language if language != context.language else "",
    )


def mark(context: PageContext, evidence: Evidence, graph: str) -> Mark | None:
    """Return the mark of what a graph says of a thing: the report itself, or somebody in it."""
    rows = evidence.rows.get(graph, [])
    places = evidence.spans.get(graph, ())
    if not rows and not places:
        return None
    catalogue = words(context.language)
    speakers = _speakers(context, rows)
    said = bool(speakers) and all(iri(row, "speaker") for row in rows)
    names = list(dict.fromkeys(name.text for name in speakers.values()))
    return Mark(
        "said" if said else "asserted",
        catalogue("mark.said", names=catalogue.joined(names[:2]))
        if said and len(names) <= 2
        else catalogue("mark.said_by_many", n=len(names))
        if said
        else catalogue("mark.asserted"),
        places[:SHOWN_PASSAGES],
        max(0, len(places) - SHOWN_PASSAGES),
        tuple(speakers) if said else (),
        tuple(sorted({text(row, "rule") for row in rows} - {""})),
        note="; ".join(
            catalogue("why.reviewed", name=name)
            for name in sorted({text(row, "reviewer") for row in rows} - {""})
        ),
    )


def _speakers(context: PageContext, rows: list[Row]) -> dict[Link, Link]:
    """Return each statement that attests, with its speaker."""
    labels: dict[URIRef, list[Literal]] = defaultdict(list)
    names: dict[URIRef, list[Literal]] = defaultdict(list)
    speakers: dict[URIRef, URIRef] = {}
    for row in rows:
        source, speaker = iri(row, "source"), iri(row, "speaker")
        if source is not None and speaker is not None:
            speakers[source] = speaker
            labels[source] += literals([row], "sourceLabel")
            names[speaker] += literals([row], "speakerLabel")
    return {
        link(context, source, labels[source]): link(context, speaker, names[speaker])
        for source, speaker in speakers.items()
    }


def _from_word(text: str) -> str:
    """Return text from its first whole word on."""
    _, space, rest = text.partition(" ")
    return f"… {rest}" if space else text


def _to_word(text: str) -> str:
    """Return text up to its last whole word."""
    rest, space, _ = text.rpartition(" ")
    return f"{rest} …" if space else text
