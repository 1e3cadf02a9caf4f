"""`/queries`: the example questions in words and in SPARQL, each with its answer of today."""

from flask import Blueprint, Response, json, request

from communique.publish.formats import RESULT_FORMATS, format_named
from communique.queries.load import Question, load_questions
from communique_server import rendering
from communique_server.current import release
from communique_server.documents import document, tag_of
from communique_server.errors import Problem, not_acceptable
from communique_server.negotiate import HTML, JSON, best
from communique_server.sparql.answers import answer, respond
from communique_server.sparql.protocol import SparqlRequest
from communique_server.visitor import PAGE_VARIES, language, site, theme

blueprint = Blueprint("questions", __name__)


@blueprint.get("/queries")
def all_questions() -> Response:
    """List the questions, as JSON or as a page."""
    current = release()
    chosen = best((JSON, HTML), request.headers.get("Accept"))
    if chosen is None:
        raise not_acceptable({JSON.media_type: "/queries", HTML.media_type: "/queries"})
    return document(
        rendering.questions if chosen is HTML else _listing,
        chosen.media_type,
        current,
        tag_of(current, "queries", chosen.media_type, language(), theme(), request.full_path),
        vary=PAGE_VARIES,
    )


@blueprint.get("/queries/<name>")
def one_question(name: str) -> Response:
    """Answer one question: as a page, or as results by suffix or Accept; `.rq` gives its text."""
    stem, dot, suffix = name.rpartition(".")
    asked = _question(stem if dot else name)
    if suffix == "rq" and dot:
        return _text(asked)
    named = format_named(suffix, RESULT_FORMATS) if dot else None
    if dot and named is None:
        raise Problem(404, "There is no such form of this question", "Known: .rq .json .csv .tsv.")
    operation = SparqlRequest(asked.text)
    chosen = named or best((HTML, *RESULT_FORMATS), request.headers.get("Accept"))
    if chosen is None:
        forms = {f.media_type: f"/queries/{asked.name}.{f.suffix}" for f in RESULT_FORMATS}
        raise not_acceptable({HTML.media_type: f"/queries/{asked.name}", **forms})
    if chosen is HTML:
        return _page(asked, operation)
    return respond(operation, next(f for f in RESULT_FORMATS if f is chosen))


def _question(name: str) -> Question:
    found = next((q for q in load_questions() if q.name == name), None)
    if found is None:
        raise Problem(404, "There is no such question", "All questions are at /queries.")
    return found


def _page(asked: Question, operation: SparqlRequest) -> Response:
    current = release()
    return document(
        lambda: rendering.question(
            asked, json.loads(answer(current, operation, RESULT_FORMATS[0]))
        ),
        "text/html",
        current,
        tag_of(current, "query", asked.name, language(), theme(), request.full_path),
        vary=PAGE_VARIES,
    )


def _text(asked: Question) -> Response:
    current = release()
    tag = tag_of(current, "query", asked.name, "rq")
    return document(lambda: asked.text, "application/sparql-query", current, tag)


def _listing() -> str:
    rows = [
        {
            "name": q.name,
            "title": q.title,
            "question": q.question,
            "query": q.text,
            "url": f"{site()}/queries/{q.name}",
        }
        for q in load_questions()
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
