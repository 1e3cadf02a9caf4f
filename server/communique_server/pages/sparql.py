"""The query editor: a plain form that a script turns into more, the answer, or what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from communique.errors import CommuniqueError, QueryError
from communique.graph.prefixes import PREFIXES
from communique.publish.formats import GRAPH_FORMATS, RESULT_FORMATS
from communique.queries.load import load_questions
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link
from communique_server.pages.page import Frame, render_page
from communique_server.pages.queries import title
from communique_server.pages.results import Answer, answer_of
from communique_server.pages.words import words
from communique_server.sparql import share

_OFFERED = ("cmq", "dcterms", "org", "prov", "rdfs", "schema", "skos")
BEGINNING = """\
SELECT ?person ?name (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  ?statement cmq:speaker ?person .
  ?person rdfs:label ?name .
}
GROUP BY ?person ?name
ORDER BY DESC(?statements)
LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a query, and the line it stands in (counted from 1; 0 if unknown)."""

    message: str
    line: int = 0
    column: int = 0
    words: str = ""
    dump: str = ""
    """Where everything can be had that a limit kept back."""


@dataclass(frozen=True, slots=True)
class Editor:
    """What the page of the query editor shows."""

    query: str
    rows: int
    examples: tuple[Link, ...]
    formats: tuple[Link, ...]
    answer: Answer | None
    downloads: tuple[Link, ...]
    share: str
    wrong: Wrong | None
    prefixes: dict[str, str]


def render(
    context: PageContext,
    query: str,
    result: Mapping[str, Any] | str | None = None,
    error: Exception | None = None,
    dump: str = "",
) -> str:
    """Return the editor with a query, its answer, or what is wrong with it.

    `dump` is the address of all data, where a limit was hit.
    """
    text = query or starting_query(context)
    address = f"/sparql?{urlencode({'query': query})}" if query else ""
    answer = answer_of(context, result, address) if result is not None else None
    forms = GRAPH_FORMATS if isinstance(result, str) else RESULT_FORMATS
    view = Editor(
        text,
        max(14, text.count("\n") + 2),
        tuple(
            Link(title(context, q), f"/sparql?{urlencode({'query': q.text})}")
            for q in load_questions()
        ),
        tuple(Link(f.label, f.name) for f in RESULT_FORMATS),
        answer,
        tuple(
            Link(f.label, f"/sparql?{urlencode({'query': query, 'format': f.name})}")
            for f in (forms if answer else ())
        ),
        share.address(query) if query else "",
        _wrong(text, error, dump),
        {name: str(iri) for name, iri in PREFIXES.items()} | {"id": f"{context.base}id/"},
    )
    frame = Frame(words(context.language)("sparql.title"), here="/sparql", script="editor.js")
    return render_page(context, "sparql.html", frame, page=view)


def starting_query(context: PageContext) -> str:
    """Return the query that the editor begins with."""
    lines = [f"PREFIX {name}: <{PREFIXES[name]}>" for name in _OFFERED]
    return "\n".join([*lines, f"PREFIX id: <{context.base}id/>", "", BEGINNING])


def _wrong(query: str, error: Exception | None, dump: str) -> Wrong | None:
    if error is None:
        return None
    message = str(error) if isinstance(error, CommuniqueError) else type(error).__name__
    if isinstance(error, QueryError) and error.line:
        lines = query.splitlines()
        line = lines[error.line - 1] if error.line <= len(lines) else ""
        return Wrong(f"{error.message} {error.remedy}".strip(), error.line, error.column, line)
    return Wrong(message, dump=dump)
