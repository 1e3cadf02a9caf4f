"""Builds the text that is read out of a structured format, and the marks on it."""

import re
from dataclasses import dataclass

from communique.text.source import Mark, SourceMeta

_SPACE = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(frozen=True, slots=True)
class Composed:
    """A text with the marks of its format and what the format says of the report."""

    text: str
    marks: tuple[Mark, ...]
    meta: SourceMeta | None = None


class Composer:
    """Writes blocks one after another; white space within a block is one space.

    Blocks are a blank line apart, list items and table rows a line. Cells are parted by " | ".
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._block = ""
        self._block_start = 0
        self._last_kind = ""
        self.marks: list[Mark] = []

    @property
    def position(self) -> int:
        """Where the next character goes."""
        return self._length + len(self._block)

    @property
    def at_start(self) -> bool:
        """Whether the block under way has no words yet."""
        return not self._block

    def write(self, words: str) -> None:
        """Add words to the block under way."""
        words = _SPACE.sub(" ", words)
        if not self._block or self._block.endswith((" ", "\n")):
            words = words.lstrip(" ")
        self._block += words

    def mark(self, start: int, kind: str, level: int = 0) -> None:
        """Mark what was written of the current block since `start`, without white space around."""
        words = self._block[max(0, start - self._length) :]
        left = start + len(words) - len(words.lstrip())
        right = start + len(words.rstrip())
        if left < right:
            self.marks.append(Mark(left, right, kind, level))

    def end_block(self, kind: str = "paragraph", level: int = 0) -> None:
        """Close the block under way, if it has words, and mark it."""
        words = self._block.rstrip()
        if not words.strip():
            self._block = ""
            return
        close = kind == self._last_kind and kind in ("item", "row")
        gap = "" if not self._length else "\n" if close else "\n\n"
        if gap:
            self._shift(self._length, len(gap))
            self._parts.append(gap)
            self._length += len(gap)
        self.marks.append(Mark(self._length, self._length + len(words), kind, level))
        self._parts.append(words)
        self._length += len(words)
        self._block = ""
        self._last_kind = kind

    def composed(self, meta: SourceMeta | None = None) -> Composed:
        """Return the text, which ends in a line break, and its marks in order."""
        self.end_block()
        text = "".join(self._parts) + "\n"
        marks = sorted(set(self.marks), key=lambda m: (m.start, -m.end, m.kind))
        return Composed(text, tuple(marks), meta)

    def _shift(self, start: int, by: int) -> None:
        """Move the marks inside the block under way, which turned out to start later."""
        for index in range(len(self.marks) - 1, -1, -1):
            mark = self.marks[index]
            if mark.start < start or mark.end <= start:
                break
            self.marks[index] = Mark(mark.start + by, mark.end + by, mark.kind, mark.level)
