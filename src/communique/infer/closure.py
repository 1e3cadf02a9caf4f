"""Adds to a store what follows from it, in a graph of its own.

In: a store with drafts and the vocabulary, the vocabulary's axioms. Out: the graph of inferred
facts, which holds nothing that another graph says. Facts that were asserted stay untouched.
`communique.infer.upkeep` keeps it so without going through everything.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rdflib import Graph, Literal, URIRef

from communique.infer import texts
from communique.infer.rules import Pattern, Rule, compile_rules
from communique.store.base import WritableStore

log = logging.getLogger(__name__)


def infer_into(store: WritableStore, vocabulary: Graph, target: URIRef) -> int:
    """Fill the graph `target` with all that follows, anew; return the number of its triples."""
    store.update(f"DROP SILENT GRAPH {target.n3()}")
    _run(store, compile_rules(vocabulary), target)
    return _count(store, target, None)


def _run(store: WritableStore, rules: Sequence[Rule], target: URIRef) -> None:
    """Run the rules until none adds anything to `target`.

    A rule runs again only when something was added that it could start from.
    """
    followers = {r: [f for f in rules if starts_from(f, r.head)] for r in rules}
    counts = {rule.head: _count(store, target, rule.head) for rule in rules}
    waiting = dict.fromkeys(in_order(rules, followers))
    while waiting:
        rule = next(iter(waiting))
        del waiting[rule]
        store.update(texts.conclude(rule, target))
        number = _count(store, target, rule.head)
        if number > counts[rule.head]:
            log.debug("%s: %d", rule.head.text(), number - counts[rule.head])
            counts[rule.head] = number
            waiting |= dict.fromkeys(followers[rule])


def starts_from(rule: Rule, fact: Pattern) -> bool:
    """Say whether facts of that form can be a premise of the rule."""
    return any(_could_be(premise, fact) for premise in rule.body)


def in_order(rules: Iterable[Rule], followers: Mapping[Rule, Iterable[Rule]]) -> list[Rule]:
    """Put rules before their followers, as far as they are no circle."""
    left = dict.fromkeys(rules)
    awaited = Counter(f for r in left for f in followers[r] if f != r)
    ordered: list[Rule] = []
    while left:
        rule = next((r for r in left if not awaited[r]), next(iter(left)))
        del left[rule]
        ordered.append(rule)
        awaited.subtract(f for f in followers[rule] if f != rule)
    return ordered


def _could_be(premise: Pattern, fact: Pattern) -> bool:
    if premise.predicate != fact.predicate:
        return False
    classes = (premise.object, fact.object)
    return premise.object == fact.object or not all(isinstance(c, URIRef) for c in classes)


def _count(store: WritableStore, target: URIRef, pattern: Pattern | None) -> int:
    """Count the triples of `target` that are like the pattern, or all of them."""
    found = store.select(texts.count(target, pattern))
    number = found[0]["n"]
    return int(number) if isinstance(number, Literal) else 0
