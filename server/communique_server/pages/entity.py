"""The page of any thing: what it is, its facts, what leads to it, its names, how to cite it.

Kinds that have more to show add a `Layout`; every other class has the plain page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

from communique.publish.formats import GRAPH_FORMATS
from communique.store.base import Row
from communique.vocab import cmq, org
from communique_server.pages import (
    agreement,
    event,
    institution,
    json_ld,
    person,
    report,
    statement,
    topic,
)
from communique_server.pages.asking import ask, iri, literals
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Evidence, evidence_of
from communique_server.pages.facts import Fact, Facts, facts_of
from communique_server.pages.incoming import incoming_of
from communique_server.pages.naming import Link, choose, local_words
from communique_server.pages.ontology import ontology
from communique_server.pages.page import Frame, render_page
from communique_server.pages.sections import Layout, Section
from communique_server.pages.words import words

LAYOUTS: Mapping[URIRef, Callable[[PageContext, URIRef, Evidence], Layout]] = {
    cmq.Event: event.layout,
    cmq.Person: person.layout,
    cmq.Statement: statement.layout,
    cmq.Report: report.layout,
    cmq.Agreement: agreement.layout,
    cmq.Institution: institution.layout,
    cmq.State: institution.layout,
    cmq.Topic: topic.layout,
}
"""What a class adds; a narrower class has the layout of the nearest one above it."""

BROWSABLE = {
    cmq.Event: "event",
    cmq.Person: "person",
    cmq.Institution: "institution",
    cmq.State: "state",
    cmq.Agreement: "agreement",
    cmq.Statement: "statement",
    cmq.Report: "report",
    cmq.Topic: "topic",
}
"""Classes that have a list, and its name in the address."""

_NARROWER: Mapping[str, tuple[tuple[str, tuple[URIRef, ...]], ...]] = {
    "event": (("type", (DCTERMS.type,)), ("year", (cmq.edtf,))),
    "agreement": (("year", (cmq.dateSigned,)),),
    "statement": (("speaker", (cmq.speaker,)),),
    "institution": (("parent", (org.subOrganizationOf,)), ("state", (cmq.ofState,))),
    "report": (("publisher", (DCTERMS.publisher,)),),
}
"""Facets of a list, with the properties whose value narrows it to where a thing stands."""

LINKABLE = frozenset({cmq.Event, cmq.Person, cmq.Institution, cmq.State})
"""Classes whose things other catalogues have, too."""


MOST_REPORTS = 3
"""Reports that the side of a page leads to; all are with the evidence."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a thing in one language."""

    language: str
    label: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """What the page of a thing shows."""

    iri: str
    title: Link
    kind: str
    lede: str
    crumbs: tuple[Link, ...]
    formats: tuple[Link, ...]
    facts: Facts
    sections: tuple[Section, ...]
    lead: tuple[Section, ...]
    names: tuple[Names, ...]
    cite: str
    citations: tuple[Link, ...] = ()
    icon: str = ""
    graph: str = ""
    """Where the neighbourhood of the thing is drawn."""
    see: tuple[Link, ...] = ()


def render(context: PageContext, thing: URIRef) -> str | None:
    """Return the page of a thing; None if the release says nothing about it."""
    rows = ask(context, "facts", thing=thing)
    if not rows:
        return None
    view = _entity(context, thing, rows)
    path = context.href(thing)
    frame = Frame(
        view.title.text,
        view.lede,
        canonical=context.base + path.lstrip("/"),
        alternates=tuple((f.media_type, f"{path}.{f.suffix}") for f in GRAPH_FORMATS),
        json_ld=json_ld.write(thing, rows, view.title.text, view.lede),
        here=view.crumbs[0].href if view.crumbs else "",
    )
    return render_page(context, "entity.html", frame, page=view)


def _entity(context: PageContext, thing: URIRef, rows: list[Row]) -> Entity:
    classes = [c for row in rows if row["property"] == RDF.type and (c := iri(row, "value"))]
    kind = ontology().narrowest(classes)
    lineage = ontology().lineage(kind) if kind is not None else ()
    evidence = evidence_of(context, thing)
    layout = next((LAYOUTS[c](context, thing, evidence) for c in lineage if c in LAYOUTS), Layout())
    facts = facts_of(context, thing, rows, evidence, layout.without)
    facts = replace(
        facts,
        rows=(*layout.extra, *facts.rows, *layout.missing, *_unlinked(context, lineage, rows)),
    )
    title = _title(context, thing, rows, layout)
    kind_label, _ = choose(ontology().labels(kind) if kind else [], context.language)
    kind_label = kind_label or words(context.language)(
        "kind.concept" if _is_concept(rows) else "kind.other"
    )
    path = context.href(thing)
    return Entity(
        str(thing),
        title,
        layout.kind or kind_label[:1].upper() + kind_label[1:],
        layout.lede or _named_in(context, kind_label, evidence) or _defined(context, rows),
        _crumbs(context, lineage, rows),
        tuple(Link(f.label, f"{path}.{f.suffix}") for f in GRAPH_FORMATS),
        facts,
        (*layout.sections, *_incoming(context, thing, layout)),
        layout.lead,
        _names(rows),
        words(context.language)("cite.text", title=title.text, n=context.release),
        _citations(path),
        _kind(lineage),
        path.replace("/doc/", "/graph-view/", 1) if path.startswith("/doc/") else "",
        _see(context, thing, evidence),
    )


