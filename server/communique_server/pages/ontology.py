"""Labels, order and inverses of classes and properties, as the ontology has them."""

from dataclasses import dataclass, field
from functools import cache

from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from communique.vocab import cmq
from communique.vocab.resources import ontology_dir

_FILES = ("communique.ttl", "reused.ttl")
_LAST = 9999


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the pages need to know of terms."""

    graph: Graph
    ancestry: dict[URIRef, tuple[URIRef, ...]] = field(default_factory=dict)

    def labels(self, term: Node) -> list[Literal]:
        """Return the labels of a term in all languages."""
        found = (*self.graph.objects(term, RDFS.label), *self.graph.objects(term, SKOS.prefLabel))
        return [label for label in found if isinstance(label, Literal)]

    def plurals(self, term: URIRef) -> list[Literal]:
        """Return the plural labels of a class in all languages."""
        return [v for v in self.graph.objects(term, cmq.plural) if isinstance(v, Literal)]

    def definition(self, term: URIRef) -> str:
        """Return what a term means, in English; "" if it is not said."""
        found = self.graph.value(term, SKOS.definition) or self.graph.value(term, SKOS.scopeNote)
        return str(found or "")

    def order(self, term: URIRef) -> int:
        """Return the place of a term on a page."""
        found = self.graph.value(term, cmq.displayOrder)
        return int(found) if isinstance(found, Literal) else _LAST

    def inverse(self, term: URIRef) -> URIRef | None:
        """Return the named inverse of a property."""
        found = self.graph.value(term, OWL.inverseOf) or self.graph.value(None, OWL.inverseOf, term)
        return found if isinstance(found, URIRef) else None

    def lineage(self, term: URIRef) -> tuple[URIRef, ...]:
        """Return a class and the classes above it, nearest first."""
        if term not in self.ancestry:
            found = dict.fromkeys([term])
            for above in self.graph.transitive_objects(term, RDFS.subClassOf):
                if isinstance(above, URIRef):
                    found[above] = None
            self.ancestry[term] = tuple(found)
        return self.ancestry[term]

    def below(self, term: URIRef) -> list[URIRef]:
        """Return a class and the classes under it."""
        found = self.graph.transitive_subjects(RDFS.subClassOf, term)
        return [each for each in found if isinstance(each, URIRef)]

    def is_class(self, term: Node) -> bool:
        """Tell whether a term is one of our classes."""
        return (term, RDF.type, OWL.Class) in self.graph or self.graph.value(
            term, cmq.displayOrder
        ) is not None

    def narrowest(self, classes: list[URIRef]) -> URIRef | None:
        """Return the class that has most classes above it; None if we know none of them."""
        known = sorted(c for c in classes if self.is_class(c))
        return max(known, key=lambda c: len(self.lineage(c)), default=None)


@cache
def ontology() -> Ontology:
    """Return the ontology that ships with the code, read once."""
    graph = Graph()
    for name in _FILES:
        graph.parse(ontology_dir() / name, format="turtle")
    return Ontology(graph)
