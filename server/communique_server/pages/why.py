"""Why a fact is here: its words, or the rule in words and the facts under it, down to the words.

In: a subject, a property and, where one value is meant, the value. Out: a page whose leaves are
places in reports.
"""

from dataclasses import dataclass

from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from communique.infer import texts
from communique.infer.proof import Fact, Step, why
from communique.infer.rules import Pattern, Rule
from communique.infer.sources import passages_of
from communique.publish.vocabulary import read_vocabulary
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Passage
from communique_server.pages.naming import Link, link
from communique_server.pages.ontology import ontology
from communique_server.pages.page import Frame, render_page
from communique_server.pages.words import words

MOST_VALUES = 12
"""Values of one property that a page explains."""
MOST_PASSAGES = 2
"""Places that are shown for one fact."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that a fact rests on; `speaker` is "" for the report's narrator.

    `rules` read them; `reviewer` is "" where nobody has looked at it.
    """

    passage: Passage
    speaker: str
    rules: tuple[str, ...] = ()
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact as three links, with the rule in words and what it follows from, or its words."""

    fact: tuple[Link, Link, Link]
    rule: str = ""
    under: tuple["Reason", ...] = ()
    said: tuple[Said, ...] = ()
    graphs: tuple[Link, ...] = ()


def render(context: PageContext, subject: str, name: str, value: str = "") -> str | None:
    """Return the page; None if no such fact is known."""
    thing, predicate = URIRef(subject), URIRef(name)
    reasons = [_reason(context, step) for step in _steps(context, thing, predicate, value)]
    if not reasons:
        return None
    title = words(context.language)("why.title")
    frame = Frame(title)
    return render_page(context, "why.html", frame, reasons=reasons, thing=reasons[0].fact[0])


def _steps(context: PageContext, thing: URIRef, name: URIRef, value: str) -> list[Step]:
    """Return the best reason for each value; what is said comes before what follows."""
    rows = context.store.select(texts.query("facts"), {"s": thing, "p": name})
    values = list(dict.fromkeys(r["o"] for r in rows if not value or str(r["o"]) == value))
    vocabulary = read_vocabulary(context.base).graph
    target = URIRef(context.inferred_graph)
    found = [why(context.store, (thing, name, o), vocabulary, target) for o in values[:MOST_VALUES]]
    return [steps[0] for steps in found if steps]


def _reason(context: PageContext, step: Step) -> Reason:
    said = [said for graph in step.graphs for said in _said(context, step.fact, graph)]
    return Reason(
        _links(context, step.fact),
        _in_words(context, step.rule) if step.rule else "",
        tuple(_reason(context, premise) for premise in step.premises),
        tuple(said[:MOST_PASSAGES]),
        tuple(Link(str(g), context.href(g)) for g in step.graphs) if not said else (),
    )


def _said(context: PageContext, fact: Fact, graph: URIRef) -> list[Said]:
    return [
        Said(
            Passage(_named(context, p.report), p.start, p.end, p.words),
            p.speaker,
            p.rules,
            p.reviewer,
        )
        for p in passages_of(context.store, fact, graph)
    ]


def _links(context: PageContext, fact: Fact) -> tuple[Link, Link, Link]:
    subject, predicate, value = fact
    return _named(context, subject), _named(context, predicate), _named(context, value)


def _named(context: PageContext, term: Node) -> Link:
    """Return a thing under its label; the ontology's own terms need no query."""
    if not isinstance(term, URIRef):
        return Link(str(term))
    if term == RDF.type:
        return Link(words(context.language)("why.is"))
    labels = ontology().labels(term)
    for predicate in (RDFS.label, SKOS.prefLabel):
        if not labels:
            rows = context.store.select(texts.query("facts"), {"s": term, "p": predicate})
            labels = [r["o"] for r in rows if isinstance(r["o"], Literal)]
    return link(context, term, labels)


def _in_words(context: PageContext, rule: Rule) -> str:
    """Return a rule as a sentence of the page's language."""
    catalogue = words(context.language)
    premises = catalogue("why.then").join(_quoted(context, p) for p in rule.body)
    conclusion = _quoted(context, rule.head)
    return catalogue(f"why.{rule.axiom}", premises=premises, conclusion=conclusion)


def _quoted(context: PageContext, pattern: Pattern) -> str:
    term = pattern.object if isinstance(pattern.object, URIRef) else pattern.predicate
    return words(context.language)("why.quoted", name=_named(context, term).text)
