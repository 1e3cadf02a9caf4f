"""Finds who said what: items under a speaker's heading, turns of a briefing, attributed passages.

A statement is one bullet, one turn, or in prose the run of sentences of one paragraph that the
text gives to one speaker. Where a report lists what each speaker said, its prose is the
rapporteur's and attributes nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.extract.appearances import Appearance, appearances
from communique.extract.base import Notebook, Reading
from communique.extract.grammar import grammar_of
from communique.extract.lead import is_date_line
from communique.extract.names import name_at
from communique.extract.scene import Scene, scene_of
from communique.extract.turns import asks_only, turn_label, turn_names
from communique.extract.who import Reference, Who
from communique.extract.words import Token, word_forms
from communique.facts.model import MAIN_EVENT, Ref, StatementFact
from communique.names.keys import slug
from communique.names.morphology import is_preposition
from communique.names.russian import is_russian
from communique.text.document import Block, BlockKind, Document
from communique.text.span import Span

_ITEMS = (BlockKind.BULLET, BlockKind.NUMBERED)
_QUESTION = re.compile(
    r"^(?:q|question|journalist|reporter|correspondent|вопрос|журналист|корреспондент)\b", re.I
)
_FULL_STOP = re.compile(r"[^.,;:—–]{0,40}\.\s+(?=[А-ЯЁ«])")
"""What ends a line's opening: the rest of a bracket, and a full stop that words follow."""
_NOTE = re.compile(r"^[(\[].*[)\]]\.?$", re.DOTALL)
_ANSWER = re.compile(r"^(?:a|answer|ответ)$", re.I)
_BEFORE_NOUN = frozenset({"of", "a", "an", "the", "with", "his", "her", "its", "their"})
"""Words after which a form that may be a verb is a noun: "a vote of thanks"."""
_PRESIDING = frozenset({"chair", "co-chair", "moderator", "rapporteur"})
LONGEST_ASIDE = 25
"""Words of the longest clause in commas between a speaker and the verb of speech."""
INTERVIEW = "interview"
"""The kind of event in which one person answers."""
SHORTEST_WORDS = 6
"""Words of the shortest Russian line that is somebody's words without a full stop."""
NEAR = 6
"""Words between a speaker and the verb of speech, offices apart."""


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of text and whose words it reports; `person` None for an unknown turn."""

    span: Span
    person: Ref | None
    block: int
    rule: str


def read_statements(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write every statement with its speaker, numbered for each speaker in order of the text."""
    scene = scene_of(document, reading)
    introduced = appearances(scene)
    who = Who(scene, notebook, introduced)
    turns = list(_turns(scene, who)) or list(_introduced(scene, notebook, introduced))
    listed = [
        entry
        for entry in _listed(scene, notebook, introduced)
        if not turns or not entry.rule.endswith(BlockKind.PARAGRAPH)
    ]
    said = [*listed, *_apart(turns, listed)]
    if turns and document.language == "ru":
        said += _apart(list(_beside_turns(scene, who)), said)
    said = said or list(_interview(scene, notebook, who)) or list(_prose(scene, who))
    counts: Counter[Ref] = Counter()
    for entry in sorted(said, key=lambda s: s.span):
        if entry.person is None:
            continue
        counts[entry.person] += 1
        ordinal = counts[entry.person]
        label = notebook.persons.get(entry.person).label
        notebook.statements.append(
            StatementFact(
                ref=Ref(f"statement/{slug(label)}/{ordinal}"),
                speaker=entry.person,
                ordinal=ordinal,
                span=entry.span,
                language=document.blocks[entry.block].language,
                event=MAIN_EVENT,
                rule=entry.rule,
            )
        )


