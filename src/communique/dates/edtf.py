"""Dates as they are known: EDTF levels 0 and 1, and the days they can mean.

Enters an EDTF expression, leaves its first and last day; None where an end is open or unknown.
https://www.loc.gov/standards/datetime/: what is qualified (?, ~, %) means the same days as what
is not; seasons are the northern ones; of a date with a time of day the day counts.
"""

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date
from typing import NamedTuple

_DATE = re.compile(r"(-?(?:\d{4}|\d{3}X|\d{2}XX))(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?")
_TIME = re.compile(r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-]([01]\d|2[0-3])(?::[0-5]\d)?)?")
_LONG_YEAR = re.compile(r"Y(-?[1-9]\d{4,17})")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_OPEN = ("", "..")


class Day(NamedTuple):
    """A day of the Gregorian calendar, in any year: 0 is 1 BC. Its text is an xsd:date."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        """Return the day as xsd:date (XML Schema 1.1 §3.3.9)."""
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"


def is_edtf(text: str) -> bool:
    """Say whether a text is an EDTF date, season or interval that has at least one known end."""
    parts = text.split("/")
    if len(parts) == 1:
        return extent(text) != (None, None)
    if len(parts) != 2 or all(part in _OPEN for part in parts):
        return False
    if any(part not in _OPEN and _days(part) is None for part in parts):
        return False
    first, last = extent(text)
    return first is None or last is None or first <= last


def extent(edtf: str) -> tuple[Day | None, Day | None]:
    """Return the first and the last day an EDTF expression can mean; None for an open end.

    What is no EDTF has no ends: (None, None).
    """
    start, interval, end = edtf.partition("/")
    if not interval:
        return _days(start) or _moment(start) or (None, None)
    first = None if start in _OPEN else _days(start)
    last = None if end in _OPEN else _days(end)
    return first[0] if first else None, last[1] if last else None


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """Return the same days as `extent` in Python's calendar; None also for a year beyond it."""
    first, last = extent(edtf)
    return _date(first), _date(last)


def joined(first: str, last: str) -> str:
    """Return the interval from one EDTF date to another; one alone if they are the same."""
    return first if first == last else f"{first}/{last}"


def _date(day: Day | None) -> date | None:
    return date(*day) if day and MINYEAR <= day.year <= MAXYEAR else None


def _moment(text: str) -> tuple[Day, Day] | None:
    """The day of a date with a time: 1985-04-12T23:20:30Z."""
    day, _, time = text.partition("T")
    return (
        _days(day) if _TIME.fullmatch(f"T{time}") and re.fullmatch(r".*-\d\d-\d\d", day) else None
    )


def _days(text: str) -> tuple[Day, Day] | None:
    long = _LONG_YEAR.fullmatch(text)
    if long:
        return _whole_years(int(long.group(1)), int(long.group(1)))
    match = _DATE.fullmatch(text)
    if not match or text.startswith("-0000"):
        return None
    year, month, day = match.groups()
    if "X" in year:
        ends = sorted(int(year.replace("X", digit)) for digit in "09")
        return None if month else _whole_years(*ends)
    if month in (None, "XX"):
        return _whole_years(int(year), int(year)) if day in (None, "XX") else None
    if int(month) in _SEASONS:
        return _season(int(year), int(month)) if day is None else None
    if not 1 <= int(month) <= 12:
        return None
    return _in_month(int(year), int(month), day)


def _whole_years(first: int, last: int) -> tuple[Day, Day]:
    return Day(first, 1, 1), Day(last, 12, 31)


def _in_month(year: int, month: int, day: str | None) -> tuple[Day, Day] | None:
    length = _length(year, month)
    if day in (None, "XX"):
        return Day(year, month, 1), Day(year, month, length)
    found = Day(year, month, int(day or 0))
    return (found, found) if 1 <= found.day <= length else None


def _season(year: int, season: int) -> tuple[Day, Day]:
    """Northern seasons; winter runs on into the next year."""
    first, last = _SEASONS[season]
    end = year + 1 if last < first else year
    return Day(year, first, 1), Day(end, last, _length(end, last))


def _length(year: int, month: int) -> int:
    """Days of a month: leap years come again after four hundred years."""
    return monthrange(2000 + year % 400, month)[1]
