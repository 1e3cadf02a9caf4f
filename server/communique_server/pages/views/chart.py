"""Draws a column of numbers as bars: lying ones with names, standing ones over years."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from communique_server.pages.context import PageContext
from communique_server.pages.naming import local_words
from communique_server.pages.views.bindings import (
    Bindings,
    columns_of,
    number,
    numeric,
    rows_of,
    texts,
    things,
    years,
)

WIDTH = 900
"""Units of the drawing's width; it scales."""
BARS = 40
"""Rows that are drawn; the table has all."""
_NAME, _ROW, _GAP = 300, 26, 60
_HIGH, _BOTTOM = 260, 30
_LONGEST = 44
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar as drawn, with its name and its number as it is printed."""

    name: str
    value: str
    x: float
    y: float
    width: float
    height: float
    href: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what is named, what is counted, the bars, how many rows are left out."""

    names: str
    values: str
    bars: tuple[Bar, ...]
    upright: bool
    left_out: int
    height: int
    width: int = WIDTH
    zero: float = 0.0
    """Where the line of zero stands: x of lying bars, y of standing ones."""


def fits(result: Mapping[str, Any]) -> bool:
    """Tell whether there is a column to draw, and one to name it by, which mostly tells apart."""
    columns, rows = columns_of(result), rows_of(result)
    naming = _naming(rows, columns)
    if len(rows) < _FEWEST or not naming or not numeric(rows, columns):
        return False
    names = {row[naming]["value"] for row in rows if naming in row}
    return len(names) * 2 > len(rows)


def chart_of(context: PageContext, result: Mapping[str, Any]) -> Chart:
    """Return the chart of the first column of numbers."""
    columns, rows = columns_of(result), rows_of(result)
    names, values = _naming(rows, columns), numeric(rows, columns)[0]
    linked = next(iter(things(rows, columns)), "")
    found = []
    for row in rows:
        value = number(row.get(values))
        if value is not None and names in row:
            term = row[names]
            name = local_words(term["value"]) if term["type"] == "uri" else term["value"]
            target = context.href(row[linked]["value"]) if linked in row else ""
            found.append((name, value, target if target.startswith("/") else ""))
    upright = years([name for name, *_ in found])
    shown = sorted(found) if upright else found
    draw = _standing if upright else _lying
    return draw(names, values, shown[:BARS], max(0, len(found) - BARS))


def _naming(rows: Bindings, columns: tuple[str, ...]) -> str:
    """Return the column whose values name the bars: words before IRIs."""
    return next(iter([*texts(rows, columns), *things(rows, columns)]), "")


def _lying(names: str, values: str, found: list[tuple[str, float, str]], left_out: int) -> Chart:
    least, most = _ends(found)
    scale = (WIDTH - _NAME - _GAP) / (most - least)
    zero = round(_NAME - least * scale, 1)
    bars = tuple(
        Bar(
            textwrap.shorten(name, _LONGEST, placeholder=" …") or name[:_LONGEST],
            f"{value:g}",
            round(min(zero, zero + value * scale), 1),
            4 + row * _ROW,
            round(max(1.0, abs(value) * scale), 1),
            _ROW - 8,
            href,
        )
        for row, (name, value, href) in enumerate(found)
    )
    return Chart(names, values, bars, False, left_out, 8 + len(found) * _ROW, zero=zero)


def _standing(names: str, values: str, found: list[tuple[str, float, str]], left_out: int) -> Chart:
    least, most = _ends(found)
    step = WIDTH / max(1, len(found))
    scale = (_HIGH - _BOTTOM - 20) / (most - least)
    zero = round(20 + most * scale, 1)
    bars = tuple(
        Bar(
            name[:10],
            f"{value:g}",
            round(step * column + step * 0.15, 1),
            round(min(zero, zero - value * scale), 1),
            round(step * 0.7, 1),
            round(max(1.0, abs(value) * scale), 1),
            href,
        )
        for column, (name, value, href) in enumerate(found)
    )
    return Chart(names, values, bars, True, left_out, _HIGH, zero=zero)


def _ends(found: list[tuple[str, float, str]]) -> tuple[float, float]:
    """Return the least and the greatest value, with zero between them and some room."""
    least, most = min(0.0, *(v for _, v, _ in found)), max(0.0, *(v for _, v, _ in found))
    return (least, most) if most > least else (0.0, 1.0)
