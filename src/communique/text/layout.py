"""The structure of a source: which stretches are headings, items, rows, and which are furniture.

Enters a `SourceText`, leaves a `Document`. Form alone decides; what the words mean is for the
readers. Nothing is thrown away: what is not read lies in a zone with a reason.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from communique.text.document import Block, BlockKind, Document, Zone
from communique.text.furniture import Furniture
from communique.text.lines import Piece, pieces_of_marks, pieces_of_text
from communique.text.source import SourceText
from communique.text.span import Span

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_ODD_SPACES = {0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2007: " ", 0xAD: " "}
_EMPHASIS = re.compile(r"(?:\*{1,3}|(?<!\w)_{1,3})(?=\S)([^*\n]+?)(?<=\S)(?:\*{1,3}|_{1,3}(?!\w))")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
LONGEST_SAMPLE = 100_000
"""Characters that tell the language of a text."""
SHORTEST_REPEAT = 40
"""Characters from which on a paragraph printed twice is one paragraph, not two like headings."""


def read(source: SourceText, furniture_words: Mapping[str, tuple[str, ...]]) -> Document:
    """Return the structure of a source: its blocks, and the zones that are kept but not read.

    `furniture_words` are what pages write that is not the report, by reason ("share", "poll").
    """
    pieces = list(pieces_of_marks(source) if source.marks else pieces_of_text(source))
    language = source.meta.language or language_of(source.text)
    furniture = Furniture(furniture_words, language)
    zones: list[Zone] = []
    kept: list[Piece] = []
    aside = source.profile.set_aside([p.span.of(source.text) for p in pieces])
    zones += (Zone(p.outer, why) for p, why in zip(pieces, aside, strict=True) if why)
    own = [p for p, why in zip(pieces, aside, strict=True) if not why]
    for piece, reason in furniture.judge(own, source.text):
        if reason:
            zones.append(Zone(piece.outer, reason))
        else:
            kept.append(piece)
    zones.sort(key=lambda zone: zone.span)
    blocks = _with_sections(_without_repeats(kept, source.text), source)
    return Document(
        source=source,
        language=language,
        blocks=tuple(blocks),
        zones=tuple(_joined(zones, source.text)),
        reading=_reading(source),
    )


def _reading(source: SourceText) -> str:
    """The text with signs of markup and odd spaces blanked, character for character."""
    text = source.text.translate(_ODD_SPACES)
    if source.media_type != "text/markdown":
        return text
    for pattern in (_EMPHASIS, _LINK):
        text = pattern.sub(_blanked, text)
    return text


def _blanked(match: re.Match[str]) -> str:
    start, end = match.span(1)
    whole = match.start()
    words = match.group()
    return "".join(c if start - whole <= i < end - whole else " " for i, c in enumerate(words))


def language_of(text: str) -> str:
    """Return "ru" for a text mostly in Cyrillic letters, else "en"; its beginning tells."""
    text = text[:LONGEST_SAMPLE]
    letters = len(_LETTER.findall(text))
    return "ru" if letters and len(_CYRILLIC.findall(text)) * 2 > letters else "en"


@dataclass(frozen=True, slots=True)
class _Repeated:
    piece: Piece
    repeats: tuple[Span, ...]


def _without_repeats(pieces: list[Piece], text: str) -> Iterator[_Repeated]:
    """Yield each paragraph once; a teaser printed again is a further place of the first.

    A heading that repeats a line of a list is a heading all the same: its own things stand below.
    """
    first: dict[tuple[bool, str], int] = {}
    places: list[list[Span]] = []
    kept: list[Piece] = []
    for piece in pieces:
        words = " ".join(piece.span.of(text).split())
        key = piece.kind is BlockKind.HEADING, words
        if len(words) >= SHORTEST_REPEAT and key in first:
            places[first[key]].append(piece.span)
            continue
        first.setdefault(key, len(kept))
        kept.append(piece)
        places.append([])
    for piece, repeats in zip(kept, places, strict=True):
        yield _Repeated(piece, tuple(repeats))


def _with_sections(found: Iterator[_Repeated], source: SourceText) -> list[Block]:
    blocks: list[Block] = []
    section: int | None = None
    titled = False
    for entry in found:
        piece = entry.piece
        kind = piece.kind
        if kind is BlockKind.HEADING and not titled and not _has_prose(blocks, source.text):
            kind, titled = BlockKind.TITLE, True
        words = piece.span.of(source.text)
        listed = source.line_of(piece.span.start) in source.meta.sections
        if listed or source.profile.is_speaker(words):
            kind = BlockKind.HEADING
        block = Block(
            kind=kind,
            span=piece.span,
            language=language_of(words),
            marker=piece.marker,
            level=piece.level,
            section=section,
            cells=piece.cells,
            repeats=entry.repeats,
        )
        blocks.append(replace(block, section=None) if kind is BlockKind.TITLE else block)
        if kind is BlockKind.HEADING:
            section = len(blocks) - 1
    return blocks


def _has_prose(blocks: list[Block], text: str) -> bool:
    """Whether a sentence has been met: what stands below it is no title any more."""
    return any(
        b.kind is BlockKind.PARAGRAPH
        and b.span.end - b.span.start > SHORTEST_REPEAT
        and b.span.of(text).endswith((".", "!", "?", ":"))
        for b in blocks
    )


def _joined(zones: list[Zone], text: str) -> Iterator[Zone]:
    """Join neighbouring zones with one reason and nothing but white space between them."""
    held: Zone | None = None
    for zone in zones:
        if (
            held
            and held.reason == zone.reason
            and not text[held.span.end : zone.span.start].strip()
        ):
            held = Zone(Span(held.span.start, zone.span.end), held.reason)
            continue
        if held:
            yield held
        held = zone
    if held:
        yield held
