"""Finds what speakers say in turns: "Spokesperson: …", "Ana Ruiz. …", up to the next label."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from communique.extract.appearances import Appearance
from communique.extract.base import Notebook
from communique.extract.grammar import grammar_of
from communique.extract.names import name_at
from communique.extract.said import Said
from communique.extract.scene import Scene
from communique.extract.turns import asks_only, turn_label, turn_names
from communique.extract.who import Who
from communique.extract.words import Token
from communique.facts.model import Ref
from communique.names.russian import is_russian
from communique.text.document import Block, BlockKind
from communique.text.span import Span

_QUESTION = re.compile(
    r"^(?:q|question|journalist|reporter|correspondent|вопрос|журналист|корреспондент)\b", re.I
)
_FULL_STOP = re.compile(r"[^.,;:—–]{0,40}\.\s+(?=[А-ЯЁ«])")
"""What ends a line's opening: the rest of a bracket, and a full stop that words follow."""
_NOTE = re.compile(r"^[(\[].*[)\]]\.?$", re.DOTALL)
_NAMED = re.compile(r"[A-Z][\w’'.-]*(?:[ ,(]+(?:of |from )?[A-Z][\w’'.-]*\)?){0,5}")
"""A label of capitalised words alone, as somebody's name with a paper's is."""
FEWEST_TURNS = 3
_ANSWER = re.compile(r"^(?:a|answer|ответ)$", re.I)


def turn_statements(scene: Scene, who: Who) -> Iterator[Said]:
    """Turns of a briefing: "Spokesperson: …" up to the next label. Questions are nobody's."""
    labels = {i: labelled_turn(scene, who, b) for i, b in scene.blocks()}
    _answer(scene, who, labels)
    _ask(scene, labels)
    speaking = [s for s in labels.values() if s is not None and s.person is not None]
    if len(speaking) < 2:
        return
    current: Said | None = None
    last = max(i for i, s in labels.items() if s is not None)
    short = _are_short(scene, labels)
    for index, block in scene.blocks():
        turn = labels[index]
        if index > last and _is_narrated(scene, who, block, short=short):
            break
        if turn is not None or block.kind is BlockKind.HEADING:
            if current is not None:
                yield current
            current = turn
            if turn is not None and turn.person is None:
                scene.asides.append(block.span)
        elif _NOTE.match(block.span.of(scene.text)):
            continue
        elif current is not None and current.person is not None:
            current = replace(current, span=Span(current.span.start, block.span.end))
    if current is not None:
        yield current


def _ask(scene: Scene, labels: dict[int, Said | None]) -> None:
    """Give blocks to unknown askers whose label is a name: "Meghna, Daily News: Any word on …"."""
    known = {i for i, said in labels.items() if said is not None and said.person is not None}
    for index, block in scene.blocks():
        label = turn_label(scene, block) if labels[index] is None else None
        if label is None or not _NAMED.fullmatch(label.words):
            continue
        asks = "?" in block.span.of(scene.text) or (" " in label.words and index + 1 in known)
        if asks and len(known) > 1:
            labels[index] = Said(Span(label.start, block.span.end), None, index, "turn")


def _are_short(scene: Scene, labels: dict[int, Said | None]) -> bool:
    """Whether three turns or more each have but one block, the last one apart."""
    turns = [i for i, said in labels.items() if said is not None]
    return len(turns) >= FEWEST_TURNS and all(b - a == 1 for a, b in pairwise(turns))


def _is_narrated(scene: Scene, who: Who, block: Block, *, short: bool) -> bool:
    """Whether an English block after the last turn is the rapporteur's: nobody says "we" in it."""
    tokens = scene.tokens_in(block.span)
    grammar = grammar_of("en")
    if block.language == "ru" or any(grammar.has("first_person", t.text) for t in tokens):
        return False
    kinds = scene.phrases("event-type")
    opens = any(kinds.at(tokens, index) for index in range(min(4, len(tokens))))
    return short or opens or any(r.person is not None for r in who.in_tokens(tokens))


def opened_blocks(
    scene: Scene, notebook: Notebook, introduced: Sequence[Appearance]
) -> Iterator[Said]:
    """Russian blocks that open with a person, a body or an office, and a full stop."""
    found = []
    for appearance in introduced:
        block = scene.document.blocks[appearance.block]
        stop = _FULL_STOP.match(scene.text, appearance.phrase.end, block.span.end)
        opens = appearance.phrase.start - block.span.start <= len(block.marker) + 1
        person = notebook.persons.find(appearance.name.label)
        if stop and opens and appearance.roles and is_russian(appearance.name.label):
            found.append(Said(Span(stop.end(), block.span.end), person, appearance.block, "turn"))
    if len(found) > 1:
        yield from found


def _answer(scene: Scene, who: Who, labels: dict[int, Said | None]) -> None:
    """Give the answers to the one person whom an interview or a briefing introduces."""
    turns = {i: said for i, said in labels.items() if said is not None}
    first = min(turns, default=0)
    labelled = {said.person for said in turns.values()} - {None}
    person = next(iter(labelled)) if len(labelled) == 1 else who.introduced_before(first)
    if person is None:
        return
    for index, said in turns.items():
        label = turn_label(scene, scene.document.blocks[index])
        if said.person is None and label and _ANSWER.match(label.words):
            labels[index] = replace(said, person=person)


def labelled_turn(scene: Scene, who: Who, block: Block) -> Said | None:
    """The speaker a block's label names; a `Said` without person for a question."""
    label = turn_label(scene, block)
    if label is None:
        return None
    words = label.words
    index = scene.document.blocks.index(block)
    said = Said(Span(label.start, block.span.end), None, index, "turn")
    if _QUESTION.match(words):
        return said
    tokens = scene.tokens_in(label.span)
    if scene.phrases("speech-verb").find(tokens):
        return None
    person = None if asks_only(scene, index) else _labelled(scene, who, tokens, words)
    if person:
        return replace(said, person=person)
    part = _ANSWER.match(words) or _is_part(scene, tokens)
    asks = block.span.of(scene.text).rstrip().endswith("?") and turn_names(scene).get(index)
    return said if (len(words.split()) <= 3 and part) or asks else None


def _is_part(scene: Scene, tokens: Sequence[Token]) -> bool:
    """Whether a label is a part somebody plays, though not who: "Moderator:"."""
    schemes = (scene.phrases("role"), scene.phrases("title"))
    return any(phrases.at(tokens, 0) for phrases in schemes)


def _labelled(scene: Scene, who: Who, tokens: Sequence[Token], words: str) -> Ref | None:
    for start in range(min(3, len(tokens))):
        name = name_at(scene, tokens, start)
        if name:
            return who.bearer(name) or who.named(name.label)
    known = who.named(words.split("(")[0].strip()) if len(words.split()) <= 3 else None
    if known:
        return known
    office = scene.phrases("title").at(tokens, 0)
    if office and office[0] < len(tokens):
        bearer = who.named(Span(tokens[office[0]].start, tokens[-1].end).of(scene.text))
        if bearer:
            return bearer
    if _ANSWER.match(words):
        return who.holder("spokesperson") or who.holder("пресс-секретарь")
    article = bool(tokens) and tokens[0].text.lower() == "the"
    if len(words.split()) <= 4 + article and scene.phrases("title").at(tokens, article):
        return who.holder(words.partition(" ")[2] if article else words)
    return None
