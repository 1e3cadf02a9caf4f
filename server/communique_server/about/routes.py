"""What the publication is: home, the vocabulary and the shapes, the description of the dataset."""

from collections.abc import Callable

from flask import Blueprint, Response, request
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, XSD

from communique.graph.prefixes import bind_prefixes
from communique.publish.formats import RDF_FORMATS, Format
from communique.publish.release import Release, has_files, with_files
from communique_server import rendering
from communique_server.about import vocabulary
from communique_server.current import OpenRelease, publication, release
from communique_server.documents import document, link, tag_of, write_graph
from communique_server.errors import not_acceptable
from communique_server.negotiate import HTML, Offered, best
from communique_server.pages.terms import Kind
from communique_server.visitor import PAGE_VARIES, iri_of, language, theme

blueprint = Blueprint("about", __name__)


@blueprint.get("/")
def home() -> Response:
    """Show what is published here."""
    current = release()
    tag = tag_of(current, "home", language(), theme(), request.full_path)
    return document(
        rendering.home, "text/html", current, tag, links=_home_links(), vary=PAGE_VARIES[1:]
    )


def _home_links() -> list[str]:
    return [
        link("/dataset", "describedby", "text/turtle"),
        link("/sparql", "service"),
        link("/.well-known/void", "alternate", "text/turtle"),
    ]


@blueprint.get("/ns")
@blueprint.get("/ns/<_version>")
def ontology(_version: str = "") -> Response:
    """Give the vocabulary as a page or as RDF."""
    return _negotiated(
        "/ns", vocabulary.ontology, lambda: _terms(vocabulary.ontology(), "ontology")
    )


@blueprint.get("/shapes")
def shapes() -> Response:
    """Give the shapes as a page or as RDF."""
    return _negotiated("/shapes", vocabulary.shapes, lambda: _terms(vocabulary.shapes(), "shapes"))


def _terms(graph: Graph, kind: Kind) -> str:
    return rendering.terms(graph, kind, vocabulary.shapes(), _description(release()))


@blueprint.get("/dataset")
def dataset() -> Response:
    """Give the description of the dataset, in VoID and DCAT, as RDF or as the page of releases."""
    current = release()
    return _negotiated("/dataset", lambda: _description(current), rendering.releases)


@blueprint.get("/.well-known/void")
def well_known_void() -> Response:
    """Give the same description where VoID looks for it (VoID §7.2)."""
    current = release()
    return _negotiated("/.well-known/void", lambda: _description(current), None)


def _description(current: OpenRelease) -> Graph:
    """Read what the release says of itself, and when: its files hold no time of making."""
    graph = Graph()
    bind_prefixes(graph)
    described = _described(current)
    graph.parse(described.path / "dumps" / "void.ttl", format="turtle")
    day = Literal(current.created.date().isoformat(), datatype=XSD.date)
    graph.add((URIRef(iri_of("dataset")), DCTERMS.modified, day))
    return graph


def _described(current: OpenRelease) -> Release:
    """Return the release, or the one before it as long as its own files are being written."""
    if has_files(current.release):
        return current.release
    return with_files(publication().workspace) or current.release


def _negotiated(path: str, graph: Callable[[], Graph], page: Callable[[], str] | None) -> Response:
    current = release()
    described = _described(current)
    response = _document(current, f"{path} {described.number}", path, graph, page)
    if described.number != current.release.number:
        # True for this moment only: nothing keeps an answer that has no tag.
        response.headers.pop("ETag", None)
    return response


def _document(
    current: OpenRelease,
    name: str,
    path: str,
    graph: Callable[[], Graph],
    page: Callable[[], str] | None,
) -> Response:
    offers: tuple[Offered, ...] = (*RDF_FORMATS, HTML) if page else RDF_FORMATS
    chosen = best(offers, request.headers.get("Accept"))
    if chosen is None:
        raise not_acceptable({offer.media_type: path for offer in offers})
    links = [link(iri_of(path), "canonical")]
    if page and chosen is HTML:
        tag = tag_of(current, name, language(), theme(), request.full_path)
        return document(page, "text/html", current, tag, links=links, vary=PAGE_VARIES)
    assert isinstance(chosen, Format)
    return document(
        lambda: current.remember(f"{name}.{chosen.suffix}", lambda: write_graph(graph(), chosen)),
        chosen.media_type,
        current,
        tag_of(current, name, chosen.suffix),
        links=links,
        vary=("Accept",),
    )