def _see(context: PageContext, thing: URIRef, evidence: Evidence) -> tuple[Link, ...]:
    """Return the way to the reports that name a thing, and to a query that asks about it."""
    t = words(context.language)
    reports = {place.report.href: place for place in reversed(evidence.passages)}
    found = [
        Link(t("entity.in_report", title=place.report.text), place.href)
        for href, place in sorted(reports.items())
        if href != context.href(thing)
    ]
    query = f"SELECT ?property ?value WHERE {{ <{thing}> ?property ?value }}"
    asking = Link(t("entity.ask"), "/sparql?" + urlencode({"query": query}))
    return (*found[:MOST_REPORTS], asking)


def _citations(path: str) -> tuple[Link, ...]:
    """Return the links to what bibliographies take; none for what has no page of its own."""
    if not path.startswith("/doc/"):
        return ()
    place = path.replace("/doc/", "/cite/", 1)
    return (Link("BibTeX", f"{place}.bib"), Link("CSL-JSON", f"{place}.json"))


def _unlinked(
    context: PageContext, lineage: tuple[URIRef, ...], rows: list[Row]
) -> tuple[Fact, ...]:
    """Return the row that says that no link to another catalogue has been accepted yet."""
    links = (SKOS.exactMatch, SKOS.closeMatch)
    if not LINKABLE.intersection(lineage) or any(row["property"] in links for row in rows):
        return ()
    t = words(context.language)
    return (Fact(Link(t("facts.same_at")), (), note=t("facts.no_link")),)


def _named_in(context: PageContext, kind: str, evidence: Evidence) -> str:
    """Say at how many places of how many reports a thing is named; "" if at none."""
    t = words(context.language)
    places = evidence.passages
    if not places:
        return ""
    reports = {place.report.href for place in places}
    return t.sentence(
        "entity.lede",
        kind=kind,
        places=t("count.places", n=len(places)),
        reports=t("count.reports", n=len(reports)),
    )


def _is_concept(rows: list[Row]) -> bool:
    return any(row["property"] == SKOS.inScheme for row in rows)


def _defined(context: PageContext, rows: list[Row]) -> str:
    """Say what a concept means, or in which scheme it stands."""
    t = words(context.language)
    for name in (SKOS.definition, SKOS.scopeNote):
        found = [v for r in rows if r["property"] == name and isinstance(v := r["value"], Literal)]
        if found:
            return choose(found, context.language)[0]
    schemes = [row for row in rows if row["property"] == SKOS.inScheme]
    scheme, _ = choose(literals(schemes, "label"), context.language)
    return t("entity.concept", scheme=scheme) if scheme else ""


def _title(context: PageContext, thing: URIRef, rows: list[Row], layout: Layout) -> Link:
    labels = [
        v
        for row in rows
        if row["property"] in (RDFS.label, SKOS.prefLabel)
        and isinstance(v := row["value"], Literal)
    ]
    label, language = choose(labels, context.language)
    if layout.title:
        return Link(layout.title)
    composed = _composed(context, rows) if not label else ""
    return Link(label or composed or local_words(thing), "", language)


def _composed(context: PageContext, rows: list[Row]) -> str:
    """Return a title made of what a thing without a label leads to: who, as what."""
    parts = []
    for name in (cmq.participant, cmq.role):
        found = [row for row in rows if row["property"] == name]
        label, _ = choose(literals(found, "label"), context.language)
        parts.append(label)
    return ", ".join(part for part in parts if part)


def _crumbs(context: PageContext, lineage: tuple[URIRef, ...], rows: list[Row]) -> tuple[Link, ...]:
    """Return the way from the list of all such things, narrowed as this thing narrows it."""
    kind = _kind(lineage)
    if not kind:
        return ()
    found = next(c for c in lineage if BROWSABLE.get(c) == kind)
    label, language = choose(ontology().plurals(found), context.language)
    crumbs = [Link(label[:1].upper() + label[1:], f"/browse/{kind}", language)]
    for facet, names in _NARROWER.get(kind, ()):
        stated = [row for row in rows if row["property"] in names]
        if not stated:
            continue
        value = stated[0]["value"]
        year = str(value)[:4] if isinstance(value, Literal) else ""
        same = [row for row in stated if row["value"] == value]
        name, tongue = (year, "") if year else choose(literals(same, "label"), context.language)
        if name and (not year or year.isdigit()):
            query = urlencode({facet: year or str(value)})
            crumbs.append(Link(name, f"/browse/{kind}?{query}", tongue))
    return tuple(crumbs)


def _kind(lineage: tuple[URIRef, ...]) -> str:
    """Return the name of the list that a thing of these classes stands in; "" if in none."""
    return next((BROWSABLE[c] for c in lineage if c in BROWSABLE), "")


def _incoming(context: PageContext, thing: URIRef, layout: Layout) -> tuple[Section, ...]:
    groups = incoming_of(context, thing, layout.incoming_without)
    if not groups:
        return ()
    title = words(context.language)("incoming.title")
    return (Section("links", title, "parts/incoming.html", groups),)


def _names(rows: list[Row]) -> tuple[Names, ...]:
    labels: dict[str, list[str]] = {}
    variants: dict[str, list[str]] = {}
    for row in rows:
        value = row["value"]
        if not isinstance(value, Literal):
            continue
        if row["property"] in (RDFS.label, SKOS.prefLabel):
            labels.setdefault(value.language or "", []).append(str(value))
        elif row["property"] == SKOS.altLabel:
            variants.setdefault(value.language or "", []).append(str(value))
    return tuple(
        Names(
            language,
            next(iter(sorted(labels.get(language, []))), ""),
            tuple(sorted(set(variants.get(language, [])))),
        )
        for language in sorted({*labels, *variants})
    )
