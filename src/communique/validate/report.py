"""Findings as people read them: one line each, violations first, and a line that counts them."""

from collections.abc import Iterable, Iterator, Mapping

from communique.validate.findings import Finding

NAMES = {
    "violation": ("violation", "violations"),
    "warning": ("warning", "warnings"),
    "info": ("note", "notes"),
}
"""What one finding and several findings of a level are called."""


def lines(items: Iterable[Finding]) -> Iterator[str]:
    """Yield each finding as a line that begins with its level."""
    for finding in items:
        yield f"{NAMES[finding.level][0]}: {finding}"


def count_words(counts: Mapping[str, int]) -> str:
    """Return the count of each level in words: "1 violation, 0 warnings, 2 notes"."""
    return ", ".join(
        f"{counts.get(level, 0)} {one if counts.get(level, 0) == 1 else many}"
        for level, (one, many) in NAMES.items()
    )
