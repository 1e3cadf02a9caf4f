"""The first page: what this is, a specimen fact, what is published, and the ways in."""

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import URIRef

from communique.vocab import cmq
from communique_server.pages.asking import ask, iri, literals, number, text
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Mark
from communique_server.pages.naming import Link, choose, link
from communique_server.pages.page import Frame, render_page
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
MARKS = ("asserted", "said", "inferred", "suggested", "disputed")


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a kind are published, and where they are listed."""

    number: int
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page shows."""

    specimen: Said | None
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
        specimen.speaker.href.replace("/doc/", "id/") if specimen else "id/person/…",
    )
    return render_page(context, "home.html", Frame(context.title, t("home.lede")), page=view)


def _count(counts: Mapping[str, int], name: str) -> int:
    """Return how many of a class are published, however the release spells it."""
    spellings = (name, f"{name.lower()}s", name.lower(), str(vars(cmq)[name]))
    return next((counts[each] for each in spellings if each in counts), 0)


def _specimen(context: PageContext) -> tuple[Said | None, Strip | None]:
    """Return a statement that others answered or that has a topic, and the strip of its report."""
    rows = ask(context, "specimen")
    report = next((r for row in rows if (r := iri(row, "report")) is not None), None)
    if report is None:
        return None, None
    statements = statements_in(context, ask(context, "report_statements", report=report))
    chosen = context.href(URIRef(text(rows[0], "statement")))
    specimen = next((said for said in statements if said.link.href == chosen), None)
    return specimen, next(iter(strips(statements)), None)


def _latest(context: PageContext) -> tuple[tuple[str, Link, str], ...]:
    t = words(context.language)
    rows = ask(context, "latest_events")
    found: dict[URIRef, tuple[str, Link, str]] = {}
    for row in rows:
        event = iri(row, "event")
        if event is None or event in found or len(found) == LATEST:
            continue
        same = [r for r in rows if r.get("event") == event]
        kind, _ = choose(literals(same, "typeLabel"), context.language)
        statements = number(row, "statements")
        details = [kind, t("count.statements", n=statements) if statements else ""]
        when = written(text(row, "edtf"), t) if "edtf" in row else ""
        note = " · ".join(part for part in details if part)
        found[event] = (when, link(context, event, literals(same, "label")), note)
    return tuple(found.values())
