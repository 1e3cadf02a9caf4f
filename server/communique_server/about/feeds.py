"""`/releases/feed.atom`, `/releases/ldes`: what was published when, for those who follow along.

Both say the same of each release, newest first; a release in them never changes.
"""

from flask import Blueprint, Response, render_template, request
from rdflib import Graph

from communique.publish.formats import RDF_FORMATS, Format
from communique.publish.release import Release, list_releases
from communique_server.current import publication, release
from communique_server.documents import document, link, tag_of, write_graph
from communique_server.errors import not_acceptable
from communique_server.negotiate import best
from communique_server.visitor import iri_of, site

blueprint = Blueprint("feeds", __name__)

_ATOM = "application/atom+xml"


@blueprint.get("/releases/feed.atom")
def atom() -> Response:
    """List the releases for feed readers (RFC 4287)."""
    current = release()
    return document(
        lambda: _rendered("feed.xml"),
        _ATOM,
        current,
        tag_of(current, "atom", site()),
        links=[link("/releases/ldes", "alternate", "text/turtle")],
    )


@blueprint.get("/releases/ldes")
def event_stream() -> Response:
    """List the releases as a linked data event stream of one page."""
    current = release()
    chosen = best(RDF_FORMATS, request.headers.get("Accept"))
    if not isinstance(chosen, Format):
        raise not_acceptable({f.media_type: "/releases/ldes" for f in RDF_FORMATS})
    return document(
        lambda: write_graph(_stream(), chosen),
        chosen.media_type,
        current,
        tag_of(current, "ldes", chosen.suffix, site()),
        links=[link("/releases/feed.atom", "alternate", _ATOM)],
        vary=("Accept",),
    )


def _stream() -> Graph:
    return Graph().parse(data=_rendered("ldes.ttl"), format="turtle")


def _rendered(template: str) -> str:
    releases: list[Release] = list_releases(publication().workspace)[::-1]
    settings = publication().settings
    return render_template(
        template,
        releases=releases,
        title=settings.server.title,
        publisher=settings.publication.publisher or settings.server.title,
        licence=settings.publication.licence,
        dataset=iri_of("dataset"),
        stream=iri_of("releases/ldes"),
        site=site(),
    )
