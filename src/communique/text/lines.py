"""Pieces of a source: lines, paragraphs and items, before anybody asks what they are for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from communique.text.document import BlockKind
from communique.text.source import Mark, SourceText
from communique.text.span import Span

_BULLET = re.compile(r"[•●▪■◦‣·∙○*+–—-](?=[ \t\u00a0])[ \t\u00a0]*|[•●▪◦‣]")
_NUMBER = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-zа-я]|[ivxIVX]{1,5})\)|\d{1,2}(?:\.\d{1,2})*\.|[IVX]{1,5}\.|"
    r"\d{1,2}(?:\.\d{1,2})+(?=[ \t][A-ZА-ЯЁ])|(?:[a-zа-в]|[ivx]{1,5})\.(?=[ \t]+[A-ZА-ЯЁ«“\"]))"
    r"(?=[ \t\u00a0])[ \t\u00a0]*"
)
_TIME = re.compile(
    r"\d{1,2}[:.]\d{2}(?:\s*(?:[-–—]|to)\s*\d{1,2}[:.]\d{2})?(?:\s*[ap]\.?m\.?)?"
    r"(?=[ \t\u00a0|:–—-])[ \t\u00a0|:–—-]*",
    re.IGNORECASE,
)
_COLUMNS = re.compile(r"([^\W\d_][^\t|•]{1,70}?)( {2,})([^\W\d_][^\t|•]{1,160})")
"""A line with a gap in its midst."""
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_QUOTED = re.compile(r"(?:>[ \t]*)+")
_ENDS_SENTENCE = re.compile(r"[.!?;:,…][\"”’»)\]]*\**$")
_ENDS_ABBREVIATION = re.compile(r"(?:^|\s)(?:\w\.)+$|\b(?:Jr|Sr|Dr|etc|Inc|Ltd|Co)\.$")
_TWO_SENTENCES = re.compile(r"[a-zа-яё]{3}[.!?][\"”’»)]*\s+[A-ZА-ЯЁ]")
_NAMES_SPEAKER = re.compile(
    r"^(?:(?:\w{1,4}\.)+\s*|(?:Mr|Ms|Mrs|Dr|Prof)\s+)*[^\W\d_a-zа-яё][\w.’'-]*"
    r"(?:\s+[^\W\d_a-zа-яё][\w.’'-]*){1,3}\s*(?:[,(–—].*)?:$"
)
"""A line that begins with a name, goes on with an office or with nothing, and ends in a colon."""
LONGEST_HEADING = 260
"""Characters of the longest line that can be a heading (a name with a chain of offices)."""
WRAP_COLUMNS = 100
"""Characters of the longest line in a text whose paragraphs were broken into lines."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with its form. `outer` is the span with marker, `span` without."""

    kind: BlockKind
    span: Span
    outer: Span
    marker: str = ""
    level: int = 0
    cells: tuple[Span, ...] = ()
    furniture: bool = False


def pieces_of_text(source: SourceText) -> Iterator[Piece]:
    """Yield the pieces of a plain text: a line each, wrapped lines joined to paragraphs."""
    text = source.text
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text)]
    trimmed = [s for s in (_trim(text, line) for line in lines) if s is not None]
    wrapped = _is_wrapped(text, trimmed)
    columns = _in_columns(text, trimmed)
    pieces: list[Piece] = []
    for line in trimmed:
        last = pieces[-1] if pieces else None
        if line in columns:
            pieces.append(Piece(BlockKind.ROW, line, line, cells=columns[line]))
        elif last and wrapped and _continues(text, last, line):
            pieces[-1] = replace(
                last, span=Span(last.span.start, line.end), outer=Span(last.outer.start, line.end)
            )
        else:
            pieces.append(_piece(text, line))
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        yield replace(piece, kind=_form(text, piece, following))


