"""Finds where the event took place."""

import re
from collections.abc import Sequence

from communique.dates.words import is_day_name
from communique.extract.base import Notebook
from communique.extract.event_kinds import Kind, is_of_another
from communique.extract.lead import dateline_of, is_date_line, labelled
from communique.extract.scene import Scene
from communique.facts.model import Evidence, Ref
from communique.names.authority import Match
from communique.names.morphology import is_locative
from communique.names.russian import is_russian
from communique.text.span import Span

_HELD_IN = re.compile(
    r"\b(?:held|took\splace|convened|hosted|met|gathered|organi[sz]ed|opened)\b"
    r"(?:(?!\s(?:about|for|of)\s|\son\s(?!\d|[MTWFS]\w+day|the\s\d))[^.;:]){0,70}?"
    r"\s(?:in|at)\s(?:the\s)?"
)
"""A sentence that says where something was held, up to the place; no topic stands between."""
_IN = re.compile(r"\s(?:in|at)\s(?:the\s)?")
"""What leads from the word for an event to its place."""
_TOWN = re.compile(r"[*_\s]*([A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?),\s+(?=\d|[A-Z]\w+\s\d)")
"""A town that opens a line of place and day."""
_TO_STATE = re.compile(r"\sto\s(?:the\s)?")
_BEFORE_DATE = re.compile(
    r",\s+([A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?),?\s+(?=\d{1,2}\s?[–-]?\s?\d*\s*[A-Z])"
)
"""A town in a title right before its date: "…, Apia, 8 August 2023"."""
_NAME = re.compile(
    r"[A-Z][\w’'-]+(?:\s(?:[A-Z][\w’'-]+|(?:de|da|do|del|el|al|la)(?=\s[A-Z]))){0,3}"
)


_AT = re.compile(
    r"\b(?:in|at|в|во)\s+(?:[\w’'-]+\s+){0,2}$|"
    r"\bin\s+the\s+(?:[\w’'-]+\s+){0,2}(?:capital|city|town|port|resort)\s+(?:city\s+)?(?:of\s+)?$",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:in|at|to|в|во)\s+(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE)
"""What leads to a place where something was, and to one that somebody went to."""


def places_of(
    scene: Scene,
    notebook: Notebook,
    sentences: Sequence[Span],
    own: Sequence[Span],
    chosen: Kind | None,
) -> tuple[Ref, ...]:
    """Where: a place after "in" or "at" in the sentences that tell of the event.

    Where a line gives place and day, only the event's `own` sentences count beside it.
    """
    venue = labelled(scene, "venue", "date-and-place")
    if venue is not None:
        for match in scene.matches_in(venue, "place"):
            evidence = Evidence((Span(match.start, match.end),), "event.venue")
            return (notebook.place(match.entry.label, evidence, authority=match.entry.id),)
        unknown = _last_part(scene, venue)
        if unknown is not None:
            evidence = Evidence((unknown,), "event.venue")
            return (notebook.place(unknown.of(scene.text), evidence),)
    by_line = _dateline_place(scene, notebook)
    resting = chosen is None or not chosen.concept.endswith("visit")
    title = (notebook.title_span,) if notebook.title_span else ()
    headed = _set_apart(scene, notebook, title)
    if headed:
        return headed
    for sentence in (*(title if scene.document.language == "ru" else ()), *sentences):
        if sentence not in own and sentence not in title:
            told = _told_place(scene, notebook, own, chosen)
            if told or by_line:
                return told or by_line
        for match in scene.matches_in(sentence, "place"):
            at = Span(match.start, match.end)
            if sentence not in own and is_of_another(scene, sentence, at, chosen):
                continue
            if not match.entry.within or (resting and not _rests(scene, match)):
                continue
            before = scene.text[max(sentence.start, match.start - 48) : match.start]
            leading = _AT if resting else _TO
            if leading.search(before):
                evidence = Evidence((Span(match.start, match.end),), "authority")
                return (notebook.place(match.entry.label, evidence, authority=match.entry.id),)
    return (
        _told_place(scene, notebook, own, chosen)
        or by_line
        or _agency_place(scene, notebook)
        or _visited(scene, notebook, chosen)
    )


def _visited(scene: Scene, notebook: Notebook, chosen: Kind | None) -> tuple[Ref, ...]:
    """The state that an English visit was to, where no town is named."""
    if chosen is None or not chosen.concept.endswith("visit"):
        return ()
    found = _TO_STATE.match(scene.text, chosen.span.end, chosen.sentence.end)
    state = scene.match_at(found.end(), "state") if found else None
    if state is None or state.adjectival:
        return ()
    return (
        notebook.place(state.entry.label, Evidence((Span(state.start, state.end),), "event.state")),
    )


def _last_part(scene: Scene, line: Span) -> Span | None:
    """The town that ends a labelled line: "Botanical Hall, Entebbe", "17 June 2021, Entebbe"."""
    found = re.search(r",\s+([A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?)\.?$", line.of(scene.text))
    if found is None:
        return None
    span = Span(line.start + found.start(1), line.start + found.end(1))
    return None if _is_other(scene, span) or scene.matches_in(span, "state") else span


