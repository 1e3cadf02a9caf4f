"""`/sparql`: answers to queries, the editor for people, the description for machines.

Queries run in processes of their own, which are ended at the deadline; what was asked before comes
from memory as long as the release is the same.
"""

from urllib.parse import urlencode

from flask import Blueprint, Response, json, request

from communique.errors import CommuniqueError, QueryError
from communique.publish.formats import RDF_FORMATS, RESULT_FORMATS, Format, format_named
from communique.store.guard import inspect
from communique_server import rendering
from communique_server.current import release
from communique_server.documents import document, links_of_queries, tag_of, write_graph
from communique_server.errors import Problem, not_acceptable
from communique_server.negotiate import HTML, best
from communique_server.sparql.answers import answer, respond, tag
from communique_server.sparql.description import service_description
from communique_server.sparql.direct import is_changing
from communique_server.sparql.protocol import SparqlRequest, read_request
from communique_server.sparql.share import query_in
from communique_server.visitor import PAGE_VARIES, language, site, theme

blueprint = Blueprint("sparql", __name__)

_GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query, or say what can be asked here."""
    operation = read_request(request)
    if operation.query is None:
        return _no_query()
    form = inspect(operation.query).form
    formats = RDF_FORMATS if form in _GRAPH_FORMS else RESULT_FORMATS
    if not form:
        # What cannot be read as a query is wrong in any format.
        formats = (*RESULT_FORMATS, *RDF_FORMATS)
    chosen = _chosen(formats, operation.format)
    if chosen is not None:
        return respond(operation, chosen)
    try:
        return _answer_page(operation, formats[0])
    except Problem as problem:
        return _problem_page(operation, problem)


@blueprint.get("/q/<token>")
def shared(token: str) -> Response:
    """Lead to the query that a short address holds."""
    query = query_in(token)
    if query is None:
        raise Problem(
            404,
            "This address holds no query",
            "A part of it may be missing. Write your query at /sparql.",
            suggestions=("/sparql", "/queries"),
        )
    view = request.args.get("view", "")
    asked = {"query": query} | ({"view": view} if view else {})
    return Response("", 303, {"Location": f"/sparql?{urlencode(asked)}"}, mimetype="text/plain")


def _chosen(formats: tuple[Format, ...], named: str) -> Format | None:
    """Return the format that `format=` names, else the one Accept likes best; None is the page."""
    if named == "html":
        return None
    if named:
        found = format_named(named, formats)
        if found is None:
            names = ", ".join(f.name for f in formats)
            raise Problem(400, "There is no such format for this query", f"Known: {names}, html.")
        return found
    chosen = best((*formats, HTML), request.headers.get("Accept"))
    if chosen is None:
        raise _not_acceptable(formats)
    return chosen if isinstance(chosen, Format) else None


def _not_acceptable(formats: tuple[Format, ...]) -> Problem:
    return not_acceptable(
        {**{f.media_type: "/sparql" for f in formats}, HTML.media_type: "/sparql"}
    )


def _answer_page(operation: SparqlRequest, wanted: Format) -> Response:
    """Show the answer below the editor; the table or the Turtle is read from the same answer."""
    current = release()

    def shown() -> str:
        data = answer(current, operation, wanted)
        result = json.loads(data) if wanted.kind == "results" else data.decode()
        return rendering.sparql(operation.query or "", result=result)

    return document(
        shown,
        "text/html",
        current,
        tag(current, operation, "html", language(), theme(), request.full_path),
        links=links_of_queries(),
        vary=PAGE_VARIES,
        keep=not is_changing(operation.query or ""),
    )


def _problem_page(operation: SparqlRequest, problem: Problem) -> Response:
    cause = problem.__cause__
    error = cause if isinstance(cause, QueryError) else CommuniqueError(problem.detail)
    dump = str(problem.facts.get("dump", ""))
    text = rendering.sparql(operation.query or "", error=error, dump=dump)
    response = Response(text, problem.status, problem.headers, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    response.vary.update(PAGE_VARIES)
    return response


def _no_query() -> Response:
    current = release()
    chosen = best((*RDF_FORMATS, HTML), request.headers.get("Accept"))
    if chosen is None:
        raise _not_acceptable(RDF_FORMATS)
    if not isinstance(chosen, Format):
        return document(
            lambda: rendering.sparql(""),
            "text/html",
            current,
            tag_of(current, "editor", language(), theme(), request.full_path),
            links=links_of_queries(),
            vary=PAGE_VARIES,
        )
    where = f"{site()}/sparql"
    return document(
        lambda: write_graph(service_description(current, where), chosen),
        chosen.media_type,
        current,
        tag_of(current, "service", where, chosen.suffix),
        links=links_of_queries(),
        vary=("Accept",),
    )
