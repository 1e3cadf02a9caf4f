"""Dates as stated (EDTF) in words: "9 April 2021", "from 1993 on", "about 1960"."""

import re
from datetime import date

from communique_server.pages.words import Words

_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d{2})XX")
_PARTS = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_UNSAID = re.compile(r"(?:-XX)+$|T.*$")
"""Months and days that are not said, and a time of day."""
_SEASONS = {21: "date.spring", 22: "date.summer", 23: "date.autumn", 24: "date.winter"}


def written(edtf: str, words: Words) -> str:
    """Write a date of the Extended Date/Time Format; one that we cannot read stays as it is.

    A year never becomes a day, and an unknown end stays open.
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _one(start, words)
    if start in ("..", "") and end in ("..", ""):
        return words("date.unknown")
    if end in ("..", ""):
        return words("date.since", start=_one(start, words))
    if start in ("..", ""):
        return words("date.until", end=_one(end, words))
    first, last = _day(start), _day(end)
    if first and last and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{words.day(last)}"
    return words("date.between", start=_one(start, words), end=_one(end, words))


def _day(edtf: str) -> date | None:
    """Return a date that is stated to the day without doubt."""
    try:
        return date.fromisoformat(edtf) if len(edtf) == len("2021-04-09") else None
    except ValueError:
        return None


def _one(edtf: str, words: Words) -> str:
    mark = edtf[-1:] if edtf[-1:] in "~?%" else ""
    text = _plain(edtf.rstrip("~?%"), words)
    if mark in ("~", "%") and mark:
        return words("date.about", date=text)
    return words("date.perhaps", date=text) if mark else text


def _plain(edtf: str, words: Words) -> str:
    if found := _DECADE.fullmatch(edtf):
        return words("date.decade", decade=f"{found[1]}0")
    if found := _CENTURY.fullmatch(edtf):
        return words("date.century", century=int(found[1]) + 1)
    parts = _PARTS.fullmatch(_UNSAID.sub("", edtf))
    if parts is None:
        return edtf
    year, month, day = (int(part) if part else 0 for part in parts.groups())
    if month in _SEASONS and not day:
        return words(_SEASONS[month], year=year)
    try:
        if day:
            return words.day(date(year, month, day))
        return words.month(date(year, month, 1)) if month else str(year)
    except ValueError:
        return edtf