def _set_apart(scene: Scene, notebook: Notebook, title: Sequence[Span]) -> tuple[Ref, ...]:
    """The place that an English title gives between commas: "Briefing, Oslo, 3 March 2023"."""
    for span in title:
        for match in scene.matches_in(span, "place"):
            before = scene.text[span.start : match.start].rstrip()[-1:]
            after = scene.text[match.end : span.end].lstrip()[:1]
            parted = before in (",", "(", "|", "–", "—") and after in ("", ",", ")", "|", "–", "—")
            if parted and match.entry.within and not match.adjectival:
                evidence = Evidence((Span(match.start, match.end),), "event.title")
                return (notebook.place(match.entry.label, evidence, authority=match.entry.id),)
        dated = _BEFORE_DATE.search(span.of(scene.text))
        town = Span(span.start + dated.start(1), span.start + dated.end(1)) if dated else None
        if town is not None and not _is_other(scene, town) and not scene.matches_in(town):
            return (notebook.place(town.of(scene.text), Evidence((town,), "event.title")),)
    return ()


def _told_place(
    scene: Scene, notebook: Notebook, own: Sequence[Span], chosen: Kind | None
) -> tuple[Ref, ...]:
    """A place that no list knows, or a state, where a sentence says that it was held there."""
    for sentence in own:
        after = chosen.span.end if chosen and sentence.contains(chosen.span) else sentence.end
        named = _IN.match(scene.text, after, sentence.end)
        held = _HELD_IN.finditer(scene.text, sentence.start, sentence.end)
        for found in (*([named] if named else []), *held):
            name = _NAME.match(scene.text, found.end(), sentence.end)
            if name is None:
                continue
            span = Span(found.end(), name.end())
            state = scene.match_at(span.start, "state")
            if state is not None and not state.adjectival:
                evidence = Evidence((Span(state.start, state.end),), "event.state")
                return (notebook.place(state.entry.label, evidence),)
            if scene.match_at(span.start) is None and not _is_other(scene, span):
                return (notebook.place(span.of(scene.text), Evidence((span,), "event.place")),)
    return ()


def _is_other(scene: Scene, span: Span) -> bool:
    """Whether capitals after "in" are a month, a day, a body or an instrument."""
    tokens = scene.tokens_in(span)
    schemes = ("institution-type", "event-type", "agreement-type", "title", "attendance")
    cued = any(scene.phrases(s).find(tokens) for s in schemes)
    return cued or any(is_day_name(t.text) for t in tokens)


def _agency_place(scene: Scene, notebook: Notebook) -> tuple[Ref, ...]:
    """The place of a dateline: "ADDIS ABABA, 14 March 2019 — …"."""
    for block in scene.document.blocks[:8]:
        dateline = dateline_of(scene, block)
        if dateline is None:
            continue
        for match in scene.matches_in(dateline, "place"):
            evidence = Evidence((Span(match.start, match.end),), "dateline")
            return (notebook.place(match.entry.label, evidence, authority=match.entry.id),)
        name = re.split(r"\s*[,(\d]", dateline.of(scene.text))[0].strip()
        if name and len(name.split()) <= 3 and not scene.matches_in(dateline, "state"):
            evidence = Evidence((Span(dateline.start, dateline.start + len(name)),), "dateline")
            return (notebook.place(name.title() if name.isupper() else name, evidence),)
    return ()


def _rests(scene: Scene, match: Match) -> bool:
    """Whether a place's Russian form may say where something is, not where somebody goes."""
    last = scene.tokens_in(Span(match.start, match.end))[-1].text
    return not is_russian(last) or is_locative(last)


def _dateline_place(scene: Scene, notebook: Notebook) -> tuple[Ref, ...]:
    """A short line of place and day: "Ulaanbaatar, 10–12 November 2020", or of a place alone."""
    for block in scene.document.blocks[1:8]:
        alone = scene.match_at(block.span.start, "place") if block.language == "en" else None
        if alone is not None and alone.end == block.span.end and alone.entry.within:
            evidence = Evidence((block.span,), "dateline")
            return (notebook.place(alone.entry.label, evidence, authority=alone.entry.id),)
    for block in (*scene.document.blocks[:5], *scene.document.blocks[-12:]):
        if not is_date_line(scene, block):
            continue
        for match in scene.matches_in(block.span, "place"):
            evidence = Evidence((Span(match.start, match.end),), "dateline")
            return (notebook.place(match.entry.label, evidence, authority=match.entry.id),)
        town = _TOWN.match(scene.text, block.span.start, block.span.end)
        span = Span(town.start(1), town.end(1)) if town and block.language == "en" else None
        if span is not None and not _is_other(scene, span) and not scene.matches_in(span):
            return (notebook.place(span.of(scene.text), Evidence((span,), "dateline")),)
    return ()