def _interview(scene: Scene, notebook: Notebook, who: Who) -> Iterator[Said]:
    """Answers of whom an interview introduces, where questions and answers bear no labels."""
    main = next((e for e in notebook.events if e.ref == MAIN_EVENT), None)
    asked = [
        i
        for i, block in scene.blocks()
        if block.kind is not BlockKind.TITLE
        and block.span.of(scene.text).rstrip("»”*_ ").endswith("?")
    ]
    person = who.introduced_before(asked[0]) if asked else None
    if main is None or main.concept != INTERVIEW or person is None:
        return
    current: Said | None = None
    for index, block in list(scene.blocks())[asked[0] :]:
        if index in asked or block.kind is BlockKind.HEADING:
            if current is not None:
                yield current
            current = None
            scene.asides.append(block.span)
        elif current is None:
            current = Said(block.span, person, index, "interview")
        else:
            current = replace(current, span=Span(current.span.start, block.span.end))
    if current is not None:
        yield current


def _apart(turns: Sequence[Said], listed: Sequence[Said]) -> Iterator[Said]:
    """The turns that hold none of the items listed under speakers' headings."""
    for turn in turns:
        if not any(turn.span.overlaps(item.span) for item in listed):
            yield turn


def _beside_turns(scene: Scene, who: Who) -> Iterator[Said]:
    """What Russian prose tells of a speaker beside turns; the first paragraph is the lead."""
    plain = (i for i, b in scene.blocks() if b.kind is BlockKind.PARAGRAPH)
    prose = (i for i in plain if not is_date_line(scene, scene.document.blocks[i]))
    lead = next(prose, -1)
    yield from (s for s in _prose(scene, who) if s.block != lead and s.rule == "attribution")


def _listed(scene: Scene, notebook: Notebook, introduced: Sequence[Appearance]) -> Iterator[Said]:
    """What stands under headings that name a speaker."""
    speakers = {
        a.block: a
        for a in reversed(introduced)
        if scene.document.blocks[a.block].kind is BlockKind.HEADING
        and scene.document.blocks[a.block].span != notebook.title_span
        and _leads(scene, a)
    }
    itemised = {b.section for b in scene.document.blocks if b.kind in _ITEMS}
    lines = _lines_of_speakers(scene, introduced)
    for index, block in scene.blocks():
        appearance = speakers.get(block.section) if block.section is not None else None
        appearance = lines.get(index) or appearance
        kinds = _ITEMS if block.section in itemised else (BlockKind.PARAGRAPH,)
        if appearance is None or block.kind not in kinds:
            continue
        if block.kind is BlockKind.PARAGRAPH and _is_labelled(scene, appearance):
            continue
        if _presides(scene, appearance):
            continue
        if appearance.rule == "lines" and index == appearance.block + 1:
            continue
        person = notebook.persons.find(appearance.name.label)
        if block.kind is BlockKind.PARAGRAPH and _is_signature(scene, block):
            continue
        if person is None or _is_rapporteurs(scene, introduced, index, block, appearance):
            continue
        if not _is_roster_item(scene, introduced, index, block):
            yield Said(block.span, person, index, f"heading.{block.kind}")


def _lines_of_speakers(scene: Scene, introduced: Sequence[Appearance]) -> dict[int, Appearance]:
    """Items under a line that is only a person with an office, by the items' places.

    The line may be an item itself: then those below it, deeper or with another kind of marker,
    are the person's.
    """
    alone = {a.block: a for a in introduced if _is_alone(scene, a)}
    found: dict[int, Appearance] = {}
    current: Appearance | None = None
    over: Block | None = None
    for index, block in scene.blocks():
        below = over is None or block.level > over.level or block.kind is not over.kind
        if block.kind not in _ITEMS:
            current, over = alone.get(index), None
        elif index in alone and (over is None or not below):
            current, over = alone[index], block
        elif current is not None and below:
            found[index] = current
    return found


def _is_alone(scene: Scene, appearance: Appearance) -> bool:
    """Whether a line holds a person's name and office, and nothing else."""
    block = scene.document.blocks[appearance.block]
    before = scene.text[block.span.start : appearance.phrase.start]
    after = scene.text[appearance.phrase.end : block.span.end]
    kinds = (BlockKind.PARAGRAPH, *_ITEMS)
    return block.kind in kinds and not re.search(r"\w", before + after)


