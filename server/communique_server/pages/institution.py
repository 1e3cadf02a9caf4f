"""The page of an institution: its units, who spoke for it, what was said about it."""

from collections import defaultdict
from dataclasses import dataclass

from rdflib import URIRef

from communique.store.base import Row
from communique.vocab import cmq, org
from communique_server.pages.asking import ask, iri, literals, text
from communique_server.pages.context import PageContext
from communique_server.pages.drawing import draw
from communique_server.pages.evidence import Evidence
from communique_server.pages.naming import Link, choose, link
from communique_server.pages.neighbours import neighbourhood_of
from communique_server.pages.ontology import ontology
from communique_server.pages.sections import Layout, Section
from communique_server.pages.statements import Heard, Said, statements_in
from communique_server.pages.words import words
from communique_server.pages.written import written

SHOWN = 10
"""Statements about it that the page shows; the rest are in the list."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and the units under it."""

    body: Link
    units: tuple["Unit", ...]


def layout(context: PageContext, institution: URIRef, evidence: Evidence) -> Layout:
    """Return what an institution adds to the plain page."""
    t = words(context.language)
    sections = []
    units = _units(context, institution)
    if units:
        sections.append(Section("units", t("institution.units"), "parts/units.html", units))
    people = _people(context, institution)
    if people:
        title = t("institution.people")
        sections.append(Section("people", title, "parts/people.html", people, len(people)))
    rows = ask(context, "about_statements", thing=institution)
    statements = statements_in(context, rows)
    if statements:
        heard = _by_stance(context, rows, statements[:SHOWN])
        title = t("institution.statements")
        sections.append(Section("statements", title, "parts/heard.html", heard, len(statements)))
    found = neighbourhood_of(context, institution)
    if found.shown:
        labels = literals(ask(context, "named", thing=institution), "label")
        drawing = draw(found, link(context, institution, labels))
        sections.append(Section("graph", t("graph.title"), "parts/nearby.html", drawing))
    return Layout(
        lede=_lede(context, institution),
        sections=tuple(sections),
        without=frozenset({org.transitiveSubOrganizationOf}),
        incoming_without=frozenset(
            {org.subOrganizationOf, org.organization, cmq.mentions, cmq.about}
        ),
    )


def _by_stance(
    context: PageContext, rows: list[Row], statements: tuple[Said, ...]
) -> tuple[Heard, ...]:
    """Group statements by the stance that a person judged them to take; without one, last."""
    stances: dict[str, Link] = {}
    labels: dict[URIRef, list[Row]] = defaultdict(list)
    for row in rows:
        if (stance := iri(row, "stance")) is not None:
            labels[stance].append(row)
    for stance, same in labels.items():
        named = link(context, stance, literals(same, "stanceLabel"))
        stances |= {context.href(text(row, "statement")): named for row in same}
    other = Link(words(context.language)("institution.no_stance") if stances else "")
    groups: dict[Link, list[Said]] = defaultdict(list)
    for said in statements:
        groups[stances.get(said.link.href, other)].append(said)
    ordered = sorted(groups, key=lambda heading: (not heading.href, heading.text))
    return tuple(Heard(heading, tuple(groups[heading])) for heading in ordered)


def _lede(context: PageContext, institution: URIRef) -> str:
    """Say what it is part of, or of which state it is; "" where neither is stated."""
    t = words(context.language)
    rows = ask(context, "institution_facts", institution=institution)
    for name, key in (("parent", "institution.lede_part"), ("state", "institution.lede")):
        values = dict.fromkeys(row[name] for row in rows if name in row)
        names = [
            choose(literals([r for r in rows if r.get(name) == v], f"{name}Label"), t.language)[0]
            for v in values
        ]
        if any(names):
            kinds = [c for row in rows if (c := iri(row, "class")) is not None]
            kind, _ = choose(
                ontology().labels(ontology().narrowest(kinds) or cmq.Institution), t.language
            )
            named = t.joined(sorted(filter(None, names)))
            return t.sentence(key, kind=kind, parents=named, state=named)
    return ""


def _units(context: PageContext, institution: URIRef) -> tuple[Unit, ...]:
    below: dict[URIRef, dict[URIRef, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in ask(context, "units", institution=institution):
        parent, unit = iri(row, "parent"), iri(row, "unit")
        if parent is not None and unit is not None:
            below[parent][unit].append(row)

    def under(body: URIRef, above: frozenset[URIRef]) -> tuple[Unit, ...]:
        return tuple(
            Unit(link(context, unit, literals(rows, "unitLabel")), under(unit, above | {unit}))
            for unit, rows in below.get(body, {}).items()
            if unit not in above
        )

    return under(institution, frozenset({institution}))


def _people(context: PageContext, institution: URIRef) -> tuple[tuple[str, Link, Link], ...]:
    """Return when, who with their office, and at which event, for the body and its units."""
    t = words(context.language)
    by_part: dict[tuple[URIRef, URIRef | None], list[Row]] = defaultdict(list)
    for row in ask(context, "institution_people", institution=institution):
        person = iri(row, "person")
        if person is not None:
            by_part[person, iri(row, "event")].append(row)
    found = []
    for (person, event), rows in by_part.items():
        title, _ = choose(literals(rows, "title"), context.language)
        when = text(rows[0], "edtf")
        at = link(context, event, literals(rows, "eventLabel")) if event else Link("")
        who = link(context, person, literals(rows, "personLabel"), title)
        found.append((when, (written(when, t) if when else "", who, at)))
    return tuple(view for _, view in sorted(found, key=lambda each: each[0], reverse=True))
