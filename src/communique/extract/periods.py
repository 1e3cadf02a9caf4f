"""Reads the spans of time a report speaks of, with the relation of two states they belong to."""

from communique.dates.periods import find_periods
from communique.extract.base import Notebook, Reading
from communique.extract.scene import scene_of
from communique.extract.within import relation_at, said_in
from communique.facts.model import Evidence, PeriodFact, Ref
from communique.text.document import BlockKind, Document
from communique.text.span import Span

_HEADS = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.DATELINE)


def read_periods(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write every span of years of the blocks: a decade as its ten years, the term of a plan."""
    scene = scene_of(document, reading)
    for block in document.blocks:
        if block.kind in _HEADS:
            continue
        for found in find_periods(block.span.of(scene.text), block.language):
            span = Span(block.span.start + found.start, block.span.start + found.end)
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
