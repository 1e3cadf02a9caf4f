"""Suggests persons, and Russian bodies, that no rule read: names that a language model finds.

What a model alone found waits for a person's review.
"""

from collections.abc import Iterator

from communique.extract.base import Notebook, Reading
from communique.extract.names import name_at
from communique.extract.recognisers import PERSON, Recognised, Recogniser, recogniser_of
from communique.extract.scene import Scene, scene_of
from communique.facts.model import Evidence
from communique.names.russian import nominative
from communique.text.document import Block, BlockKind, Document
from communique.text.span import Span

_PROSE = (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBERED)
LONGEST = 20_000
"""Characters of the longest block that is shown to a model."""


def read_model(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write the names that only a model finds, as suggestions."""
    scene = scene_of(document, reading)
    registries = (notebook.persons, notebook.institutions)
    read = [s for r in registries for fact in r.facts() for s in fact.evidence.spans]
    for language in dict.fromkeys(b.language for b in document.blocks):
        recogniser = recogniser_of(language)
        blocks = [b for b in document.blocks if b.language == language and _is_prose(b)]
        if recogniser is None or not blocks:
            continue
        for block, found in _names(scene, blocks, recogniser):
            evidence = Evidence((Span(found.start, found.end),), recogniser.rule, suggested=True)
            if found.kind == PERSON:
                _suggest_person(scene, notebook, read, block, evidence)
            else:
                _suggest_body(scene, notebook, read, block, evidence)


def _is_prose(block: Block) -> bool:
    return block.kind in _PROSE and block.span.end - block.span.start <= LONGEST


def _names(
    scene: Scene, blocks: list[Block], recogniser: Recogniser
) -> Iterator[tuple[Block, Recognised]]:
    """Yield what the model finds in each block, with offsets in the whole text."""
    texts = [b.span.of(scene.text) for b in blocks]
    for block, names in zip(blocks, recogniser.read(texts), strict=True):
        start = block.span.start
        for name in names:
            yield block, Recognised(name.start + start, name.end + start, name.kind)


def _suggest_person(
    scene: Scene, notebook: Notebook, read: list[Span], block: Block, evidence: Evidence
) -> None:
    """Suggest a name of two words and more, as long as names are cut by our rules."""
    start = evidence.spans[0].start
    tokens = scene.tokens_in(Span(start, block.span.end))
    name = name_at(scene, tokens, 0) if tokens and tokens[0].start == start else None
    if name is None or " " not in name.label or not _is_new(scene, notebook, read, name.span):
        return
    if notebook.persons.find(name.label) or notebook.institutions.find(name.label):
        return
    place = Evidence((name.span,), evidence.rule, suggested=True)
    notebook.person(name.label, block.language, place)


def _suggest_body(
    scene: Scene, notebook: Notebook, read: list[Span], block: Block, evidence: Evidence
) -> None:
    """Suggest a body by the words that the model found, put into the nominative."""
    span = evidence.spans[0]
    label = nominative(" ".join(span.of(scene.text).split()).strip('«»"“”'))
    if len(label) < 3 or not _is_new(scene, notebook, read, span):
        return
    if notebook.institutions.find(label) or notebook.persons.find(label):
        return
    notebook.institution(label, block.language, evidence)


def _is_new(scene: Scene, notebook: Notebook, read: list[Span], span: Span) -> bool:
    """Whether no rule read these words as a person, a body or a place, nor elsewhere as one."""
    if any(span.overlaps(s) for s in read) or notebook.places.find(span.of(scene.text)):
        return False
    return not any(m.start < span.end and span.start < m.end for m in scene.matches)
