"""Runs the queries that lie beside the pages."""

from collections.abc import Mapping
from functools import cache

from rdflib import Literal, URIRef
from rdflib.term import Node

from communique.store.base import Row
from communique_server.pages.context import PageContext
from communique_server.queries import load_query


@cache
def query(name: str) -> str:
    """Return the text of `queries/{name}.rq`."""
    return load_query(__package__, name)


def ask(context: PageContext, name: str, **bindings: Node) -> list[Row]:
    """Return the rows of a query of ours for these terms."""
    return context.store.select(query(name), bindings)


def iri(row: Row, name: str) -> URIRef | None:
    """Return a row's IRI; None if it is unbound or something else."""
    term = row.get(name)
    return term if isinstance(term, URIRef) else None


def text(row: Row, name: str) -> str:
    """Return a row's term as text; "" if it is unbound."""
    term = row.get(name)
    return "" if term is None else str(term)


def number(row: Mapping[str, Node], name: str) -> int:
    """Return a row's whole number; 0 if it is unbound."""
    term = row.get(name)
    return int(term) if isinstance(term, Literal) else 0


def literals(rows: list[Row], name: str) -> list[Literal]:
    """Return the different literals of a column, in the order of the rows."""
    found = (row.get(name) for row in rows)
    return list(dict.fromkeys(term for term in found if isinstance(term, Literal)))


def grouped(rows: list[Row], name: str) -> list[tuple[URIRef, list[Row]]]:
    """Return the rows about each thing, things in the order of their first row."""
    found: dict[URIRef, list[Row]] = {}
    for row in rows:
        thing = iri(row, name)
        if thing is not None:
            found.setdefault(thing, []).append(row)
    return list(found.items())
