"""The service description: what the endpoint is, offers, and answers about."""

from importlib.resources import files

from rdflib import RDF, VOID, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SDO

from communique.graph.prefixes import bind_prefixes
from communique.publish.making import STATISTICS
from communique.publish.statistics import read_statistics
from communique_server.current import OpenRelease, publication

_TEMPLATE = (files(__package__) / "service.ttl").read_text(encoding="utf-8")


def service_description(release: OpenRelease, endpoint: str) -> Graph:
    """Return the description of the endpoint at `endpoint` (SPARQL 1.1 Service Description §3)."""
    graph = Graph()
    bind_prefixes(graph)
    graph.parse(data=_TEMPLATE, format="turtle", publicID=endpoint)
    dataset, union = URIRef(f"{endpoint}#dataset"), URIRef(f"{endpoint}#union")
    public = URIRef(f"{publication().settings.base}dataset")
    graph.add((dataset, DCTERMS.isPartOf, public))
    graph.add((public, RDF.type, VOID.Dataset))
    graph.add((union, VOID.triples, Literal(_facts(release))))
    limits = release.limits
    for name, value in (
        ("seconds", limits.query_seconds),
        ("rows", limits.result_rows),
        ("bytes", limits.result_bytes),
    ):
        graph.add((URIRef(f"{endpoint}#{name}"), SDO.value, Literal(value)))
    return graph


def _facts(release: OpenRelease) -> int:
    """Return the number of facts: what several graphs say counts once."""
    return read_statistics(release.release.path / STATISTICS).facts
