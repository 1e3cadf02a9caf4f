"""A person's offices over time: as a table, and as a line a day on which each is attested."""

import re
from collections import defaultdict
from dataclasses import dataclass

from rdflib import URIRef

from communique.store.base import Row
from communique_server.pages.asking import ask, iri, text
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Evidence, Mark, mark, passages_by_graph
from communique_server.pages.facts import merged
from communique_server.pages.offices import Office, bodies_in, office_in
from communique_server.pages.words import words
from communique_server.pages.written import written

WIDTH = 700
"""Units of the drawing's width; it scales."""
_MARGIN = 20
_ROW = 30
_YEAR = re.compile(r"\d{4}")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office as stated: when it is said to last, the days on which it is attested."""

    office: Office
    stated: str
    attested: tuple[str, ...]
    years: tuple[float, ...]
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of the drawing; points are the attested days."""

    y: int
    name: str
    points: tuple[float, ...]
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
    for rows in by_tenure.values():
        office = office_in(context, rows, bodies)
        if office is not None:
            found.append(_tenure(context, office, rows))
    found.sort(key=lambda tenure: (tenure.years, tenure.office.title), reverse=True)
    return _drawn(tuple(found))


def _tenure(context: PageContext, office: Office, rows: list[Row]) -> Tenure:
    t = words(context.language)
    stated = sorted({text(row, "edtf") for row in rows} - {""})
    attested = sorted({text(row, "attested") for row in rows} - {""})
    spans = passages_by_graph(context, rows)
    evidence = Evidence(spans=spans)
    found = merged(context, [m for m in (mark(context, evidence, g) for g in spans) if m])
    if any(text(row, "status").endswith("/disputed") for row in rows) and found is not None:
        found = Mark("disputed", t("mark.differs"), found.passages, found.more, note=t("mark.both"))
    return Tenure(
        office,
        "; ".join(written(each, t) for each in stated),
        tuple(written(each, t) for each in attested),
        tuple(y for each in attested if (y := _year(each)) is not None),
        found,
    )


def _year(edtf: str) -> float | None:
    """Return the place of a date on the line of years; the middle of what it can mean."""
    year = _YEAR.match(edtf)
    if year is None or "/" in edtf:
        return None
    month = int(edtf[5:7]) if edtf[5:7].isdigit() else 6
    return int(year[0]) + (month - 0.5) / 12


def _drawn(tenures: tuple[Tenure, ...]) -> Offices:
    all_years = [year for tenure in tenures for year in tenure.years]
    if not all_years:
        return Offices(tenures, (), ())
    first, last = int(min(all_years)) - 3, int(max(all_years)) + 4
    scale = (WIDTH - 2 * _MARGIN) / (last - first)

    def x(year: float) -> float:
        return round(_MARGIN + (year - first) * scale, 1)

    lines: list[Drawn] = []
    for tenure in (t for t in tenures if t.years):
        name = ", ".join([tenure.office.title, *(b.text for b in tenure.office.bodies[-1:])])
        at = x(tenure.years[0])
        right = at > WIDTH / 2
        lines.append(
            Drawn(
                22 + len(lines) * _ROW,
                name[:_LONGEST_NAME],
                tuple(x(year) for year in tenure.years),
                "end" if right else "start",
                at - 10 if right else at + 10,
            )
        )
    step = max(1, (last - first) // 6)
    years = tuple((x(year), year) for year in range(first, last + 1, step))
    return Offices(tenures, tuple(lines), years)
