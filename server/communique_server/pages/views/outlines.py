"""Outlines of countries on the Equal Earth projection, from Natural Earth (public domain).

world-atlas, taken from npm at set-up, has them as TopoJSON; nothing is asked of others at run time.
"""

import csv
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.core import get_global

WIDTH, HEIGHT = 960, 468
_A = (1.340264, -0.081106, 0.000893, 0.003796)
"""Coefficients of Šavrič, Patterson & Jenny (2018)."""
_SCALE = WIDTH / (2 * 2.7066)
_FILE = ("static", "vendor", "countries-110m.json")
_NAMES = ("en", "ru")
_NOT_SHOWN = frozenset({"AQ"})
"""Antarctica goes round the pole, and no state has it."""
Point = tuple[float, float]


@cache
def outlines() -> Mapping[str, str]:
    """Return SVG path data of each country by its ISO 3166-1 code, without one by its name; empty
    if the outlines are not installed."""
    path = files("communique_server").joinpath(*_FILE)
    if not path.is_file():
        return {}
    topology = json.loads(path.read_text("utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    found = {
        _code(country): "".join(_path(ring, arcs) for ring in _rings(country))
        for country in topology["objects"]["countries"]["geometries"]
    }
    return {code: path for code, path in found.items() if code not in _NOT_SHOWN}


@cache
def codes() -> Mapping[str, str]:
    """Return the ISO 3166-1 code of each country by its names in English and Russian (CLDR)."""
    found: dict[str, str] = {}
    for language in _NAMES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                for each in (name, name.partition(" (")[0]):
                    found.setdefault(each.casefold(), code)
    return found


@cache
def items() -> Mapping[str, str]:
    """Return the ISO 3166-1 code of each country by its item in Wikidata.

    `countries.csv` has both beside each other from opensanctions/rigour (MIT).
    """
    text = files(__package__).joinpath("countries.csv").read_text("utf-8")
    return {row["wikidata"]: row["code"] for row in csv.DictReader(text.splitlines())}


def code_of(names: Iterable[str], links: Iterable[str] = ()) -> str:
    """Return the code of the country with one of these links or names; "" if there is none."""
    by_link = (items().get(link.rpartition("/")[2], "") for link in links)
    by_name = (codes().get(name.casefold(), "") for name in names)
    return next((code for code in (*by_link, *by_name) if code), "")


def _code(country: Mapping[str, Any]) -> str:
    aliases = get_global("territory_aliases")
    found: Sequence[str] = aliases.get(str(country.get("id", "")), ())
    name = str(country["properties"]["name"])
    return found[0] if found else codes().get(name.casefold(), name)


def _decoded(arc: list[list[int]], transform: Mapping[str, list[float]]) -> list[Point]:
    """Return an arc's longitudes and latitudes, which TopoJSON writes as differences (§2.1.3)."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
        points.append((x * sx + tx, y * sy + ty))
    return points


def _projected(longitude: float, latitude: float) -> Point:
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    a1, a2, a3, a4 = _A
    square, sixth = angle**2, angle**6
    slope = 3 * (9 * a4 * sixth * square + 7 * a3 * sixth + 3 * a2 * square + a1)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(angle) / slope
    y = angle * (a1 + a2 * square + sixth * (a3 + a4 * square))
    return round(WIDTH / 2 + x * _SCALE, 1), round(HEIGHT / 2 - y * _SCALE, 1)


def _rings(country: Mapping[str, Any]) -> list[list[int]]:
    if country["type"] == "Polygon":
        return list(country["arcs"])
    return [ring for polygon in country["arcs"] for ring in polygon]


def _path(ring: list[int], arcs: list[list[Point]]) -> str:
    """Return a ring as drawn; one that crosses the 180th meridian is cut there."""
    points: list[Point] = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    unrolled = _unrolled(points)
    parts = [
        [(x - turn, y) for x, y in _cut(_cut(unrolled, turn - 180, 1), turn + 180, -1)]
        for turn in (-360, 0, 360)
    ]
    return "".join(_written(part) for part in parts if len(part) > 2)


def _unrolled(points: list[Point]) -> list[Point]:
    """Return the points with longitudes that go on past 180° instead of beginning anew."""
    found = points[:1]
    for x, y in points[1:]:
        before = found[-1][0]
        found.append((x - 360 * round((x - before) / 360), y))
    return found


def _cut(points: list[Point], bound: float, side: int) -> list[Point]:
    """Return the part of a ring east (1) or west (-1) of a meridian (Sutherland and Hodgman)."""
    kept: list[Point] = []
    for (x1, y1), (x2, y2) in zip(points[-1:] + points[:-1], points, strict=True):
        inside, was_inside = (x2 - bound) * side >= 0, (x1 - bound) * side >= 0
        if inside != was_inside:
            kept.append((bound, y1 + (y2 - y1) * (bound - x1) / (x2 - x1)))
        if inside:
            kept.append((x2, y2))
    return kept


def _written(points: list[Point]) -> str:
    places = [_projected(*point) for point in points]
    kept = [p for n, p in enumerate(places) if n == 0 or p != places[n - 1]]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z"
