"""Finds the day of the event, and the day of the report itself."""

import re
from collections.abc import Sequence

from communique.dates.edtf import bounds
from communique.dates.find import DateFound, find_dates
from communique.extract.event_kinds import Kind, has_kind, is_of_another
from communique.extract.lead import dateline_of, is_date_line, labelled
from communique.extract.scene import Scene
from communique.text.document import Block, BlockKind
from communique.text.span import Span

FURTHEST_DAY = 200
"""Days between an event and the day of its report; what is further off is another event."""
_YEARS = re.compile(r"\d{4}/\d{4}")
"""A span of years: what a programme is for, no days of an event."""


def anchor_of(scene: Scene, lead: Sequence[Block]) -> tuple[str, Span] | None:
    """The day of the report: its dateline, else a line that is a date, else its issue."""
    for block in (*scene.document.blocks[:8], *scene.document.blocks[-12:]):
        words = block.span.of(scene.text)
        dateline = dateline_of(scene, block)
        stretch = dateline.of(scene.text) if dateline else ""
        stretch = stretch or (words if is_date_line(scene, block) else "")
        for date in find_dates(stretch, block.language):
            if len(date.edtf) >= len("2019-04-26"):
                return date.edtf, _placed(date, block.span.start)
    return None


def _placed(date: DateFound, offset: int) -> Span:
    return Span(date.start + offset, date.end + offset)


def day_of(
    scene: Scene, lead: Sequence[Block], chosen: Kind | None, anchor: tuple[str, Span] | None
) -> tuple[str, Span] | None:
    """When it took place, with the words that say so."""
    issued = scene.document.source.meta.issued
    given = labelled(scene, "date", "date-and-place")
    for date in find_dates(given.of(scene.text), scene.document.language) if given else ():
        if given and len(date.edtf) >= len("2019-04"):
            return date.edtf, _placed(date, given.start)
    day = anchor[0] if anchor else issued.isoformat() if issued else ""
    sentences = [s for b in lead for s in scene.sentences_of(b)]
    if chosen is not None:
        sentences.sort(key=lambda s: (s != chosen.sentence, not has_kind(scene, s, chosen), s))
    datelines = [d for d in (dateline_of(scene, b) for b in lead) if d is not None]
    first = next(
        (b for b in lead if b.kind is BlockKind.PARAGRAPH and not is_date_line(scene, b)), None
    )
    opening = scene.sentences_of(first)[:2] if first else []
    for sentence in sentences:
        words = sentence.of(scene.text)
        for date in find_dates(words, scene.document.language, anchor=day):
            if any(d.contains(_placed(date, sentence.start)) for d in datelines):
                continue
            telling = (
                chosen is None
                or sentence == chosen.sentence
                or sentence in opening
                or has_kind(scene, sentence, chosen)
            )
            other = chosen is not None and sentence != chosen.sentence
            if other and is_of_another(scene, sentence, _placed(date, sentence.start), chosen):
                continue
            if telling and _is_of_event(words, date, day) and not _of_paper(words, date):
                return date.edtf, _placed(date, sentence.start)
    return anchor


def _of_paper(words: str, date: DateFound) -> bool:
    """Whether a day is that of a Russian paper: «Соглашение … от 14 мая 1992 года»."""
    return words[: date.start].rstrip().endswith(" от")


def _is_of_event(words: str, date: DateFound, day: str) -> bool:
    """Whether a date can be the event's: a day or a span of days near the report's own."""
    if ".." in date.edtf or len(date.edtf) < len("2021-04") or _YEARS.fullmatch(date.edtf):
        return False
    first, reported = bounds(date.edtf)[0], bounds(day)[0]
    if first and reported and len(day) >= len("2021-04-12"):
        return abs((first - reported).days) <= FURTHEST_DAY
    year = day[:4]
    return (
        not year or abs(int(date.edtf[:4]) - int(year)) <= 1 if date.edtf[:4].isdigit() else False
    )
