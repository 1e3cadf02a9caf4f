"""The answer of a query as a table: SPARQL 1.1 Query Results JSON in, cells out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from communique.graph.prefixes import PREFIXES
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link

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
    """A table, a yes or no, or RDF as text: what the query's form gives."""

    table: Table | None = None
    boolean: bool | None = None
    turtle: str = ""


def answer_of(context: PageContext, result: Mapping[str, Any] | str) -> Answer:
    """Return what a page shows of an answer: results as JSON has them, or Turtle."""
    if isinstance(result, str):
        return Answer(turtle=result)
    if "boolean" in result:
        return Answer(boolean=bool(result["boolean"]))
    columns = tuple(result["head"].get("vars", ()))
    found = result["results"]["bindings"]
    rows = tuple(
        tuple(_cell(context, row[name]) if name in row else None for name in columns)
        for row in found[:SHOWN]
    )
    return Answer(Table(columns, rows, len(found)))


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
