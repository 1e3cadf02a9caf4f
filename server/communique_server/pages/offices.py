"""Offices as stated: the title as printed, and the bodies from the outermost to the unit."""

from collections import defaultdict
from dataclasses import dataclass

from rdflib import Literal, URIRef

from communique.store.base import Row
from communique_server.pages.asking import iri, literals
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link, choose, link

_DEEPEST = 12
"""Bodies in a chain; more than that is a cycle."""


@dataclass(frozen=True, slots=True)
class Office:
    """A title and where it is held."""

    title: str
    language: str
    bodies: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Bodies:
    """Which body a unit is part of."""

    parents: dict[URIRef, URIRef]
    labels: dict[URIRef, list[Literal]]

    def chain(self, context: PageContext, unit: URIRef, labels: list[Literal]) -> tuple[Link, ...]:
        """Return the bodies from the outermost to the unit."""
        found = [link(context, unit, labels)]
        seen = {unit}
        while (parent := self.parents.get(unit)) is not None and parent not in seen:
            found.append(link(context, parent, self.labels[parent]))
            seen.add(parent)
            unit = parent
        return tuple(reversed(found[:_DEEPEST]))


def bodies_in(rows: list[Row]) -> Bodies:
    """Return which body holds which, from rows of ?unit ?parent ?parentLabel."""
    parents: dict[URIRef, URIRef] = {}
    labels: dict[URIRef, list[Literal]] = defaultdict(list)
    for row in rows:
        unit, parent = iri(row, "unit"), iri(row, "parent")
        if unit is not None and parent is not None:
            parents.setdefault(unit, parent)
            labels[parent] += literals([row], "parentLabel")
    return Bodies(parents, labels)


def office_in(context: PageContext, rows: list[Row], bodies: Bodies) -> Office | None:
    """Return the office in rows with ?title, ?unit and ?unitLabel; None if they name none."""
    title, language = choose(literals(rows, "title"), context.language)
    unit = next((u for row in rows if (u := iri(row, "unit")) is not None), None)
    if not title and unit is None:
        return None
    labels = literals([row for row in rows if row.get("unit") == unit], "unitLabel")
    return Office(title, language, bodies.chain(context, unit, labels) if unit else ())
