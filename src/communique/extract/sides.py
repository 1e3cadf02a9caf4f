"""The parties of an agreement: who stands on its two sides, by name or by reference.

Enters a sentence with an instrument, leaves references to states and bodies; () if the report
does not tell.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from communique.extract.base import Notebook
from communique.extract.grammar import Grammar, grammar_of
from communique.extract.instruments import Cue, Instrument
from communique.extract.named import named_in
from communique.extract.scene import Scene
from communique.extract.within import listed_states, main_relation, states_in
from communique.facts.model import Evidence, Ref
from communique.names.russian import is_known, nominative
from communique.text.document import Block, Document
from communique.text.span import Span

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|&|и)\s", re.IGNORECASE)
_VERB = re.compile(r"\s+(?!(?:of|and|for|the|на|и|по)\b)[a-zа-яё]")
_UNITS = frozenset({"department", "section", "division", "faculty", "laboratory"})
"""Kinds of bodies that are no party, though it is not said whose they are."""
_RELATIVE = re.compile(r"\b(?:that|which)\s+(?=[^,.;:]*$)")
"""What opens the clause that says who signed: "the agreement that A and B signed"."""
_MODIFIERS = re.compile(r"\s(?:(?:[A-Z]?[a-z]+|and)\s){0,5}")
LONGEST_SIDES = 60
"""Characters before a paper's name in which its two sides may stand."""
COVERED = 0.75
"""Share of a party's words that a known name must cover to be that party."""


def parties_of(
    scene: Scene,
    notebook: Notebook,
    block: Block,
    sentence: Span,
    instrument: Instrument,
    cue: Cue,
    reach: Span,
) -> tuple[Ref, ...]:
    """Return the parties of an instrument that a sentence says was signed.

    `reach` goes from it to the next one, whose "between X and Y" is its own in Russian.
    """
    grammar = grammar_of(block.language)
    document = scene.document
    sentence = _told(scene, sentence, instrument, grammar)
    if grammar.language == "ru" and cue.span.end <= instrument.span.start:
        sentence = _of_its_own(scene, sentence, reach)
    if instrument.head.end < sentence.end:
        pair = between(scene, notebook, Span(instrument.head.end, sentence.end), grammar)
        if len(pair) > 1:
            return pair
    subject = Span(
        sentence.start, max(sentence.start + 1, min(cue.span.start, instrument.span.start))
    )
    if grammar.language == "ru" and not cue.passive and cue.span.start > instrument.span.end:
        # «Соглашение … Сингапур и Чили подписали»: who signs stands between it and the verb.
        between_them = Span(instrument.span.end, cue.span.start)
        subject = between_them if named_in(document, notebook, between_them) else subject
    own = _hyphenated(scene, notebook, instrument) if grammar.language == "en" else ()
    if own:
        return own
    relative = _RELATIVE.search(scene.text, instrument.head.end, cue.span.start)
    english = grammar.language == "en"
    if relative and english and not cue.passive and relative.end() < cue.span.start:
        subject = Span(relative.end(), cue.span.start)
    with_ = _after(scene, notebook, instrument.span.end, sentence.end, grammar, "with")
    near = reach if english and reach.end < sentence.end else sentence
    if cue.passive:
        by = _after(scene, notebook, cue.span.end, sentence.end, grammar, "by")
        signers = _of_persons(notebook, _persons(document, notebook, sentence))
        candidates: Iterable[tuple[Ref, ...]] = (by, signers, _both(document, notebook, near))
    else:
        actors = _actors(document, notebook, subject)
        signers = _of_persons(notebook, _persons(document, notebook, subject))
        named = _both(document, notebook, subject) if signers or len(actors) < 2 else ()
        candidates = ((*actors, *with_) if with_ or len(actors) > 1 else (), signers, named)
    named_only = cue.in_name
    for found in () if named_only else candidates:
        if len(set(found)) > 1:
            return tuple(dict.fromkeys(found))
    after = Span(min(instrument.head.end, sentence.end - 1), sentence.end)
    here_only = english and named_only and cue.span.end > instrument.head.start
    meant = referred(scene, notebook, block, after if here_only else sentence, grammar)
    if len(meant) > 1:
        return meant
    if english and cue.concept == "in-force":
        return ()
    if not cue.passive:
        return tuple(dict.fromkeys((*_actors(document, notebook, subject), *with_)))
    if named_only:
        return ()
    if english and (near != sentence or _RELATIVE.search(scene.text, sentence.start, sentence.end)):
        return ()
    told = Span(block.span.start, sentence.end) if english else block.span
    here = states_in(document, notebook, told)
    return here if len(here) == 2 and len(states_in(document, notebook, sentence)) != 1 else ()


