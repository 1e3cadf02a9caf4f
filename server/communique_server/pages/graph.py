"""The page of a neighbourhood: a drawing laid out here, and every link of it in words."""

from dataclasses import dataclass
from urllib.parse import urlencode

from rdflib import URIRef

from communique_server.pages.asking import ask, literals
from communique_server.pages.context import PageContext
from communique_server.pages.drawing import Drawing, draw
from communique_server.pages.naming import Link, choose, link
from communique_server.pages.neighbours import Neighbourhood, neighbourhood_of
from communique_server.pages.page import Frame, render_page
from communique_server.pages.words import words

ROWS = 300
"""Links that the table has."""


@dataclass(frozen=True, slots=True)
class Row:
    """A link in words, from its subject to its object."""

    source: Link
    label: Link
    target: Link
    why: str


@dataclass(frozen=True, slots=True)
class Graph:
    """What the page shows."""

    thing: Link
    drawing: Drawing | None
    rows: tuple[Row, ...]
    total: int
    query: str


def render(context: PageContext, thing: URIRef) -> str | None:
    """Return the page; None if the release says nothing about the thing."""
    facts = ask(context, "facts", thing=thing)
    if not facts:
        return None
    t = words(context.language)
    view = graph_of(context, thing)
    title = t("graph.title_for", name=view.thing.text)
    path = context.href(thing).replace("/doc/", "/graph-view/", 1)
    frame = Frame(title, t("graph.lede"), canonical=context.base + path.lstrip("/"))
    return render_page(context, "graph.html", frame, page=view, title=title)


def graph_of(context: PageContext, thing: URIRef) -> Graph:
    """Return the neighbourhood of a thing as drawn and in words."""
    found = neighbourhood_of(context, thing)
    title = _named(context, thing)
    rows = _rows(found, title)
    return Graph(
        title,
        draw(found, title) if found.shown else None,
        rows[:ROWS],
        len(rows),
        "/sparql?" + urlencode({"query": f"DESCRIBE <{thing}>"}),
    )


def _named(context: PageContext, thing: URIRef) -> Link:
    """Return the thing under the title that its own page has."""
    rows = ask(context, "named", thing=thing)
    speaker, language = choose(literals(rows, "speaker"), context.language)
    if speaker:
        ordinal = str(rows[0].get("ordinal", ""))
        title = words(context.language)("statement.title_plain", speaker=speaker, n=ordinal)
        return Link(title, context.href(thing), language)
    return link(context, thing, literals(rows, "label"))


def _rows(found: Neighbourhood, title: Link) -> tuple[Row, ...]:
    named = {each.thing: each.link for each in found.every}
    rows = []
    for each in found.every:
        pair = (title, each.link) if each.away else (each.link, title)
        label = Link(each.label.text, "", each.label.language, note=each.how)
        rows.append(Row(pair[0], label, pair[1], each.why))
    rows += [Row(named[a.source], a.label, named[a.target], a.why) for a in found.among]
    return tuple(rows)
