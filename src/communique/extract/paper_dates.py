"""Says when an agreement was signed: the date in its name, near the verb, or the event's own."""

import re

from communique.dates.edtf import bounds
from communique.dates.find import DateFound, find_dates
from communique.extract.base import Notebook
from communique.extract.instruments import Cue, Instrument, cues_in, own_date
from communique.extract.scene import Scene
from communique.extract.within import said_in
from communique.facts.model import MAIN_EVENT
from communique.text.document import Block
from communique.text.span import Span

_OCCASIONS = frozenset({"talks", "meeting", "consultations", "negotiations", "commission-session"})
_OCCASION_KINDS = frozenset({"Visit", "Signing", "Summit", "Negotiation"})


def date_near(
    scene: Scene, notebook: Notebook, sentence: Span, cue: Cue, block: Block, reach: Span | None
) -> str:
    """The date within an instrument's reach, else the one nearest to the word of signing."""
    found = find_dates(sentence.of(scene.text), block.language, anchor=event_date(notebook))
    force = cue.concept == "in-force"
    dates = [d for d in found if d.edtf and (force or not d.interval or "-" in d.edtf)]
    if not dates:
        return ""
    if reach and len(dates) > 1:
        near = [d for d in dates if reach.start <= sentence.start + d.start < reach.end]
        dates = near or dates
    at = cue.span.start - sentence.start
    if force:
        dates = [d for d in dates if d.start >= at] or dates
    if reach and len(dates) > 1 and reach.end < sentence.end:
        return dates[0].edtf
    best = min(dates, key=lambda d: min(abs(d.start - at), abs(d.end - at))).edtf
    return best.removesuffix("/..")


def date_in_name(
    scene: Scene, instrument: Instrument, sentence: Span, language: str
) -> DateFound | None:
    """The date in the name of a lasting instrument; a bare "agreement of 2010" is no name."""
    date = own_date(scene, instrument, sentence, language)
    if not _binds(scene, instrument) and not (date and _is_proper(scene, instrument, date)):
        return None
    name = instrument.named or " " in instrument.head.of(scene.text)
    bracket = date is not None and scene.text[sentence.start + date.start - 1] == "("
    return date if name or bracket else None


def _is_proper(scene: Scene, instrument: Instrument, date: DateFound) -> bool:
    """Whether a declaration bears a name and a day: "the Lomé Declaration of 4 March 2019"."""
    head = instrument.head.of(scene.text)
    before = scene.text[instrument.span.start : instrument.head.start]
    return head[0].isupper() and before[:1].isupper() and len(date.edtf) == len("2019-03-04")


def is_only_said(scene: Scene, instrument: Instrument) -> bool:
    """Say whether it is a declaration or the like without a name: "adopted a declaration"."""
    words = instrument.span.of(scene.text)
    return not _binds(scene, instrument) and not instrument.named and words == words.lower()


def _binds(scene: Scene, instrument: Instrument) -> bool:
    """Whether it is a treaty, an agreement or a memorandum, and no statement or programme."""
    kind = scene.reading.lexicon.classes.get(("agreement-type", instrument.concept), "Agreement")
    return kind != "Agreement" or instrument.concept in ("agreement", "protocol")


def date_of_item(scene: Scene, notebook: Notebook, span: Span, block: Block) -> str:
    """The day in an item that says when it was signed; a span of years is its subject."""
    for date in find_dates(span.of(scene.text), block.language, anchor=event_date(notebook)):
        first, last = bounds(date.edtf)
        if first and first == last:
            return date.edtf
    return ""


def within_event(notebook: Notebook, edtf: str) -> bool:
    """Whether a date lies within the days of the main event."""
    (first, last), (begin, end) = bounds(event_date(notebook)), bounds(edtf)
    return bool(first and last and begin and end and first <= begin and end <= last)


def event_date(notebook: Notebook) -> str:
    """The days of the main event; a span of years is no day of signing."""
    main = next((event for event in notebook.events if event.ref == MAIN_EVENT), None)
    return main.edtf if main and not re.fullmatch(r"[\d.]*/[\d.]*", main.edtf) else ""


def at_event(notebook: Notebook, sentence: Span) -> bool:
    """Whether what the narrator says was signed was signed at the event: it is such an occasion."""
    main = next((event for event in notebook.events if event.ref == MAIN_EVENT), None)
    if main is None or said_in(notebook, sentence):
        return False
    return main.kind in _OCCASION_KINDS or main.concept in _OCCASIONS


def signed_before(
    scene: Scene, notebook: Notebook, block: Block, sentence: Span, instrument: Instrument
) -> str:
    """The day of signing of what came into force later: in its name, or «…, подписанный в 2018»."""
    own = date_in_name(scene, instrument, sentence, block.language)
    if own is not None:
        return own.edtf
    for cue in cues_in(scene, Span(instrument.span.end, sentence.end), block.language):
        between = scene.text[instrument.span.end : cue.span.start]
        if cue.concept == "signed" and cue.concluded and len(between.split()) <= 1:
            return date_near(scene, notebook, sentence, cue, block, None)
    return ""
