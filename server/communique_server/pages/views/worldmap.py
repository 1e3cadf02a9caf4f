"""Shows the states of an answer on a map: the more they count, the darker."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rdflib import Literal, URIRef

from communique_server.pages.asking import iri, query
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link, choose
from communique_server.pages.views.bindings import (
    Bindings,
    columns_of,
    number,
    numeric,
    rows_of,
    things,
)
from communique_server.pages.views.outlines import HEIGHT, WIDTH, code_of, outlines
from communique_server.queries import fill_list

SHADES = 4
_MOST = 400
"""Different things whose states are looked for."""
_KINDS = ("id/state/", "id/place/")


@dataclass(frozen=True, slots=True)
class Country:
    """A country as drawn; shade 0 is one that the answer does not name."""

    path: str
    shade: int
    title: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The countries, and the states of the answer in words, the greatest number first."""

    values: str
    countries: tuple[Country, ...]
    states: tuple[tuple[Link, str, bool], ...]
    """Link, number, whether it is on the map."""
    width: int = WIDTH
    height: int = HEIGHT


def fits(context: PageContext, result: Mapping[str, Any]) -> bool:
    """Tell whether a column names states or places, and there are outlines to show them on."""
    return bool(_column(context, result)) and bool(outlines())


def map_of(context: PageContext, result: Mapping[str, Any]) -> WorldMap:
    """Return the map: of an answer with a row for each thing, the first column of numbers counts;
    else the rows do."""
    rows, columns = rows_of(result), columns_of(result)
    column = _column(context, result)
    values = next(iter(numeric(rows, columns)), "") if _is_grouped(rows, column) else ""
    weights: dict[str, float] = defaultdict(float)
    for row in rows:
        if column in row:
            found = number(row.get(values)) if values else 1.0
            weights[row[column]["value"]] += found or 0.0
    states = _states(context, list(weights)[:_MOST])
    sums: dict[URIRef, float] = defaultdict(float)
    for thing, state in states.of.items():
        sums[state] += weights[thing]
    return _drawn(context, values, sums, states)


@dataclass(frozen=True, slots=True)
class _States:
    of: dict[str, URIRef]
    labels: dict[URIRef, list[Literal]]
    names: dict[URIRef, set[str]]
    items: dict[URIRef, set[str]]


def _states(context: PageContext, found: list[str]) -> _States:
    of: dict[str, URIRef] = {}
    labels: dict[URIRef, list[Literal]] = defaultdict(list)
    names: dict[URIRef, set[str]] = defaultdict(set)
    items: dict[URIRef, set[str]] = defaultdict(set)
    asked = fill_list(query("states"), "things", [URIRef(each) for each in found])
    for row in context.store.select(asked):
        state, label = iri(row, "state"), row.get("label")
        if state is not None and isinstance(label, Literal):
            of.setdefault(str(row["thing"]), state)
            labels[state].append(label)
            names[state].add(str(row["name"]))
            items[state].add(str(row.get("item", "")))
    return _States(of, labels, names, items)


def _drawn(
    context: PageContext,
    values: str,
    sums: Mapping[URIRef, float],
    states: _States,
) -> WorldMap:
    most = max(sums.values(), default=0.0)
    shown: dict[str, Country] = {}
    listed = []
    for state, total in sorted(sums.items(), key=lambda each: (-each[1], each[0])):
        label, language = choose(states.labels[state], context.language)
        code = code_of(sorted(states.names[state]), sorted(states.items[state]))
        path = outlines().get(code, "")
        link = Link(label, context.href(state), language)
        listed.append((link, f"{total:g}", bool(path)))
        if path:
            shade = max(1, math.ceil(SHADES * total / most)) if most else 1
            shown[code] = Country(path, shade, f"{label}: {total:g}", link.href)
    others = [Country(path, 0) for code, path in outlines().items() if code not in shown]
    return WorldMap(values, (*others, *shown.values()), tuple(listed))


def _is_grouped(rows: Bindings, column: str) -> bool:
    """Tell whether each thing has one row, as when a query groups by it."""
    found = [row[column]["value"] for row in rows if column in row]
    return len(found) == len(set(found))


def _column(context: PageContext, result: Mapping[str, Any]) -> str:
    """Return the first column that names states or places; "" if none does."""
    rows = rows_of(result)
    starts = tuple(f"{context.base}{kind}" for kind in _KINDS)
    return next(
        (
            column
            for column in things(rows, columns_of(result))
            if any(row[column]["value"].startswith(starts) for row in rows if column in row)
        ),
        "",
    )
