"""Puts facts and rules into words by the labels of what they name.

In: a store whose graphs hold labels, facts and rules. Out: names and sentences for people.
"""

from collections.abc import Mapping
from string import Template

from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.term import Node

from communique.graph.prefixes import PREFIXES
from communique.infer import texts
from communique.infer.proof import Fact
from communique.infer.rules import Pattern, Rule
from communique.store.base import ReadableStore
from communique.vocab import skos

SENTENCES: Mapping[str, Template] = {
    "subclass": Template("every $premises is also $conclusion"),
    "subproperty": Template("$premises is a case of $conclusion"),
    "inverse": Template("$conclusion is $premises seen from the other side"),
    "symmetric": Template("$conclusion holds both ways"),
    "transitive": Template("$conclusion carries on from one to the next"),
    "chain": Template("$premises leads to $conclusion"),
}
"""A sentence for each kind of axiom."""


class Labels:
    """Names of things in one store, looked up once each: `language` first, then English."""

    def __init__(self, store: ReadableStore, base: str, language: str = "en") -> None:
        """Look labels up in `store`; what has none is named by its IRI, without `base`."""
        self._store = store
        self._base = base
        self._languages = (language, "en")
        self._known: dict[Node, str] = {RDF.type: "is"}

    def of(self, term: Node) -> str:
        """Return the name of a thing; for one without a label its short IRI."""
        if not isinstance(term, URIRef):
            return f"“{term}”"
        if term not in self._known:
            self._known[term] = self._look_up(term) or compact(term, self._base)
        return self._known[term]

    def sentence(self, fact: Fact) -> str:
        """Return a fact as subject — property — value."""
        return " — ".join(map(self.of, fact))

    def rule(self, rule: Rule) -> str:
        """Return a rule in words."""
        premises = ", then ".join(self._name(p) for p in rule.body)
        conclusion = self._name(rule.head)
        return SENTENCES[rule.axiom].substitute(premises=premises, conclusion=conclusion)

    def _name(self, pattern: Pattern) -> str:
        term = pattern.object if isinstance(pattern.object, URIRef) else pattern.predicate
        return f"“{self.of(term)}”"

    def _look_up(self, term: URIRef) -> str:
        for predicate in (RDFS.label, skos.prefLabel):
            rows = self._store.select(texts.query("facts"), {"s": term, "p": predicate})
            labels = [r["o"] for r in rows if isinstance(r["o"], Literal)]
            for language in self._languages:
                named = sorted(str(v) for v in labels if v.language == language)
                if named:
                    return named[0]
            if labels:
                return min(map(str, labels))
        return ""


def compact(iri: URIRef, base: str) -> str:
    """Return an IRI with a prefix of ours, or as kind/local under our base, where it can be."""
    if iri.startswith(f"{base}id/"):
        return iri.removeprefix(f"{base}id/")
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(str(namespace)):
            return f"{prefix}:{iri.removeprefix(str(namespace))}"
    return str(iri)
