"""The border to the pages: what a route knows goes in, HTML comes out.

Routes decide what is answered; `communique_server.pages` decides how it looks and reads.
"""

import importlib
from html import escape
from typing import Any

from rdflib import Graph, URIRef


def _call(module: str, function: str, *arguments: Any, **named: Any) -> str | None:
    try:
        page = importlib.import_module(f"communique_server.pages.{module}")
        context = importlib.import_module("communique_server.pages.context")
    except ModuleNotFoundError:
        return _plain(module, *arguments, *named.values())
    del context
    found: str | None = getattr(page, function)(*arguments, **named)
    return found


def _plain(title: str, *parts: Any) -> str:
    body = "".join(f"<p>{escape(str(part))}</p>" for part in parts)
    return (
        '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><h1>{escape(title)}</h1>{body}</html>"
    )


def problem(status: int, title: str, detail: str, suggestions: tuple[str, ...]) -> str:
    """Return the page of an error."""
    return _plain(title, status, detail, *suggestions)


def entity(iri: str) -> str | None:
    """Return the page of a thing; None if nothing is known of it."""
    return _plain(iri, URIRef(iri))


def home() -> str:
    """Return the first page."""
    return _plain("communique")


def releases(only: int | None = None) -> str:
    """Return the page of all releases, or of one."""
    return _plain("Releases", only)


def terms(graph: Graph, kind: str) -> str:
    """Return the page of the vocabulary ("ontology") or of the shapes ("shapes")."""
    return _plain(kind, len(graph))


def questions() -> str:
    """Return the list of example questions."""
    return _plain("Questions")


def question(asked: Any, result: Any) -> str:
    """Return one example question with its answer."""
    return _plain("Question", asked, result)


def sparql(query: str, result: Any = None, error: Any = None) -> str:
    """Return the query editor, with an answer or with what is wrong."""
    return _plain("Query", query, result, error)
