"""Adds to a store what follows from it, in a graph of its own.

In: a store with drafts and the vocabulary, the vocabulary's axioms. Out: the graph of inferred
facts, which holds nothing that another graph says. Facts that were asserted stay untouched.
"""

import logging
from collections.abc import Iterable

from rdflib import Graph, Literal, URIRef

from communique.infer import texts
from communique.infer.rules import Pattern, Rule, compile_rules
from communique.store.base import WritableStore

log = logging.getLogger(__name__)


def infer_into(store: WritableStore, vocabulary: Graph, target: URIRef) -> int:
    """Fill the graph `target` with all that follows, anew; return the number of its triples.

    The rules run until none adds anything: a rule runs again only when something was added that
    it could start from.
    """
    store.update(f"DROP SILENT GRAPH {target.n3()}")
    rules = compile_rules(vocabulary)
    waiting = dict.fromkeys(in_order(rules))
    while waiting:
        rule = next(iter(waiting))
        del waiting[rule]
        before = _count(store, target, rule.head)
        store.update(texts.conclude(rule, target))
        added = _count(store, target, rule.head) - before
        if added:
            log.debug("%s: %d", texts.conclude(rule, target), added)
            waiting |= dict.fromkeys(r for r in rules if starts_from(r, rule.head))
    return _count(store, target, None)


def starts_from(rule: Rule, fact: Pattern) -> bool:
    """Say whether facts of that form can be a premise of the rule."""
    return any(_could_be(premise, fact) for premise in rule.body)


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """Put rules after those whose conclusions they start from, as far as they are no circle."""
    left = list(rules)
    ordered: list[Rule] = []
    while left:
        ready = [r for r in left if not any(starts_from(r, o.head) for o in left if o is not r)]
        chosen = ready or left[:1]
        ordered += chosen
        left = [r for r in left if r not in chosen]
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
