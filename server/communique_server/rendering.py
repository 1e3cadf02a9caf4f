"""The border to the pages: what a route knows goes in, HTML comes out.

Routes decide what is answered; `communique_server.pages` decides how it looks and reads.
"""

import importlib
from html import escape
from typing import Any

from flask import request
from rdflib import Graph, URIRef

from communique.errors import CommuniqueError
from communique.workspace import Workspace
from communique_server.current import NothingPublished, OpenRelease, publication, release
from communique_server.pages.context import PageContext
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


def problem(status: int, title: str, detail: str, suggestions: tuple[str, ...]) -> str:
    """Return the page of an error; it must be there when no release is, too."""
    try:
        context = page_context()
    except (NothingPublished, CommuniqueError):
        context = None
    return _page("problem", "render", context, status, title, detail, suggestions)


def entity(iri: str) -> str | None:
    """Return the page of a thing; None if nothing is known of it."""
    from communique_server.pages import entity

    return entity.render(page_context(), URIRef(iri))


def home() -> str:
    """Return the first page."""
    current = release()
    return _page("home", "render", page_context(), current.release.counts)


def releases(only: int | None = None) -> str:
    """Return the page of all releases, or of one."""
    return _page("releases", "render", page_context(), _releases(publication().workspace, only))


def _releases(workspace: Workspace, only: int | None) -> list[Any]:
    return []


def terms(graph: Graph, kind: str) -> str:
    """Return the page of the vocabulary ("ontology") or of the shapes ("shapes")."""
    return _page("terms", "render", page_context(), graph, kind)


def questions() -> str:
    """Return the list of example questions."""
    return _page("queries", "render_list", page_context())


def question(asked: Any, result: Any) -> str:
    """Return one example question with its answer."""
    return _page("queries", "render_one", page_context(), asked, result)


def sparql(query: str, result: Any = None, error: Any = None) -> str:
    """Return the query editor, with an answer or with what is wrong."""
    return _page("sparql", "render", page_context(), query, result=result, error=error)


def _page(module: str, function: str, *arguments: Any, **named: Any) -> str:
    try:
        page = importlib.import_module(f"communique_server.pages.{module}")
        render = getattr(page, function)
    except (ModuleNotFoundError, AttributeError):
        return _plain(module, *arguments[1:], *named.values())
    return str(render(*arguments, **named))


def _plain(title: str, *parts: Any) -> str:
    body = "".join(f"<p>{escape(str(part)[:2000])}</p>" for part in parts)
    return (
        '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><h1>{escape(title)}</h1>{body}</html>"
    )
