"""The page of a person: offices as stated, what they took part in, what they said."""

from collections import defaultdict
from dataclasses import dataclass

from rdflib import URIRef

from communique.store.base import Row
from communique.vocab import cmq, org
from communique_server.pages.asking import ask, iri, literals, text
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Evidence
from communique_server.pages.facts import Fact
from communique_server.pages.naming import Link, choose, link
from communique_server.pages.sections import Layout, Section
from communique_server.pages.statements import Heard, by_topic, statements_in, strips
from communique_server.pages.strip import Strip
from communique_server.pages.tenures import Offices, offices_of
from communique_server.pages.words import words
from communique_server.pages.written import written


@dataclass(frozen=True, slots=True)
class Sayings:
    """The statements of a person by topic, with the strip of each report."""

    strips: tuple[Strip, ...]
    topics: tuple[Heard, ...]


def layout(context: PageContext, person: URIRef, evidence: Evidence) -> Layout:
    """Return what a person adds to the plain page."""
    t = words(context.language)
    offices = offices_of(context, person)
    parts = ask(context, "person_parts", person=person)
    said = ask(context, "person_statements", person=person)
    statements = statements_in(context, said)
    sections = []
    if offices.tenures:
        sections.append(Section("offices", t("person.offices"), "parts/offices.html", offices))
    if statements:
        reports = [iri(row, "report") for row in said]
        whole = [
            row
            for report in dict.fromkeys(r for r in reports if r is not None)
            for row in ask(context, "report_statements", report=report)
        ]
        own = frozenset({context.href(person)})
        sayings = Sayings(
            strips(statements_in(context, whole), on=own, named=False),
            by_topic(statements, t("person.no_topic")),
        )
        title = t("person.statements")
        sections.append(
            Section("statements", title, "parts/by_topic.html", sayings, len(statements))
        )
    taken = _taken_part(context, parts)
    return Layout(
        lede=_lede(context, parts, offices),
        sections=tuple(sections),
        without=frozenset({cmq.hasTenure, cmq.made, cmq.participatedIn}),
        incoming_without=frozenset({cmq.speaker, cmq.participant, org.member, cmq.hasParticipant}),
        extra=(taken,) if taken.values else (),
    )


def _taken_part(context: PageContext, rows: list[Row]) -> Fact:
    """Return the events with the person's roles, as a row of facts."""
    by_event: dict[URIRef, list[Row]] = defaultdict(list)
    for row in rows:
        event = iri(row, "parent") or iri(row, "event")
        if event is not None:
            by_event[event].append(row)
    values = []
    for event, group in by_event.items():
        name = "parentLabel" if "parent" in group[0] else "eventLabel"
        roles = _roles(context, group)
        values.append(link(context, event, literals(group, name), ", ".join(roles)))
    return Fact(Link(words(context.language)("person.took_part")), tuple(values))


def _roles(context: PageContext, rows: list[Row]) -> list[str]:
    """Return the names of the roles in rows, each once."""
    roles = dict.fromkeys(row["role"] for row in rows if "role" in row)
    labels = (literals([r for r in rows if r.get("role") == role], "roleLabel") for role in roles)
    return sorted({choose(names, context.language)[0] for names in labels} - {""})


def _lede(context: PageContext, rows: list[Row], offices: Offices) -> str:
    """Say in which office the person was when they took part, never that they are in it."""
    t = words(context.language)
    first = rows[0] if rows else None
    if first is None:
        return ""
    key = "parent" if "parent" in first else "event"
    same = [row for row in rows if row.get(key) == first.get(key)]
    event, _ = choose(literals(same, f"{key}Label"), context.language)
    title, _ = choose(literals(same, "title"), context.language)
    office = next((o.office for o in offices.tenures if o.office.title == title), None)
    bodies = ", ".join(b.text for b in reversed(office.bodies)) if office else ""
    when = written(text(first, "edtf"), t) if "edtf" in first else ""
    where = t("person.at_on", event=event, date=when) if when else t("person.at", event=event)
    capacity = ", ".join(part for part in (title, bodies) if part)
    if not capacity:
        return t("person.lede_plain", where=where)
    return t("person.lede", office=capacity, where=where)
