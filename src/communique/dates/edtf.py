"""Dates as they are known: EDTF levels 0 and 1, and the days they can mean.

Enters an EDTF expression, leaves its first and last day; None where an end is open or unknown.
"""

import re
from calendar import monthrange
from datetime import date

_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_OPEN = ("", "..")


def is_edtf(text: str) -> bool:
    """Say whether a text is an EDTF date, season or interval that has at least one known end."""
    parts = text.split("/")
    if len(parts) == 1:
        return _days(text) is not None
    if len(parts) != 2 or all(part in _OPEN for part in parts):
        return False
    if any(part not in _OPEN and _days(part) is None for part in parts):
        return False
    first, last = bounds(text)
    return first is None or last is None or first <= last


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """Return the first and the last day an EDTF expression can mean; None for an open end.

    What is no EDTF has no ends: (None, None).
    """
    start, interval, end = edtf.partition("/")
    first = None if start in _OPEN else _days(start)
    if not interval:
        return first or (None, None)
    last = None if end in _OPEN else _days(end)
    return first[0] if first else None, last[1] if last else None


def joined(first: str, last: str) -> str:
    """Return the interval from one EDTF date to another; one alone if they are the same."""
    return first if first == last else f"{first}/{last}"


def _days(text: str) -> tuple[date, date] | None:
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        if "X" in year:
            first, last = year.replace("X", "0"), year.replace("X", "9")
            return None if month else (date(int(first), 1, 1), date(int(last), 12, 31))
        if month in (None, "XX"):
            known = day in (None, "XX")
            return (date(int(year), 1, 1), date(int(year), 12, 31)) if known else None
        if int(month) in _SEASONS:
            return _season(int(year), int(month)) if day is None else None
        if day in (None, "XX"):
            days = monthrange(int(year), int(month))[1]
            return date(int(year), int(month), 1), date(int(year), int(month), days)
        found = date(int(year), int(month), int(day))
        return found, found
    except ValueError:
        return None


def _season(year: int, season: int) -> tuple[date, date]:
    """Northern seasons; winter runs on into the next year."""
    first, last = _SEASONS[season]
    end = year + 1 if last < first else year
    return date(year, first, 1), date(end, last, monthrange(end, last)[1])
