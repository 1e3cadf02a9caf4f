"""The page of a statement: its words in their place, in which capacity, and why it is here."""

from collections import defaultdict
from dataclasses import dataclass

from rdflib import URIRef

from communique.store.base import Row
from communique.vocab import cmq, schema
from communique_server.pages.asking import ask, iri, literals, number, text
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Evidence
from communique_server.pages.facts import Fact
from communique_server.pages.marking import Segment, marked_in, stretch
from communique_server.pages.naming import Link, choose, link
from communique_server.pages.offices import Office, bodies_in, office_in
from communique_server.pages.sections import Layout, Section
from communique_server.pages.statements import Said, statements_in, strips
from communique_server.pages.strip import Strip
from communique_server.pages.words import words


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A statement before or after this one: its place and its words."""

    said: Said
    segments: tuple[Segment, ...]
    here: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where the statement stands: the strip, the passage, the way to its neighbours."""

    strips: tuple[Strip, ...]
    passage: tuple[Neighbour, ...]
    previous: Said | None
    following: Said | None
    report: Link
    said: Said


@dataclass(frozen=True, slots=True)
class Other:
    """What somebody else said of the same."""

    link: Link
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Others:
    """Statements that stand against this one, and those that support it."""

    against: tuple[Other, ...]
    support: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The steps from the file to the graph."""

    report: Link
    length: int
    sha256: str
    start: int
    end: int
    rules: tuple[str, ...]
    topics: bool
    graph: str
    triples: str


def layout(context: PageContext, statement: URIRef, evidence: Evidence) -> Layout:
    """Return what a statement adds to the plain page."""
    t = words(context.language)
    rows = ask(context, "statement_facts", statement=statement)
    if not rows:
        return Layout()
    report = iri(rows[0], "report")
    all_said = ask(context, "report_statements", report=report) if report else []
    neighbours = statements_in(context, all_said)
    href = context.href(statement)
    own = next((said for said in neighbours if said.link.href == href), None)
    same = [said for said in neighbours if own and said.speaker == own.speaker]
    office = office_of(context, rows)
    lead: list[Section] = []
    if own is not None and report is not None:
        place = _place(context, report, own, neighbours, same)
        lead.append(Section("place", t("statement.place"), "parts/place.html", place))
    others = others_of(context, statement)
    sections = []
    if others.against or others.support:
        sections.append(Section("others", t("statement.others"), "parts/others.html", others))
    why = _why(context, statement, rows, evidence, own)
    sections.append(Section("why", t("statement.why"), "parts/why.html", why))
    return Layout(
        title=_title(context, rows),
        kind=t("statement.kind", n=own.ordinal, total=len(same))
        if own and own.ordinal
        else t("statement.kind_short"),
        lede=_lede(context, rows, office),
        lead=tuple(lead),
        sections=tuple(sections),
        without=frozenset(
            {schema.text, cmq.disputes, cmq.supports, cmq.inTensionWith, cmq.ordinal}
        ),
        incoming_without=frozenset({cmq.disputes, cmq.supports}),
        extra=_capacity(context, rows, office),
    )


def office_of(context: PageContext, rows: list[Row]) -> Office | None:
    """Return the office in which a statement was made, from rows of `statement_facts.rq`."""
    speaker = iri(rows[0], "speaker")
    held = ask(context, "bodies", person=speaker) if speaker is not None else []
    return office_in(context, rows, bodies_in(held))


def _title(context: PageContext, rows: list[Row]) -> str:
    t = words(context.language)
    speaker, _ = choose(literals(rows, "speakerLabel"), context.language)
    for name in ("about", "topic"):
        subjects = dict.fromkeys(row[name] for row in rows if name in row)
        labels = [
            choose(literals([r for r in rows if r.get(name) == s], f"{name}Label"), t.language)[0]
            for s in subjects
        ]
        named = sorted(label for label in labels if label)
        if named:
            return t("statement.title", speaker=speaker, subject=t.joined(named[:3]))
    return t("statement.title_plain", speaker=speaker, n=number(rows[0], "ordinal"))


def _lede(context: PageContext, rows: list[Row], office: Office | None) -> str:
    t = words(context.language)
    event, _ = choose(literals(rows, "eventLabel"), context.language)
    event = t("person.at", event=event)
    capacity = [office.title, *(b.text for b in reversed(office.bodies))] if office else []
    if any(capacity):
        return t("statement.lede", office=", ".join(filter(None, capacity)), event=event)
    return t("statement.lede_plain", event=event)


def _capacity(context: PageContext, rows: list[Row], office: Office | None) -> tuple[Fact, ...]:
    """Return the rows "Spoke as" and "On behalf of"; what is not stated is said."""
    t = words(context.language)
    labels: dict[URIRef, list[Row]] = defaultdict(list)
    for row in rows:
        behalf = iri(row, "behalf")
        if behalf is not None:
            labels[behalf].append(row)
    behalf_links = tuple(link(context, b, literals(r, "behalfLabel")) for b, r in labels.items())
    held = (Link(office.title, "", office.language), *office.bodies) if office else ()
    return (
        Fact(
            Link(t("event.spoke_as")),
            tuple(part for part in held if part.text),
            note="" if held else t("value.not_stated"),
            separator=" › ",
        ),
        Fact(
            Link(t("event.behalf")),
            behalf_links,
            note="" if behalf_links else t("statement.behalf"),
        ),
    )


def _place(
    context: PageContext,
    report: URIRef,
    own: Said,
    neighbours: tuple[Said, ...],
    same: list[Said],
) -> Place:
    index = neighbours.index(own)
    near = neighbours[max(0, index - 1) : index + 2]
    passage = tuple(_neighbour(context, report, said, said is own) for said in near)
    at = same.index(own)
    return Place(
        strips(neighbours, on=frozenset({own.link.href}), named=False),
        passage,
        same[at - 1] if at else None,
        same[at + 1] if at + 1 < len(same) else None,
        own.report,
        own,
    )


def _neighbour(context: PageContext, report: URIRef, said: Said, here: bool) -> Neighbour:
    marks = marked_in(context, report, said.start, said.end) if said.end else []
    cut = stretch(said.text, said.start, said.start, said.start + len(said.text), marks)
    return Neighbour(said, tuple(s for s in cut.segments if s.text), here)


def others_of(context: PageContext, statement: URIRef) -> Others:
    """Return the statements that stand against a statement, and those that support it."""
    found: dict[str, dict[URIRef, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in ask(context, "statement_others", statement=statement):
        other = iri(row, "other")
        if other is not None:
            found[text(row, "kind")][other].append(row)
    against, support = (
        tuple(_other(context, other, rows) for other, rows in found[kind].items())
        for kind in ("against", "support")
    )
    return Others(against, support)


def _other(context: PageContext, other: URIRef, rows: list[Row]) -> Other:
    t = words(context.language)
    speaker, _ = choose(literals(rows, "speakerLabel"), context.language)
    said, language = choose(literals(rows, "text"), context.language)
    name = t("statement.title_plain", speaker=speaker, n=number(rows[0], "ordinal"))
    return Other(Link(name, context.href(other)), said, language)


def _why(
    context: PageContext, statement: URIRef, rows: list[Row], evidence: Evidence, own: Said | None
) -> Why:
    first = rows[0]
    report = iri(first, "report")
    rules = {text(row, "rule") for group in evidence.rows.values() for row in group}
    return Why(
        link(context, report, literals(rows, "reportLabel")) if report else Link(""),
        number(first, "length"),
        text(first, "sha"),
        own.start if own else 0,
        own.end if own else 0,
        tuple(sorted(rules - {""})),
        any("topic" in row for row in rows),
        next(iter(sorted(evidence.rows)), ""),
        f"{context.href(statement)}.ttl",
    )
