"""Tells which queries are so cheap that they may run where they arrive, and proves it.

A hop to a process that can be killed costs as much as a lookup; but a query that runs inside the
publisher cannot be stopped. So only a part of SPARQL is read here, and of that only what is bounded
whatever the engine does: connected triple patterns without cycles, whose walks are multiplied out
with the largest counts of the release (`cardinalities`). All else is not cheap. What this module
relies on: the engine joins a connected pattern one triple after the other, each bound by those
before (it begins at the most selective, which is any that names a subject or an object), and walks
the shortest list of a bound term.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Any

from communique.store.bounded_syntax import (
    Describe,
    Pattern,
    Shape,
    Term,
    is_plain,
    read_shape,
    slots_that_matter,
    split,
)
from communique.store.cardinalities import Cardinalities, PredicateCount

STEPS = 50_000
"""Quads that a cheap query may walk over, at most: some five milliseconds."""
ROWS = 2_000
"""Rows that its answer may have."""
ROWS_BETWEEN = 20_000
"""Rows that may be counted or cut for it."""
ROWS_IN_ORDER = 2_500
"""Rows that may be put in order: comparing terms takes fifty times as long as finding them."""
BYTES = 8 * 1024 * 1024
MOST_CHARACTERS = 8_000
"""Characters of a query beyond which it is not looked at."""
_MOST_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Cheap:
    """A query that is cheap: its form in capitals, and the prefixes it declares."""

    form: str
    prefixes: dict[str, str]


class Judge:
    """Judges queries by the figures of one release; what it has seen it judges in microseconds."""

    def __init__(self, counts: Cardinalities, rows: int = ROWS, size: int = BYTES) -> None:
        """`rows` and `size` bound the answers of cheap queries, in rows and in bytes."""
        self.counts = counts
        self._rows, self._size = min(rows, ROWS), min(size, BYTES)
        self._weighed: dict[tuple[str, ...], frozenset[int] | None] = {}
        self._judged: dict[tuple[object, ...], Cheap | None] = {}

    def cheap(self, query: str) -> Cheap | None:
        """Return what a query is, if it is proved to be cheap; None otherwise."""
        if len(query) > MOST_CHARACTERS:
            return None
        between, constants = split(query)
        if between not in self._weighed:
            # Queries alike but for their subjects and objects are read once.
            self._keep(self._weighed, between, slots_that_matter(query, constants))
        matter = self._weighed[between]
        if matter is None:
            return None
        key = (between, *self._weights(constants, matter))
        if key not in self._judged:
            self._keep(self._judged, key, cheap(query, self.counts, self._rows, self._size))
        return self._judged[key]

    def _weights(self, constants: Sequence[str], matter: frozenset[int]) -> Iterator[object]:
        """Yield what a judgement depends on: names where they matter, elsewhere how frequent."""
        subjects, objects = self.counts.subjects, self.counts.objects
        for number, text in enumerate(constants):
            if number in matter:
                yield text
            elif text[0] == "<":
                iri = text[1:-1]
                yield is_plain(iri) and (subjects.get(iri), objects.get(iri))
            else:
                yield text[0]

    @staticmethod
    def _keep(kept: dict[Any, Any], key: object, value: object) -> None:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = value


def cheap(query: str, counts: Cardinalities, rows: int = ROWS, size: int = BYTES) -> Cheap | None:
    """Return what a query is, if it is proved to be cheap; None otherwise."""
    shape = read_shape(query)
    if shape is None:
        return None
    most = min(rows, ROWS), min(size, BYTES)
    bounded = _describes(shape, counts, most) if shape.describes else _joins(shape, counts, most)
    return Cheap(shape.form, shape.prefixes) if bounded else None


def _describes(shape: Shape, counts: Cardinalities, most: tuple[int, int]) -> bool:
    assert isinstance(shape.describes, Describe)
    quads = counts.out_of(shape.describes.iri)
    # A description goes on through blank nodes, however many follow each other.
    return not counts.has_blank and quads <= most[0] and quads * counts.longest <= most[1]


def _joins(shape: Shape, counts: Cardinalities, most: tuple[int, int]) -> bool:
    patterns = shape.patterns
    if not _is_forest([*patterns, *shape.optional]):
        return False
    for start in _starts(patterns):
        cost = _Cost(counts)
        if not cost.run(start, patterns, shape.optional):
            return False
        if shape.ordered and not shape.counts and cost.rows > ROWS_IN_ORDER:
            return False
        rows, parts = _answers(shape, cost.rows, counts), max(1, shape.template)
        if rows * parts > most[0] or rows * parts * cost.width > most[1]:
            return False
    return True


def _answers(shape: Shape, rows: int, counts: Cardinalities) -> int:
    """Return how many rows an answer has, at most, that is made of so many."""
    if shape.counts:
        rows = min(rows, prod(_values(name, shape, counts, rows) for name in shape.groups))
    return rows if shape.limit is None else min(rows, shape.limit)


def _values(name: str, shape: Shape, counts: Cardinalities, most: int) -> int:
    """Return how many values a variable has, at most."""
    for pattern in shape.patterns:
        if pattern.predicate and not pattern.repeats:
            count = counts.predicate(pattern.predicate)
            if pattern.subject.is_variable and pattern.subject.text == name:
                most = min(most, count.subjects)
            if pattern.object.is_variable and pattern.object.text == name:
                most = min(most, count.objects)
    return most


def _starts(patterns: Sequence[Pattern]) -> Iterator[Pattern]:
    """Yield the patterns that the engine may begin with."""
    least = min((_estimate(p) for p in patterns), default=0)
    for pattern in patterns:
        anchored = not (pattern.subject.is_variable and pattern.object.is_variable)
        if anchored or _estimate(pattern) == least:
            yield pattern


def _estimate(pattern: Pattern) -> int:
    """Return the size that the engine's optimiser takes a pattern to have, before any is bound."""
    s, o = not pattern.subject.is_variable, not pattern.object.is_variable
    p = pattern.predicate is not None
    if pattern.repeats:
        if s and o:
            return 1
        return (10 if s else 10_000) * 1000 if s or o else 1_000_000_000
    sizes = {
        (True, True, True): 1,
        (True, True, False): 10,
        (True, False, True): 2,
        (False, True, True): 10_000,
        (True, False, False): 100,
        (False, True, False): 1_000_000,
        (False, False, True): 100_000,
        (False, False, False): 1_000_000_000,
    }
    return sizes[s, p, o]


