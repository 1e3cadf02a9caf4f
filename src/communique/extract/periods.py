"""Reads the spans of time a report speaks of, with the relation of two states they belong to."""

import re

from communique.dates.periods import find_periods
from communique.extract.base import Notebook, Reading
from communique.extract.instruments import instruments_in
from communique.extract.scene import Scene, scene_of
from communique.extract.within import relation_at, said_in
from communique.facts.model import Evidence, PeriodFact, Ref
from communique.text.document import Block, BlockKind, Document
from communique.text.span import Span

_NAME_BEFORE = re.compile(r"\w[ ,(]{1,2}\s?[A-ZА-ЯЁ][\w-]+\s\(?$")
_NAME_AFTER = re.compile(r"\s*\(?(?:for\s(?:the\s(?:years|period)\s)?|на\s(?:период\s)?)?")
_HEADS = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.DATELINE)


def read_periods(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write every span of years of the blocks, a decade as its ten years."""
    scene = scene_of(document, reading)
    for block in document.blocks:
        if block.kind in _HEADS:
            continue
        for found in find_periods(block.span.of(scene.text), block.language):
            span = Span(block.span.start + found.start, block.span.start + found.end)
            if _in_name(scene, block, span):
                continue
            number = sum(p.edtf == found.edtf for p in notebook.periods)
            ref = f"period/{found.edtf.replace('/', '-')}" + (f"-{number + 1}" if number else "")
            notebook.periods.append(
                PeriodFact(
                    ref=Ref(ref),
                    edtf=found.edtf,
                    as_printed=span.of(document.source.text),
                    evidence=Evidence((span,), "period", said_in(notebook, span)),
                    relation=relation_at(document, notebook, block.span),
                )
            )


def _in_name(scene: Scene, block: Block, span: Span) -> bool:
    """Whether the years belong to a name: "Plan of Action 2021–2025", "Programme for 2016–2018"."""
    if _NAME_BEFORE.search(scene.text[max(block.span.start, span.start - 40) : span.start]):
        return True
    sentence = next((s for s in scene.sentences_of(block) if s.overlaps(span)), block.span)
    for instrument in instruments_in(scene, sentence, block.language):
        after = scene.text[instrument.span.end : span.start]
        if instrument.span.contains(span) or _NAME_AFTER.fullmatch(after):
            return True
    return False
