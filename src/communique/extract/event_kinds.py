"""Finds the words for events in a report's lead, and which of them is the one it is about."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from communique.dates.find import find_dates
from communique.extract.bodies import all_bodies, chain_of
from communique.extract.grammar import grammar_of
from communique.extract.lead import is_date_line, is_labelled_line
from communique.extract.scene import Scene
from communique.extract.words import Token, word_forms
from communique.names.morphology import is_adjective
from communique.text.document import Block, BlockKind
from communique.text.span import Span

_LINES = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.DATELINE)
_VISITS = ("official-visit", "state-visit", "working-visit")
"""What a visit is that the first paragraph calls so."""
_MET = re.compile(r"\bmet(?=\s(?:in|at|on|for|here|with|online|virtually|again)\b)")
_PAPERS = frozenset({"report", "summary", "note", "notes", "brief", "record", "minutes"})
"""What is written of an event: "Event report" is no word for one."""
SIGNING_WEIGHT = 3
"""Weight of the title and the first paragraph, where a signing is no older one."""


_HEADLINE = frozenset({"sign", "signs", "ink", "inks", "подписали", "подписано", "подписан"})
"""Verbs of headlines that tell of a signing in the present tense."""


COMMISSION = "commission-session"
"""The meeting of a commission, which is no session of another event."""
MEETING = "meeting"
FURTHEST_BODY = 6
"""Words after «заседание» within which stands what meets."""
SITTING = frozenset({"commission", "committee", "council", "board"})
"""Kinds of bodies whose members meet in sessions."""
CONTAINED = frozenset(
    {"talks", "meeting", "negotiations", "consultations", "reception", "ceremony"}
)
"""Events that a visit holds."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A word for an event in one place, with the concept it points to."""

    concept: str
    span: Span
    sentence: Span
    weight: int


def kinds_of(scene: Scene, lead: Sequence[Block], title: Block | None) -> list[Kind]:
    """Return the words for events in the lead, those of the title weighing most."""
    found: list[Kind] = []
    first = True
    for block in lead:
        heading = block.kind in (BlockKind.TITLE, BlockKind.HEADING)
        if block != title and is_labelled_line(scene, block):
            continue
        for sentence in [block.span] if heading else scene.sentences_of(block):
            tokens = scene.tokens_in(sentence)
            titled = block == title or block.kind is BlockKind.TITLE
            weight = 4 if titled else 2 if heading else 3 if first else 1
            for start, end, concept in scene.phrases("event-type").find(tokens):
                if concept == MEETING and _is_session(scene, tokens, start, end):
                    concept = COMMISSION
                span = Span(tokens[start].start, tokens[end - 1].end)
                if heading and end < len(tokens) and tokens[end].text.lower() in _PAPERS:
                    continue
                if concept == "establishment" and scene.phrases("anniversary").find(tokens):
                    continue
                if (
                    not _in_name(scene, span)
                    and not _is_prepared(tokens, start)
                    and not (weight < 3 and _is_told(scene, tokens, start))
                ):
                    found.append(Kind(concept, span, sentence, weight))
            signing = _signing_in(scene, sentence, tokens)
            if signing and weight >= SIGNING_WEIGHT:
                found.append(Kind("signing-ceremony", signing, sentence, weight))
        first = first and heading
    return found