def _hyphenated(scene: Scene, notebook: Notebook, instrument: Instrument) -> tuple[Ref, ...]:
    """The two sides before a paper's name: "the Kenya–Uganda Treaty", "EU-Armenia agreement"."""
    near = Span(max(0, instrument.span.start - LONGEST_SIDES), instrument.head.start + 1)
    named = [m for m in scene.matches_in(near) if m.entry.kind in ("state", "body")]
    for one, other in pairwise(named):
        between = scene.text[one.end : other.start]
        after = scene.text[other.end : instrument.head.start]
        if between in ("-", "–", "—") and _MODIFIERS.fullmatch(after):
            evidence = [Evidence((Span(m.start, m.end),), "agreement.party") for m in (one, other)]
            return tuple(
                notebook.state(m.entry.label, e, authority=m.entry.id)
                if m.entry.kind == "state"
                else notebook.institution(
                    m.entry.label, "en", e, intergovernmental=True, authority=m.entry.id
                )
                for m, e in zip((one, other), evidence, strict=True)
            )
    return ()


def signatories_of(
    scene: Scene, notebook: Notebook, block: Block, sentence: Span, instrument: Instrument, cue: Cue
) -> tuple[Ref, ...]:
    """Return the persons who signed: before the verb, or after "by"."""
    start, end = sentence.start, min(cue.span.start, instrument.span.start)
    if cue.passive:
        by = (
            grammar_of(block.language).patterns["by"].search(scene.text, cue.span.end, sentence.end)
        )
        start, end = (by.end(), sentence.end) if by else (0, 0)
    if cue.concept != "signed" or start >= end:
        return ()
    return tuple(dict.fromkeys(_persons(scene.document, notebook, Span(start, end))))


def between(scene: Scene, notebook: Notebook, span: Span, grammar: Grammar) -> tuple[Ref, ...]:
    """Return the two parties of "between X and Y" in a span; () if there is no such phrase."""
    text = scene.text
    pattern = re.compile(rf"\b(?:{grammar.patterns['between'].pattern})\s+", re.IGNORECASE)
    match = pattern.search(text, span.start, span.end)
    if not match:
        return ()
    cuts = [
        (_weight(scene, notebook, match.end(), cut), cut.start(), cut)
        for cut in _AND.finditer(text, match.end(), span.end)
    ]
    if not cuts:
        return ()
    weight, _, cut = max(cuts, key=lambda c: (c[0], -c[1]))
    if weight < 1:
        return ()
    sides = (
        Span(match.end(), cut.start()),
        Span(cut.end(), _party_end(scene, notebook, cut, span, grammar)),
    )
    refs = (party(scene, notebook, side, grammar.language) for side in sides)
    return tuple(dict.fromkeys(ref for ref in refs if ref))


def parties_in_cells(
    scene: Scene, notebook: Notebook, cells: Iterable[Span], language: str
) -> tuple[Ref, ...]:
    """Return the parties that the other cells of a paper's row name; () if there are not two.

    A cell may name both ("Ministry of A; Ministry of B", "A and B") or each its own.
    """
    found: list[Ref] = []
    for cell in cells:
        for divider in (r"\s*[;/\n]\s*", r"\s+[–—]\s+", r",?\s(?:and|и)\s(?:the\s)?", r"$"):
            parts = _divided(scene.text, cell, divider)
            refs = [party(scene, notebook, part, language) for part in parts] if parts else []
            if refs and all(refs):
                found += [ref for ref in refs if ref]
                break
    pair = tuple(dict.fromkeys(found))
    return pair if len(pair) > 1 else ()


def _divided(text: str, cell: Span, divider: str) -> list[Span]:
    """The parts of a cell that a divider makes; none if it does not stand there."""
    cuts = [m.span() for m in re.finditer(divider, cell.of(text))]
    if not cuts:
        return []
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), cell.end - cell.start]
    pairs = zip(starts, ends, strict=True)
    return [Span(cell.start + a, cell.start + b) for a, b in pairs if a < b]


