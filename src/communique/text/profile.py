"""Publisher profiles: what a curator says of one publisher's pages, so that no code need know it.

In: `profiles/NAME.toml`. Out: a `Profile`, which `text.layout` holds against the lines of a report.
Patterns are Python regular expressions, searched in one line or paragraph at a time.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from communique.errors import ReportError

BEFORE = "menu"
AFTER = "footer"
LONGEST = 1000
"""Characters of a line that patterns are held against."""
_KEYS = ("begins_after", "ends_before", "speaker", "furniture")


@dataclass(frozen=True, slots=True)
class Profile:
    """The habits of one publisher.

    The report begins after the first line that one of `begins_after` fits and ends before the
    first later one that `ends_before` fits. `furniture` are patterns of lines that are not the
    report's, with the reason; a line that `speaker` fits is a heading.
    """

    name: str = ""
    begins_after: tuple[re.Pattern[str], ...] = ()
    ends_before: tuple[re.Pattern[str], ...] = ()
    speaker: tuple[re.Pattern[str], ...] = ()
    furniture: tuple[tuple[str, re.Pattern[str]], ...] = ()

    def is_speaker(self, line: str) -> bool:
        """Say whether a line is the heading of a speaker."""
        return _fits(self.speaker, line)

    def set_aside(self, lines: list[str]) -> list[str]:
        """Return for each line the reason why it is not the report's, or ""."""
        reasons = [
            next((reason for reason, p in self.furniture if p.search(line[:LONGEST])), "")
            for line in lines
        ]
        begin = next((i + 1 for i, line in enumerate(lines) if _fits(self.begins_after, line)), 0)
        for index, line in enumerate(lines):
            if index < begin:
                reasons[index] = reasons[index] or BEFORE
            elif _fits(self.ends_before, line):
                return reasons[:index] + [r or AFTER for r in reasons[index:]]
        return reasons


def read_profile(text: str, place: str, name: str = "") -> Profile:
    """Read a profile. `text` is its TOML, `place` the file that errors name.

    Raises ReportError for what is not TOML, for a key that is not known, and for a pattern that
    is no regular expression or fits every line.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReportError(f"this is not TOML: {error}.", place=place) from None
    for key in table:
        if key not in _KEYS:
            known = ", ".join(_KEYS)
            raise ReportError(f"there is no key {key!r}.", place=place, remedy=f"Known: {known}.")
    return Profile(
        name=name,
        begins_after=_patterns(table, "begins_after", place),
        ends_before=_patterns(table, "ends_before", place),
        speaker=_patterns(table, "speaker", place),
        furniture=_furniture(table.get("furniture", {}), place),
    )


def _furniture(table: Any, place: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    if not isinstance(table, dict):
        raise ReportError(
            "furniture is no table of reasons.",
            place=place,
            remedy="Write [furniture] and under it share = ['^Share this'].",
        )
    return tuple(
        (reason, pattern)
        for reason in table
        for pattern in _patterns(table, reason, place, within="furniture.")
    )


def _patterns(
    table: Mapping[str, Any], key: str, place: str, within: str = ""
) -> tuple[re.Pattern[str], ...]:
    value = table.get(key, [])
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list) or not all(isinstance(p, str) for p in given):
        raise ReportError(
            f"{within}{key} is {value!r}, not a pattern or a list of patterns.", place=place
        )
    return tuple(_pattern(p, f"{within}{key}", place) for p in given)


def _pattern(text: str, key: str, place: str) -> re.Pattern[str]:
    try:
        pattern = re.compile(text, re.MULTILINE)
    except re.error as error:
        raise ReportError(
            f"{key} has {text!r}, which is no regular expression: {error}.",
            place=place,
            remedy="Put a backslash before . ? * + ( ) [ ] that mean themselves.",
        ) from None
    if pattern.search(""):
        raise ReportError(f"{key} has {text!r}, which fits every line.", place=place)
    return pattern


def _fits(patterns: tuple[re.Pattern[str], ...], line: str) -> bool:
    return any(p.search(line[:LONGEST]) for p in patterns)
