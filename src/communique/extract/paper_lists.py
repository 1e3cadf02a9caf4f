"""Finds the items of lists of signed papers: bullets, rows of a table, "(a) …; (b) …" in a line."""

import re

from communique.extract.grammar import grammar_of
from communique.extract.instruments import cues_in, instruments_in
from communique.extract.scene import Scene
from communique.text.document import Block, BlockKind
from communique.text.span import Span

ITEMS = (BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.ROW)
HEADS = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.DATELINE)
_ITEM_MARK = re.compile(
    r"(?:^|(?<=[\s;:,]))(?:\(?[ivx]{1,4}[.)]|\(?[a-zа-я]\)|\(?\d{1,2}[.)]|[–—•])\s+|;\s+(?=\S)"
)
"""What parts the papers of a list within a paragraph."""


def listed_papers(scene: Scene) -> set[int]:
    """The items of lists of signed documents: those after a line that announces such a list.

    The line may be an item itself; its list ends with the next item that is marked as it is.
    """
    found: set[int] = set()
    announced: str | None = None
    style = ""
    for index, block in scene.blocks():
        if announced is not None and _names_signers(scene, block):
            continue
        listed = announced is not None and block.kind in ITEMS and _style(block) != announced
        style = style if listed else ""
        if _heads_table(scene, block):
            announced = "table"
        elif not listed:
            announced = _style(block) if _announces(scene, block) else None
        elif style not in ("", _style(block)) and not instruments_in(
            scene, block.span, block.language
        ):
            announced = None
        elif _is_instrument(scene, block):
            found.add(index)
            style = _style(block)
    return found


def _names_signers(scene: Scene, block: Block) -> bool:
    """Whether a line only says who signed the paper above it: "Signed by: …"."""
    words = block.span.of(scene.text)
    return bool(grammar_of(block.language).patterns["signers"].match(words))


def _heads_table(scene: Scene, block: Block) -> bool:
    """Whether a row names the columns of a table of papers: "Document | Signatories | Date"."""
    if block.kind is not BlockKind.ROW or len(block.cells) < 2:
        return False
    if any(i.named for i in instruments_in(scene, block.span, block.language)):
        return False
    words = block.span.of(scene.text).lower()
    return bool(grammar_of(block.language).patterns["column_signed"].search(words))


def inline_papers(scene: Scene, block: Block) -> list[Span]:
    """The papers listed after a colon in a paragraph: "… were signed: i. A; ii. B"."""
    text = scene.text
    for colon in re.finditer(r":\s", block.span.of(text)):
        at = block.span.start + colon.start()
        start = max((s.start for s in scene.sentences_of(block) if s.start < at), default=at)
        lead = Span(start, at) if start < at else None
        if lead is None or not _tells_of_signing(scene, lead, block.language):
            continue
        rest = Span(at + 1, block.span.end)
        marks = [m.span() for m in _ITEM_MARK.finditer(text, rest.start, rest.end)]
        if not marks or text[rest.start : marks[0][0]].strip():
            marks = [(rest.start, rest.start), *marks]
        ends = [*(m[0] for m in marks[1:]), rest.end]
        items = [Span(a, b) for (_, a), b in zip(marks, ends, strict=True) if a < b]
        trimmed = [_trimmed(text, item) for item in items]
        named = [i for i in trimmed if i and instruments_in(scene, i, block.language)]
        return named if len(named) > 1 or (named and len(marks) > 1) else []
    return []


def _tells_of_signing(scene: Scene, span: Span, language: str) -> bool:
    sections = scene.phrases("section").find(scene.tokens_in(span))
    listed = any(concept == "signed-documents" for _, _, concept in sections)
    cues = cues_in(scene, span, language)
    return listed or any(cue.concluded and cue.concept == "signed" for cue in cues)


def _trimmed(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" \n\t;,"))
    end = span.start + len(words.rstrip(" \n\t;,."))
    return Span(start, end) if start < end else None


def _style(block: Block) -> str:
    """How a block is marked: "1." and "2." alike; a line without a marker by its kind."""
    return re.sub(r"\d+", "1", re.sub(r"[^\W\d_]+", "a", block.marker)) or block.kind


def _announces(scene: Scene, block: Block) -> bool:
    sentences = scene.sentences_of(block)
    last = sentences[-1] if sentences else block.span
    tokens = scene.tokens_in(last)
    section = any(
        concept == "signed-documents" for _, _, concept in scene.phrases("section").find(tokens)
    )
    signed = any(cue.concluded for cue in cues_in(scene, last, block.language))
    ends = last.of(scene.text).rstrip().endswith(":")
    return (section and (ends or block.kind in HEADS)) or (signed and ends)


def _is_instrument(scene: Scene, block: Block) -> bool:
    """Whether an item names a document: what is only a draft is none, nor a table's head."""
    if block.kind is BlockKind.ROW and not any(
        i.named or block.cells
        for i in instruments_in(scene, naming_cell(scene, block), block.language)
    ):
        return False
    if block.kind is BlockKind.ROW and _heads_table(scene, block):
        return False
    cues = cues_in(scene, block.span, block.language)
    return not any(not c.concluded and c.span.start - block.span.start < 8 for c in cues)


def naming_cell(scene: Scene, block: Block) -> Span:
    """The stretch of an item that names the document: of a table's row the cell that does."""
    cells = [c for c in block.cells if instruments_in(scene, c, block.language)]
    return cells[0] if cells else block.span
