"""The facts about a thing: a row a property, in the ontology's order, each with its evidence."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.namespace import SKOS, XSD
from rdflib.term import Node

from communique.store.base import Row
from communique.vocab import cmq, prov
from communique.vocab.namespaces import EDTF
from communique_server.pages.asking import iri, literals, text
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Evidence, Mark, mark
from communique_server.pages.naming import Link, choose, link
from communique_server.pages.ontology import ontology
from communique_server.pages.words import words
from communique_server.pages.written import written

SHOWN_VALUES = 12
"""Values of one property that are shown at once; the rest fold."""

ELSEWHERE = frozenset(
    {
        RDF.type,
        RDFS.label,
        SKOS.altLabel,
        SKOS.prefLabel,
        SKOS.hiddenLabel,
        cmq.span,
        cmq.attestedBy,
        cmq.rule,
        cmq.earliest,
        cmq.latest,
        cmq.participation,
        cmq.confidence,
        prov.wasGeneratedBy,
    }
)
"""Properties that the page shows in other ways: title, names, evidence."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values. `mark` is None where the heading of the facts bears it."""

    label: Link
    values: tuple[Link, ...]
    mark: Mark | None = None
    note: str = ""
    separator: str = "; "

    @property
    def shown(self) -> tuple[Link, ...]:
        """The values that are shown at once."""
        return self.values[:SHOWN_VALUES]

    @property
    def folded(self) -> tuple[Link, ...]:
        """The values that fold."""
        return self.values[SHOWN_VALUES:]


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows, and the mark that most of them share."""

    rows: tuple[Fact, ...]
    mark: Mark | None = None


def facts_of(
    context: PageContext,
    thing: URIRef,
    rows: list[Row],
    evidence: Evidence,
    without: frozenset[URIRef] = frozenset(),
) -> Facts:
    """Return what the rows of `facts.rq` say, but for the properties in `without`."""
    grouped: dict[tuple[int, URIRef, bool], list[Row]] = defaultdict(list)
    asserted = {(r["property"], r["value"]) for r in rows if not _is_inferred(context, r)}
    for row in rows:
        name = iri(row, "property")
        if name is None or name in ELSEWHERE or name in without:
            continue
        inferred = _is_inferred(context, row)
        if inferred and ((name, row["value"]) in asserted or _is_mirror(name)):
            continue
        grouped[ontology().order(name), name, inferred].append(row)
    marks = {key: _mark(context, thing, key[1], key[2], evidence, grouped[key]) for key in grouped}
    shared = _shared([m for m in marks.values() if m is not None])
    facts = tuple(
        Fact(
            property_link(context, key[1]),
            values_of(context, grouped[key]),
            None if marks[key] == shared else marks[key],
        )
        for key in sorted(grouped)
    )
    return Facts(facts, shared or _of_all(context, evidence))


def _of_all(context: PageContext, evidence: Evidence) -> Mark | None:
    """Return the mark of the thing itself, where no fact of its own bears one."""
    graphs = sorted({*evidence.rows, *evidence.spans})
    return merged(context, [m for m in (mark(context, evidence, g) for g in graphs) if m])


def property_link(context: PageContext, name: URIRef) -> Link:
    """Return a property's label with a link to what it means."""
    label, language = choose(ontology().labels(name), context.language)
    if not label:
        return link(context, name, [])
    return Link(label[:1].upper() + label[1:], "", language)


def values_of(context: PageContext, rows: list[Row]) -> tuple[Link, ...]:
    """Return the values in the rows, each once, things under their best label."""
    by_value: dict[Node, list[Row]] = defaultdict(list)
    for row in rows:
        by_value[row["value"]].append(row)
    found = [_value(context, value, group) for value, group in by_value.items()]
    return tuple(sorted(found, key=lambda v: v.text.casefold()))


def _value(context: PageContext, value: Node, rows: list[Row]) -> Link:
    if isinstance(value, URIRef):
        labels = literals(rows, "label") or ontology().labels(value)
        body, _ = choose(literals(rows, "bodyLabel"), context.language)
        found = link(context, value, labels, body)
        if not labels and found.external:
            return replace(found, text=str(value))
        return found
    return Link(_literal(context, value), "", _foreign(context, value))


def _literal(context: PageContext, value: Node) -> str:
    catalogue = words(context.language)
    if isinstance(value, Literal):
        if value.datatype in (EDTF, XSD.date):
            return written(str(value), catalogue)
        if value.datatype == XSD.integer:
            return catalogue.number(int(value))
        if value.datatype == XSD.boolean:
            return catalogue("value.yes" if value.toPython() else "value.no")
    return str(value)


def _foreign(context: PageContext, value: Node) -> str:
    language = value.language if isinstance(value, Literal) else None
    return language if language and language != context.language else ""


def _is_inferred(context: PageContext, row: Row) -> bool:
    return text(row, "graph").startswith(context.inferred_graph)


def _is_mirror(name: URIRef) -> bool:
    """Tell whether an inferred property only says a stated one the other way round."""
    return ontology().inverse(name) is not None


def _mark(
    context: PageContext,
    thing: URIRef,
    name: URIRef,
    inferred: bool,
    evidence: Evidence,
    rows: list[Row],
) -> Mark | None:
    catalogue = words(context.language)
    if inferred:
        query = f"SELECT ?graph ?value WHERE {{ GRAPH ?graph {{ <{thing}> <{name}> ?value }} }}"
        return Mark(
            "inferred",
            catalogue("mark.inferred"),
            note=ontology().definition(name),
            query=f"/sparql?{urlencode({'query': query})}",
            why=f"/why?{urlencode({'s': str(thing), 'p': str(name)})}",
        )
    graphs = sorted({text(row, "graph") for row in rows})
    found = [m for m in (mark(context, evidence, g) for g in graphs) if m is not None]
    if name == cmq.topic:
        return Mark("suggested", catalogue("mark.suggested"), note=catalogue("mark.topic_note"))
    return merged(context, found)


def merged(context: PageContext, marks: list[Mark]) -> Mark | None:
    """Return one mark for what several reports say; None if none says it."""
    if len(marks) < 2:
        return marks[0] if marks else None
    said = all(m.kind == "said" for m in marks)
    catalogue = words(context.language)
    return Mark(
        "said" if said else "asserted",
        catalogue("mark.said_in_reports" if said else "mark.reports", n=len(marks)),
        tuple(p for m in marks for p in m.passages[:1])[:5],
        sum(len(m.passages) + m.more for m in marks) - min(5, len(marks)),
        tuple(dict.fromkeys(s for m in marks for s in m.sources)),
        tuple(sorted({r for m in marks for r in m.rules})),
        note="; ".join(dict.fromkeys(m.note for m in marks if m.note)),
    )


def _shared(marks: list[Mark]) -> Mark | None:
    plain = [m for m in marks if m.kind in ("asserted", "said")]
    return Counter(plain).most_common(1)[0][0] if plain else None