def party(scene: Scene, notebook: Notebook, span: Span, language: str) -> Ref | None:
    """Return the state or body that a span names as a whole; a body not known yet is added."""
    words = span.of(scene.text)
    article = _ARTICLE.match(words)
    start = span.start + (article.end() if article else 0)
    end = span.start + len(words.rstrip(" ,.;"))
    if start >= end:
        return None
    whole = Span(start, end)
    for place, ref in named_in(scene.document, notebook, whole):
        if notebook.persons.has(ref):
            return None
        size = place.end - place.start
        rest = scene.text[place.end : end]
        covers = size >= COVERED * (end - start) and not rest.lstrip()[:1].isupper()
        if covers or (place.start == start and _VERB.match(rest)):
            return ref
    name = " ".join(whole.of(scene.text).split())
    if not name[0].isupper() or len(name) > 160:
        return None
    states = states_in(scene.document, notebook, whole)
    known = scene.phrases("institution-type").find(scene.tokens_in(whole))
    alone = language == "ru" and name.isalpha() and not is_known(name)
    if not known and not states and not alone and sum(w[0].isupper() for w in name.split()) < 2:
        return None
    label = nominative(name, oblique=True) if language == "ru" else name
    state = states[0] if states else None
    return notebook.institution(label, language, Evidence((whole,), "agreement.party"), state=state)


def referred(
    scene: Scene, notebook: Notebook, block: Block, sentence: Span, grammar: Grammar
) -> tuple[Ref, ...]:
    """Return whom "the countries", "the two universities" or "the sides" stand for."""
    text = sentence.of(scene.text)
    bodies = grammar.patterns["bodies_word"].search(text)
    states = grammar.patterns["states_word"].search(text)
    if states and not grammar.patterns["told_of"].search(text[: states.start()]):
        states = None
    if states and grammar.patterns["membership"].search(text):
        # "the States Parties", "Member States": those of a treaty or a body, not of the meeting.
        states = None
    if bodies:
        pair = _bodies_before(scene, notebook, sentence)
        if len(pair) == 2 and (not states or _all_bodies_near(scene, notebook, block)):
            return pair
    here = states_in(scene.document, notebook, Span(block.span.start, sentence.end))
    if len(here) == 2 and states:
        return here
    return event_sides(notebook) if states else ()


def event_sides(notebook: Notebook) -> tuple[Ref, ...]:
    """Return the sides of the event: all that its lead lists, its two, else those named most."""
    several = listed_states(notebook)
    if several:
        return several
    relation = main_relation(notebook)
    if relation:
        return relation
    named = sorted(notebook.states.facts(), key=lambda s: -len(s.evidence.spans))
    return tuple(state.ref for state in named[:2]) if len(named) > 1 else ()


def _weight(scene: Scene, notebook: Notebook, start: int, cut: re.Match[str]) -> int:
    """How likely an "and" parts two parties: a name or an article begins right after it."""
    text = scene.text
    article = _ARTICLE.match(text, cut.end())
    begin = article.end() if article else cut.end()
    left = Span(start, cut.start()) if cut.start() > start else None
    known = left is not None and bool(named_in(scene.document, notebook, left))
    right = named_in(scene.document, notebook, Span(begin, begin + 200))
    head = scene.phrases("institution-type").at(scene.tokens_in(Span(begin, begin + 60)), 0)
    weight = 2 * bool(right and right[0][0].start == begin) + 2 * bool(head) + bool(article)
    return 1 + weight + known if text[begin : begin + 1].isupper() else 0


def _party_end(
    scene: Scene, notebook: Notebook, cut: re.Match[str], span: Span, grammar: Grammar
) -> int:
    """Where the second party ends: at a preposition or verb outside of a known name."""
    end = grammar.patterns["party_end"].search(scene.text, cut.end(), span.end)
    while end:
        inside = [m.end for m in scene.matches if m.start < end.start() < m.end]
        inside += [
            place.end
            for place, _ in named_in(scene.document, notebook, span)
            if place.start < end.start() < place.end
        ]
        if not inside:
            return end.start()
        end = grammar.patterns["party_end"].search(scene.text, max(inside), span.end)
    return span.end


def _actors(document: Document, notebook: Notebook, span: Span) -> tuple[Ref, ...]:
    """The states and bodies named last before the verb, as far as "and" or commas join them."""
    text = document.reading or document.source.text
    found: list[Ref] = []
    edge = span.end
    for place, ref in reversed(named_in(document, notebook, span)):
        gap = text[place.end : edge]
        joined = re.fullmatch(r"[\s,]*(?:(?:and|и|with|с|the|both)[\s,]*)*", gap, re.IGNORECASE)
        if found and not joined:
            break
        if notebook.states.has(ref) or notebook.institutions.has(ref):
            longer = _longer_name(text, span, place) if notebook.states.has(ref) else None
            body = (
                notebook.institution(
                    longer.of(text), document.language, Evidence((longer,), "agreement.party")
                )
                if longer
                else ref
            )
            found.append(body)
        edge = place.start
    return tuple(dict.fromkeys(reversed(found)))