def _in_columns(text: str, lines: list[Span]) -> dict[Span, tuple[Span, ...]]:
    """The lines that are set in two columns, as signatures are, with their cells.

    One line with a gap is no column: another has to stand above or below it. A gap of two spaces
    is one only where the second column begins below or above that of another line.
    """
    gaps = [_COLUMNS.fullmatch(line.of(text)) for line in lines]
    places = [
        line.start + gap.start(3) - (text.rfind("\n", 0, line.start) + 1) if gap else -1
        for line, gap in zip(lines, gaps, strict=True)
    ]
    found: dict[Span, tuple[Span, ...]] = {}
    for index, (line, gap) in enumerate(zip(lines, gaps, strict=True)):
        beside = [n for n in (index - 1, index + 1) if 0 <= n < len(lines)]
        aligned = any(places[n] == places[index] for n in beside)
        wide = gap is not None and len(gap[2]) > 2
        if gap is not None and (aligned or (wide and any(_is_wide(gaps[n]) for n in beside))):
            cells = (Span(line.start + gap.start(n), line.start + gap.end(n)) for n in (1, 3))
            found[line] = tuple(cells)
    return found


def _is_wide(gap: re.Match[str] | None) -> bool:
    return gap is not None and len(gap[2]) > 2


def _trim(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" \t\u00a0\ufeff\u200b"))
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else None


def _piece(text: str, line: Span) -> Piece:
    quoted = _QUOTED.match(line.of(text))
    if quoted and quoted.end() < line.end - line.start:
        line = Span(line.start + quoted.end(), line.end)
    words = line.of(text)
    for pattern, kind in (
        (_TIME, BlockKind.ROW),
        (_BULLET, BlockKind.BULLET),
        (_NUMBER, BlockKind.NUMBERED),
    ):
        match = pattern.match(words)
        if match and match.end() < len(words):
            span = Span(line.start + match.end(), line.end)
            return Piece(kind, span, line, match.group().strip(), _depth(text, line))
    if words.count("|") >= 2 or "\t" in words:
        cells = tuple(_cells(text, line))
        if len(cells) > 1:
            return Piece(BlockKind.ROW, line, line, cells=cells)
    return Piece(BlockKind.PARAGRAPH, line, line)


def _depth(text: str, line: Span) -> int:
    start = text.rfind("\n", 0, line.start) + 1
    return 2 if line.start - start >= 6 else 1


