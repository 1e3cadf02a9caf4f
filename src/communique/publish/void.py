"""The description of a release: VoID for machines that follow links, DCAT for catalogues."""

from collections.abc import Iterable, Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import FOAF
from rdflib.term import Node

from communique.config import Settings
from communique.graph.prefixes import bind_prefixes
from communique.publish.files import DumpFile
from communique.publish.formats import FORMATS
from communique.publish.queries import load_query
from communique.publish.statistics import Statistics
from communique.store.guard import inspect
from communique.store.oxigraph import EmbeddedStore

_TYPES = {f.suffix: f.media_type for f in FORMATS}


def describe_release(
    statistics: Statistics,
    example: Node | None,
    settings: Settings,
    number: int,
    files: Iterable[DumpFile],
) -> Graph:
    """Return the VoID and DCAT description of a release and of its files.

    `example` is a thing that shows what there is.
    """
    base = settings.base
    dataset = URIRef(f"{base}dataset")
    address = f"{settings.server.public_url.rstrip('/')}/" if settings.server.public_url else base
    described: dict[str, Node] = {
        "base": URIRef(base),
        "version": Literal(str(number)),
        "licence": URIRef(settings.publication.licence),
        "title": Literal(settings.server.title, lang="en"),
        "endpoint": URIRef(f"{address}sparql"),
        "triples": Literal(statistics.facts),
        "subjects": Literal(statistics.subjects),
    }
    description = _Description(dataset)
    description.add("void-dataset", described | ({"example": example} if example else {}))
    for name, parts in (("class", statistics.classes), ("property", statistics.properties)):
        for term, n in parts.items():
            if n > 0:
                description.add(f"void-{name}", {name: URIRef(term), "n": Literal(n)})
    description.add("void-links", {"n": Literal(statistics.wikidata)})
    for file in files:
        said = {
            "address": URIRef(f"{address}releases/{number}/{file.name}"),
            "size": Literal(file.size),
            "sha256": Literal(file.sha256),
            "type": Literal(media_type_of(file.name)),
        }
        description.add("void-file", said)
    if settings.publication.publisher:
        description.graph.add((dataset, FOAF.maker, Literal(settings.publication.publisher)))
    return description.graph


class _Description:
    """What queries of this package construct from the values that they are given."""

    def __init__(self, dataset: URIRef) -> None:
        self.graph = Graph()
        bind_prefixes(self.graph)
        self._dataset = dataset
        self._store = EmbeddedStore()

    def add(self, name: str, values: Mapping[str, Node]) -> None:
        query = load_query(name)
        for prefix, namespace in inspect(query).prefixes:
            self.graph.bind(prefix, namespace, override=True, replace=True)
        self.graph += self._store.construct(query, {"dataset": self._dataset, **values})


def media_type_of(name: str) -> str:
    """Return the media type of a file of a release, of what is inside if it is packed."""
    suffix = name.removesuffix(".gz").rpartition(".")[2]
    return _TYPES.get(suffix, "text/plain")