def _longer_name(text: str, span: Span, place: Span) -> Span | None:
    """The name of a body that ends with a state's: "United Russia", "Free Syria"."""
    before = re.search(r"(?<=\s)([A-ZА-ЯЁ][a-zа-яё]+)\s$", text[span.start : place.start])
    return Span(span.start + before.start(1), place.end) if before else None


def _after(
    scene: Scene, notebook: Notebook, start: int, end: int, grammar: Grammar, word: str
) -> tuple[Ref, ...]:
    """The states and bodies right after "with" or "by"."""
    if start >= end:
        return ()
    pattern = re.compile(rf"\b(?:{grammar.patterns[word].pattern})\s", re.IGNORECASE)
    match = pattern.search(scene.text, start, end)
    if not match or match.end() >= end:
        return ()
    found: list[Ref] = []
    edge = match.end()
    for place, ref in named_in(scene.document, notebook, Span(match.end(), end)):
        gap = scene.text[edge : place.start]
        if not re.fullmatch(r"[\s,]*(?:(?:and|и|the)[\s,]*)*", gap, re.IGNORECASE):
            break
        if notebook.states.has(ref) or notebook.institutions.has(ref):
            found.append(ref)
        edge = place.end
    return tuple(found)


def _persons(document: Document, notebook: Notebook, span: Span) -> list[Ref]:
    return [ref for _, ref in named_in(document, notebook, span) if notebook.persons.has(ref)]


def _of_persons(notebook: Notebook, persons: Iterable[Ref]) -> tuple[Ref, ...]:
    """Whom those who signed stand for: the state of the office, else its topmost body."""
    found: list[Ref] = []
    for person in persons:
        for tenure in notebook.tenures:
            stands_for = tenure.represents or tenure.organization
            if tenure.person == person and stands_for:
                found.append(_top(notebook, stands_for))
                break
    return tuple(dict.fromkeys(found))


def _top(notebook: Notebook, ref: Ref) -> Ref:
    seen = {ref}
    while notebook.institutions.has(ref):
        parent = notebook.institutions.get(ref).parent
        if parent is None or parent in seen:
            break
        seen.add(parent)
        ref = parent
    return ref


def _of_its_own(scene: Scene, sentence: Span, reach: Span) -> Span:
    """What a sentence says before the next paper, if it is that one that is «между …»."""
    rest = scene.text[reach.end : sentence.end]
    beside = " между " in rest and " между " not in reach.of(scene.text)
    return Span(sentence.start, reach.end) if beside else sentence


def _told(scene: Scene, sentence: Span, instrument: Instrument, grammar: Grammar) -> Span:
    """What a Russian sentence tells after «…, что»: who says so is no party."""
    if grammar.language != "ru":
        return sentence
    before = scene.text[sentence.start : instrument.span.start]
    found = [m.end() for m in re.finditer(r",\sчто\s", before)]
    return Span(sentence.start + found[-1], sentence.end) if found else sentence


def _both(document: Document, notebook: Notebook, span: Span) -> tuple[Ref, ...]:
    """The two states of a sentence, else its two bodies; () if there are fewer or more."""
    named = [ref for _, ref in named_in(document, notebook, span)]
    for registry in (notebook.institutions, notebook.states):
        refs = tuple(dict.fromkeys(ref for ref in named if registry.has(ref)))
        if len(refs) == 2:
            return refs
    return ()


def _bodies_before(scene: Scene, notebook: Notebook, sentence: Span) -> tuple[Ref, ...]:
    """The two topmost bodies named last before a sentence, or in it."""
    found: list[Ref] = []
    for _, ref in reversed(named_in(scene.document, notebook, Span(0, sentence.end))):
        if notebook.institutions.has(ref):
            top = _top(notebook, ref)
            if notebook.institutions.get(top).kind in _UNITS:
                continue
            russian = scene.document.language == "ru"
            if russian and notebook.institutions.get(top).intergovernmental:
                continue
            if top not in found:
                found.append(top)
        if len(found) == 2:
            break
    return tuple(reversed(found))


def _all_bodies_near(scene: Scene, notebook: Notebook, block: Block) -> bool:
    """Whether a paragraph names two bodies and no two states."""
    named = [ref for _, ref in named_in(scene.document, notebook, block.span)]
    bodies = {ref for ref in named if notebook.institutions.has(ref)}
    states = {ref for ref in named if notebook.states.has(ref)}
    return len(bodies) >= 2 > len(states)
