"""The reasons of facts as RDF: PROV-O for what was derived from what, reification for each fact.

In: facts with their reasons. Out: a graph without blank nodes. A fact is an entity under
`{base}why#`, named after what it says; a fact that follows was derived from its premises by an
inference (`prov:Activity`), one that is said from the spans of the report it stands in.
"""

import hashlib
from collections.abc import Iterable

from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import PROV

from communique.graph.prefixes import bind_prefixes
from communique.infer.labels import Labels
from communique.infer.proof import Fact, Step
from communique.infer.sources import Passage, passages_of
from communique.store.base import ReadableStore
from communique.vocab import cmq, oa


def provenance(store: ReadableStore, labels: Labels, base: str, steps: Iterable[Step]) -> Graph:
    """Return the reasons of facts, down to the words, as PROV-O (§3.1, §3.2)."""
    writer = _Writer(store, labels, base)
    for step in steps:
        writer.write(step)
    return writer.graph


class _Writer:
    def __init__(self, store: ReadableStore, labels: Labels, base: str) -> None:
        self._store = store
        self._labels = labels
        self._base = base
        self.graph = Graph()
        bind_prefixes(self.graph)
        self.graph.bind("prov", PROV)

    def write(self, step: Step) -> URIRef:
        """Write a fact and all it rests on; return its IRI."""
        entity = self._fact(step.fact)
        for graph in step.graphs:
            self.graph.add((entity, PROV.wasDerivedFrom, graph))
            for passage in passages_of(self._store, step.fact, graph):
                self._quote(entity, passage)
        if step.rule is not None:
            premises = [self.write(premise) for premise in step.premises]
            self._inference(entity, self._labels.rule(step.rule), premises)
        return entity

    def _fact(self, fact: Fact) -> URIRef:
        entity = self._name("fact", " ".join(term.n3() for term in fact))
        self.graph.add((entity, RDF.type, PROV.Entity))
        self.graph.add((entity, RDF.type, RDF.Statement))
        self.graph.add((entity, RDF.subject, fact[0]))
        self.graph.add((entity, RDF.predicate, fact[1]))
        self.graph.add((entity, RDF.object, fact[2]))
        self.graph.add((entity, RDFS.label, Literal(self._labels.sentence(fact), lang="en")))
        return entity

    def _inference(self, entity: URIRef, rule: str, premises: list[URIRef]) -> None:
        activity = self._name("inference", " ".join((entity, rule, *sorted(premises))))
        self.graph.add((activity, RDF.type, PROV.Activity))
        self.graph.add((activity, RDFS.label, Literal(rule, lang="en")))
        self.graph.add((entity, PROV.wasGeneratedBy, activity))
        for premise in premises:
            self.graph.add((activity, PROV.used, premise))
            self.graph.add((entity, PROV.wasDerivedFrom, premise))

    def _quote(self, entity: URIRef, passage: Passage) -> None:
        """The span as the report's page has it (RFC 5147), quoted from the report."""
        span = URIRef(f"{passage.report}#char={passage.start},{passage.end}")
        self.graph.add((entity, PROV.wasDerivedFrom, span))
        self.graph.add((entity, PROV.hadPrimarySource, passage.report))
        self.graph.add((span, RDF.type, PROV.Entity))
        self.graph.add((span, RDF.type, oa.SpecificResource))
        self.graph.add((span, PROV.wasQuotedFrom, passage.report))
        self.graph.add((span, PROV.value, Literal(passage.words)))
        for rule in passage.rules:
            self.graph.add((entity, cmq.rule, Literal(rule)))
        if passage.reviewer:
            self.graph.add((entity, cmq.reviewedBy, Literal(passage.reviewer)))
        if passage.speaker:
            words = Literal(f"according to {passage.speaker}", lang="en")
            self.graph.add((span, RDFS.comment, words))

    def _name(self, kind: str, said: str) -> URIRef:
        digest = hashlib.sha256(said.encode()).hexdigest()[:16]
        return URIRef(f"{self._base}why#{kind}-{digest}")
