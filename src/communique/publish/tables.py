"""The tables of a release: a row for each thing, from the queries in `queries/csv`.

Where a little has changed, a query is asked about a part of the graph: the things that what changed
could matter to, and what their rows are made of. A row's query looks no further than two steps.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from communique.cells import inert_row
from communique.config import LimitSettings
from communique.publish.differences import Fact, FactChanges
from communique.publish.formats import Format, format_named
from communique.publish.forms import row_item, rows
from communique.publish.lines import TYPE
from communique.publish.pieces import key_of
from communique.store.guard import inspect
from communique.store.oxigraph import EmbeddedStore
from communique.store.quads import Quad

_NAME = re.compile(r"(?<![\w<?$:])([a-z]+):(\w+)")
_NO_LIMITS = LimitSettings(result_rows=1 << 62, result_bytes=1 << 62)
_PART = b"<urn:part>"


@dataclass(frozen=True, slots=True)
class RowsAbout:
    """The rows of some things; they go whatever they say."""

    keys: Collection[bytes]

    def __contains__(self, item: object) -> bool:
        """Whether a row is about one of them."""
        return isinstance(item, bytes) and key_of(item) in self.keys


def ask(store: EmbeddedStore, query: str) -> tuple[bytes, list[bytes]]:
    """Return the head of a table and its rows as items, sorted."""
    head, *found = rows(store.answer(query, _csv(), limits=_NO_LIMITS))
    return head, sorted(map(row_item, map(inert_row, found)))


def concerned(query: str, changes: FactChanges, *stores: EmbeddedStore) -> set[bytes]:
    """Return the things whose rows a change could matter to, as terms."""
    terms = _terms(query)
    changed = [
        (s, p, o)
        for s, p, o in (*changes.added, *changes.removed)
        if p in terms.properties or (p == TYPE and o in terms.classes)
    ]
    subjects = {fact[0] for fact in changed}
    found = subjects | {fact[2] for fact in changed if fact[2].startswith(b"<")}
    for store in stores:
        for thing in subjects:
            found |= {fact[0] for fact in _facts_to(store, thing, terms)}
    return {thing for thing in found if any(_has_row(store, thing, terms) for store in stores)}


def ask_about(store: EmbeddedStore, query: str, things: Collection[bytes]) -> list[bytes]:
    """Return the rows of some things, as items, sorted."""
    terms = _terms(query)
    facts: set[Fact] = set()
    for thing in things:
        facts.update(_facts_of(store, thing, terms), _facts_to(store, thing, terms))
    near = {value for _, p, value in facts if value.startswith(b"<") and p != TYPE}
    for thing in near.difference(things):
        facts.update(_facts_of(store, thing, terms))
    keys = {thing[1:-1] for thing in things}
    with EmbeddedStore() as part:
        part.add(b"".join(Quad(*fact, _PART).line() for fact in facts))
        return [item for item in ask(part, query)[1] if key_of(item) in keys]


def _facts_of(store: EmbeddedStore, thing: bytes, terms: "_Terms") -> Iterator[Fact]:
    for name in (TYPE, *terms.properties):
        yield from (quad.fact for quad in store.match(thing, name))


def _facts_to(store: EmbeddedStore, thing: bytes, terms: "_Terms") -> Iterator[Fact]:
    for name in terms.properties:
        yield from (quad.fact for quad in store.match(b"", name, thing))


def _has_row(store: EmbeddedStore, thing: bytes, terms: "_Terms") -> bool:
    """Whether a thing may have a row: it is of a class, or without any has a property."""
    if terms.classes:
        return any(quad.object in terms.classes for quad in store.match(thing, TYPE))
    return any(True for name in terms.properties for _ in store.match(thing, name))


@dataclass(frozen=True, slots=True)
class _Terms:
    """The classes and the properties that a query names."""

    classes: frozenset[bytes]
    properties: frozenset[bytes]


@cache
def _terms(query: str) -> _Terms:
    prefixes = dict(inspect(query).prefixes)
    pattern = "\n".join(line for line in query.splitlines() if not line.startswith(("#", "PREFIX")))
    names = [(p, local) for p, local in _NAME.findall(pattern) if p in prefixes]
    classes = (f"<{prefixes[p]}{n}>".encode() for p, n in names if n[0].isupper())
    properties = (f"<{prefixes[p]}{n}>".encode() for p, n in names if not n[0].isupper())
    return _Terms(frozenset(classes), frozenset(properties))


def _csv() -> Format:
    found = format_named("csv")
    assert found is not None
    return found
