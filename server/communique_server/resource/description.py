"""The RDF about one thing, as bytes in the format asked for."""

from rdflib import URIRef

from communique.publish.formats import Format
from communique_server.current import OpenRelease, publication
from communique_server.queries import fill, load_query
from communique_server.visitor import path_of

_QUERY = load_query(__package__, "description")


def write(release: OpenRelease, iri: str, chosen: Format) -> bytes:
    """Return the description of a thing: what it is, what hangs from it, what points to it."""
    settings = publication().settings
    path = path_of(iri) or ""
    query = fill(
        _QUERY,
        {
            "thing": URIRef(iri),
            "document": URIRef(settings.base + path.replace("/id/", "doc/", 1)),
            "dataset": URIRef(f"{settings.base}dataset"),
            "licence": URIRef(settings.publication.licence),
        },
    )
    return release.store.answer(query, chosen)