def _leads(scene: Scene, appearance: Appearance) -> bool:
    """Whether a heading is about the person: the name stands first, the heading is little else."""
    block = scene.document.blocks[appearance.block]
    before = scene.text[block.span.start : appearance.phrase.start]
    told = is_russian(before) and (
        ":" in before or any(map(is_preposition, re.findall(r"\w+", before)))
    )
    return len(before.rpartition(":")[2]) <= 24 and not told


def _is_signature(scene: Scene, block: Block) -> bool:
    """Whether a line is only a name or two, as those who sign below each other are."""
    words = block.span.of(scene.text)
    short = len(words.split()) < SHORTEST_WORDS
    return short and is_russian(words) and not words.endswith((".", "!", "?", "…", "»"))


def _is_labelled(scene: Scene, appearance: Appearance) -> bool:
    """Whether a part stands before the name ("Moderator: X"): a roster, no speaker's heading."""
    block = scene.document.blocks[appearance.block]
    return ":" in scene.text[block.span.start : appearance.name.span.start]


def _presides(scene: Scene, appearance: Appearance) -> bool:
    """Whether a heading says who chairs a session: what stands below it is not the chair's."""
    block = scene.document.blocks[appearance.block]
    lead = Span(block.span.start, max(block.span.start + 1, appearance.phrase.start))
    cues = {c for _, _, c in scene.phrases("role").find(scene.tokens_in(lead))}
    return bool(cues & _PRESIDING) and _is_labelled(scene, appearance)


def _is_roster_item(
    scene: Scene, introduced: Sequence[Appearance], index: int, block: Block
) -> bool:
    """Whether an item only names a person, with an office or a body."""
    named = [a for a in introduced if a.block == index]
    covered = sum(a.phrase.end - a.phrase.start for a in named)
    if covered * 10 > 7 * (block.span.end - block.span.start):
        return True
    words = block.span.of(scene.text)
    return not words.endswith((".", "!", "?", "…")) and any(
        scene.text[block.span.start : a.name.span.start].count(" ") <= 2
        and scene.text[a.name.span.end : block.span.end].lstrip()[:1] in (",", "(", "–", "—")
        for a in named
    )


def _is_rapporteurs(
    scene: Scene,
    introduced: Sequence[Appearance],
    index: int,
    block: Block,
    speaker: Appearance,
) -> bool:
    """Whether a paragraph tells of somebody else's part: "Closing remarks were given by X"."""
    others = [a for a in introduced if a.block == index and a.name.label != speaker.name.label]
    cues = scene.phrases("role").find(scene.tokens_in(block.span))
    return block.kind is BlockKind.PARAGRAPH and bool(others) and bool(cues)


def _turns(scene: Scene, who: Who) -> Iterator[Said]:
    """Turns of a briefing: "Spokesperson: …" up to the next label. Questions are nobody's."""
    labels = {i: _label(scene, who, b) for i, b in scene.blocks()}
    _answer(scene, who, labels)
    speaking = [s for s in labels.values() if s is not None and s.person is not None]
    if len(speaking) < 2:
        return
    current: Said | None = None
    for index, block in scene.blocks():
        turn = labels[index]
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


