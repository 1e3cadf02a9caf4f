"""Reads events that are mentioned beside the one reported on: dated ones, one for each date.

A date tells of an event where the sentence has a word for one (visit, summit) or says that
something took place then; a forecast, a statistic or a deadline is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.dates.edtf import bounds
from communique.dates.find import DateFound, complete, find_dates
from communique.extract.base import Notebook, Reading
from communique.extract.grammar import grammar_of
from communique.extract.instruments import cues_in
from communique.extract.named import named_in
from communique.extract.scene import Scene, scene_of
from communique.extract.telling_dates import (
    dated_days,
    is_act,
    is_ahead,
    is_coming,
    is_custom,
    months_alone,
    names_event,
    names_paper,
    opens_with_dateline,
    placed,
    tells,
)
from communique.extract.visits import visit_in
from communique.extract.within import said_in, states_in
from communique.facts.model import MAIN_EVENT, EventFact, Evidence, Ref
from communique.names.keys import name_key, slug
from communique.text.document import Block, BlockKind, Document
from communique.text.span import Span

_SKIPPED = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.DATELINE)
_BOUNDARY = re.compile(
    r"[;:]\s|,\s(?=(?:which|where|who|while|and|котор|где|а|и)\b)|(?<=\w{3})\.\s"
)
_JOINED = re.compile(r"[\s,]*(?:and|и)?\s*")
LONGEST_LABEL = 140
ALIKE = 0.5
"""Share of words from which on two mentions of one date are one event."""


@dataclass(frozen=True, slots=True)
class _Mention:
    date: DateFound
    edtf: str
    clause: Span
    concept: str
    words: str


def read_mentioned(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write the dated events of narration and statements; never what the main event is."""
    scene = scene_of(document, reading)
    main = next((e for e in notebook.events if e.ref == MAIN_EVENT), None)
    anchor = main.edtf if main else ""
    for block in document.blocks:
        if block.kind in _SKIPPED:
            continue
        for sentence in scene.sentences_of(block):
            for mention in _mentions(scene, notebook, block, sentence, anchor):
                if not _is_main(mention, main):
                    _write(scene, notebook, block, mention)


def _mentions(
    scene: Scene, notebook: Notebook, block: Block, sentence: Span, anchor: str
) -> Iterator[_Mention]:
    text = sentence.of(scene.text)
    if text.rstrip().endswith("?") and re.search(r"\sли\s", text):
        return
    dates = dated_days(find_dates(text, block.language, anchor=anchor), text, block)
    alone = months_alone(text, dates, anchor) if block.language == "en" else []
    dates = sorted([*dates, *alone], key=lambda d: d.start)
    for date in dates:
        edtf = date.edtf or complete(date, anchor[:4])
        start, _, end = edtf.partition("/")
        if end and bounds(start)[0] == bounds(start)[1]:
            start = edtf
        elif end and end != "..":
            continue
        if not start or "X" in start or opens_with_dateline(scene, block, sentence, date):
            continue
        if end == ".." and text[date.start].isdigit():
            continue
        if block.language == "ru" and (
            names_event(scene, sentence, date) or names_paper(notebook, sentence, date, text)
        ):
            continue
        clause = _clause(scene, sentence, date)
        others = [placed(d, sentence) for d in dates if d is not date]
        concept, words = _event_word(scene, clause, placed(date, sentence), others)
        reckoned = _reckoning(text, date) if block.language == "ru" else ""
        if reckoned == "за" or (reckoned and not (concept or is_coming(scene, block, clause))):
            continue
        signed = date in alone and any(c.concluded for c in cues_in(scene, clause, "en"))
        if date in alone and (not (concept or signed) or is_coming(scene, block, clause)):
            continue
        if not concept:
            visit = visit_in(scene, notebook, clause, block.language)
            if (
                visit
                and visit.is_whole
                and _is_of(scene, visit.words, placed(date, sentence), others)
            ):
                concept, words = visit.concept, visit.words.of(scene.text)
        if not concept and (
            (date.relative and len(start) == len("2023"))
            or is_custom(scene, notebook, block, clause, text[date.start : date.end])
            or (is_ahead(start, anchor) and not is_coming(scene, block, clause))
            or not tells(scene, notebook, block, sentence, date)
        ):
            continue
        if (
            len(edtf) == len("2019")
            and not concept
            and is_act(scene, notebook, block, clause, edtf)
        ):
            continue
        yield _Mention(date, start, clause, concept, words)


def _reckoning(text: str, date: DateFound) -> str:
    """The word that makes a Russian year what is counted or planned for: «за 2021 год», or ""."""
    found = re.search(r"(?<!\w)(за|на)\s+$", text[: date.start], re.IGNORECASE)
    year = len(date.edtf) == len("2021")
    return found.group(1).lower() if found and year else ""


def _clause(scene: Scene, sentence: Span, date: DateFound) -> Span:
    """The part of a sentence that a date stands in."""
    at = Span(sentence.start + date.start, sentence.start + date.end)
    edges = [m.span() for m in _BOUNDARY.finditer(scene.text, sentence.start, sentence.end)]
    start = max([sentence.start, *(end for _, end in edges if end <= at.start)])
    stop = min([sentence.end, *(begin for begin, _ in edges if begin >= at.end)])
    clause = Span(start, stop)
    return clause if clause.end - clause.start > (at.end - at.start) + 20 else sentence


