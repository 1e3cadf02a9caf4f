"""Says why a fact is there: who says so, or the rule and the facts it follows from.

In: a store with its inferred facts, one fact. Out: the ways to it, each a tree whose leaves are
facts that some graph says. A fact is never its own reason.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from communique.infer import texts
from communique.infer.rules import Pattern, Rule, compile_rules
from communique.store.base import ReadableStore, Row

Fact = tuple[Node, URIRef, Node]
"""Subject, predicate, object."""

DEEPEST = 12
"""Steps from a fact to what was said, at most."""


@dataclass(frozen=True, slots=True)
class Step:
    """A fact with its reason: `graphs` that say it, or the `rule` and `premises` that give it."""

    fact: Fact
    graphs: tuple[URIRef, ...] = ()
    rule: Rule | None = None
    premises: tuple["Step", ...] = ()


def why(store: ReadableStore, fact: Fact, vocabulary: Graph, inferred: URIRef) -> list[Step]:
    """Return the ways to a fact: as it is said, and one for each rule that gives it.

    `inferred` is the graph of inferred facts. An empty list means that nothing gives the fact.
    """
    search = _Search(store, compile_rules(vocabulary), inferred)
    said = search.said(fact)
    found = [*([said] if said else []), *search.concluded(fact, frozenset())]
    return found or search.held(fact)


class _Search:
    def __init__(self, store: ReadableStore, rules: Sequence[Rule], inferred: URIRef) -> None:
        self._store = store
        self._rules = rules
        self._inferred = inferred
        self._said: dict[Fact, Step | None] = {}

    def said(self, fact: Fact) -> Step | None:
        """The fact as graphs other than the inferred one say it."""
        if fact not in self._said:
            s, p, o = fact
            rows = self._store.select(texts.query("said"), {"s": s, "p": p, "o": o})
            graphs = sorted(str(r["g"]) for r in rows if not str(r["g"]).startswith(self._inferred))
            self._said[fact] = Step(fact, tuple(map(URIRef, graphs))) if graphs else None
        return self._said[fact]

    def held(self, fact: Fact) -> list[Step]:
        """The fact as a graph of conclusions holds it that no rule of the ontology made."""
        s, p, o = fact
        rows = self._store.select(texts.query("said"), {"s": s, "p": p, "o": o})
        graphs = {URIRef(str(r["g"])) for r in rows} - {self._inferred}
        return [Step(fact, tuple(sorted(graphs)))] if graphs else []

    def concluded(self, fact: Fact, above: frozenset[Fact]) -> Iterator[Step]:
        """One way to the fact by each rule that gives it, not by way of the facts `above` it."""
        for rule in self._rules:
            if not _gives(rule.head, fact):
                continue
            step = next(self._by(rule, fact, above | {fact}), None)
            if step is not None:
                yield step

    def _by(self, rule: Rule, fact: Fact, above: frozenset[Fact]) -> Iterator[Step]:
        ends = (
            {"s": fact[0]} if isinstance(rule.head.object, URIRef) else {"s": fact[0], "o": fact[2]}
        )
        rows = self._store.select(texts.premises(rule), ends)
        ways = [[_instance(p, {**row, **ends}) for p in rule.body] for row in rows]
        # What was said convinces sooner than what was inferred.
        for facts in sorted(ways, key=lambda way: sum(self.said(f) is None for f in way)):
            steps = [self._proof(f, above) for f in facts]
            if all(steps):
                yield Step(fact, rule=rule, premises=tuple(s for s in steps if s))

    def _proof(self, fact: Fact, above: frozenset[Fact]) -> Step | None:
        if fact in above or len(above) > DEEPEST:
            return None
        return self.said(fact) or next(self.concluded(fact, above), None)


def _gives(head: Pattern, fact: Fact) -> bool:
    fixed = isinstance(head.object, URIRef)
    return head.predicate == fact[1] and (not fixed or head.object == fact[2])


def _instance(pattern: Pattern, row: Row) -> Fact:
    end = pattern.object if isinstance(pattern.object, URIRef) else row[pattern.object]
    return row[pattern.subject], pattern.predicate, end
