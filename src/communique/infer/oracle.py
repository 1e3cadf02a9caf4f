"""The same conclusions by owlrl, a reasoner for OWL 2 RL: the reference for our rules.

In: what is said, and the vocabulary. Out: what follows, in the kinds that we publish. owlrl also
types literals, says of everything that it is itself, and closes over its own axioms: of all that,
`closure` keeps the facts that our rules conclude and `terminology` what our terms stand below.
"""

from collections.abc import Iterator

import owlrl
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.term import Node

from communique.infer.rules import compile_rules

AXIOMS = frozenset(
    {
        RDF.first,
        RDF.rest,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        OWL.disjointWith,
        OWL.inverseOf,
        OWL.propertyChainAxiom,
    }
)
"""Predicates of the vocabulary that say what follows; with them rdf:type of its terms."""


def closure(asserted: Graph, vocabulary: Graph) -> Graph:
    """Return what follows from `asserted` and is not in it, of the kinds that we publish."""
    rules = compile_rules(vocabulary)
    premises = {p.predicate for r in rules for p in r.body}
    predicates = {r.head.predicate for r in rules} - {RDF.type}
    classes = {r.head.object for r in rules if isinstance(r.head.object, URIRef)}
    terms = set(vocabulary.subjects(RDFS.isDefinedBy))
    everything = axioms(vocabulary)
    for triple in (*asserted, *vocabulary):
        if triple[1] in premises:
            everything.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(everything)
    found = Graph()
    for s, p, o in everything:
        kept = p in predicates or (p == RDF.type and isinstance(o, URIRef) and o in classes)
        if kept and isinstance(s, URIRef) and s not in terms and (s, p, o) not in asserted:
            found.add((s, p, o))
    return found


def terminology(vocabulary: Graph) -> Graph:
    """Return the classes and properties that our terms stand below without the files saying so."""
    terms = set(vocabulary.subjects(RDFS.isDefinedBy))
    closed = axioms(vocabulary)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    found = Graph()
    for p in (RDFS.subClassOf, RDFS.subPropertyOf):
        for s, o in closed.subject_objects(p):
            if s in terms and s != o and o != OWL.Thing and (s, p, o) not in vocabulary:
                found.add((s, p, o))
    return found


def axioms(vocabulary: Graph) -> Graph:
    """Return of a vocabulary what reasoning needs: no labels, no definitions, no concepts."""
    kept = Graph()
    for triple in _axioms(vocabulary):
        kept.add(triple)
    return kept


def _axioms(vocabulary: Graph) -> Iterator[tuple[Node, Node, Node]]:
    terms = set(vocabulary.subjects(RDFS.isDefinedBy))
    for s, p, o in vocabulary:
        if p in AXIOMS or (p == RDF.type and s in terms):
            yield s, p, o
