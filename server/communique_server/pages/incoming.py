"""What leads to a thing, grouped by property under the words of its inverse."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from rdflib import Literal, URIRef

from communique.store.base import Row
from communique.vocab import cmq, oa, prov
from communique_server.pages.asking import ask, iri, literals, number
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link, choose, link
from communique_server.pages.ontology import ontology
from communique_server.pages.words import words

SHOWN = 25
"""Things of one group that a page shows."""

_UNSHOWN = frozenset({cmq.attestedBy, oa.hasSource, prov.used, cmq.participation, cmq.hasSubEvent})
"""Links that other parts of the pages show: the evidence, the participants, the sessions."""


@dataclass(frozen=True, slots=True)
class Group:
    """The things that lead here by one property."""

    label: Link
    total: int
    links: tuple[Link, ...]
    query: str = ""

    @property
    def more(self) -> int:
        """How many are not shown."""
        return max(0, self.total - len(self.links))


def incoming_of(
    context: PageContext, thing: URIRef, without: Collection[URIRef] = ()
) -> tuple[Group, ...]:
    """Return the groups in the order of the ontology; what is inferred is left out."""
    counts = [
        (ontology().order(name), name, number(row, "number"))
        for row in ask(
            context, "incoming_counts", thing=thing, inferred=Literal(context.inferred_graph)
        )
        if (name := iri(row, "property")) is not None
        and name not in _UNSHOWN
        and name not in without
    ]
    return tuple(
        _group(context, thing, name, total) for _, name, total in sorted(counts) if total > 0
    )


def _group(context: PageContext, thing: URIRef, name: URIRef, total: int) -> Group:
    by_subject: dict[URIRef, list[Row]] = defaultdict(list)
    for row in ask(context, "incoming", thing=thing, property=name):
        subject = iri(row, "subject")
        if subject is not None:
            by_subject[subject].append(row)
    links = [_subject(context, each, rows) for each, rows in list(by_subject.items())[:SHOWN]]
    query = f"SELECT ?thing WHERE {{ ?thing <{name}> <{thing}> }}"
    return Group(_label(context, name), total, tuple(links), query)


def _subject(context: PageContext, subject: URIRef, rows: list[Row]) -> Link:
    via, _ = choose(literals(rows, "viaLabel"), context.language)
    return link(context, subject, literals(rows, "label"), via)


def _label(context: PageContext, name: URIRef) -> Link:
    t = words(context.language)
    key = f"incoming_of.{name.replace('#', '/').rsplit('/', 1)[-1]}"
    if t.has(key):
        return Link(t(key))
    inverse = ontology().inverse(name)
    if inverse is not None and ontology().labels(inverse):
        label, language = choose(ontology().labels(inverse), context.language)
        return Link(label[:1].upper() + label[1:], "", language)
    label, language = choose(ontology().labels(name), context.language)
    text = label or link(context, name, []).text
    return Link(t("incoming.as", property=text), "", language)
