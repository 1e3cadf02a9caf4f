"""What stands beside a thing: its neighbours by what the reports link, each kind in its turn."""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from rdflib import Literal, URIRef

from communique.store.base import Row
from communique.vocab import cmq, prov
from communique_server.pages.asking import ask, iri, literals, query, text
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link, choose, link
from communique_server.pages.ontology import ontology
from communique_server.pages.words import words
from communique_server.queries import fill_list

SHOWN = 12
"""Neighbours that are drawn; all are in the table."""
_KINDS = frozenset(
    {"event", "person", "institution", "state", "agreement", "statement", "report", "topic",
     "place", "relation", "post"}
)  # fmt: skip
"""Kinds of things that stand in a neighbourhood of their own; others are how they are linked."""
_UNSHOWN = frozenset({cmq.attestedBy, prov.wasGeneratedBy})
_OF_COURSE = frozenset({cmq.speaker, cmq.madeAt, cmq.reportedIn, cmq.reportsOn})
"""Links between neighbours that tell nothing new: all of one event's statements have them."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A link to a thing: by which property, which way, and as what ("speaker", "Director")."""

    thing: URIRef
    link: Link
    name: URIRef
    label: Link
    how: str
    away: bool
    why: str


@dataclass(frozen=True, slots=True)
class Among:
    """A link between two neighbours."""

    source: URIRef
    target: URIRef
    name: URIRef
    label: Link
    why: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A thing, all its neighbours, those of them that are drawn, and their links to each other."""

    thing: URIRef
    every: tuple[Neighbour, ...]
    shown: tuple[Neighbour, ...]
    among: tuple[Among, ...]


def neighbourhood_of(context: PageContext, thing: URIRef) -> Neighbourhood:
    """Return the neighbourhood of a thing; empty if nothing of the reports leads from or to it."""
    every = _neighbours(context, thing)
    shown = _in_turn(every)
    return Neighbourhood(thing, every, shown, _among(context, [n.thing for n in shown]))


def _neighbours(context: PageContext, thing: URIRef) -> tuple[Neighbour, ...]:
    grouped: dict[tuple[URIRef, URIRef, bool], list[Row]] = defaultdict(list)
    rows = ask(context, "neighbours", thing=thing, inferred=Literal(context.inferred_graph))
    for row in rows:
        name, other = iri(row, "property"), iri(row, "other")
        if name is None or other is None or name in _UNSHOWN or not _stands_alone(context, other):
            continue
        grouped[name, other, text(row, "away") == "true"].append(row)
    found = [_neighbour(context, thing, *key, each) for key, each in grouped.items()]
    found.sort(key=lambda n: (ontology().order(n.name), n.name, not n.away, n.link.text, n.thing))
    return tuple(found)


def _neighbour(
    context: PageContext, thing: URIRef, name: URIRef, other: URIRef, away: bool, rows: list[Row]
) -> Neighbour:
    t = words(context.language)
    how, _ = choose(literals(rows, "how"), context.language)
    speaker, language = choose(literals(rows, "speaker"), context.language)
    if speaker:
        named = t("statement.title_plain", speaker=speaker, n=text(rows[0], "ordinal"))
        shown = Link(named, context.href(other), language)
    else:
        shown = link(context, other, literals(rows, "label"))
    through = iri(rows[0], "through")
    subject, value = (thing, other) if away else (other, thing)
    return Neighbour(
        other, shown, name, _label(context, name), how, away,
        _why(subject, name, through or value),
    )  # fmt: skip


def _in_turn(every: tuple[Neighbour, ...]) -> tuple[Neighbour, ...]:
    """Return one neighbour by each kind of link in turn, so that no kind crowds out the others."""
    groups: dict[tuple[URIRef, bool], list[Neighbour]] = defaultdict(list)
    for each in every:
        groups[each.name, each.away].append(each)
    chosen: dict[URIRef, Neighbour] = {}
    for place in range(max(map(len, groups.values()), default=0)):
        for group in groups.values():
            if place < len(group) and len(chosen) < SHOWN:
                chosen.setdefault(group[place].thing, group[place])
    return tuple(each for each in every if chosen.get(each.thing) is each)


def _among(context: PageContext, things: list[URIRef]) -> tuple[Among, ...]:
    if len(things) < 2:
        return ()
    asked = fill_list(query("among"), "things", things)
    asked = asked.replace("$inferred", Literal(context.inferred_graph).n3())
    found = []
    for row in context.store.select(asked):
        source, name, target = iri(row, "from"), iri(row, "property"), iri(row, "to")
        if source and name and target and name not in _UNSHOWN | _OF_COURSE:
            label = _label(context, name)
            found.append(Among(source, target, name, label, _why(source, name, target)))
    return tuple(found)


def _stands_alone(context: PageContext, thing: URIRef) -> bool:
    prefix = f"{context.base}id/"
    kind = thing.removeprefix(prefix).partition("/")[0] if thing.startswith(prefix) else ""
    return kind in _KINDS and "#" not in thing


def _label(context: PageContext, name: URIRef) -> Link:
    label, language = choose(ontology().labels(name), context.language)
    return Link(label or link(context, name, []).text, "", language)


def _why(subject: URIRef, name: URIRef, value: URIRef) -> str:
    return "/why?" + urlencode({"s": subject, "p": name, "o": value})
