"""The page of an agreement: what is stated of it, what is not, and who speaks of it."""

from rdflib import URIRef

from communique.store.base import Row
from communique.vocab import cmq
from communique_server.pages.asking import ask, grouped, iri, literals, text
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Evidence, mark
from communique_server.pages.facts import Fact, property_link
from communique_server.pages.naming import Link, choose
from communique_server.pages.ontology import ontology
from communique_server.pages.sections import Layout, Section
from communique_server.pages.statements import statements_in
from communique_server.pages.words import words
from communique_server.pages.written import written

EXPECTED = (cmq.party, cmq.dateSigned, cmq.placeSigned, cmq.dateInForce, cmq.dateTerminated)
"""What one asks of an agreement: where nothing is stated, the page says so."""


def layout(context: PageContext, agreement: URIRef, evidence: Evidence) -> Layout:
    """Return what an agreement adds to the plain page."""
    t = words(context.language)
    rows = ask(context, "agreement_facts", agreement=agreement)
    stated = {row["property"] for row in rows}
    missing = tuple(
        Fact(property_link(context, name), (), note=t("value.not_stated"))
        for name in EXPECTED
        if name not in stated
    )
    statements = statements_in(context, ask(context, "about_statements", thing=agreement))
    voices = {said.speaker.href for said in statements}
    sections = []
    if statements:
        note = (
            t("agreement.one_voice") if len(voices) == 1 and _only_said(context, evidence) else ""
        )
        title = t("agreement.statements")
        sections.append(
            Section("statements", title, "parts/said_list.html", statements, len(statements), note)
        )
    if near := _same_year(context, agreement):
        title = t("agreement.same_year")
        sections.append(Section("same-year", title, "parts/people.html", near, len(near)))
    return Layout(
        lede=_lede(context, agreement, evidence),
        sections=tuple(sections),
        incoming_without=frozenset({cmq.mentions, cmq.about}),
        without=frozenset({cmq.partyOrContinuer}),
        missing=missing,
    )


def _same_year(context: PageContext, agreement: URIRef) -> tuple[tuple[str, Link, Link], ...]:
    """Return the other agreements of the year: when signed, which, nothing more."""
    t = words(context.language)
    return tuple(
        (written(text(rows[0], "signed"), t), _named(context, other, rows), Link(""))
        for other, rows in grouped(ask(context, "same_year", agreement=agreement), "other")
    )


def _named(context: PageContext, thing: URIRef, rows: list[Row]) -> Link:
    name, language = choose(literals(rows, "otherLabel"), context.language)
    return Link(name, context.href(thing), language)


def _only_said(context: PageContext, evidence: Evidence) -> bool:
    found = [mark(context, evidence, graph) for graph in evidence.rows]
    return all(m is not None and m.kind == "said" for m in found)


def _lede(context: PageContext, agreement: URIRef, evidence: Evidence) -> str:
    t = words(context.language)
    rows = ask(context, "agreement_facts", agreement=agreement)
    kinds = [c for row in rows if (c := iri(row, "class")) is not None]
    kind, _ = choose(ontology().labels(ontology().narrowest(kinds) or cmq.Agreement), t.language)
    named = [row for row in rows if row["property"] == cmq.party]
    parties = [
        choose(literals([r for r in named if r["value"] == p], "label"), t.language)[0]
        for p in dict.fromkeys(row["value"] for row in named)
    ]
    signed = next((text(r, "value") for r in rows if r["property"] == cmq.dateSigned), "")
    if not any(parties):
        return ""
    key = "agreement.sentence" if signed else "agreement.sentence_undated"
    names = t.joined(sorted(filter(None, parties)))
    sentence = t.sentence(key, kind=kind, parties=names, date=written(signed, t))
    first = next(iter(sorted(evidence.rows)), "")
    teller = mark(context, evidence, first)
    if teller is not None and teller.kind == "said":
        return t.sentence("agreement.according", words=teller.words, sentence=sentence)
    return sentence