def _introduced(
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


def _label(scene: Scene, who: Who, block: Block) -> Said | None:
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
    if _ANSWER.match(words):
        return who.holder("spokesperson") or who.holder("пресс-секретарь")
    article = bool(tokens) and tokens[0].text.lower() == "the"
    if len(words.split()) <= 4 + article and scene.phrases("title").at(tokens, article):
        return who.holder(words.partition(" ")[2] if article else words)
    return None


def _prose(scene: Scene, who: Who) -> Iterator[Said]:
    """Attributed passages: the run of sentences of a paragraph that one speaker is given."""
    last: Ref | None = None
    spoke: Ref | None = None
    for index, block in scene.blocks():
        if block.kind not in (BlockKind.PARAGRAPH, *_ITEMS):
            continue
        label = _label(scene, who, block)
        if label is not None and label.person is not None:
            yield label
            last = label.person
            continue
        run: list[Span] = []
        speaker: Ref | None = None
        pending: list[Span] = []
        opening: tuple[Span, Ref] | None = None
        for sentence in scene.sentences_of(block):
            tokens = scene.tokens_in(sentence)
            references = who.in_tokens(tokens)
            heard = opening[1] if opening else spoke
            said_by = _attributed(scene, tokens, references, speaker or last, heard)
            if said_by is None:
                named = next((r.person for r in references if r.person), None)
                if named is not None and not run:
                    last = named
                    opening = (sentence, named) if _opens(tokens) else None
                if run and _carries_on(tokens, references):
                    run += [*pending, sentence]
                    pending = []
                elif run:
                    pending.append(sentence)
                continue
            if run and said_by != speaker:
                yield Said(Span(run[0].start, run[-1].end), speaker, index, "attribution")
                run, pending = [], []
            if not run and opening is not None and opening[1] == said_by:
                run.append(opening[0])
            opening = None
            run += [*pending, sentence]
            pending = []
            speaker = last = spoke = said_by
        if run:
            whole = block.span if block.kind in _ITEMS else Span(run[0].start, run[-1].end)
            yield Said(whole, speaker, index, "attribution")


def _attributed(
    scene: Scene,
    tokens: Sequence[Token],
    references: Sequence[Reference],
    last: Ref | None,
    spoke: Ref | None,
) -> Ref | None:
    """Whom a sentence is given to: the person beside its verb of speech."""
    quoting = _quoting(tokens, references)
    if quoting is not None:
        return quoting.means(last)
    for first, end, _ in scene.phrases("speech-verb").find(tokens):
        if any(first <= r.first < end for r in references):
            return last
        if first and tokens[first - 1].text.lower() in _BEFORE_NOUN and end - first == 1:
            continue
        before = [
            r
            for r in references
            if r.last <= first and (first - r.last <= NEAR or _is_aside(tokens[r.last : first]))
        ]
        after = [r for r in references if r.first >= end and r.first - end <= 3]
        nearest = before[-1:] if before else after[:1]
        if not nearest and len(references) == 1 and is_russian(tokens[first].text):
            nearest = list(references)
        for reference in nearest:
            if not _clause_between(tokens, reference, first, end):
                return reference.means(spoke if reference.speaking else last)
    return None


def _quoting(tokens: Sequence[Token], references: Sequence[Reference]) -> Reference | None:
    """Who a Russian sentence names last before a colon that a quotation follows."""
    for index in range(1, len(tokens) - 1):
        if tokens[index].text == ":" and tokens[index + 1].text in ("«", "“", "„"):
            before = [r for r in references if r.last <= index and r.person is not None]
            russian = any(is_russian(t.text) for t in tokens[:index])
            return before[-1] if before and russian else None
    return None


def _opens(tokens: Sequence[Token]) -> bool:
    """Whether a Russian sentence says that somebody gave a talk, and on what."""
    nouns = grammar_of("ru").sets["speech_nouns"]
    return any(is_russian(t.text) and word_forms(t.text) & nouns for t in tokens)


def _clause_between(tokens: Sequence[Token], reference: Reference, first: int, end: int) -> bool:
    """Whether another clause stands between the person and the verb."""
    low, high = (
        sorted((reference.last, first)) if reference.last <= first else (end, reference.first)
    )
    if reference.last <= first and _is_aside(tokens[low:high]):
        return False
    return any(
        t.text.lower() in ("that", "which", "who", "что", "который", ";") for t in tokens[low:high]
    )


def _is_aside(between: Sequence[Token]) -> bool:
    """Whether words between a person and a verb are a relative clause in commas."""
    words = [t.text.lower() for t in between]
    if not words or words[-1] != "," or len(words) > LONGEST_ASIDE:
        return False
    return "who" in words[:2] or (words[0] == "," and "that" not in words and len(words) > 2)


def _carries_on(tokens: Sequence[Token], references: Sequence[Reference]) -> bool:
    """Whether a sentence without a verb of speech still goes on with the speaker as its subject."""
    if not tokens:
        return False
    if tokens[0].text in ("“", '"', "«", "–", "—"):
        return True
    return bool(references) and references[0].first == 0 and references[0].person is None
