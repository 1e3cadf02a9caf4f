"""Compiles the ontology's own axioms into rules.

In: the vocabulary as a graph. Out: rules, each a conclusion and its premises as triple patterns.
What is compiled: rdfs:subClassOf, rdfs:subPropertyOf, owl:inverseOf, owl:SymmetricProperty,
owl:TransitiveProperty and owl:propertyChainAxiom of any length. What is concluded: properties of
ours, the properties of others that our chains step on, and types by class. Domains, ranges,
functional properties and identity are left alone on purpose (docs/ontology.md).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from communique.vocab.namespaces import VOCABULARY


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern: names of variables around a predicate; `object` may be a class."""

    subject: str
    predicate: URIRef
    object: str | URIRef

    def text(self) -> str:
        """Return the pattern as SPARQL."""
        end = self.object.n3() if isinstance(self.object, URIRef) else f"?{self.object}"
        return f"?{self.subject} {self.predicate.n3()} {end} ."


@dataclass(frozen=True, slots=True)
class Rule:
    """Whatever fulfils `body` fulfils `head` too. `axiom` names the kind of axiom it comes from."""

    axiom: str
    head: Pattern
    body: tuple[Pattern, ...]

    @property
    def turns(self) -> bool:
        """Whether the conclusion's subject is a premise's object, which could be a literal."""
        return all(p.subject != self.head.subject for p in self.body)


def compile_rules(vocabulary: Graph) -> list[Rule]:
    """Return the rules of a vocabulary, in a fixed order."""
    stepped = {p for _, steps in _chains(vocabulary) for p in steps}
    rules = [r for r in _property_rules(vocabulary) if _is_wanted(r.head.predicate, stepped)]
    rules += [v for r in rules for v in _turned(vocabulary, r, stepped)]
    return [*_class_rules(vocabulary), *sorted(set(rules), key=_order)]


def _is_wanted(predicate: URIRef, stepped: set[URIRef]) -> bool:
    return predicate in VOCABULARY or predicate in stepped


def _property_rules(vocabulary: Graph) -> Iterator[Rule]:
    conclusion = "s", "o"
    for below, above in _pairs(vocabulary, RDFS.subPropertyOf):
        yield _rule("subproperty", above, conclusion, (Pattern("s", below, "o"),))
    for one, other in _pairs(vocabulary, OWL.inverseOf):
        yield _rule("inverse", one, conclusion, (Pattern("o", other, "s"),))
        yield _rule("inverse", other, conclusion, (Pattern("o", one, "s"),))
    for p in _members(vocabulary, OWL.SymmetricProperty):
        yield _rule("symmetric", p, conclusion, (Pattern("o", p, "s"),))
    for p in _members(vocabulary, OWL.TransitiveProperty):
        yield _rule("transitive", p, conclusion, _path((p, p)))
    for p, steps in _chains(vocabulary):
        yield _rule("chain", p, conclusion, _path(steps))


def _rule(axiom: str, predicate: URIRef, ends: tuple[str, str], body: tuple[Pattern, ...]) -> Rule:
    return Rule(axiom, Pattern(ends[0], predicate, ends[1]), body)


def _path(steps: Iterable[URIRef]) -> tuple[Pattern, ...]:
    """?s p1 ?v1 . ?v1 p2 ?v2 . … ?o"""
    predicates = list(steps)
    names = ["s", *(f"v{i}" for i in range(1, len(predicates))), "o"]
    return tuple(Pattern(names[i], p, names[i + 1]) for i, p in enumerate(predicates))


def _turned(vocabulary: Graph, rule: Rule, stepped: set[URIRef]) -> Iterator[Rule]:
    """The rule from the inverse of a premise that is asserted either way but never concluded."""
    inverses = dict(_pairs(vocabulary, OWL.inverseOf))
    inverses |= {b: a for a, b in inverses.items()}
    for index, premise in enumerate(rule.body):
        other = inverses.get(premise.predicate)
        if other is None or _is_wanted(premise.predicate, stepped) or other in VOCABULARY:
            continue
        turned = Pattern(str(premise.object), other, premise.subject)
        yield Rule(rule.axiom, rule.head, (*rule.body[:index], turned, *rule.body[index + 1 :]))


def _class_rules(vocabulary: Graph) -> list[Rule]:
    """Types by every class above one of ours, at once."""
    ours = sorted(c for c in _members(vocabulary, OWL.Class) if c in VOCABULARY)
    return [
        Rule("subclass", Pattern("s", RDF.type, above), (Pattern("s", RDF.type, below),))
        for below in ours
        for above in _iris(vocabulary.transitive_objects(below, RDFS.subClassOf))
        if above != below
    ]


def _chains(vocabulary: Graph) -> list[tuple[URIRef, tuple[URIRef, ...]]]:
    return [
        (p, tuple(_iris(Collection(vocabulary, head), keep_order=True)))
        for p, head in vocabulary.subject_objects(OWL.propertyChainAxiom)
        if isinstance(p, URIRef)
    ]


def _pairs(vocabulary: Graph, predicate: URIRef) -> list[tuple[URIRef, URIRef]]:
    return [
        (s, o)
        for s, o in vocabulary.subject_objects(predicate)
        if isinstance(s, URIRef) and isinstance(o, URIRef)
    ]


def _members(vocabulary: Graph, kind: URIRef) -> list[URIRef]:
    return _iris(vocabulary.subjects(RDF.type, kind))


def _iris(nodes: Iterable[Node | None], *, keep_order: bool = False) -> list[URIRef]:
    found = [n for n in nodes if isinstance(n, URIRef)]
    return found if keep_order else sorted(found)


def _order(rule: Rule) -> tuple[str, str, str]:
    return str(rule.head.predicate), rule.axiom, " ".join(p.text() for p in rule.body)
