"""The answer of a query as a table: SPARQL 1.1 Query Results JSON in, cells out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from communique.graph.prefixes import PREFIXES
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link
from communique_server.pages.views import chart, network, worldmap
from communique_server.pages.views.chart import Chart
from communique_server.pages.views.network import Network
from communique_server.pages.views.worldmap import WorldMap
from communique_server.pages.words import words

SHOWN = 500
"""Rows that the page shows; all are in the downloads."""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; `total` counts the rows that were found."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Link | None, ...], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A table, a yes or no, or RDF as text: what the query's form gives, and the ways to see it.

    `view` is the way that is shown; `views` are links to those that fit, with whether it is this.
    """

    table: Table | None = None
    boolean: bool | None = None
    turtle: str = ""
    view: str = "table"
    views: tuple[tuple[Link, bool], ...] = ()
    drawn: Chart | WorldMap | Network | None = None


def answer_of(context: PageContext, result: Mapping[str, Any] | str, address: str) -> Answer:
    """Return what a page shows of an answer: results as JSON has them, or Turtle.

    `address` leads to the same answer; which way it is seen stands in the address of the page.
    """
    if not isinstance(result, str) and "boolean" in result:
        return Answer(boolean=bool(result["boolean"]))
    fitting = _fitting(context, result)
    view = next((v for v in fitting if v == asked(context, "view")), fitting[0])
    views = tuple((_to(context, address, each), each == view) for each in fitting)
    drawn = _DRAWN[view](context, result) if view in _DRAWN else None
    if isinstance(result, str):
        return Answer(turtle=result, view=view, views=views, drawn=drawn)
    columns = tuple(result["head"].get("vars", ()))
    found = result["results"]["bindings"]
    rows = tuple(
        tuple(_cell(context, row[name]) if name in row else None for name in columns)
        for row in found[:SHOWN]
    )
    return Answer(Table(columns, rows, len(found)), view=view, views=views, drawn=drawn)


def asked(context: PageContext, name: str) -> str:
    """Return a parameter of the page's address; "" if it is not there."""
    return dict(parse_qsl(urlsplit(context.path).query)).get(name, "")


def _fitting(context: PageContext, result: Mapping[str, Any] | str) -> tuple[str, ...]:
    """Return the ways in which an answer can be seen; one alone is no choice."""
    if isinstance(result, str):
        found = {"text": True, "graph": network.fits(result)}
    else:
        found = {
            "table": True,
            "chart": chart.fits(result),
            "map": worldmap.fits(context, result),
            "graph": network.fits(result),
        }
    return tuple(view for view, fits in found.items() if fits)


def _to(context: PageContext, address: str, view: str) -> Link:
    joint = "&" if "?" in address else "?"
    href = address if view in ("table", "text") else f"{address}{joint}view={view}"
    return Link(words(context.language)(f"sparql.view_{view}"), f"{href}#result")


_DRAWN: Mapping[str, Callable[[PageContext, Any], Chart | WorldMap | Network]] = {
    "chart": chart.chart_of,
    "map": worldmap.map_of,
    "graph": network.network_of,
}


def _cell(context: PageContext, term: Mapping[str, str]) -> Link:
    value = term["value"]
    if term["type"] != "uri":
        language = term.get("xml:lang", "")
        return Link(value, "", language if language != context.language else "")
    for prefix, namespace in (("id", f"{context.base}id/"), *PREFIXES.items()):
        if value.startswith(str(namespace)):
            short = f"{prefix}:{value.removeprefix(str(namespace))}"
            return Link(short, context.href(value))
    href = context.href(value)
    return Link(value, href if href.startswith(("/", "http://", "https://")) else "")
