"""How often things occur in a release: the figures that bound what a query can cost.

All of them are upper bounds. Terms are told apart by a hash; where two share one, their counts are
added, which only makes a bound larger.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

ORDINARY = 256
"""Quads in which a term may stand, as subject or as object, without being listed by name."""
MOST_LISTED = 50_000
"""Terms that are listed by name; if there are more, `ordinary` is raised."""
MOST_FOLLOWED = 2_000_000
"""Quads that are followed to find how far one predicate leads; beyond, it may lead anywhere."""


@dataclass(frozen=True, slots=True)
class PredicateCount:
    """Bounds of one predicate, in quads."""

    total: int = 0
    out: int = 0
    """Quads with it that share a subject, at most."""
    into: int = 0
    """Quads with it that share an object, at most."""
    subject_out: int = 0
    """Quads, of any predicate, in which one of its subjects is the subject, at most."""
    subject_in: int = 0
    object_out: int = 0
    object_in: int = 0
    subjects: int = 0
    """Different subjects that it has, at most."""
    objects: int = 0
    longest: int = 0
    """Bytes of its longest quad."""
    onward: int = 0
    """Things that are reached from one of its subjects by following it again and again, at most."""
    backward: int = 0
    """Things from which one of its objects is so reached, at most."""


NONE = PredicateCount()
_GRAPH = 500
"""Bytes allowed for the name of a graph."""


@dataclass(frozen=True, slots=True)
class Cardinalities:
    """Bounds of a release."""

    predicates: Mapping[str, PredicateCount]
    subjects: Mapping[str, int]
    """IRI -> quads in which it is the subject, where that is more than `ordinary`."""
    objects: Mapping[str, int]
    """IRI -> quads in which it is the object, where that is more than `ordinary`."""
    ordinary: int
    most_out: int
    """Quads that share a subject, at most."""
    most_in: int
    """Quads that share an object, at most."""
    literal_in: int
    """Quads that share a literal, at most."""
    longest: int
    """Bytes of the longest quad."""
    has_blank: bool
    """Whether a blank node is the subject of anything."""

    def predicate(self, iri: str) -> PredicateCount:
        """Return the bounds of a predicate; zeros when nothing is said with it."""
        return self.predicates.get(iri, NONE)

    def out_of(self, iri: str) -> int:
        """Return in how many quads an IRI is the subject, at most."""
        return self.subjects.get(iri, self.ordinary)

    def into(self, iri: str) -> int:
        """Return in how many quads an IRI is the object, at most."""
        return self.objects.get(iri, self.ordinary)

    def grown(self, added: Iterable[bytes], removed: Iterable[bytes] = ()) -> "Cardinalities":
        """Return bounds that hold once these lines of N-Quads were added and those removed.

        What was removed must have been there.
        """
        new, gone = ([terms_of(line) for line in lines] for lines in (added, removed))
        if not new:
            return self
        out = Counter(s for s, _, _ in new)
        into = Counter(o for _, _, o in new)
        # Whatever else was removed, these have lost as much: what only changed has gained nothing.
        out.subtract(s for s, _, _ in gone if s in out)
        into.subtract(o for _, _, o in gone if o in into)
        out, into = +out, +into
        most_out = max(out.values(), default=0)
        thing_in = max((n for o, n in into.items() if o[:1] != b'"'), default=0)
        literal_in = max((n for o, n in into.items() if o[:1] == b'"'), default=0)
        longest = max(self.longest, *(sum(map(len, terms)) + _GRAPH for terms in new))
        predicates = {
            iri: replace(
                count,
                subject_out=count.subject_out + most_out,
                subject_in=count.subject_in + thing_in,
                object_out=count.object_out + most_out,
                object_in=count.object_in + max(thing_in, literal_in),
            )
            for iri, count in self.predicates.items()
        }
        for predicate in {p for _, p, _ in new}:
            iri, known = name_of(predicate), predicates.get(name_of(predicate), NONE)
            pairs, before = ([(s, o) for s, p, o in t if p == predicate] for t in (new, gone))
            subjects, objects = Counter(s for s, _ in pairs), Counter(o for _, o in pairs)
            had, were = Counter(s for s, _ in before), Counter(o for _, o in before)
            predicates[iri] = replace(
                known,
                total=known.total + len(pairs),
                out=known.out + max(0, *(n - had[s] for s, n in subjects.items())),
                into=known.into + max(0, *(n - were[o] for o, n in objects.items())),
                subjects=known.subjects + len(subjects),
                objects=known.objects + len(objects),
                # Each new quad may lead to where another way begins.
                onward=(known.onward + 1) * (len(pairs) + 1),
                backward=(known.backward + 1) * (len(pairs) + 1),
                # What has been its subject or object before is counted above.
                subject_out=_most(
                    known.subject_out, (self._out_of(s) + out[s] for s in subjects if s not in had)
                ),
                subject_in=_most(
                    known.subject_in, (self._into(s) + into[s] for s in subjects if s not in had)
                ),
                object_out=_most(
                    known.object_out, (self._out_of(o) + out[o] for o in objects if o not in were)
                ),
                object_in=_most(
                    known.object_in, (self._into(o) + into[o] for o in objects if o not in were)
                ),
                longest=longest,
            )
        return replace(
            self,
            predicates=predicates,
            subjects=self._listed(self.subjects, out),
            objects=self._listed(self.objects, into),
            most_out=self.most_out + most_out,
            most_in=self.most_in + max(thing_in, literal_in),
            literal_in=self.literal_in + literal_in,
            longest=longest,
            has_blank=self.has_blank or any(s[:1] == b"_" for s, _, _ in new),
        )

    def _listed(self, known: Mapping[str, int], gained: Counter[bytes]) -> dict[str, int]:
        """Return the terms that may stand in more than `ordinary` quads, by name."""
        names = {name_of(term): n for term, n in gained.items() if term[:1] == b"<"}
        return {**known, **{iri: known.get(iri, self.ordinary) + n for iri, n in names.items()}}

    def _out_of(self, term: bytes) -> int:
        if term[:1] == b'"':
            return 0
        return self.out_of(name_of(term)) if term[:1] == b"<" else self.most_out

    def _into(self, term: bytes) -> int:
        if term[:1] == b'"':
            return self.literal_in
        return self.into(name_of(term)) if term[:1] == b"<" else self.most_in

    def as_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Cardinalities":
        """Read what `as_json` gave."""
        predicates = {iri: PredicateCount(**count) for iri, count in said["predicates"].items()}
        return cls(**(said | {"predicates": predicates}))


def measure(path: Path) -> Cardinalities:
    """Count a file of N-Quads as Oxigraph writes it; some three seconds a million quads."""
    import numpy as np

    subjects, objects, kinds, lengths, places = (array("q") for _ in range(5))
    literals = bytearray()
    numbers: dict[bytes, int] = {}
    place, has_blank = 0, False
    with path.open("rb") as lines:
        for line in lines:
            subject, predicate, value = terms_of(line)
            has_blank = has_blank or subject[:2] == b"_:"
            subjects.append(hash(subject))
            objects.append(hash(value))
            literals.append(value[:1] == b'"')
            kinds.append(numbers.setdefault(predicate, len(numbers)))
            lengths.append(len(line))
            places.append(place)
            place += len(line)
    s, o, k, size = (np.frombuffer(a, np.int64) for a in (subjects, objects, kinds, lengths))
    if not len(s):
        return Cardinalities({}, {}, {}, ORDINARY, 0, 0, 0, 0, has_blank)
    out_of, s_first, s_count = np.unique(s, return_index=True, return_counts=True)
    into, o_first, o_count = np.unique(o, return_index=True, return_counts=True)

    def degree(terms: Any, among: Any, counts: Any) -> Any:
        at = np.minimum(np.searchsorted(among, terms), len(among) - 1)
        return np.where(among[at] == terms, counts[at], 0)

    def largest(values: Any) -> Any:
        found = np.zeros(len(numbers), np.int64)
        np.maximum.at(found, k, values)
        return found

    def shared(terms: Any) -> tuple[Any, Any]:
        """Return for each predicate how often it has one of the terms, and how many it has."""
        with np.errstate(over="ignore"):
            mixed = (terms ^ (k * np.int64(-7046029254386353131))) * np.int64(6364136223846793005)
        _, first, where, counts = np.unique(
            mixed, return_index=True, return_inverse=True, return_counts=True
        )
        return largest(counts[where]), np.bincount(k[first], minlength=len(numbers))

    def furthest(begin: Any, end: Any, one: Any) -> Any:
        found = one.copy()
        for kind in range(len(numbers)):
            chosen = k == kind
            starts, ends = begin[chosen], end[chosen]
            if np.isin(ends, starts).any():
                found[kind] = _longest_way(starts.tolist(), ends.tolist())
        return found

    (most_out, subjects), (most_in, objects) = shared(s), shared(o)
    columns = [
        np.bincount(k, minlength=len(numbers)),
        most_out,
        most_in,
        largest(degree(s, out_of, s_count)),
        largest(degree(s, into, o_count)),
        largest(degree(o, out_of, s_count)),
        largest(degree(o, into, o_count)),
        subjects,
        objects,
        largest(size),
        furthest(s, o, most_out),
        furthest(o, s, most_in),
    ]
    predicates = {
        name_of(name): PredicateCount(*(int(column[number]) for column in columns))
        for name, number in numbers.items()
    }
    ordinary = ORDINARY
    while sum(int((c > ordinary).sum()) for c in (s_count, o_count)) > MOST_LISTED:
        ordinary *= 2

    def listed(first: Any, counts: Any, which: int) -> dict[str, int]:
        chosen = np.flatnonzero(counts > ordinary)
        found = {}
        with path.open("rb") as lines:
            for index in chosen:
                lines.seek(places[int(first[index])])
                term = terms_of(lines.readline())[which]
                if term[:1] == b"<":
                    found[name_of(term)] = int(counts[index])
        return found

    return Cardinalities(
        predicates,
        listed(s_first, s_count, 0),
        listed(o_first, o_count, 2),
        ordinary,
        int(s_count.max()),
        int(o_count.max()),
        int(degree(o, into, o_count)[np.frombuffer(literals, np.bool_)].max(initial=0)),
        int(size.max()),
        has_blank,
    )


def _longest_way(starts: list[int], ends: list[int]) -> int:
    """Return how many things are reached from one by following pairs, at most."""
    following: dict[int, set[int]] = {}
    for start, end in zip(starts, ends, strict=True):
        following.setdefault(start, set()).add(end)
    most, followed = 0, 0
    for start in following:
        reached: set[int] = set()
        left = [start]
        while left:
            new = following.get(left.pop(), set()) - reached
            followed += len(new) + 1
            reached |= new
            left += new
        if followed > MOST_FOLLOWED:
            return len(starts)
        most = max(most, len(reached))
    return most


def _most(known: int, others: Iterable[int]) -> int:
    return max(known, max(others, default=0))


def terms_of(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Return subject, predicate and object of a line, as they are written."""
    s, p, rest = line.split(b" ", 2)
    # Graph names hold no quotation mark: the last one ends the words of a literal.
    end = rest.find(b" ", rest.rfind(b'"') + 1 if rest[:1] == b'"' else 0)
    return s, p, rest[:end]


def name_of(iri: bytes) -> str:
    """Return an IRI without its brackets."""
    return iri[1:-1].decode()
