"""The first page: what this is, a specimen fact, what is published, and the ways in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import URIRef

from communique.store.base import Row
from communique.vocab import cmq
from communique_server.pages.asking import ask, iri, literals, text
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Mark
from communique_server.pages.listed import notes
from communique_server.pages.naming import Link, link
from communique_server.pages.offices import Office
from communique_server.pages.page import Frame, render_page
from communique_server.pages.statement import office_of, others_of
from communique_server.pages.statements import Said, statements_in, strips
from communique_server.pages.strip import Strip
from communique_server.pages.words import words
from communique_server.pages.written import written

COUNTED = (
    ("Statement", "count_label.statements", "/browse/statement"),
    ("Person", "count_label.people", "/browse/person"),
    ("Institution", "count_label.institutions", "/browse/institution"),
    ("Event", "count_label.events", "/browse/event"),
    ("Agreement", "count_label.agreements", "/browse/agreement"),
    ("Report", "count_label.reports", "/browse/report"),
)
LATEST = 8
_SHORTEST, _LONGEST = 60, 220
"""Characters of a statement that is shown first."""
MARKS = ("asserted", "said", "inferred", "suggested", "disputed")


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a kind are published, and where they are listed."""

    number: int
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Specimen:
    """A statement to show first: made in which office, at which event, and what stands against."""

    said: Said
    office: Office | None
    event: Link | None
    against: Link | None


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page shows."""

    specimen: Specimen | None
    strip: Strip | None
    counts: tuple[Count, ...]
    latest: tuple[tuple[str, Link, str], ...]
    legend: tuple[tuple[Mark, str], ...]
    example: str


def render(context: PageContext, counts: Mapping[str, int]) -> str:
    """Return the first page; `counts` are those of the release, by the name of the class."""
    t = words(context.language)
    specimen, strip = _specimen(context)
    view = Home(
        specimen,
        strip,
        tuple(
            Count(_count(counts, name), t(key, n=_count(counts, name)), href)
            for name, key, href in COUNTED
        ),
        _latest(context),
        tuple((Mark(kind, t(f"legend.{kind}")), t(f"legend.{kind}_means")) for kind in MARKS),
        specimen.said.speaker.href.replace("/doc/", "id/") if specimen else "id/person/…",
    )
    return render_page(context, "home.html", Frame(context.title, t("home.lede")), page=view)


def _count(counts: Mapping[str, int], name: str) -> int:
    """Return how many of a class are published, however the release spells it."""
    spellings = (name, f"{name.lower()}s", name.lower(), str(vars(cmq)[name]))
    return next((counts[each] for each in spellings if each in counts), 0)


def _specimen(context: PageContext) -> tuple[Specimen | None, Strip | None]:
    """Return a statement of the report with most speakers, and the strip of that report.

    It is one that others answered, or one with a topic, of a length that reads well.
    """
    report = next((r for row in ask(context, "fullest_report") if (r := iri(row, "report"))), None)
    if report is None:
        return None, None
    statements = statements_in(context, ask(context, "report_statements", report=report))
    if not statements:
        return None, None
    said = max(statements, key=lambda s: (_reads_well(s), s.disputed, len(s.topics), -s.start))
    thing = URIRef(context.base + said.link.href.replace("/doc/", "id/", 1))
    rows = ask(context, "statement_facts", statement=thing)
    event = next((e for row in rows if (e := iri(row, "event")) is not None), None)
    against = others_of(context, thing).against
    specimen = Specimen(
        said,
        office_of(context, rows) if rows else None,
        link(context, event, literals(rows, "eventLabel")) if event else None,
        against[0].link if against else None,
    )
    return specimen, next(iter(strips(statements)), None)


def _reads_well(said: Said) -> bool:
    return _SHORTEST <= len(said.text) <= _LONGEST


def _latest(context: PageContext) -> tuple[tuple[str, Link, str], ...]:
    t = words(context.language)
    by_event: dict[URIRef, list[Row]] = defaultdict(list)
    for row in ask(context, "latest_events"):
        if (event := iri(row, "event")) is not None:
            by_event[event].append(row)
    shown = list(by_event.items())[:LATEST]
    noted = notes(context, "event", [str(event) for event, _ in shown])
    return tuple(
        (
            written(text(rows[0], "edtf"), t) if "edtf" in rows[0] else "",
            link(context, event, literals(rows, "label")),
            noted.get(str(event), ""),
        )
        for event, rows in shown
    )
