"""The border to the pages: what a route knows goes in, HTML comes out.

Routes decide what is answered; `communique_server.pages` decides how it looks and reads.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from rdflib import Graph, URIRef

from communique.errors import CommuniqueError
from communique.queries.load import Question
from communique_server.current import NothingPublished, OpenRelease, publication, release
from communique_server.pages import entity as entity_page
from communique_server.pages import graph as graph_page
from communique_server.pages import home as home_page
from communique_server.pages import problem as problem_page
from communique_server.pages import queries as queries_page
from communique_server.pages import releases as releases_page
from communique_server.pages import sparql as sparql_page
from communique_server.pages import terms as terms_page
from communique_server.pages import why as why_page
from communique_server.pages.context import PageContext
from communique_server.pages.terms import Kind
from communique_server.visitor import language, theme


def page_context() -> PageContext:
    """Return what every page is told. Raises NothingPublished."""
    current, settings = release(), publication().settings
    return PageContext(
        store=current.store,
        base=settings.base,
        release=current.release.number,
        created=current.release.created,
        title=settings.server.title,
        language=language(),
        theme=theme(),
        path=request.full_path.removesuffix("?"),
        text_of=lambda report: _text_of(current, report),
    )


def _text_of(current: OpenRelease, report: URIRef) -> str | None:
    """Return the stored text that the characters of a report's spans count in."""
    local = str(report).rpartition("/")[2]
    try:
        data = (current.release.path / "texts" / f"{local}.txt").read_bytes()
    except (OSError, ValueError):
        return None
    return data.decode("utf-8", "replace")


def problem(
    status: int,
    title: str,
    detail: str,
    suggestions: Sequence[tuple[str, str]],
    facts: Mapping[str, Any],
) -> str:
    """Return the page of an error; it must be there when no release is, too.

    `suggestions` are words and addresses, `facts` what machines are told besides.
    """
    try:
        context = page_context()
    except (NothingPublished, CommuniqueError):
        context = None
    return problem_page.render(context, status, title, detail, suggestions, facts)


def entity(iri: str) -> str | None:
    """Return the page of a thing; None if nothing is known of it."""
    return entity_page.render(page_context(), URIRef(iri))


def graph(iri: str) -> str | None:
    """Return the neighbourhood of a thing; None if nothing is known of it."""
    return graph_page.render(page_context(), URIRef(iri))


def home() -> str:
    """Return the first page."""
    return home_page.render(page_context(), release().release.counts)


def releases(only: int | None = None) -> str:
    """Return the page of all releases, or of one."""
    found = releases_page.read_releases(publication().workspace, only)
    return releases_page.render(page_context(), found)


def terms(graph: Graph, kind: Kind, shapes: Graph, description: Graph) -> str:
    """Return the page of the vocabulary ("ontology") or of the shapes ("shapes").

    `description` is the VoID of the release, which counts what is used.
    """
    around = terms_page.Around(shapes, terms_page.counts_in(description))
    return terms_page.render(page_context(), graph, kind, around)


def questions() -> str:
    """Return the list of example questions."""
    return queries_page.render_list(page_context())


def question(asked: Question, result: Mapping[str, Any] | str) -> str:
    """Return one example question with its answer."""
    return queries_page.render_one(page_context(), asked, result)


def sparql(
    query: str,
    result: Mapping[str, Any] | str | None = None,
    error: CommuniqueError | None = None,
    dump: str = "",
) -> str:
    """Return the query editor, with an answer or with what is wrong."""
    return sparql_page.render(page_context(), query, result, error, dump)


def why(subject: str, name: str, value: str) -> str | None:
    """Return the page that says why a fact is here; None if no such fact is known."""
    return why_page.render(page_context(), subject, name, value)
