"""`/graph/…`: one named graph, in any RDF format."""

from flask import Blueprint, Response, request
from rdflib import Dataset, URIRef

from communique.graph.prefixes import bind_prefixes
from communique.publish.formats import RDF_FORMATS, Format
from communique_server.current import OpenRelease, release
from communique_server.documents import document, link, tag_of
from communique_server.errors import Problem, not_acceptable
from communique_server.negotiate import best
from communique_server.queries import fill, load_query
from communique_server.visitor import iri_of, is_iri

blueprint = Blueprint("graphs", __name__)

_GRAPH = load_query(__package__, "graph")
_EXISTS = load_query(__package__, "graph_exists")
_BY_SUFFIX = {f.suffix: f for f in RDF_FORMATS}


@blueprint.get("/graph/<path:name>")
def graph(name: str) -> Response:
    """Give one named graph; a suffix names the format, else Accept."""
    stem, dot, suffix = name.rpartition(".")
    by_suffix = _BY_SUFFIX.get(suffix) if dot else None
    path = f"/graph/{stem if by_suffix else name}"
    chosen = by_suffix or best(RDF_FORMATS, request.headers.get("Accept"))
    if not isinstance(chosen, Format):
        raise not_acceptable({f.media_type: f"{path}.{f.suffix}" for f in RDF_FORMATS})
    current, iri = release(), iri_of(path)
    terms = {"graph": URIRef(iri)}
    if not is_iri(iri) or not current.store.ask(fill(_EXISTS, terms)):
        raise Problem(404, "There is no such graph", "The graphs are listed at /dataset.")
    alternates = [link(f"{path}.{f.suffix}", "alternate", f.media_type) for f in RDF_FORMATS]
    return document(
        lambda: _write(current, URIRef(iri), chosen),
        chosen.media_type,
        current,
        tag_of(current, "graph", iri, chosen.suffix),
        links=[link(iri, "canonical"), *alternates],
        vary=("Accept",),
        strong=True,
    )


def _write(current: OpenRelease, name: URIRef, chosen: Format) -> bytes:
    """Write a named graph; with its name where the format has a place for it."""
    if chosen.kind == "graph":
        return current.store.answer(fill(_GRAPH, {"graph": name}), chosen)
    dataset = Dataset()
    bind_prefixes(dataset)
    named = dataset.graph(name)
    for triple in current.store.graph(name):
        named.add(triple)
    data = bytes(dataset.serialize(format=chosen.rdflib, encoding="utf-8"))
    if chosen.suffix == "nq":
        return b"".join(sorted(line for line in data.splitlines(keepends=True) if line.strip()))
    return data
