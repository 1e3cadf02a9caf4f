"""Finds where the event took place."""

import re
from collections.abc import Sequence

from communique.extract.base import Notebook
from communique.extract.event_kinds import Kind
from communique.extract.lead import dateline_of, is_date_line, labelled
from communique.extract.scene import Scene
from communique.facts.model import Evidence, Ref
from communique.names.authority import Match
from communique.names.morphology import is_locative
from communique.names.russian import is_russian
from communique.text.span import Span


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
    venue = labelled(scene, "venue")
    if venue is not None:
        for match in scene.matches_in(venue, "place"):
            evidence = Evidence((Span(match.start, match.end),), "event.venue")
            return (notebook.place(match.entry.label, evidence, authority=match.entry.id),)
    by_line = _dateline_place(scene, notebook)
    resting = chosen is None or not chosen.concept.endswith("visit")
    for sentence in sentences:
        if by_line and sentence not in own:
            continue
        for match in scene.matches_in(sentence, "place"):
            if not match.entry.within or (resting and not _rests(scene, match)):
                continue
            before = scene.text[max(sentence.start, match.start - 24) : match.start]
            if re.search(r"\b(?:in|at|to|в|во)\s+(?:[\w’'-]+\s+){0,2}$", before, re.IGNORECASE):
                evidence = Evidence((Span(match.start, match.end),), "authority")
                return (notebook.place(match.entry.label, evidence, authority=match.entry.id),)
    return by_line or _agency_place(scene, notebook)


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
    """A short line of place and day: "Ulaanbaatar, 10–12 November 2020"."""
    for block in (*scene.document.blocks[:5], *scene.document.blocks[-12:]):
        if not is_date_line(scene, block):
            continue
        for match in scene.matches_in(block.span, "place"):
            evidence = Evidence((Span(match.start, match.end),), "dateline")
            return (notebook.place(match.entry.label, evidence, authority=match.entry.id),)
    return ()
