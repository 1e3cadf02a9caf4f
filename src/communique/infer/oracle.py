"""The same conclusions by owlrl, a reasoner for OWL 2 RL: what tests hold our rules against.

owlrl also types literals, says of everything that it is itself, and closes over its own axioms.
Of all that, `closure` keeps the kinds of facts that our rules conclude.
"""

import owlrl
from rdflib import RDF, RDFS, Graph, URIRef

from communique.infer.rules import compile_rules


def closure(asserted: Graph, vocabulary: Graph) -> Graph:
    """Return what follows from `asserted` and is not in it, of the kinds that we publish."""
    everything = Graph()
    for triple in (*asserted, *vocabulary):
        everything.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(everything)
    rules = compile_rules(vocabulary)
    predicates = {r.head.predicate for r in rules} - {RDF.type}
    classes = {r.head.object for r in rules if isinstance(r.head.object, URIRef)}
    terms = set(vocabulary.subjects(RDFS.isDefinedBy))
    found = Graph()
    for s, p, o in everything:
        kept = p in predicates or (p == RDF.type and isinstance(o, URIRef) and o in classes)
        if kept and isinstance(s, URIRef) and s not in terms and (s, p, o) not in asserted:
            found.add((s, p, o))
    return found