def _is_session(scene: Scene, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a commission meets: «девятое заседание Смешанной … комиссии по …»."""
    if end >= len(tokens) or "заседание" not in word_forms(tokens[start].text):
        return False
    units = scene.phrases("institution-type")
    for index in range(end, min(len(tokens), end + FURTHEST_BODY)):
        hit = units.at(tokens, index)
        if hit is not None:
            return hit[1] in SITTING
        if not is_adjective(tokens[index].text) and tokens[index].text != "-":
            return False
    return False


def _is_told(scene: Scene, tokens: Sequence[Token], index: int) -> bool:
    """Whether somebody speaks of an event, or it is to come: "announced that … would visit"."""
    before = tokens[max(0, index - 12) : index]
    if before and before[-1].text.lower() in ("would", "will", "to", "may", "should", "could"):
        return True
    return bool(scene.phrases("speech-verb").find(before))


def _is_prepared(tokens: Sequence[Token], index: int) -> bool:
    """Whether an event is one to come: «подготовка к визиту», "the upcoming summit"."""
    if tokens[index].text.isascii():
        near = tokens[max(0, index - 4) : index]
        return any(grammar_of("en").has("upcoming", t.text) for t in near)
    ahead = grammar_of("ru").sets["prepared"]
    return any(ahead & word_forms(t.text) for t in tokens[max(0, index - 5) : index])


def _signing_in(scene: Scene, sentence: Span, tokens: Sequence[Token]) -> Span | None:
    """The words by which a sentence tells that an instrument was signed."""
    if not scene.phrases("agreement-type").find(tokens):
        return None
    for start, end, concept in scene.phrases("signing").find(tokens):
        before = [t.text for t in tokens[max(0, start - 6) : start]]
        told = scene.phrases("speech-verb").find(tokens[max(0, start - 4) : start])
        if concept == "signed" and not told and not {"that", "which"} & set(before):
            return Span(tokens[start].start, tokens[end - 1].end)
    headline = next((t for t in tokens if t.text.lower() in _HEADLINE), None)
    return Span(headline.start, headline.end) if headline else None


def _in_name(scene: Scene, span: Span) -> bool:
    """Whether the word is part of a body's name ("ASEAN Regional Forum")."""
    if any(
        m.start <= span.start and span.end <= m.end for m in scene.matches if m.entry.kind == "body"
    ):
        return True
    noun = bool(scene.phrases("institution-type").find(scene.tokens_in(span)))
    tops = [body for bodies in all_bodies(scene) for body in bodies]
    houses = (b for top in tops for b in chain_of(top) if b.alias or not noun)
    return any(house.span.contains(span) for house in houses)


def chosen_of(scene: Scene, kinds: Sequence[Kind]) -> Kind | None:
    """The kind of the main event: what the title and the first sentences speak of most."""
    if not kinds:
        return _told_signing(scene) or _told_visit(scene) or _told_meeting(scene)
    weights: Counter[str] = Counter()
    for kind in kinds:
        if kind.concept == COMMISSION or not kind.concept.endswith("session"):
            weights[kind.concept] += kind.weight
    if not weights:
        heading = next((k for k in kinds if k.weight >= SIGNING_WEIGHT), None)
        english = heading is not None and scene.document.language == "en"
        told = None if english else _told_signing(scene)
        return told or _dated_first(scene, kinds)
    if len(weights) > 1:
        weights.pop("event", None)
    best = max(
        weights, key=lambda c: (weights[c], -next(i for i, k in enumerate(kinds) if k.concept == c))
    )
    if all(kind.weight == 1 for kind in kinds):
        told = _told_meeting(scene)
        if told is not None:
            return told
    if best in CONTAINED:
        visit = next((c for c in weights if c.endswith("visit")), None)
        best = visit or best
    if best == "joint-communique":
        best = next((c for c in weights if c.endswith("visit")), best)
        told = _paid_visit(scene) if best in ("joint-communique", "visit") else None
        if told is not None:
            return told
    if best == "visit" and scene.document.language == "en":
        best = next((k.concept for k in kinds if k.concept in _VISITS and k.weight > 1), best)
    of_kind = [k for k in kinds if k.concept == best]
    dated = [k for k in of_kind if find_dates(k.sentence.of(scene.text), scene.document.language)]
    prose = [k for k in of_kind if k.sentence.end - k.sentence.start > 60]
    return (dated or prose or of_kind)[0]


def _dated_first(scene: Scene, kinds: Sequence[Kind]) -> Kind:
    """The first of some kinds, better one whose sentence gives a day."""
    language = scene.document.language
    return next((k for k in kinds if find_dates(k.sentence.of(scene.text), language)), kinds[0])


def _told_signing(scene: Scene) -> Kind | None:
    """A signing that the report tells of without a word for the event."""
    for block in scene.document.blocks[:8]:
        for sentence in scene.sentences_of(block):
            signing = _signing_in(scene, sentence, scene.tokens_in(sentence))
            if signing and find_dates(sentence.of(scene.text), block.language):
                return Kind("signing-ceremony", signing, sentence, 1)
    return None


def _told_meeting(scene: Scene) -> Kind | None:
    """The meeting that the first English sentence tells of by its verb: "The Council met in X"."""
    first = next((b for b in scene.document.blocks[:8] if b.kind not in _LINES), None)
    for sentence in scene.sentences_of(first)[:1] if first and first.language == "en" else ():
        found = _MET.search(scene.text, sentence.start, sentence.end)
        if found and find_dates(sentence.of(scene.text), "en"):
            return Kind("meeting", Span(found.start(), found.end()), sentence, 1)
    return None


def _told_visit(scene: Scene) -> Kind | None:
    """A visit that the title tells of by its verb: «Делегация … посетила …»."""
    for block in scene.document.blocks[:3]:
        tokens = scene.tokens_in(block.span)
        found = [f for f in scene.phrases("journey").find(tokens) if f[2] == "visited"]
        if found and block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            first, last, _ = found[0]
            words = Span(tokens[first].start, tokens[last - 1].end)
            return Kind("visit", words, block.span, 1)
    return None


def _paid_visit(scene: Scene) -> Kind | None:
    """The visit that a joint text tells of by its verb and days: "… visited X from 7 to 9 May"."""
    for block in [b for b in scene.document.blocks[:10] if b.kind not in _LINES][:2]:
        for sentence in scene.sentences_of(block)[:2]:
            tokens = scene.tokens_in(sentence)
            found = [f for f in scene.phrases("journey").find(tokens) if f[2] == "visited"]
            if found and find_dates(sentence.of(scene.text), block.language):
                first, last, _ = found[0]
                return Kind("visit", Span(tokens[first].start, tokens[last - 1].end), sentence, 1)
    return None


def has_kind(scene: Scene, sentence: Span, chosen: Kind) -> bool:
    """Say whether a sentence has a word for that kind of event."""
    tokens = scene.tokens_in(sentence)
    return any(c == chosen.concept for _, _, c in scene.phrases("event-type").find(tokens))


def telling(
    scene: Scene, lead: Sequence[Block], chosen: Kind | None, dated: tuple[str, Span] | None
) -> list[Span]:
    """The sentences that tell of the event itself: with its kind, or with its day."""
    found = []
    for block in lead:
        for sentence in scene.sentences_of(block):
            own = chosen is not None and (sentence == chosen.sentence)
            if own or (dated and sentence.contains(dated[1])):
                found.append(sentence)
    for block in lead:
        for sentence in scene.sentences_of(block):
            if chosen and sentence not in found and has_kind(scene, sentence, chosen):
                found.append(sentence)
    first = next(
        (b for b in lead if b.kind is BlockKind.PARAGRAPH and not is_date_line(scene, b)), None
    )
    if first is not None:
        found.extend(s for s in scene.sentences_of(first)[:5] if s not in found)
    return found


def kinds_in(scene: Scene, sentence: Span) -> list[Span]:
    """Return the words for events in a sentence, those in names of bodies left out."""
    return [span for span, _ in kinds_at(scene, sentence)]


def kinds_at(scene: Scene, sentence: Span) -> list[tuple[Span, str]]:
    """Return the words for events in a sentence with their concepts, as `kinds_in` does."""
    tokens = scene.tokens_in(sentence)
    spans = (
        (Span(tokens[a].start, tokens[b - 1].end), concept)
        for a, b, concept in scene.phrases("event-type").find(tokens)
    )
    return [(span, concept) for span, concept in spans if not _in_name(scene, span)]


def is_of_another(scene: Scene, sentence: Span, at: Span, chosen: Kind | None) -> bool:
    """Say whether a place or day stands by the word for another event: "the summit of 3 May"."""
    if chosen is None:
        return False
    journeys = scene.phrases("journey").find(scene.tokens_in(sentence))
    if chosen.concept.endswith("visit") and journeys:
        return False
    kinds = kinds_at(scene, sentence)
    if not kinds:
        return False
    word, concept = min(
        kinds, key=lambda k: min(abs(k[0].start - at.end), abs(at.start - k[0].end))
    )
    tokens = scene.tokens_in(sentence)
    first = next(i for i, t in enumerate(tokens) if t.start >= word.start)
    if _is_prepared(tokens, first):
        return True
    held = chosen.concept.endswith("visit") and concept in CONTAINED
    same = concept in ("event", chosen.concept) or concept.endswith("session")
    return not same and not held
