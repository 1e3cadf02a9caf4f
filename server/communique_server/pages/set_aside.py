"""The stretches of a report that were kept but not read: page furniture, paragraphs printed twice.

They are found as the reader finds them, from the stored text alone; a stretch in which something
was read after all is not among them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from communique.extract.base import furniture_words
from communique.graph.lexicon import load_lexicon
from communique.text.layout import read
from communique.text.source import SourceText

REPEATED = "repeated"
"""The reason of a paragraph that is printed a second time."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Characters [start, end) that were not read, and the reasons as the lexicon names them."""

    start: int
    end: int
    reasons: tuple[str, ...]


def asides(text: str, read_places: Iterable[tuple[int, int]]) -> tuple[Aside, ...]:
    """Return the stretches of a text that were not read, in order, neighbours joined."""
    places = sorted(read_places)
    found = [
        each
        for each in _found(text)
        if not any(start < each.end and end > each.start for start, end in places)
    ]
    joined: list[Aside] = []
    for each in sorted(found, key=lambda aside: aside.start):
        last = joined[-1] if joined else None
        if last is not None and not text[last.end : each.start].strip():
            reasons = dict.fromkeys((*last.reasons, *each.reasons))
            joined[-1] = Aside(last.start, each.end, tuple(reasons))
        else:
            joined.append(each)
    return tuple(joined)


@lru_cache(maxsize=64)
def _found(text: str) -> tuple[Aside, ...]:
    source = SourceText("report", "text/plain", text, "", "")
    document = read(source, _furniture())
    zones = [Aside(zone.span.start, zone.span.end, (zone.reason,)) for zone in document.zones]
    repeats = [
        Aside(span.start, span.end, (REPEATED,))
        for block in document.blocks
        for span in block.repeats
    ]
    return (*zones, *repeats)


@cache
def _furniture() -> dict[str, tuple[str, ...]]:
    return furniture_words(load_lexicon())
