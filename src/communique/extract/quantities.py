"""Reads quantities: numbers with their units, each with the statement whose speaker gives it."""

import re
from collections import Counter
from functools import lru_cache

from communique.extract.base import Notebook, Reading
from communique.extract.scene import Scene, scene_of
from communique.extract.within import said_in
from communique.facts.lexicon import Lexicon
from communique.facts.model import MAIN_EVENT, Evidence, QuantityFact, Ref
from communique.names.keys import slug
from communique.quantities.find import Cues, QuantityFound, find_quantities
from communique.text.document import Block, BlockKind, Document
from communique.text.span import Span

_SIGN = re.compile(r"[$€£¥₽₹₩]|[A-Z]{3}")
MEASURE = 160
"""Characters of the sentence that says what is measured."""


def read_quantities(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write every quantity of the blocks; the years of an anniversary are the event's own."""
    scene = scene_of(document, reading)
    cues = _cues(_Key(reading.lexicon))
    ordinals = _anniversaries(notebook)
    numbers: Counter[str] = Counter()
    for block in document.blocks:
        if block.kind is BlockKind.DATELINE:
            continue
        text = block.span.of(scene.text)
        for found in find_quantities(text, block.language, cues):
            if found.value in ordinals and _years(found, cues):
                continue
            span = Span(block.span.start + found.start, block.span.start + found.end)
            key = slug(found.as_printed)
            numbers[key] += 1
            ref = Ref(f"quantity/{key}" + (f"-{numbers[key]}" if numbers[key] > 1 else ""))
            notebook.quantities.append(_fact(scene, notebook, block, span, found, ref))


def cues_of(lexicon: Lexicon) -> Cues:
    """Return the words for units and magnitudes of a lexicon."""
    units = {cue.text: cue.concept for cue in reversed(lexicon.cues("unit"))}
    factors = {
        cue.text: lexicon.numbers[("magnitude", cue.concept)]
        for cue in lexicon.cues("magnitude")
        if ("magnitude", cue.concept) in lexicon.numbers
    }
    money = {cue.concept for cue in lexicon.cues("unit") if _SIGN.fullmatch(cue.text)}
    return Cues(units=units, magnitudes=factors, money=frozenset(money))


class _Key:
    """A lexicon as a key of the cache: the same object, the same cues."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __hash__(self) -> int:
        return id(self.lexicon)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.lexicon is self.lexicon


@lru_cache(maxsize=2)
def _cues(key: _Key) -> Cues:
    return cues_of(key.lexicon)


def _years(found: QuantityFound, cues: Cues) -> bool:
    return any(cues.units.get(word) == "years" for word in (found.unit, found.unit.lower()))


def _anniversaries(notebook: Notebook) -> set[float]:
    return {
        float(event.anniversary.ordinal)
        for event in notebook.events
        if event.ref == MAIN_EVENT and event.anniversary
    }


def _fact(
    scene: Scene, notebook: Notebook, block: Block, span: Span, found: QuantityFound, ref: Ref
) -> QuantityFact:
    sentence = next((s for s in scene.sentences_of(block) if s.overlaps(span)), block.span)
    words = " ".join(sentence.of(scene.text).split())
    return QuantityFact(
        ref=ref,
        as_printed=span.of(scene.document.source.text),
        unit=found.unit,
        evidence=Evidence((span,), "quantity", said_in(notebook, span)),
        value=found.value,
        minimum=found.minimum,
        maximum=found.maximum,
        measure=words if len(words) <= MEASURE else words[: MEASURE - 1].rsplit(" ", 1)[0] + "…",
        language=block.language,
    )
