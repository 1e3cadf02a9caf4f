"""Reads negotiations that name no instrument: "negotiations on X", "negotiations with Y are under
way", "X is under discussion". What was held or concluded is no negotiation that goes on.
"""

from collections.abc import Iterator, Sequence

from communique.extract.base import Notebook, Reading
from communique.extract.grammar import grammar_of
from communique.extract.scene import Scene, scene_of
from communique.extract.within import said_in, states_in
from communique.extract.words import Token
from communique.facts.model import EventFact, Evidence, Ref
from communique.names.keys import slug
from communique.text.document import Block, BlockKind, Document
from communique.text.span import Span

_READ = (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBERED)
_TALKS = frozenset({"negotiations", "talks", "consultations"})
LONGEST_LABEL = 140
"""Characters of a negotiation's label."""


def read_negotiations(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write what is told of as being negotiated, unless an instrument in it is so written."""
    scene = scene_of(document, reading)
    for block in document.blocks:
        if block.kind in _READ:
            for sentence in scene.sentences_of(block):
                for span, rule in _told(scene, block, sentence):
                    _write(scene, notebook, block, span, rule)


def _told(scene: Scene, block: Block, sentence: Span) -> Iterator[tuple[Span, str]]:
    tokens = scene.tokens_in(sentence)
    for first, last, concept in scene.phrases("negotiation").find(tokens):
        cue = Span(tokens[first].start, tokens[last - 1].end)
        talks = _talks_in(scene, tokens, first, last if block.language == "ru" else first + 1)
        if concept == "negotiated" and talks is not None:
            if not _is_over(tokens, first, block.language):
                yield Span(talks, _topic_end(scene, cue, sentence, block.language)), "topic"
        elif concept in ("discussed", "negotiated"):
            start = _subject(scene, tokens, first, block.language)
            if start is not None:
                yield Span(start, cue.end), "discussed"
    under_way = grammar_of(block.language).patterns["under_way"]
    for first, last, concept in scene.phrases("event-type").find(tokens):
        if concept in _TALKS and under_way.match(scene.text, tokens[last - 1].end, sentence.end):
            yield Span(tokens[first].start, sentence.end), "under-way"


def _talks_in(scene: Scene, tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Where the noun stands in a cue: "negotiations on", «идут переговоры»; None without one."""
    for index in range(first, last):
        hit = scene.phrases("event-type").at(tokens, index)
        if hit is not None and hit[1] in _TALKS:
            return tokens[index].start
    return None


def _is_over(tokens: Sequence[Token], first: int, language: str) -> bool:
    """Whether talks were held or ended: "held talks on", "after negotiations on"."""
    grammar = grammar_of(language)
    return any(grammar.has("held", t.text) for t in tokens[max(0, first - 4) : first])


def _topic_end(scene: Scene, cue: Span, sentence: Span, language: str) -> int:
    """Where the words that say what is negotiated end."""
    stop = grammar_of(language).patterns["topic_stop"].search(scene.text, cue.end, sentence.end)
    return stop.start() if stop else sentence.end


def _subject(scene: Scene, tokens: Sequence[Token], first: int, language: str) -> int | None:
    """Where the words begin that name what is under discussion; None where they name nothing.

    They have to name a state, a body or a thing with a name of its own: "issues" are none.
    """
    start = first
    while start > 0 and tokens[start - 1].text not in (";", ",", ":", "."):
        start -= 1
    while start < first and grammar_of(language).has("adverb", tokens[start].text):
        start += 1
    words = [t for t in tokens[start:first] if t.is_word]
    named = any(t.is_capitalised for t in words[1:])
    return tokens[start].start if len(words) > 1 and named else None


def _write(scene: Scene, notebook: Notebook, block: Block, span: Span, rule: str) -> None:
    words = " ".join(span.of(scene.text).split()).rstrip(" .;,")
    label = words[:1].upper() + words[1:]
    if len(label) > LONGEST_LABEL:
        label = label[: LONGEST_LABEL - 1].rsplit(" ", 1)[0] + "…"
    told = [e for e in notebook.events if e.kind == "Negotiation"]
    if any(e.evidence.spans[0].overlaps(span) for e in told):
        return
    ref = Ref(f"event/negotiation-{slug(label)[:80]}")
    if any(e.ref == ref for e in told):
        return
    states = states_in(scene.document, notebook, span)
    evidence = Evidence((span,), f"negotiation.{rule}", said_in(notebook, span))
    notebook.events.append(
        EventFact(
            ref=ref,
            kind="Negotiation",
            label=label,
            language=block.language,
            evidence=evidence,
            concept="negotiations",
            parties=states if len(states) == 2 else (),
        )
    )
