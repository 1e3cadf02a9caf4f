"""What changed in a store since a release was made of it: lines of N-Quads that came and went."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.store.oxigraph import EmbeddedStore
from communique.store.quads import Quad, parse_line

Fact = tuple[bytes, bytes, bytes]
"""Subject, predicate and object as N-Triples writes them."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Quads that are new and quads that are gone, as lines of N-Quads."""

    added: frozenset[bytes] = frozenset()
    removed: frozenset[bytes] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything has changed."""
        return bool(self.added or self.removed)

    def __or__(self, other: "Changes") -> "Changes":
        """Return both together; they lie in different graphs."""
        return Changes(self.added | other.added, self.removed | other.removed)

    def after(self, other: "Changes") -> "Changes":
        """Return what has changed in all where `other` came before."""
        added = (other.added - self.removed) | (self.added - other.removed)
        removed = (other.removed - self.added) | (self.removed - other.added)
        return Changes(added, removed)

    def quads(self) -> Iterator[Quad]:
        """Yield all quads that came or went."""
        yield from map(parse_line, self.added)
        yield from map(parse_line, self.removed)


@dataclass(frozen=True, slots=True)
class FactChanges:
    """The same, whatever graph says it: facts that no graph said, and that none says any more."""

    added: frozenset[Fact]
    removed: frozenset[Fact]


def compare(old: EmbeddedStore, new: EmbeddedStore, graphs: Iterable[str]) -> Changes:
    """Return how these graphs differ."""
    added: set[bytes] = set()
    removed: set[bytes] = set()
    for name in graphs:
        before, after = set(old.unsorted_lines(name)), set(new.unsorted_lines(name))
        added |= after - before
        removed |= before - after
    return Changes(frozenset(added), frozenset(removed))


def facts(
    changes: Changes, old: EmbeddedStore, new: EmbeddedStore, *, besides: bytes = b""
) -> FactChanges:
    """Return the facts that the changes bring and take.

    `besides` is how the names of graphs begin (`<…`) that count for nothing.
    """

    def said(store: EmbeddedStore, fact: Fact) -> bool:
        graphs = (quad.graph for quad in store.match(*fact))
        return any(not besides or not graph.startswith(besides) for graph in graphs)

    def only(lines: Iterable[bytes], elsewhere: EmbeddedStore) -> frozenset[Fact]:
        quads = map(parse_line, lines)
        counted = {q.fact for q in quads if not besides or not q.graph.startswith(besides)}
        return frozenset(fact for fact in counted if not said(elsewhere, fact))

    return FactChanges(only(changes.added, old), only(changes.removed, new))