def _is_forest(patterns: Sequence[Pattern]) -> bool:
    """Tell whether the patterns hang together by their variables, and no two ways lead round."""
    group: dict[str, str] = {}

    def leader(name: str) -> str:
        while group.setdefault(name, name) != name:
            name = group[name]
        return name

    lone = 0
    for pattern in patterns:
        names = [t.text for t in (pattern.subject, pattern.object) if t.is_variable]
        if pattern.verb:
            names.append(pattern.verb)
        lone += not names
        for one, other in pairwise(names):
            if leader(one) == leader(other):
                return False
            group[leader(one)] = leader(other)
        for name in names:
            leader(name)
    groups = len({leader(name) for name in group})
    return groups + lone <= 1 or (groups <= 1 and lone <= 3)


@dataclass(frozen=True, slots=True)
class _Step:
    """Joining one pattern: quads walked over for each row before, and rows that each becomes."""

    walk: int
    fan: int
    width: int


class _Cost:
    """Bounds what joining costs from one start, in whatever order the engine goes on.

    The patterns are a forest, so each is entered by the one variable that leads back to the start,
    and that is bound by the pattern before it on this way. No other pattern may be relied on to
    have made the rows fewer: any may come later, or have multiplied them already.
    """

    def __init__(self, counts: Cardinalities) -> None:
        self._counts = counts
        self._known: dict[str, tuple[int, int]] = {}
        self._steps: list[_Step] = []

    def run(self, start: Pattern, patterns: Sequence[Pattern], optional: Sequence[Pattern]) -> bool:
        """Join all patterns, from the one that is the start; False if it costs too much."""
        left = [p for p in patterns if p is not start]
        following: Pattern | None = start
        while following is not None:
            if not self._join(following):
                return False
            following = next((p for p in left if self._touches(p)), None)
            if following is not None:
                left.remove(following)
        if left or not all(self._touches(p) and self._join(p) for p in optional):
            return False
        return self.steps <= STEPS and self.rows <= ROWS_BETWEEN

    @property
    def steps(self) -> int:
        """Quads that are walked over, at most: each pattern after all others that can precede."""
        first, rest = self._steps[0].walk + 1, self._steps[1:]
        return first + sum(self.rows // step.fan * (step.walk + 1) for step in rest)

    @property
    def rows(self) -> int:
        """Rows of the answer, at most, and of whatever comes before it."""
        return prod(step.fan for step in self._steps)

    @property
    def width(self) -> int:
        """Bytes of a row, at most."""
        return sum(step.width for step in self._steps)

    def _touches(self, pattern: Pattern) -> bool:
        names = [t.text for t in (pattern.subject, pattern.object) if t.is_variable]
        return not names or any(name in self._known for name in names)

    def _join(self, pattern: Pattern) -> bool:
        counts = self._counts
        whole = PredicateCount(
            total=counts.most_out + counts.most_in + STEPS,
            out=counts.most_out,
            into=counts.most_in,
            subject_out=counts.most_out,
            subject_in=counts.most_in,
            object_out=counts.most_out,
            object_in=counts.most_in,
            longest=counts.longest,
        )
        count = whole if pattern.predicate is None else counts.predicate(pattern.predicate)
        out, _ = self._degrees(pattern.subject, count.subject_out, count.subject_in)
        _, into = self._degrees(pattern.object, count.object_out, count.object_in)
        subject, object_ = self._is_known(pattern.subject), self._is_known(pattern.object)
        if not subject and not object_:
            walk, fan = count.total, count.total
        elif subject and object_:
            walk, fan = min(count.total, out, into), max(1, min(count.out, count.into))
        elif subject:
            walk, fan = min(count.total, out), min(count.out, out)
        else:
            walk, fan = min(count.total, into), min(count.into, into)
        if pattern.repeats:
            # Each of the things that can be reached is gone through once.
            if not subject and not object_:
                return False
            ways = []
            if subject:
                ways.append((count.onward, max(out, count.object_out)))
            if object_:
                ways.append((count.backward, max(into, count.subject_in)))
            fan = min(count.total, max(reached for reached, _ in ways)) + 1
            walk = fan * min(count.total, max(each for _, each in ways))
        self._steps.append(_Step(walk, max(1, fan), count.longest + 200))
        self._learn(pattern, count)
        return walk <= STEPS and self.rows <= ROWS_BETWEEN

    def _is_known(self, term: Term) -> bool:
        return not term.is_variable or term.text in self._known

    def _degrees(self, term: Term, out: int, into: int) -> tuple[int, int]:
        """Return in how many quads a term is the subject and the object, at most."""
        counts = self._counts
        if term.is_variable:
            # Not yet known: it will be one of those that the predicate has.
            return self._known.get(term.text, (out, into))
        if term.is_iri:
            return counts.out_of(term.text), counts.into(term.text)
        return 0, counts.literal_in

    def _learn(self, pattern: Pattern, count: PredicateCount) -> None:
        everything = (self._counts.most_out, self._counts.most_in)
        found = {
            pattern.subject.text: (count.subject_out, count.subject_in),
            pattern.object.text: (count.object_out, count.object_in),
        }
        for term in (pattern.subject, pattern.object):
            if term.is_variable:
                # Along a path of any length, also of none, a thing may be the start itself.
                self._known.setdefault(
                    term.text, everything if pattern.repeats else found[term.text]
                )
        if pattern.verb:
            self._known[pattern.verb] = everything
