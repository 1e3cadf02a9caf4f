"""The page of a topic: who speaks of it most, and what they say."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.namespace import SKOS

from communique.store.base import Row
from communique.vocab import cmq
from communique_server.pages.asking import ask, grouped, iri, literals, number, text
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Evidence
from communique_server.pages.naming import Link, choose
from communique_server.pages.sections import Layout, Section
from communique_server.pages.statements import statements_in
from communique_server.pages.words import words
from communique_server.pages.written import written

SHOWN = 50
"""Statements that the page shows; the rest are in the list."""


def layout(context: PageContext, topic: URIRef, evidence: Evidence) -> Layout:
    """Return what a topic adds to the plain page."""
    t = words(context.language)
    statements = statements_in(context, ask(context, "topic_statements", topic=topic))
    if not statements:
        return Layout(without=_WITHOUT, incoming_without=_SHOWN)
    speakers = Counter(said.speaker for said in statements)
    ranked = tuple(
        ("", Link(speaker.text, speaker.href, speaker.language), Link(t("count.statements", n=n)))
        for speaker, n in speakers.most_common()
    )
    title = t("topic.statements")
    views = _views(context, topic)
    differing = Section("views", t("topic.views"), "parts/views.html", views, len(views))
    events = _over_time(context, topic)
    over_time = Section("time", t("topic.over_time"), "parts/people.html", events, len(events))
    return Layout(
        lede=t("topic.lede", statements=t("count.statements", n=len(statements)),
               speakers=t("count.speakers", n=len(speakers))),
        sections=(
            Section("speakers", t("topic.speakers"), "parts/people.html", ranked, len(ranked)),
            *((over_time,) if events else ()),
            *((differing,) if views else ()),
            Section(
                "statements", title, "parts/said_list.html", statements[:SHOWN], len(statements)
            ),
        ),
        without=_WITHOUT,
        incoming_without=_SHOWN,
    )  # fmt: skip


def _over_time(context: PageContext, topic: URIRef) -> tuple[tuple[str, Link, Link], ...]:
    """Return the events at which a topic was spoken of: when, which, how many statements."""
    t = words(context.language)
    found = []
    for event, rows in grouped(ask(context, "topic_years", topic=topic), "event"):
        name, language = choose(literals(rows, "eventLabel"), context.language)
        count = t("count.statements", n=number(rows[0], "n"))
        link = Link(name, context.href(event), language)
        found.append((written(text(rows[0], "edtf"), t), link, Link(count)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class View:
    """One side of a dispute: who said it, and the words."""

    link: Link
    text: str
    language: str


def _views(context: PageContext, topic: URIRef) -> tuple[tuple[View, View], ...]:
    """Return the statements on a topic that stand against each other, in pairs."""
    pairs: dict[tuple[URIRef, URIRef], list[Row]] = defaultdict(list)
    for row in ask(context, "topic_views", topic=topic):
        one, other = iri(row, "one"), iri(row, "other")
        if one is not None and other is not None:
            pairs[one, other].append(row)
    return tuple(
        (_view(context, one, "one", rows), _view(context, other, "other", rows))
        for (one, other), rows in pairs.items()
    )


def _view(context: PageContext, statement: URIRef, side: str, rows: list[Row]) -> View:
    speaker, _ = choose(literals(rows, f"{side}Speaker"), context.language)
    said, language = choose(literals(rows, f"{side}Text"), context.language)
    t = words(context.language)
    name = t("statement.title_plain", speaker=speaker, n=number(rows[0], f"{side}Ordinal"))
    return View(Link(name, context.href(statement)), said, language)


_SHOWN = frozenset({cmq.topic, cmq.broadTopic, cmq.hasSpokenOn})
_WITHOUT = frozenset({SKOS.inScheme, SKOS.topConceptOf, SKOS.broaderTransitive})
