"""Finds attributed passages: the run of sentences of a paragraph that one speaker is given."""

import re
from collections.abc import Iterator, Sequence

from communique.extract.bodies import all_bodies, chain_of
from communique.extract.grammar import grammar_of
from communique.extract.said import ITEMS, Said
from communique.extract.scene import Scene
from communique.extract.turn_statements import labelled_turn
from communique.extract.who import Reference, Who
from communique.extract.words import Token, word_forms
from communique.facts.model import Ref
from communique.names.morphology import is_oblique, is_plural_verb, may_be_several
from communique.names.russian import is_russian, is_verb_form, nominative
from communique.text.document import Block, BlockKind
from communique.text.span import Span

_BEFORE_NOUN = frozenset({"of", "a", "an", "the", "with", "his", "her", "its", "their"})
"""Words after which a form that may be a verb is a noun: "a vote of thanks"."""
_POSSESSIVES = frozenset({"his", "her"})
_PARTED = re.compile(r"[,”\"]\s+(?:the\s+)?$")
"""What stands before a body that a clause of its own names: "…, the Ministry said"."""
LONGEST_ASIDE = 25
"""Words of the longest clause in commas between a speaker and the verb of speech."""
LONGEST_MARK = 4
"""Characters of markup that may stand before the first sentence of an item."""
NEAR = 6
"""Words between a speaker and the verb of speech, offices apart."""


def attributed_passages(scene: Scene, who: Who) -> Iterator[Said]:
    """Attributed passages: the run of sentences of a paragraph that one speaker is given."""
    last: Ref | None = None
    spoke: Ref | None = None
    for index, block in scene.blocks():
        if block.kind not in (BlockKind.PARAGRAPH, *ITEMS):
            continue
        label = labelled_turn(scene, who, block)
        if label is not None and label.person is not None:
            yield label
            last = label.person
            continue
        run: list[Span] = []
        alone = True
        speaker: Ref | None = None
        pending: list[Span] = []
        opening: tuple[Span, Ref] | None = None
        quoted: list[Span] = []
        previous: Span | None = None
        for sentence in scene.sentences_of(block):
            earlier, previous = previous, sentence
            quoted = _still_quoted(scene, quoted, sentence)
            tokens = scene.tokens_in(sentence)
            references = who.in_tokens(tokens)
            heard = opening[1] if opening else spoke
            said_by = _attributed(scene, tokens, references, speaker or last, heard)
            if said_by is None and run and _has_unknown_subject(scene, tokens, references):
                yield _whole(block, run, speaker, index, alone)
                run, pending, speaker, alone = [], [], None, False
            if said_by is None:
                last = None if _has_unknown_subject(scene, tokens, references) else last
                named = next((r.person for r in references if r.person), None)
                if named is not None and not run:
                    last = named
                    opening = (sentence, named) if _opens(tokens) else None
                if run and (len(quoted) > 1 or _carries_on(tokens, references)):
                    run += [*pending, sentence]
                    pending = []
                elif run:
                    pending.append(sentence)
                continue
            if run and said_by != speaker:
                yield _whole(block, run, speaker, index, alone=False)
                run, pending, alone = [], [], False
            if not run and len(quoted) > 1:
                run.extend(quoted[:-1])
            if not run and earlier and _points_back(scene, sentence):
                run.append(earlier)
            if not run and opening is not None and opening[1] == said_by:
                run.append(opening[0])
            opening = None
            run += [*pending, sentence]
            pending = []
            speaker = last = spoke = said_by
        if run:
            run += pending
            yield _whole(block, run, speaker, index, alone)


def _still_quoted(scene: Scene, before: list[Span], sentence: Span) -> list[Span]:
    """The sentences of a quotation that goes on over the end of one, up to this one."""
    earlier = before if before and _is_open(scene, before) else []
    return [*earlier, sentence]


def _points_back(scene: Scene, sentence: Span) -> bool:
    """Whether a Russian sentence only says whose the one before it is: «Об этом сообщил …»."""
    words = sentence.of(scene.text)
    return grammar_of("ru").patterns["points_back"].match(words) is not None


def _is_open(scene: Scene, sentences: Sequence[Span]) -> bool:
    words = scene.text[sentences[0].start : sentences[-1].end]
    if is_russian(words):
        return words.count("«") > words.count("»") or words.count('"') % 2 == 1
    return words.count("“") > words.count("”") or words.count('"') % 2 == 1


def _whole(block: Block, run: Sequence[Span], speaker: Ref | None, index: int, alone: bool) -> Said:
    """A run of sentences as a statement; an item whose words are all one speaker's is one."""
    whole = block.kind in ITEMS and alone and run[0].start - block.span.start < LONGEST_MARK
    span = block.span if whole else Span(run[0].start, run[-1].end)
    return Said(span, speaker, index, "attribution")


def _has_unknown_subject(
    scene: Scene, tokens: Sequence[Token], references: Sequence[Reference]
) -> bool:
    """Whether an office that nobody known holds opens an English sentence: "The Rector said"."""
    if len(tokens) < 2 or tokens[0].text != "The" or (references and references[0].first == 0):
        return False
    return scene.phrases("title").at(tokens, 1) is not None


