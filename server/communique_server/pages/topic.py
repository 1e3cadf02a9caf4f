"""The page of a topic: who speaks of it most, and what they say."""

from collections import Counter

from rdflib import URIRef
from rdflib.namespace import SKOS

from communique.vocab import cmq
from communique_server.pages.asking import ask
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Evidence
from communique_server.pages.naming import Link
from communique_server.pages.sections import Layout, Section
from communique_server.pages.statements import statements_in
from communique_server.pages.words import words

SHOWN = 50
"""Statements that the page shows; the rest are in the list."""


def layout(context: PageContext, topic: URIRef, evidence: Evidence) -> Layout:
    """Return what a topic adds to the plain page."""
    t = words(context.language)
    statements = statements_in(context, ask(context, "topic_statements", topic=topic))
    if not statements:
        return Layout(without=_WITHOUT, incoming_without=_SHOWN)
    speakers = Counter(said.speaker for said in statements)
    ranked = tuple(
        ("", Link(speaker.text, speaker.href, speaker.language), Link(t("count.statements", n=n)))
        for speaker, n in speakers.most_common()
    )
    title = t("topic.statements")
    return Layout(
        lede=t("topic.lede", statements=t("count.statements", n=len(statements)),
               speakers=t("count.speakers", n=len(speakers))),
        sections=(
            Section("speakers", t("topic.speakers"), "parts/people.html", ranked, len(ranked)),
            Section(
                "statements", title, "parts/said_list.html", statements[:SHOWN], len(statements)
            ),
        ),
        without=_WITHOUT,
        incoming_without=_SHOWN,
    )  # fmt: skip


_SHOWN = frozenset({cmq.topic, cmq.broadTopic, cmq.hasSpokenOn})
_WITHOUT = frozenset({SKOS.inScheme, SKOS.topConceptOf, SKOS.broaderTransitive})
