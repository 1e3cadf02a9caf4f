"""Draws the links of an answer as a graph: things as dots that push each other away.

The same answer gives the same drawing: nothing in it is left to chance.
"""

import math
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from communique_server.pages.asking import query
from communique_server.pages.context import PageContext
from communique_server.pages.naming import choose, local_words
from communique_server.pages.views.bindings import columns_of, rows_of, texts, things
from communique_server.queries import fill_list

WIDTH, HEIGHT = 900, 640
NODES = 40
"""Things that are drawn: those with most links."""
_EDGE = 84.0
_STEPS = 160
_PULL = 0.35
"""How strongly all are drawn to the middle, that what is not linked does not drift away."""
_LONGEST = 24
_WIDE, _HIGH = 158.0, 44.0
"""The room that a dot takes with its name below."""
_LARGEST_TURTLE = 400_000
"""Characters of RDF that are read for a drawing."""

Link3 = tuple[str, str, str]
"""From, by which property or in which column, to."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A thing as drawn; its name stands below."""

    x: float
    y: float
    size: float
    name: str
    whole: str
    href: str


@dataclass(frozen=True, slots=True)
class Network:
    """Dots and the lines between them; `left_out` things have no place in the drawing."""

    dots: tuple[Dot, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    links: tuple[tuple[str, str, str], ...]
    left_out: int
    width: int = WIDTH
    height: int = HEIGHT


def fits(result: Mapping[str, Any] | str) -> bool:
    """Tell whether an answer has links: RDF, or two columns of things."""
    if isinstance(result, str):
        return 0 < len(result) <= _LARGEST_TURTLE
    rows = rows_of(result)
    return bool(rows) and len(things(rows, columns_of(result))) > 1


def network_of(context: PageContext, result: Mapping[str, Any] | str) -> Network:
    """Return the drawing of RDF in Turtle, or of the first two columns of things."""
    if isinstance(result, str):
        links, names = _of_graph(context, result)
    else:
        links, names = _of_rows(result)
    counts = Counter(end for start, _, stop in links for end in (start, stop))
    ranked = sorted(counts, key=lambda thing: (-counts[thing], thing))
    shown = ranked[:NODES]
    inside = [link for link in links if link[0] in shown and link[2] in shown]
    names = _named(context, [thing for thing in shown if not names.get(thing)]) | names
    places = _laid_out(sorted(shown), {(a, b) for a, _, b in inside if a != b})
    most = max(counts.values(), default=1)
    dots = {thing: _dot(context, thing, places, names, counts[thing] / most) for thing in shown}
    lines = {(dots[a].x, dots[a].y, dots[b].x, dots[b].y): None for a, _, b in inside if a != b}
    told = tuple((dots[a].whole, how, dots[b].whole) for a, how, b in inside)
    return Network(tuple(dots.values()), tuple(lines), told, len(ranked) - len(shown))


def _dot(
    context: PageContext,
    thing: str,
    places: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
    weight: float,
) -> Dot:
    x, y = places[thing]
    whole = names.get(thing) or local_words(thing)
    href = context.href(thing)
    name = textwrap.shorten(whole, _LONGEST, placeholder=" …") or whole[:_LONGEST]
    return Dot(x, y, round(5 + 7 * weight, 1), name, whole, href if href.startswith("/") else "")


def _named(context: PageContext, found: list[str]) -> dict[str, str]:
    """Return the labels that the release has of things which the answer does not name."""
    labels: dict[str, list[Literal]] = defaultdict(list)
    asked = fill_list(query("names"), "things", [URIRef(each) for each in found])
    for row in context.store.select(asked) if found else ():
        if isinstance(label := row["label"], Literal):
            labels[str(row["thing"])].append(label)
    return {thing: choose(each, context.language)[0] for thing, each in labels.items()}


def _of_rows(result: Mapping[str, Any]) -> tuple[list[Link3], dict[str, str]]:
    rows, columns = rows_of(result), columns_of(result)
    first, second = things(rows, columns)[:2]
    # A column of words right after a column of things names them.
    names: dict[str, str] = {}
    words = set(texts(rows, columns))
    for thing in (first, second):
        after = columns[columns.index(thing) + 1 :][:1]
        if after and after[0] in words:
            names |= {
                row[thing]["value"]: row[after[0]]["value"]
                for row in rows
                if thing in row and after[0] in row
            }
    links = [
        (row[first]["value"], second, row[second]["value"])
        for row in rows
        if first in row and second in row
    ]
    return list(dict.fromkeys(links)), names


def _of_graph(context: PageContext, turtle: str) -> tuple[list[Link3], dict[str, str]]:
    graph = Graph().parse(data=turtle, format="turtle")
    names = {}
    for thing in {s for s in graph.subjects() if isinstance(s, URIRef)}:
        labels = [label for p in (RDFS.label, SKOS.prefLabel) for label in graph.objects(thing, p)]
        names[str(thing)] = choose(labels, context.language)[0]  # type: ignore[arg-type]
    links = sorted(
        (str(s), local_words(str(p)), str(o))
        for s, p, o in graph
        if p != RDF.type and isinstance(s, URIRef) and isinstance(o, URIRef)
    )
    return links, names


def _laid_out(nodes: list[str], edges: Iterable[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Return a place for each node: Fruchterman and Reingold's forces, begun from a circle."""
    count = len(nodes)
    at = {
        node: [math.cos(2 * math.pi * n / count), math.sin(2 * math.pi * n / count)]
        for n, node in enumerate(nodes)
    }
    ideal = 2.2 / math.sqrt(max(1, count))
    pairs = sorted(edges)
    for step in range(_STEPS):
        moves = {node: [-_PULL * at[node][0], -_PULL * at[node][1]] for node in nodes}
        for n, one in enumerate(nodes):
            for other in nodes[n + 1 :]:
                _push(at, moves, one, other, lambda d: ideal * ideal / d)
        for one, other in pairs:
            _push(at, moves, one, other, lambda d: -d * d / ideal)
        warmth = 0.2 * (1 - step / _STEPS)
        for node, (dx, dy) in moves.items():
            length = math.hypot(dx, dy) or 1.0
            at[node][0] += dx / length * min(length, warmth)
            at[node][1] += dy / length * min(length, warmth)
    return _parted(_scaled(at))


def _push(
    at: Mapping[str, list[float]],
    moves: Mapping[str, list[float]],
    one: str,
    other: str,
    force: Any,
) -> None:
    dx, dy = at[one][0] - at[other][0], at[one][1] - at[other][1]
    distance = max(0.01, math.hypot(dx, dy))
    by = force(distance) / distance
    for moved, sign in ((one, by), (other, -by)):
        moves[moved][0] += dx * sign
        moves[moved][1] += dy * sign


def _scaled(at: Mapping[str, list[float]]) -> dict[str, tuple[float, float]]:
    """Return the places stretched over the drawing."""
    if not at:
        return {}
    xs, ys = [p[0] for p in at.values()], [p[1] for p in at.values()]
    wide, high = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    return {
        node: (
            round(_EDGE + (x - min(xs)) / wide * (WIDTH - 2 * _EDGE), 1),
            round(_EDGE / 2 + (y - min(ys)) / high * (HEIGHT - _EDGE), 1),
        )
        for node, (x, y) in at.items()
    }


def _parted(at: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Return the places so far apart that no name stands on another."""
    places = {node: list(place) for node, place in at.items()}
    nodes = list(places)
    for _ in range(_STEPS):
        for n, one in enumerate(nodes):
            for other in nodes[n + 1 :]:
                _part(places[one], places[other])
        for place in places.values():
            place[0] = min(WIDTH - _EDGE, max(_EDGE, place[0]))
            place[1] = min(HEIGHT - _HIGH, max(_HIGH / 2, place[1]))
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in places.items()}


def _part(one: list[float], other: list[float]) -> None:
    """Move two places away from each other, the shorter way, if their names would touch."""
    dx, dy = one[0] - other[0], one[1] - other[1]
    wide, high = _WIDE - abs(dx), _HIGH - abs(dy)
    if wide <= 0 or high <= 0:
        return
    way = 0 if wide < high else 1
    by = (wide if way == 0 else high) / 2 * (1 if (dx, dy)[way] >= 0 else -1)
    one[way] += by
    other[way] -= by