def _event_word(scene: Scene, clause: Span, at: Span, others: Sequence[Span]) -> tuple[str, str]:
    """The word for an event that stands nearest to a date, names of bodies left out.

    A word that stands nearer to another date is that one's, unless the two are named together.
    """
    tokens = scene.tokens_in(clause)
    best: tuple[int, str, str] | None = None
    for first, last, concept in scene.phrases("event-type").find(tokens):
        span = Span(tokens[first].start, tokens[last - 1].end)
        if any(
            m.start <= span.start and span.end <= m.end and m.entry.kind == "body"
            for m in scene.matches
        ):
            continue
        if not _is_of(scene, span, at, others):
            continue
        distance = _distance(span, at)
        if best is None or distance < best[0]:
            best = distance, concept, span.of(scene.text)
    return (best[1], best[2]) if best else ("", "")


def _is_of(scene: Scene, word: Span, at: Span, others: Sequence[Span]) -> bool:
    """Whether no other date stands nearer to a word, unless the two are named together."""
    return not any(
        _distance(word, other) < _distance(word, at) and not _together(scene, other, at)
        for other in others
    )


def _distance(span: Span, date: Span) -> int:
    return min(abs(span.start - date.start), abs(span.end - date.start))


def _together(scene: Scene, one: Span, other: Span) -> bool:
    """Whether two dates are joined: "of 2017 and 2018"."""
    first, second = sorted((one, other))
    return bool(_JOINED.fullmatch(scene.text[first.end : second.start]))


def _is_main(mention: _Mention, main: EventFact | None) -> bool:
    """Whether a date is the main event's: the same days, or days within them."""
    if main is None or not main.edtf:
        return False
    first, last = bounds(main.edtf)
    begin, end = bounds(mention.edtf)
    if not (first and last and begin and end):
        return False
    return (first <= begin and end <= last) or mention.edtf == main.edtf


def _write(scene: Scene, notebook: Notebook, block: Block, mention: _Mention) -> None:
    if _dates_negotiation(notebook, mention):
        return
    label = _label(mention.clause.of(scene.text), block.language)
    for event in notebook.events:
        if event.edtf == mention.edtf and event.ref != MAIN_EVENT:
            told = event.evidence.spans[0].of(scene.text)
            if mention.concept and not event.concept:
                notebook.events.remove(event)
                break
            if not mention.concept or _alike(told, mention.clause.of(scene.text)):
                return
    taken = {event.ref for event in notebook.events}
    base = f"event/{mention.edtf.replace('/', '-')}-{slug(mention.concept or label)[:40]}"
    ref = next(r for r in (base, *(f"{base}-{n}" for n in range(2, 999))) if Ref(r) not in taken)
    named = named_in(scene.document, notebook, mention.clause)
    places = tuple(dict.fromkeys(r for _, r in named if notebook.places.has(r)))
    if len(places) > 1:
        held = (r for span, r in named if notebook.places.has(r) and _is_within(scene, span))
        places = tuple(dict.fromkeys(held))
    states = states_in(scene.document, notebook, mention.clause)
    classes = scene.reading.lexicon.classes
    notebook.events.append(
        EventFact(
            ref=Ref(ref),
            kind=classes.get(("event-type", mention.concept), "Event"),
            label=label,
            language=block.language,
            evidence=Evidence((mention.clause,), "mentioned", said_in(notebook, mention.clause)),
            type_words=mention.words,
            concept=mention.concept,
            edtf=mention.edtf,
            places=places if len(places) == 1 else (),
            parties=states if len(states) == 2 else (),
        )
    )


def _is_within(scene: Scene, place: Span) -> bool:
    """Whether a preposition says that something was in a place."""
    before = scene.text[max(0, place.start - 4) : place.start].lower()
    return bool(re.search(r"\b(?:in|at|в|во)\s$", before))


def _label(clause: str, language: str) -> str:
    """Return a clause as the name of what it tells of: without the word that joins it to others."""
    words = clause.split()
    while len(words) > 1 and grammar_of(language).has("connective", words[0].strip(",")):
        del words[0]
    label = " ".join(words).rstrip(" ,;.")
    if len(label) > LONGEST_LABEL:
        label = label[: LONGEST_LABEL - 1].rsplit(" ", 1)[0] + "…"
    return label[:1].upper() + label[1:]


def _dates_negotiation(notebook: Notebook, mention: _Mention) -> bool:
    """Give a date to negotiations that a clause tells of; say whether there were such."""
    for index, event in enumerate(notebook.events):
        undated = event.kind == "Negotiation" and event.ref != MAIN_EVENT and not event.edtf
        if undated and mention.clause.contains(event.evidence.spans[0]):
            notebook.events[index] = replace(event, edtf=mention.edtf)
            return True
    return False


def _alike(one: str, other: str) -> bool:
    first, second = set(name_key(one).split()), set(name_key(other).split())
    return (
        len(first & second) >= ALIKE * min(len(first), len(second)) if first and second else False
    )
