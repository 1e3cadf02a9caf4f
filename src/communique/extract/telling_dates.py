"""Says whether a date tells of an event: not a dateline, a name, a forecast or a statistic."""

import re
from dataclasses import replace

from communique.dates.edtf import bounds
from communique.dates.find import DateFound, find_dates
from communique.dates.words import date_words, is_day_name
from communique.extract.base import Notebook
from communique.extract.grammar import grammar_of
from communique.extract.scene import Scene
from communique.extract.within import said_in
from communique.text.document import Block
from communique.text.span import Span

_DATELINE = re.compile(r"\s*(?:\([^)]{2,30}\)\s*)?[.–—-]")
_MONTH_ALONE = re.compile(
    r"\b(?:of|in|last|this|the)\s+(?P<month>[A-Z][a-z]{2,8})\b(?!\s*(?:\d|and\s+\d|[–-]))"
)
"""A month without a year: "the summit of October", "in March"."""


def dated_days(dates: list[DateFound], text: str, block: Block) -> list[DateFound]:
    """Join a year and the days that stand apart from it: «В 2023 году прошёл 22–24 августа»."""
    years = [d for d in dates if len(d.edtf) == len("2023") and d.edtf.isdigit()]
    days = [d for d in dates if d.month and d.day]
    if block.language != "ru" or len(years) != 1 or len(days) != 1 or len(dates) != 2:
        return dates
    year, day = years[0], days[0]
    if re.search(r"\d{4}", text[day.start : day.end]) or year.start > day.start:
        return dates
    dated = find_dates(text[day.start : day.end], "ru", anchor=f"{year.edtf}-01-01")
    return [replace(dated[0], start=day.start, end=day.end)] if dated else dates


def names_paper(notebook: Notebook, sentence: Span, date: DateFound, text: str) -> bool:
    """Say whether a day is only in the name of an agreement: «Договор от 25 марта 1994 года»."""
    signed = any(
        a.signed == date.edtf and any(sentence.contains(s) for s in a.evidence.spans)
        for a in notebook.agreements
    )
    return signed and text[: date.start].endswith(" от ")


def names_event(scene: Scene, sentence: Span, date: DateFound) -> bool:
    """Say whether a date is in the quoted name of an event: «семинар «Европа после 2019 года»»."""
    before = scene.text[sentence.start : sentence.start + date.start]
    opening = before.rfind("«")
    if opening < 1 or "»" in before[opening:]:
        return False
    tokens = scene.tokens_in(Span(sentence.start, sentence.start + opening))
    kinds = scene.phrases("event-type").find(tokens)
    return bool(kinds) and kinds[-1][1] == len(tokens)


def is_ahead(edtf: str, anchor: str) -> bool:
    """Say whether a date begins after the main event has ended."""
    begin, last = bounds(edtf)[0], bounds(anchor)[1]
    return bool(begin and last and begin > last)


def is_act(scene: Scene, notebook: Notebook, block: Block, clause: Span, year: str) -> bool:
    """Say whether a clause only says that somebody signed a paper in some year."""
    signed = any(
        a.signed == year and any(span.overlaps(clause) for span in a.evidence.spans)
        for a in notebook.agreements
    )
    grammar = grammar_of(block.language)
    passive = any(grammar.has("passive", t.text) for t in scene.tokens_in(clause))
    return signed and not passive


def is_custom(scene: Scene, notebook: Notebook, block: Block, clause: Span, words: str) -> bool:
    """Say whether somebody speaks of a weekday of a custom: "opens on Saturday"."""
    if not is_day_name(words.split()[-1]) or said_in(notebook, clause) is None:
        return False
    past = any(t.text.endswith("ed") for t in scene.tokens_in(clause))
    return not past and not is_coming(scene, block, clause)


def is_coming(scene: Scene, block: Block, clause: Span) -> bool:
    """Say whether a clause says that something is to take place, no forecast: "will resume"."""
    return bool(grammar_of(block.language).patterns["coming"].search(clause.of(scene.text)))


def opens_with_dateline(scene: Scene, block: Block, sentence: Span, date: DateFound) -> bool:
    """Say whether the date opens a paragraph with a place: "HANOI, 12 March –"."""
    end = sentence.start + date.end
    return (
        end - block.span.start < 60
        and bool(_DATELINE.match(scene.text, end, end + 40))
        and (
            sentence.start == block.span.start
            and scene.text[block.span.start : sentence.start + date.start].count(" ") < 6
            and "," in scene.text[block.span.start : end]
        )
    )


def tells(scene: Scene, notebook: Notebook, block: Block, sentence: Span, date: DateFound) -> bool:
    """Say whether a sentence without a word for an event says that something happened then.

    What comes "for", "by" or "until" a date is ahead; what is counted is a statistic.
    """
    grammar = grammar_of(block.language)
    before = scene.text[sentence.start : sentence.start + date.start].rstrip()
    word = re.search(r"[\w-]+$", before)
    coming = block.language == "ru" and is_coming(scene, block, sentence)
    if word and grammar.has("ahead", word.group()) and not coming:
        return False
    if grammar.patterns["compared"].search(before + " "):
        return False
    counted = any(sentence.contains(q.evidence.spans[0]) for q in notebook.quantities)
    counted = counted and (block.language != "en" or len(date.edtf) < len("2023-05-01"))
    return not (counted and not date.edtf.endswith("/..")) and not _counts(scene, sentence)


def _counts(scene: Scene, sentence: Span) -> bool:
    """Whether a sentence gives shares, sums or amounts."""
    return bool(
        re.search(
            r"\d\s?%|[$€£₽]\s?\d|\d\s(?:per\s?cent|млн|млрд|million|billion)",
            sentence.of(scene.text),
        )
    )


def placed(date: DateFound, sentence: Span) -> Span:
    """Return where a date found in a sentence stands in the text."""
    return Span(sentence.start + date.start, sentence.start + date.end)


def months_alone(text: str, dates: list[DateFound], anchor: str) -> list[DateFound]:
    """Return the months of an English text without a year: each the last one before `anchor`."""
    day = bounds(anchor)[1] if anchor else None
    found = []
    for match in _MONTH_ALONE.finditer(text) if day else ():
        start, end = match.span("month")
        month = date_words("en").months.get(match["month"].lower(), 0)
        year = day.year - (month > day.month) if day else 0
        if month and not any(d.start < end and start < d.end for d in dates):
            found.append(DateFound(start, end, f"{year}-{month:02}", month, 0))
    return found
