"""Keeps the inferred facts true when reports come, change and go: only what they touch is visited.

In: a store in which reports have changed already, the rules, the facts that were said before and
are not any more and the other way round. Out: which inferred facts go and which come.

Taking back goes by delete and rederive (Gupta, Mumick, Subrahmanian 1993): first all goes that
rested on what is gone, then what follows all the same comes back; adding is semi-naive. Terms are
bytes, as N-Triples writes them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from rdflib import URIRef

from communique.infer.rules import Pattern, Rule
from communique.store.quads import Quad

Fact = tuple[bytes, bytes, bytes]
"""Subject, predicate, object."""

_Values = Mapping[str, bytes]


class Matcher(Protocol):
    """A store, as far as it is asked here."""

    def match(
        self, subject: bytes = b"", predicate: bytes = b"", value: bytes = b"", graph: bytes = b""
    ) -> Iterator[Quad]:
        """Yield the quads with these parts; b"" stands for any."""
        ...


def revise(
    store: Matcher,
    rules: Sequence[Rule],
    target: URIRef,
    said: Iterable[Fact],
    unsaid: Iterable[Fact],
) -> tuple[set[Fact], set[Fact]]:
    """Return the facts that must leave the graph `target`, and those that must enter it.

    `said` are facts that graphs of the store say now and none said when `target` was last true,
    `unsaid` those that none says any more. Other graphs below `target` count for nothing.
    """
    by_premise = _Rules(rules)
    held = _Facts(store, target)
    said, gone = set(said), set(unsaid)
    _rested_on(by_premise, held, gone)
    facts = _Facts(store, target, without=gone)
    back = {f for f in gone if not facts.says(f) and by_premise.gives(f, facts)}
    new = _follow(by_premise, facts, back, said)
    fresh = {f for f in new if not facts.says(f)}
    leaving = {f for f in gone - fresh if held.infers(f)}
    leaving |= {f for f in said if held.infers(f)}
    return leaving, {f for f in fresh if not held.infers(f)}


def _rested_on(rules: "_Rules", held: "_Facts", gone: set[Fact]) -> None:
    """Add to `gone` all inferred facts that some way led to from there."""
    held.add(gone)
    waiting = list(gone)
    while waiting:
        for fact in rules.conclusions(waiting.pop(), held):
            if fact not in gone and held.infers(fact):
                gone.add(fact)
                waiting.append(fact)


def _follow(rules: "_Rules", facts: "_Facts", back: set[Fact], said: set[Fact]) -> set[Fact]:
    """Return `back` with all that follows from it and from what is said, and does not hold yet."""
    new = set(back)
    facts.add(back)
    waiting = [*back, *said]
    while waiting:
        for fact in rules.conclusions(waiting.pop(), facts):
            if not facts.holds(fact):
                new.add(fact)
                facts.add([fact])
                waiting.append(fact)
    return new


class _Facts:
    """What holds: what the store says or infers, less what was taken back, with what was added."""

    def __init__(self, store: Matcher, target: URIRef, without: Iterable[Fact] = ()) -> None:
        self._store = store
        self._target = target.n3().encode()
        self._below = self._target[:-1] + b"/"
        self._without = frozenset(without)
        self._added: dict[tuple[bytes, bytes, bytes], set[Fact]] = defaultdict(set)

    def add(self, facts: Iterable[Fact]) -> None:
        for s, p, o in facts:
            for key in ((s, p, o), (s, p, b""), (b"", p, o), (b"", p, b"")):
                self._added[key].add((s, p, o))

    def match(self, s: bytes, p: bytes, o: bytes) -> Iterator[Fact]:
        for quad in self._store.match(s, p, o):
            inferred = quad.graph == self._target
            if quad.graph.startswith(self._below) or (inferred and quad.fact in self._without):
                continue
            yield quad.fact
        yield from tuple(self._added.get((s, p, o), ()))

    def holds(self, fact: Fact) -> bool:
        return next(self.match(*fact), None) is not None

    def says(self, fact: Fact) -> bool:
        """Whether a graph says it that is not one of conclusions."""
        graphs = (quad.graph for quad in self._store.match(*fact))
        return any(g != self._target and not g.startswith(self._below) for g in graphs)

    def infers(self, fact: Fact) -> bool:
        return next(self._store.match(*fact, self._target), None) is not None


class _Rules:
    """Rules by what their premises and their conclusions begin with."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_premise: dict[bytes, list[tuple[Rule, int]]] = defaultdict(list)
        self._by_head: dict[bytes, list[Rule]] = defaultdict(list)
        for rule in rules:
            self._by_head[_n3(rule.head.predicate)].append(rule)
            for index, premise in enumerate(rule.body):
                self._by_premise[_n3(premise.predicate)].append((rule, index))

    def conclusions(self, fact: Fact, facts: _Facts) -> Iterator[Fact]:
        """Yield what follows with `fact` as one premise and others that hold."""
        for rule, index in self._by_premise.get(fact[1], ()):
            values = _bound(rule.body[index], fact)
            if values is not None:
                others = (*rule.body[:index], *rule.body[index + 1 :])
                yield from (_filled(rule.head, v) for v in _ways(others, values, facts, rule))

    def gives(self, fact: Fact, facts: _Facts) -> bool:
        """Say whether the fact follows from facts that hold, in one step."""
        for rule in self._by_head.get(fact[1], ()):
            values = _bound(rule.head, fact)
            if values is not None and next(_ways(rule.body, values, facts, rule), None) is not None:
                return True
        return False


def _ways(
    premises: Sequence[Pattern], values: _Values, facts: _Facts, rule: Rule
) -> Iterator[_Values]:
    """Yield the values with which all premises hold; begins where most is known."""
    if not premises:
        # A literal cannot become a subject.
        if values[rule.head.subject].startswith(b"<"):
            yield values
        return
    first = max(premises, key=lambda p: (p.subject in values) + (_end(p, values) != b""))
    others = [p for p in premises if p is not first]
    pattern = values.get(first.subject, b""), _n3(first.predicate), _end(first, values)
    for fact in facts.match(*pattern):
        found = _bound(first, fact)
        if found is not None:
            yield from _ways(others, {**values, **found}, facts, rule)


def _bound(pattern: Pattern, fact: Fact) -> _Values | None:
    """Return the values that make a pattern the fact; None if none do."""
    if isinstance(pattern.object, URIRef):
        return {pattern.subject: fact[0]} if _n3(pattern.object) == fact[2] else None
    if pattern.subject == pattern.object and fact[0] != fact[2]:
        return None
    return {pattern.subject: fact[0], pattern.object: fact[2]}


def _filled(pattern: Pattern, values: _Values) -> Fact:
    return values[pattern.subject], _n3(pattern.predicate), _end(pattern, values)


def _end(pattern: Pattern, values: _Values) -> bytes:
    if isinstance(pattern.object, URIRef):
        return _n3(pattern.object)
    return values.get(pattern.object, b"")


def _n3(term: URIRef) -> bytes:
    return b"<%s>" % term.encode()
