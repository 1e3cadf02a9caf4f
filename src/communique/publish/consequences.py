"""Brings conclusions up to date where graphs have changed: what they touch, and nothing else.

In: the release that the conclusions in the store were made for, the store, what has changed in
between. Out: the changes with those of the conclusions. `communique.publish.conclusions` draws the
same conclusions from everything.
"""

from collections.abc import Iterable

from rdflib import URIRef

from communique.graph.mint import Mint
from communique.infer.rules import Rule
from communique.infer.upkeep import revise
from communique.publish.conclusions import CLAIM, DATES, fill
from communique.publish.differences import Changes, Fact, facts
from communique.store.oxigraph import EmbeddedStore
from communique.store.quads import Quad


def conclude_changes(
    old: EmbeddedStore, store: EmbeddedStore, base: str, rules: list[Rule], changes: Changes
) -> Changes:
    """Bring the inferred, disputed and claimed facts of `store` in line, in one transaction each.

    Returns the changes with those made here.
    """
    target = Mint(base).graph("inferred")
    said = facts(changes, old, store, besides=_n3(target)[:-1])
    inferred = _as_changes(target, *revise(store, rules, target, said.added, said.removed))
    _apply(store, inferred)
    changes |= inferred
    for name, concerned in (("disputed", _dated), ("claimed", _claimed)):
        made = _fill_part(store, base, name, *concerned(store, changes))
        _apply(store, made)
        changes |= made
    return changes


def _as_changes(graph: URIRef, leaving: Iterable[Fact], entering: Iterable[Fact]) -> Changes:
    lines = (frozenset(Quad(*f, _n3(graph)).line() for f in part) for part in (entering, leaving))
    return Changes(*lines)


def _apply(store: EmbeddedStore, changes: Changes) -> None:
    store.change(changes.added, changes.removed)


def _dated(store: EmbeddedStore, changes: Changes) -> tuple[set[bytes], set[Quad]]:
    """Return the things whose dates have changed, and what graphs say of when they were."""
    dates = [_n3(p) for p in DATES]
    things = {q.subject for q in changes.quads() if q.predicate in dates}
    return things, {q for thing in things for p in dates for q in store.match(thing, p)}


def _claimed(store: EmbeddedStore, changes: Changes) -> tuple[set[bytes], set[Quad]]:
    """Return the things that claims could newly be right about, those claims, and what is said."""
    subject, predicate, _, _ = parts = [_n3(p) for p in CLAIM]
    changed = {q.subject for q in changes.quads()}
    things = changed | {q.object for q in changes.quads() if q.predicate == subject}
    things |= {q.object for claim in changed for q in store.match(claim, subject)}
    quads: set[Quad] = set()
    for thing in things:
        claims = {q.subject for q in store.match(b"", subject, thing)}
        stated = {q for claim in claims for p in parts for q in store.match(claim, p)}
        about = {q.object for q in stated if q.predicate == predicate and q.object[:1] == b"<"}
        quads |= stated.union(*(store.match(thing, p) for p in about))
    return things, quads


def _fill_part(
    store: EmbeddedStore, base: str, name: str, things: set[bytes], quads: set[Quad]
) -> Changes:
    """Ask the query of a graph about some things only; return what that changes in the graph."""
    graph = URIRef(f"{Mint(base).graph('inferred')}/{name}")
    with EmbeddedStore() as part:
        part.add(b"".join(q.line() for q in quads if q.graph != _n3(graph)))
        fill(part, base, name)
        after = {q.line() for thing in things for q in part.match(thing, graph=_n3(graph))}
    before = {q.line() for thing in things for q in store.match(thing, graph=_n3(graph))}
    return Changes(frozenset(after - before), frozenset(before - after))


def _n3(term: URIRef) -> bytes:
    return b"<%s>" % term.encode()