def _attributed(
    scene: Scene,
    tokens: Sequence[Token],
    references: Sequence[Reference],
    last: Ref | None,
    spoke: Ref | None,
) -> Ref | None:
    """Whom a sentence is given to: the person beside its verb of speech."""
    if _is_rapporteurs(scene, tokens):
        return None
    quoting = _quoting(tokens, references)
    if quoting is not None:
        return quoting.means(last)
    for first, end, _ in scene.phrases("speech-verb").find(tokens):
        if any(first <= r.first < end for r in references):
            return last
        if first and tokens[first - 1].text.lower() in _BEFORE_NOUN and end - first == 1:
            continue
        named = any(r.last == first for r in references)
        if not named and first and tokens[first - 1].end in _ends_of_bodies(scene):
            continue
        if grammar_of("en").has("noun_forms", tokens[first].text) and not named:
            continue
        before = [
            r
            for r in _subjects(tokens, references, first)
            if _apart(references, r, first) <= NEAR or _is_aside(tokens[r.last : first])
        ]
        after = [r for r in references if r.first >= end and r.first - end <= 3]
        if first and tokens[first - 1].is_word and tokens[first].text.isascii():
            after = []
        nearest = before[-1:] if before else after[:1]
        if before and before[0].first == 0 and _leads_to(tokens, before[0], first):
            nearest = before[:1]
        if before and tokens[before[-1].first].text in _POSSESSIVES:
            nearest = [r for r in before if r.person is not None][-1:] or nearest
        if not nearest and len(references) == 1 and is_russian(tokens[first].text):
            nearest = list(references)
        if len(before) > 1 and _are_joined(tokens, before[-2], before[-1]):
            continue
        for reference in nearest:
            if not _clause_between(tokens, reference, first, end):
                return reference.means(spoke if reference.speaking else last)
    return None


def _subjects(
    tokens: Sequence[Token], references: Sequence[Reference], verb: int
) -> list[Reference]:
    """Who may be the subject of a verb after them: no Russian words in another case or number."""
    before = [r for r in references if r.last <= verb]
    if not is_russian(tokens[verb].text):
        return before
    several = is_plural_verb(tokens[verb].text)
    return [
        r
        for r in before
        if not _is_declined(tokens[r.first : r.last])
        and not (several and may_be_several(tokens[r.first].text))
    ]


def _leads_to(tokens: Sequence[Token], subject: Reference, verb: int) -> bool:
    """Whether a Russian verb is the first after the person with whom the sentence begins."""
    between = tokens[subject.last : verb]
    plain = not any(t.text in (",", ";") or is_verb_form(t.text) for t in between)
    return plain and subject.person is not None and is_russian(tokens[verb].text)


def _is_declined(words: Sequence[Token]) -> bool:
    """Whether a Russian office, or a name without one, is no nominative."""
    if any(not t.is_capitalised for t in words if t.is_word) or not is_russian(words[0].text):
        return is_oblique(words[0].text)
    name = " ".join(t.text for t in words)
    return nominative(name, person=True) != name


def _apart(references: Sequence[Reference], reference: Reference, verb: int) -> int:
    """Words between a person and a verb, those about other persons apart."""
    others = (r for r in references if reference.last <= r.first and r.last <= verb)
    return verb - reference.last - sum(r.last - r.first for r in others)


def _ends_of_bodies(scene: Scene) -> frozenset[int]:
    """Where English names of bodies end: "…, the Foreign Ministry said" is no person's word."""
    return scene.cached("ends of bodies", lambda: _body_ends(scene))


def _body_ends(scene: Scene) -> frozenset[int]:
    blocks = zip(scene.document.blocks, all_bodies(scene), strict=True)
    return frozenset(
        body.span.end
        for block, bodies in blocks
        for top in bodies
        for body in chain_of(top)
        if block.language == "en"
        and _PARTED.search(scene.text[max(block.span.start, body.span.start - 8) : body.span.start])
    )


def _are_joined(tokens: Sequence[Token], one: Reference, other: Reference) -> bool:
    """Whether two persons are one subject: "Ana Ruiz and John Doe discussed …"."""
    words = [t.text for t in tokens[one.last : other.first]]
    ends = tokens[one.last - 1].text if one.last else ""
    joined = words if ends != "," else [",", *words]
    named = one.person is not None and other.person not in (None, one.person)
    return named and joined in (["and"], [",", "and"], ["и"])


def _is_rapporteurs(scene: Scene, tokens: Sequence[Token]) -> bool:
    """Whether a sentence tells of courtesies, or of what "the sides" said: it has no speaker."""
    if not tokens:
        return False
    words = scene.text[tokens[0].start : tokens[-1].end]
    grammar = grammar_of("ru" if is_russian(words) else "en")
    return bool(grammar.patterns["courtesy"].search(words)) or bool(
        grammar.patterns["collective"].match(words)
    )


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
