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
from communique_server.pages.statements import Said, statements_in, strips
from communique_server.pages.strip import Strip
from communique_server.pages.words import words

_PARAGRAPH = re.compile(r"[^\n\r]+")
LAYERS = ("statement", "person", "body", "place", "date", "agreement")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text, with the numbers of the statements that begin in it."""

    stretch: Stretch
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The text with its layers."""

    strips: tuple[Strip, ...]
    caption: str
    paragraphs: tuple[Paragraph, ...]
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
    by_href = {said.link.href: said for said in statements}
    paragraphs = []
    for found in _PARAGRAPH.finditer(text):
        near = _near(marks, found.start(), found.end())
        cut = stretch(text, 0, found.start(), found.end(), near)
        said = (by_href.get(mark.thing.href) for mark in cut.statements)
        paragraphs.append(Paragraph(cut, tuple(each for each in said if each is not None)))
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
        tuple(paragraphs),
        language if language != context.language else "",
    )


def _near(marks: list[Marked], start: int, end: int) -> list[Marked]:
    return [mark for mark in marks if mark.start < end and mark.end > start]


def _listed(context: PageContext, statements: tuple[Said, ...]) -> tuple[Section, ...]:
    if not statements:
        return ()
    title = words(context.language)("event.statements")
    return (Section("statements", title, "parts/said_list.html", statements, len(statements)),)
