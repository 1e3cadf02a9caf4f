"""A report with its structure: blocks in reading order, and the zones that were set aside."""

from dataclasses import dataclass
from enum import StrEnum

from communique.text.source import SourceText
from communique.text.span import Span


class BlockKind(StrEnum):
    """What a block is by its form alone."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBERED = "numbered"
    ROW = "row"
    DATELINE = "dateline"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table row.

    `span` excludes the marker of a bullet or a number and the white space around the text;
    `marker` is that marker as printed ("•", "3.", "a)"), or "". `level` is the depth of a heading
    or of a nested list item, from 1. `language` is a BCP 47 tag. `cells` are a row's cells.
    `section` is the index of the heading block it stands under, or None. `repeats` are further
    places of the same paragraph (a teaser printed again): evidence, but read once.
    """

    kind: BlockKind
    span: Span
    language: str
    marker: str = ""
    level: int = 0
    section: int | None = None
    cells: tuple[Span, ...] = ()
    repeats: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the text that is kept but not read, and why: "menu", "rating", "poll" …"""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """The structure of one source. Blocks and zones are sorted by place and do not overlap.

    `reading` is the text with signs of markup and odd spaces blanked, character for character:
    offsets in it are offsets in the source.
    """

    source: SourceText
    language: str
    blocks: tuple[Block, ...]
    zones: tuple[Zone, ...]
    reading: str = ""

    def text_of(self, block: Block) -> str:
        """Return the block's words as readers see them."""
        return block.span.of(self.reading or self.source.text)
