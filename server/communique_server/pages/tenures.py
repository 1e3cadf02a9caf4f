"""A person's offices over time: as a table, and as a line a day on which each is attested."""

import textwrap
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rdflib import URIRef

from communique.dates.edtf import bounds
from communique.store.base import Row
from communique_server.pages.asking import ask, iri, text
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Mark, evidence_of, mark
from communique_server.pages.facts import merged
from communique_server.pages.offices import Office, bodies_in, office_in
from communique_server.pages.words import words
from communique_server.pages.written import written

WIDTH = 700
"""Units of the drawing's width; it scales."""
_MARGIN = 20
_ROW = 30
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office as stated: when it is said to last, the days on which it is attested."""

    office: Office
    stated: str
    attested: tuple[str, ...]
    years: tuple[float, ...]
    """The days on which it is attested, as years and parts of years."""
    lasts: tuple[tuple[date | None, date | None], ...]
    """From when to when it is said to last; None for an end that is not stated."""
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of the drawing; points are the days attested, and the ends stated."""

    y: int
    name: str
    points: tuple[float, ...]
    known: tuple[tuple[float, float], ...]
    """What is stated to be in office, from x to x."""
    anchor: str
    name_x: float


@dataclass(frozen=True, slots=True)
class Offices:
    """The offices, and the drawing of those that are attested for a day or a year."""

    tenures: tuple[Tenure, ...]
    lines: tuple[Drawn, ...]
    years: tuple[tuple[float, int], ...]
    width: int = WIDTH

    @property
    def height(self) -> int:
        """Units of the drawing's height."""
        return len(self.lines) * _ROW + 36


def offices_of(context: PageContext, person: URIRef) -> Offices:
    """Return the offices of a person."""
    by_tenure: dict[URIRef, list[Row]] = defaultdict(list)
    for row in ask(context, "person_offices", person=person):
        tenure = iri(row, "tenure")
        if tenure is not None:
            by_tenure[tenure].append(row)
    bodies = bodies_in(ask(context, "bodies", person=person)) if by_tenure else bodies_in([])
    found = []
    for tenure, rows in by_tenure.items():
        office = office_in(context, rows, bodies)
        if office is not None:
            found.append(_tenure(context, tenure, office, rows))
    found.sort(key=lambda tenure: (tenure.years, tenure.office.title), reverse=True)
    return _drawn(tuple(found))


def _tenure(context: PageContext, tenure: URIRef, office: Office, rows: list[Row]) -> Tenure:
    t = words(context.language)
    stated = sorted({text(row, "edtf") for row in rows} - {""})
    attested = sorted({text(row, "attested") for row in rows} - {""})
    evidence = evidence_of(context, tenure)
    graphs = dict.fromkeys((*evidence.rows, *evidence.spans))
    found = merged(context, [m for m in (mark(context, evidence, g) for g in graphs) if m])
    if any(text(row, "status").endswith("/disputed") for row in rows) and found is not None:
        found = Mark("disputed", t("mark.differs"), found.passages, found.more, note=t("mark.both"))
    return Tenure(
        office,
        "; ".join(written(each, t) for each in stated),
        tuple(written(each, t) for each in attested),
        tuple(y for each in attested if (y := _year(each)) is not None),
        tuple(span for each in stated if any(span := bounds(each))),
        found,
    )


def _year(edtf: str) -> float | None:
    """Return the place of a date on the line of years; the middle of what it can mean."""
    first, last = bounds(edtf)
    if first is None or last is None or "/" in edtf or "X" in edtf[:4]:
        return None
    return (_part(first) + _part(last)) / 2


def _part(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _drawn(tenures: tuple[Tenure, ...]) -> Offices:
    ends = [_part(day) for t in tenures for span in t.lasts for day in span if day]
    all_years = [*ends, *(year for tenure in tenures for year in tenure.years)]
    if not all_years:
        return Offices(tenures, (), ())
    first, last = int(min(all_years)) - 3, int(max(all_years)) + 4
    scale = (WIDTH - 2 * _MARGIN) / (last - first)

    def x(year: float) -> float:
        return round(_MARGIN + (year - first) * scale, 1)

    drawn = [t for t in tenures if t.years or t.lasts]
    lines = tuple(_line(tenure, 22 + n * _ROW, x) for n, tenure in enumerate(drawn))
    step = max(1, (last - first) // 6)
    years = tuple((x(year), year) for year in range(first, last + 1, step))
    return Offices(tenures, lines, years)


def _line(tenure: Tenure, y: int, x: Callable[[float], float]) -> Drawn:
    name = ", ".join([tenure.office.title, *(b.text for b in tenure.office.bodies[-1:])])
    stated = [x(_part(day)) for span in tenure.lasts for day in span if day]
    points = tuple(dict.fromkeys([*map(x, tenure.years), *stated]))
    known = tuple((x(_part(a)), x(_part(b))) for a, b in tenure.lasts if a and b)
    right = points[0] > WIDTH / 2
    return Drawn(
        y,
        textwrap.shorten(name, _LONGEST_NAME, placeholder=" …"),
        points,
        known,
        "end" if right else "start",
        points[0] - 10 if right else points[0] + 10,
    )
