"""All things of a kind in a release, with the values by which a list can be narrowed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rdflib import Literal, URIRef

from communique.store.base import ReadableStore, Row
from communique_server.queries import fill_list, load_query

KINDS = (
    "event", "person", "institution", "state", "agreement", "statement", "report", "topic",
    "place", "claim", "relation", "post", "tenure", "participation", "role",
)  # fmt: skip
FACETED = ("statement", "event", "person", "institution", "agreement", "topic", "report")
"""Kinds whose lists can be narrowed; each has a query beside this module."""
DATED = ("event", "agreement", "report")
_BATCH = 500
"""Values whose names one query asks for."""


@dataclass(slots=True)
class Item:
    """One thing: its labels, its date as stated, and its values of each facet."""

    iri: str
    labels: list[Literal] = field(default_factory=list)
    date: str = ""
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The things of one kind. `labels` are those of the facets' values."""

    kind: str
    items: tuple[Item, ...]
    labels: Mapping[str, list[Literal]]

    def chosen(self, filters: Mapping[str, str]) -> list[Item]:
        """Return the things that have all the values."""
        return [
            item
            for item in self.items
            if all(value in item.values.get(facet, ()) for facet, value in filters.items())
        ]


def counts(items: list[Item]) -> dict[str, Counter[str]]:
    """Return how many of the things have each value, by facet."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        for facet, values in item.values.items():
            found[facet].update(values)
    return found


def read_catalogue(store: ReadableStore, base: str, kind: str) -> Catalogue:
    """Return all things of a kind."""
    prefix = Literal(f"{base}id/{kind}/")
    items = _items(store.select(load_query(__package__, "things"), {"prefix": prefix}))
    values: set[URIRef] = set()
    if kind in FACETED:
        for row in store.select(load_query(__package__, kind)):
            found, value = items.get(str(row["thing"])), row["value"]
            if found is None:
                continue
            found.values[str(row["facet"])].add(str(value))
            if isinstance(value, URIRef):
                values.add(value)
    return Catalogue(kind, tuple(items.values()), _labels(store, sorted(values)))


def _items(rows: Iterable[Row]) -> dict[str, Item]:
    """Return the things that have a name, by IRI."""
    items: dict[str, Item] = {}
    for row in rows:
        iri = str(row["thing"])
        item = items.setdefault(iri, Item(iri))
        label, date = row.get("label"), row.get("date")
        if isinstance(label, Literal) and label not in item.labels:
            item.labels.append(label)
        if date is not None:
            item.date = max(item.date, str(date))
            item.values["year"].add(item.date[:4])
    return {iri: item for iri, item in items.items() if item.labels}


def _labels(store: ReadableStore, things: Sequence[URIRef]) -> dict[str, list[Literal]]:
    """Return the names of things: asked once for each, not once for each that they belong to."""
    labels: dict[str, list[Literal]] = defaultdict(list)
    query = load_query(__package__, "labels")
    for start in range(0, len(things), _BATCH):
        part = things[start : start + _BATCH]
        for row in store.select(fill_list(query, "things", part)):
            if isinstance(label := row["label"], Literal):
                labels[str(row["thing"])].append(label)
    return labels