def _cells(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    for match in re.finditer(r"\t+|\|", line.of(text) + "|"):
        end = line.start + match.start()
        cell = _trim(text, Span(start, end)) if start < end else None
        if cell is not None:
            yield cell
        start = line.start + match.end()


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether paragraphs were broken into lines: no long line, and many that go on in the next."""
    if not lines or max(s.end - s.start for s in lines) > WRAP_COLUMNS:
        return False
    pairs = [
        (a, b)
        for a, b in pairwise(lines)
        if text.count("\n", a.end, b.start) == 1 and a.end - a.start > 50
    ]
    going_on = sum(not _ENDS_SENTENCE.search(a.of(text)) for a, _ in pairs)
    return len(pairs) >= 3 and going_on * 2 >= len(pairs)


def _continues(text: str, last: Piece, line: Span) -> bool:
    if text.count("\n", last.outer.end, line.start) != 1:
        return False
    if _piece(text, line).kind is not BlockKind.PARAGRAPH:
        return False
    tail = text[text.rfind("\n", 0, last.outer.end) + 1 : last.outer.end]
    return len(tail) > 45 or line.of(text)[:1].islower()


def _form(text: str, piece: Piece, following: Piece | None) -> BlockKind:
    """Tell a heading from a paragraph: short, no sentence, and something stands under it."""
    if piece.kind is not BlockKind.PARAGRAPH:
        return piece.kind
    words = piece.span.of(text)
    if len(words) > LONGEST_HEADING or following is None:
        return BlockKind.PARAGRAPH
    if following.kind in _ITEMS and _NAMES_SPEAKER.match(words):
        return BlockKind.HEADING
    if _ENDS_SENTENCE.search(words) and not _ENDS_ABBREVIATION.search(words):
        return BlockKind.PARAGRAPH
    if words.endswith(".") and _TWO_SENTENCES.search(words):
        return BlockKind.PARAGRAPH
    return BlockKind.HEADING


_ITEMS = (BlockKind.BULLET, BlockKind.NUMBERED)
_KINDS = {
    "title": BlockKind.TITLE,
    "heading": BlockKind.HEADING,
    "paragraph": BlockKind.PARAGRAPH,
    "item": BlockKind.BULLET,
    "row": BlockKind.ROW,
    "furniture": BlockKind.PARAGRAPH,
}


def pieces_of_marks(source: SourceText) -> Iterator[Piece]:
    """Yield the pieces of a text whose format says what is what; the rest is read as plain text."""
    blocks = _outermost([m for m in source.marks if m.kind in _KINDS], source.text)
    cells = [m for m in source.marks if m.kind == "cell"]
    emphasis = [m for m in source.marks if m.kind == "emphasis"]
    end = 0
    for mark in blocks:
        yield from _unmarked(source.text, end, mark.start)
        yield from _marked(source.text, mark, cells, emphasis)
        end = mark.end
    yield from _unmarked(source.text, end, len(source.text))


def _outermost(marks: list[Mark], text: str) -> list[Mark]:
    """Cut nested items at the inner one's start, and drop what lies in another block."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if kept and mark.start < kept[-1].end:
            if mark.kind == "item" and kept[-1].kind == "item":
                kept[-1] = Mark(kept[-1].start, mark.start, "item", kept[-1].level)
            else:
                continue
        kept.append(mark)
    return [m for m in kept if text[m.start : m.end].strip()]


def _unmarked(text: str, start: int, end: int) -> Iterator[Piece]:
    for match in _LINE.finditer(text, start, end):
        span = _trim(text, Span(match.start(), match.end()))
        if span is not None and any(c.isalnum() for c in span.of(text)):
            piece = _piece(text, span)
            yield piece


def _marked(text: str, mark: Mark, cells: list[Mark], emphasis: list[Mark]) -> Iterator[Piece]:
    outer = _strip(text, mark.start, mark.end)
    if outer is None:
        return
    kind = _KINDS[mark.kind]
    if mark.kind == "furniture":
        yield Piece(kind, outer, outer, furniture=True)
        return
    if kind is BlockKind.ROW:
        inside = tuple(
            Span(c.start, c.end) for c in cells if outer.start <= c.start and c.end <= outer.end
        )
        yield Piece(kind, outer, outer, cells=inside)
        return
    quoted = _QUOTED.match(outer.of(text))
    if quoted and quoted.end() < outer.end - outer.start:
        outer = Span(outer.start + quoted.end(), outer.end)
    marker, span = "", outer
    match = _BULLET.match(outer.of(text)) or _NUMBER.match(outer.of(text))
    if match and match.end() < outer.end - outer.start:
        marker, span = match.group().strip(), Span(outer.start + match.end(), outer.end)
        if kind is BlockKind.PARAGRAPH:
            kind = BlockKind.BULLET if _BULLET.match(marker + " ") else BlockKind.NUMBERED
        elif kind is BlockKind.BULLET and marker[:1].isalnum():
            kind = BlockKind.NUMBERED
    if kind is BlockKind.PARAGRAPH and _is_label(text, span, emphasis):
        kind = BlockKind.HEADING
    yield Piece(kind, span, outer, marker, mark.level)


def _is_label(text: str, span: Span, emphasis: list[Mark]) -> bool:
    """Whether a paragraph is one bold line: a heading that the format did not call so."""
    words = span.of(text)
    words = words.rstrip("*_")
    if len(words) > LONGEST_HEADING:
        return False
    if _ENDS_SENTENCE.search(words) and not _NAMES_SPEAKER.match(words.lstrip("*_")):
        return False
    return any(e.start <= span.start + 2 and span.end - 2 <= e.end for e in emphasis)


def _strip(text: str, start: int, end: int) -> Span | None:
    return _trim(text, _until_line_end(text, start, end)) if start < end else None


def _until_line_end(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    tail = len(words) - len(words.rstrip())
    return Span(start + lead, max(start + lead + 1, end - tail))
