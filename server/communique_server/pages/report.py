"""The page of a report: its whole stored text, every name a link, every statement numbered."""

import re
from collections import Counter
from dataclasses import dataclass

from rdflib import URIRef

from communique.vocab import cmq
from communique_server.pages.asking import ask
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Evidence
from communique_server.pages.marking import Marked, Stretch, marked_in, stretch
from communique_server.pages.sections import Layout, Section
from communique_server.pages.set_aside import Aside, asides
from communique_server.pages.statements import Said, statements_in, strips
from communique_server.pages.strip import Strip
from communique_server.pages.words import Words, words

_PARAGRAPH = re.compile(r"[^\n\r]+")
LAYERS = ("statement", "person", "body", "place", "date", "agreement")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text, with the numbers of the statements that begin in it."""

    stretch: Stretch
    said: tuple[Said, ...]

    @property
    def start(self) -> int:
        """The character it begins at."""
        return self.stretch.start


@dataclass(frozen=True, slots=True)
class Kept:
    """A stretch that was kept but not read, and why, in words."""

    start: int
    end: int
    reasons: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """The text with its layers."""

    strips: tuple[Strip, ...]
    caption: str
    parts: tuple[Paragraph | Kept, ...]
    language: str
    layers: tuple[str, ...] = LAYERS


def layout(context: PageContext, report: URIRef, evidence: Evidence) -> Layout:
    """Return what a report adds to the plain page: its text first."""
    t = words(context.language)
    text = context.text_of(report)
    statements = statements_in(context, ask(context, "report_statements", report=report))
    lead: tuple[Section, ...] = ()
    if text is not None:
        shown = _text(context, report, text, statements)
        lead = (Section("text", t("report.text"), "parts/report_text.html", shown),)
    return Layout(
        lede=t("report.lede" if text is not None else "report.lede_plain"),
        lead=lead,
        sections=_listed(context, statements) if text is None else (),
        without=frozenset({cmq.reportsStatement, cmq.attests}),
        incoming_without=frozenset({cmq.reportedIn}),
    )


def _text(context: PageContext, report: URIRef, text: str, statements: tuple[Said, ...]) -> Text:
    t = words(context.language)
    marks = marked_in(context, report, 0, len(text))
    kept = [
        Kept(a.start, a.end, _reasons(t, a), text[a.start : a.end])
        for a in asides(text, [(m.start, m.end) for m in marks])
    ]
    by_href = {said.link.href: said for said in statements}
    parts: list[Paragraph | Kept] = [*kept]
    for found in _PARAGRAPH.finditer(text):
        if any(k.start < found.end() and k.end > found.start() for k in kept):
            continue
        near = _near(marks, found.start(), found.end())
        cut = stretch(text, 0, found.start(), found.end(), near)
        said = (by_href.get(mark.thing.href) for mark in cut.statements)
        parts.append(Paragraph(cut, tuple(each for each in said if each is not None)))
    speakers = Counter(said.speaker.href for said in statements)
    rows = ask(context, "report_language", report=report)
    language = str(rows[0]["language"]) if rows else ""
    return Text(
        strips(statements),
        t(
            "report.caption",
            speakers=t("count.speakers", n=len(speakers)),
            statements=t("count.statements", n=len(statements)),
        ),
        tuple(sorted(parts, key=lambda part: part.start)),
        language if language != context.language else "",
    )


def _reasons(t: Words, aside: Aside) -> str:
    known = (f"aside.{reason}" for reason in aside.reasons)
    return ", ".join(dict.fromkeys(t(key if t.has(key) else "aside.other") for key in known))


def _near(marks: list[Marked], start: int, end: int) -> list[Marked]:
    return [mark for mark in marks if mark.start < end and mark.end > start]


def _listed(context: PageContext, statements: tuple[Said, ...]) -> tuple[Section, ...]:
    if not statements:
        return ()
    title = words(context.language)("event.statements")
    return (Section("statements", title, "parts/said_list.html", statements, len(statements)),)
