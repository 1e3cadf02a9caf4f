"""Turns the engine's words about a malformed text into a sentence with line and column."""

import re

_QUERY_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_DATA_PLACE = re.compile(r"Parser error \w+ line (\d+)(?:\D+?(\d+))?[^:]*: (.*)", re.DOTALL)
_SPOKEN = re.compile(r"[A-Z][a-z]+(?: [a-z]+){1,}[^,]*")
_LONGEST = 160


def explain_refusal(message: str) -> tuple[str, int, int]:
    """Return a readable message, the line and the column (from 1; 0 if unknown)."""
    if found := _DATA_PLACE.match(message):
        line, column, words = found.groups()
        return _short(words), int(line), int(column or 0)
    if not (found := _QUERY_PLACE.match(message)):
        return _short(message), 0, 0
    line, column, expected = found.groups()
    # Among the tokens it would have taken, the engine lists what it found wrong in words.
    spoken = _SPOKEN.search(expected)
    if spoken:
        words = spoken.group()
        return _short(words[0].lower() + words[1:]), int(line), int(column)
    return f"this does not parse; expected here: {_tokens(expected)}", int(line), int(column)


def _tokens(expected: str) -> str:
    named = [t.strip() for t in expected.split(",")]
    plain = [t for t in named if t and not t.startswith("[") and "\\u" not in t]
    return _short(", ".join(dict.fromkeys(plain)) or "something else")


def _short(words: str) -> str:
    words = re.sub(r"\s+", " ", words).strip().rstrip(".")
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
