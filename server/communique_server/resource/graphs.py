"""`/graph/…`: one named graph, in any RDF format."""

from flask import Blueprint, Response, request
from rdflib import URIRef

from communique.publish.formats import GRAPH_FORMATS, Format
from communique_server.current import release
from communique_server.documents import document, link, tag_of
from communique_server.errors import Problem, not_acceptable
from communique_server.negotiate import best
from communique_server.queries import fill, load_query
from communique_server.visitor import iri_of, is_iri

blueprint = Blueprint("graphs", __name__)

_GRAPH = load_query(__package__, "graph")
_EXISTS = load_query(__package__, "graph_exists")
_BY_SUFFIX = {f.suffix: f for f in GRAPH_FORMATS}


@blueprint.get("/graph/<path:name>")
def graph(name: str) -> Response:
    """Give one named graph; a suffix names the format, else Accept."""
    stem, dot, suffix = name.rpartition(".")
    by_suffix = _BY_SUFFIX.get(suffix) if dot else None
    path = f"/graph/{stem if by_suffix else name}"
    chosen = by_suffix or best(GRAPH_FORMATS, request.headers.get("Accept"))
    if not isinstance(chosen, Format):
        raise not_acceptable({f.media_type: f"{path}.{f.suffix}" for f in GRAPH_FORMATS})
    current, iri = release(), iri_of(path)
    terms = {"graph": URIRef(iri)}
    if not is_iri(iri) or not current.store.ask(fill(_EXISTS, terms)):
        raise Problem(404, "There is no such graph", "The graphs are listed at /dataset.")
    alternates = [link(f"{path}.{f.suffix}", "alternate", f.media_type) for f in GRAPH_FORMATS]
    return document(
        lambda: current.store.answer(fill(_GRAPH, terms), chosen),
        chosen.media_type,
        current,
        tag_of(current, "graph", iri, chosen.suffix),
        links=[link(iri, "canonical"), *alternates],
        vary=("Accept",),
    )
