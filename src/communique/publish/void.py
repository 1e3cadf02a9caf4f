"""The description of a release: VoID for machines that follow links, DCAT for catalogues."""

from collections.abc import Iterable

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import FOAF

from communique.config import Settings
from communique.graph.prefixes import bind_prefixes
from communique.publish.files import DumpFile
from communique.publish.formats import FORMATS
from communique.publish.queries import load_query
from communique.store.base import ReadableStore
from communique.store.guard import inspect

_PARTS = ("void-dataset", "void-classes", "void-properties", "void-links")
_TYPES = {f.suffix: f.media_type for f in FORMATS}


def describe_release(
    store: ReadableStore, settings: Settings, number: int, files: Iterable[DumpFile]
) -> Graph:
    """Return the VoID and DCAT description of a release and of its files."""
    base = settings.base
    dataset = URIRef(f"{base}dataset")
    address = f"{settings.server.public_url.rstrip('/')}/" if settings.server.public_url else base
    parameters = {
        "dataset": dataset,
        "base": URIRef(base),
        "version": Literal(str(number)),
        "licence": URIRef(settings.publication.licence),
        "title": Literal(settings.server.title, lang="en"),
        "endpoint": URIRef(f"{address}sparql"),
    }
    graph = Graph()
    bind_prefixes(graph)
    for name in _PARTS:
        query = load_query(name)
        for prefix, namespace in inspect(query).prefixes:
            graph.bind(prefix, namespace, override=True, replace=True)
        graph += store.construct(query, {k: v for k, v in parameters.items() if f"?{k}" in query})
    for file in files:
        graph += store.construct(
            load_query("void-file"),
            {
                "dataset": dataset,
                "address": URIRef(f"{address}releases/{number}/{file.name}"),
                "size": Literal(file.size),
                "sha256": Literal(file.sha256),
                "type": Literal(media_type_of(file.name)),
            },
        )
    if settings.publication.publisher:
        graph.add((dataset, FOAF.maker, Literal(settings.publication.publisher)))
    return graph


def media_type_of(name: str) -> str:
    """Return the media type of a file of a release, of what is inside if it is packed."""
    suffix = name.removesuffix(".gz").rpartition(".")[2]
    return _TYPES.get(suffix, "text/plain")
