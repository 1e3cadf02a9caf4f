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

    def grown(self, added: Iterable[bytes]) -> "Cardinalities":
        """Return bounds that hold after these lines of N-Quads were added (or others removed)."""
        terms = [terms_of(line) for line in added]
        if not terms:
            return self
        # A term can have gained no more than the one that gained most.
        out = max(Counter(s for s, _, _ in terms).values())
        into = max(Counter(o for _, _, o in terms).values())
        longest = max(self.longest, *(sum(map(len, line)) + _GRAPH for line in terms))
        used = Counter(name_of(p) for _, p, _ in terms)
        predicates = {
            iri: replace(
                count,
                # Each new quad may lead to where another way begins.
                onward=(count.onward + 1) * (used[iri] + 1),
                backward=(count.backward + 1) * (used[iri] + 1),
                subjects=count.subjects + used[iri],
                objects=count.objects + used[iri],
                out=count.out + out,
                into=count.into + into,
                subject_out=count.subject_out + out,
                subject_in=count.subject_in + into,
                object_out=count.object_out + out,
                object_in=count.object_in + into,
            )
            for iri, count in self.predicates.items()
        }
        for s, p, o in terms:
            iri = name_of(p)
            known = predicates.get(iri, _fresh(used[iri], out, into))
            predicates[iri] = replace(
                known,
                total=known.total + 1,
                subject_out=max(known.subject_out, self._out_of(s) + out),
                subject_in=max(known.subject_in, self._into(s) + into),
                object_out=max(known.object_out, self._out_of(o) + out),
                object_in=max(known.object_in, self._into(o) + into),
                longest=longest,
            )
        return replace(
            self,
            predicates=predicates,
            subjects={iri: n + out for iri, n in self.subjects.items()},
            objects={iri: n + into for iri, n in self.objects.items()},
            ordinary=self.ordinary + max(out, into),
            most_out=self.most_out + out,
            most_in=self.most_in + into,
            literal_in=self.literal_in + into,
            longest=longest,
            has_blank=self.has_blank or any(s[:1] == b"_" for s, _, _ in terms),
        )

    def _out_of(self, term: bytes) -> int:
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


def _fresh(total: int, out: int, into: int) -> PredicateCount:
    """Return the bounds of a predicate that nothing was said with before."""
    return replace(
        NONE, out=out, into=into, subjects=total, objects=total, onward=total, backward=total
    )


def terms_of(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Return subject, predicate and object of a line, as they are written."""
    s, p, rest = line.split(b" ", 2)
    # Graph names hold no quotation mark: the last one ends the words of a literal.
    end = rest.find(b" ", rest.rfind(b'"') + 1 if rest[:1] == b'"' else 0)
    return s, p, rest[:end]


def name_of(iri: bytes) -> str:
    """Return an IRI without its brackets."""
    return iri[1:-1].decode()
