"""The strip: a report from its first character to its last, each speaker's part a block."""

from dataclasses import dataclass

from communique_server.pages.naming import Link

NARROWEST = 0.35
"""Percent of the width that the smallest part takes, so that it can be seen."""
_LABEL_WIDTH = 7.5
"""Percent of the width that a name takes: nearer ones go to the lower row."""


@dataclass(frozen=True, slots=True)
class Part:
    """Characters [start, end) that one speaker has; dark when it is the page's own."""

    name: str
    href: str
    start: int
    end: int
    on: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part as drawn: percent of the width, style, and the row of its name (0, 1, or -1: none)."""

    x: float
    width: float
    style: str
    name: str
    row: int


@dataclass(frozen=True, slots=True)
class Strip:
    """A report of `length` characters and its parts, in order."""

    report: Link
    length: int
    parts: tuple[Part, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The parts as drawn, alternately tinted."""
        found: list[Block] = []
        ends = [-100.0, -100.0]
        for index, part in enumerate(self.parts):
            x = 100 * part.start / self.length
            width = max(NARROWEST, 100 * (part.end - part.start) / self.length)
            style = "part-on" if part.on else ("part-a", "part-b")[index % 2]
            row = next((r for r in (0, 1) if x - ends[r] >= _LABEL_WIDTH), -1)
            if part.name and row >= 0:
                ends[row] = x
            found.append(Block(round(x, 2), round(width, 2), style, part.name, row))
        return tuple(found)

    @property
    def has_names(self) -> bool:
        """Whether names stand below the blocks."""
        return any(part.name for part in self.parts)
