"""Finds spans of years in running text: "1956–1970", "from 1979 to 1991", "since 2007", "1970s".

What names a day or a month is a date and no period; a dash between two names is no range.
"""

from dataclasses import dataclass

from communique.dates.edtf import bounds
from communique.dates.find import find_dates


@dataclass(frozen=True, slots=True)
class PeriodFound:
    """The characters `[start, end)` that give a span of years, as an EDTF interval."""

    start: int
    end: int
    edtf: str


def find_periods(text: str, language: str) -> list[PeriodFound]:
    """Return the spans of years of a text in their order; an open end is "..".

    A decade is its ten years. Nothing fills the gap between two spans.
    """
    found = []
    for date in find_dates(text, language):
        first, last = bounds(date.edtf)
        if date.edtf.endswith("X") and not date.edtf.endswith("XX") and first and last:
            found.append(PeriodFound(date.start, date.end, f"{first.year}/{last.year}"))
        elif date.interval and date.edtf.count("-") == 0:
            found.append(PeriodFound(date.start, date.end, date.edtf))
    return found
