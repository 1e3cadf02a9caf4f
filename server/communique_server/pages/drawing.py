"""Lays out a neighbourhood: what leads to the thing above it, what it leads to below, in rows."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import URIRef

from communique.vocab import cmq
from communique_server.pages.naming import Link
from communique_server.pages.neighbours import Neighbour, Neighbourhood

WIDTH = 1000
"""Units of the drawing's width; it scales."""
_ROW, _HEIGHT, _BOX, _CENTRE = 5, 66, 184, 260
_STEP, _EDGE, _ARC = 128, 8, 26
"""From row to row; the space above the first, and where links go over it."""
_LINE = 24
"""Characters of a name in one line of a box."""
_STYLES = 6
"""Ways of drawing a line; further kinds of links share the last."""


@dataclass(frozen=True, slots=True)
class Box:
    """A thing as drawn: centre x, upper edge y, width, the lines of its name, how it is linked."""

    x: float
    y: int
    width: int
    lines: tuple[str, ...]
    note: str
    link: Link
    whole: str
    height: int = _HEIGHT

    @property
    def left(self) -> float:
        """The left edge."""
        return self.x - self.width / 2

    @property
    def first_line(self) -> int:
        """Where the first line of the name stands."""
        return self.y + (27 if len(self.lines) == 1 else 19) + (0 if self.note else 8)


@dataclass(frozen=True, slots=True)
class Curve:
    """A link as drawn: an SVG path from its subject to its object, and its style."""

    path: str
    style: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and curves, with what each style of curve means."""

    centre: Box
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    legend: tuple[tuple[Link, str], ...]
    height: int
    width: int = WIDTH


def draw(found: Neighbourhood, title: Link) -> Drawing:
    """Return the drawing of the neighbours that are shown."""
    top = _ARC if found.among else _EDGE
    above = _rows([n for n in found.shown if not n.away])
    below = _rows([n for n in found.shown if n.away])
    places: dict[URIRef, Box] = {}
    for number, row in enumerate(above):
        places |= _row_of_boxes(row, top + number * _STEP, number)
    middle = top + len(above) * _STEP
    centre = Box(WIDTH / 2, middle, _CENTRE, _lines(title.text, 34), "", title, title.text)
    for number, row in enumerate(below):
        places |= _row_of_boxes(row, middle + (number + 1) * _STEP, number)
    labels = {n.name: n.label for n in found.shown} | {a.name: a.label for a in found.among}
    styles = {
        name: "disputes" if name == cmq.disputes else f"k{min(number, _STYLES - 1)}"
        for number, name in enumerate(labels)
    }
    curves = [
        Curve(_curve(places[n.thing], centre, away=n.away), styles[n.name]) for n in found.shown
    ]
    curves += [
        Curve(_between(places[a.source], places[a.target]), styles[a.name]) for a in found.among
    ]
    legend = tuple((labels[name], style) for name, style in styles.items())
    height = middle + len(below) * _STEP + _HEIGHT + _EDGE
    return Drawing(centre, tuple(places.values()), tuple(curves), legend, height)


def _rows(neighbours: Sequence[Neighbour]) -> list[Sequence[Neighbour]]:
    """Return rows of nearly equal length, none longer than fits."""
    count = -(-len(neighbours) // _ROW)
    size, larger = divmod(len(neighbours), count) if count else (0, 0)
    rows, start = [], 0
    for number in range(count):
        end = start + size + (number < larger)
        rows.append(neighbours[start:end])
        start = end
    return rows


def _row_of_boxes(row: Sequence[Neighbour], y: int, number: int) -> dict[URIRef, Box]:
    step = WIDTH / max(len(row), _ROW if number % 2 == 0 else len(row))
    start = WIDTH / 2 - step * (len(row) - 1) / 2
    return {n.thing: _box(n, round(start + step * place, 1), y) for place, n in enumerate(row)}


def _box(neighbour: Neighbour, x: float, y: int) -> Box:
    name = neighbour.link.text
    note = textwrap.shorten(neighbour.how or neighbour.label.text, _LINE + 3, placeholder=" …")
    return Box(x, y, _BOX, _lines(name, _LINE), note, neighbour.link, name)


def _lines(name: str, width: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(name, width, max_lines=2, placeholder=" …")) or (name[:width],)


def _curve(box: Box, centre: Box, *, away: bool) -> str:
    """Return the path between a box and the centre, from the subject to the object."""
    above = box.y < centre.y
    start = (box.x, box.y + (_HEIGHT if above else 0))
    share = (box.x - centre.x) / WIDTH * _CENTRE * 0.8
    end = (round(centre.x + share, 1), centre.y + (0 if above else _HEIGHT))
    bend = (start[1] + end[1]) / 2
    first, last = (end, start) if away else (start, end)
    return f"M{first[0]} {first[1]} C{first[0]} {bend} {last[0]} {bend} {last[0]} {last[1]}"


def _between(source: Box, target: Box) -> str:
    """Return the path between two boxes: over the row if they stand in one, else straight."""
    if source.y == target.y:
        over = source.y - 2 * (_ARC - _EDGE)
        middle = (source.x + target.x) / 2
        return f"M{source.x} {source.y} Q{middle} {over} {target.x} {target.y}"
    down = source.y < target.y
    start = source.y + (_HEIGHT if down else 0)
    end = target.y + (0 if down else _HEIGHT)
    return f"M{source.x} {start} L{target.x} {end}"
