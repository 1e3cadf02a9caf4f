"""What a curator says of a report: `NAME.meta.toml` beside it."""

import tomllib
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from communique.errors import ReportError
from communique.text.source import SourceMeta, primary_language

_KEYS = tuple(f.name for f in fields(SourceMeta))
_DATES = ("issued", "retrieved")


def read_meta(text: str, place: str) -> SourceMeta:
    """Read a meta file. `text` is its TOML, `place` the name that errors give.

    Raises ReportError for what is not TOML, for a key that is not known and for a value of the
    wrong type.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReportError(f"this is not TOML: {error}.", place=place) from None
    return SourceMeta(**{key: _value(key, value, place) for key, value in table.items()})


def _value(key: str, value: Any, place: str) -> Any:
    if key not in _KEYS:
        known = ", ".join(_KEYS)
        raise ReportError(f"there is no key {key!r}.", place=place, remedy=f"Known: {known}.")
    if key in _DATES:
        return _date(key, value, place)
    if key == "sections":
        if isinstance(value, list) and all(type(n) is int and n > 0 for n in value):
            return tuple(value)
        raise _wrong(key, value, "a list of line numbers, such as [41, 58]", place)
    if key == "text" and value not in ("open", "withheld"):
        raise _wrong(key, value, '"open" or "withheld"', place)
    if not isinstance(value, str):
        raise _wrong(key, value, "text in quotes", place)
    if key == "language" and value and not primary_language(value):
        raise _wrong(key, value, 'a language tag, such as "en" or "ru"', place)
    return value


def _date(key: str, value: Any, place: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong(key, value, "a date, such as 2021-04-13", place) from None


def _wrong(key: str, value: Any, expected: str, place: str) -> ReportError:
    return ReportError(f"{key} is {value!r}, not {expected}.", place=place)
