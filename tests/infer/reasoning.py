"""What the tests of inference share: a graph in, what follows from it out."""

from functools import cache

from rdflib import Graph, URIRef

from communique.infer.closure import infer_into
from communique.infer.rules import Pattern
from communique.store.oxigraph import EmbeddedStore
from communique.vocab.resources import ontology_dir

TARGET = URIRef("https://w3id.org/communique/graph/inferred")
PREFIXES = """
@prefix cmq: <https://w3id.org/communique/ns#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""


@cache
def vocabulary() -> Graph:
    """The axioms of the ontology and its alignments."""
    graph = Graph()
    for name in ("communique.ttl", "alignments.ttl"):
        graph.parse(ontology_dir() / name)
    return graph


def graph_of(turtle: str, base: str = "https://example.org/id/") -> Graph:
    return Graph().parse(data=f"@prefix : <{base}> .{PREFIXES}{turtle}")


def store_with(*graphs: Graph) -> EmbeddedStore:
    """A store with each graph under a name of its own."""
    store = EmbeddedStore()
    for number, graph in enumerate(graphs):
        name = f"<https://example.org/graph/{number}>"
        lines = [f"{s.n3()} {p.n3()} {o.n3()} {name} .\n" for s, p, o in graph]
        store.add("".join(lines).encode())
    return store


def inferred(*graphs: Graph) -> Graph:
    """What our rules conclude from all the graphs together."""
    with store_with(*graphs) as store:
        infer_into(store, vocabulary(), TARGET)
        return store.graph(TARGET)


def as_triple(pattern: Pattern) -> str:
    """A premise or conclusion of a rule as Turtle, its variables as things."""
    end = pattern.object.n3() if isinstance(pattern.object, URIRef) else f":{pattern.object}"
    return f":{pattern.subject} {pattern.predicate.n3()} {end} .\n"
