"""The page of an event: who took part and as what, who spoke of what, and the statements."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from rdflib import URIRef

from communique.store.base import Row
from communique.vocab import cmq, schema
from communique_server.pages.asking import ask, iri, literals, text
from communique_server.pages.axis import Axis, Lasting, axis_of
from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Evidence, Mark, mark, passages_by_graph
from communique_server.pages.facts import merged
from communique_server.pages.naming import Link, choose, link
from communique_server.pages.offices import Bodies, Office, bodies_in, office_in
from communique_server.pages.sections import Layout, Section
from communique_server.pages.statements import Heard, Said, by_speaker, statements_in, strips
from communique_server.pages.strip import Strip
from communique_server.pages.words import words
from communique_server.pages.written import written

TOPICS = 10
"""Topics that the matrix has columns for."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One person's part: as what, in which office, for whom."""

    person: Link
    roles: tuple[Link, ...]
    office: Office | None
    behalf: tuple[Link, ...]
    stated: str
    statements: int
    anchor: str
    mark: Mark | None
    start: int


@dataclass(frozen=True, slots=True)
class SessionGroup:
    """The participants of one session; without a label those of the whole event."""

    session: Link
    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """How often each speaker spoke of each topic."""

    topics: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[int, ...]], ...]
    others: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """The statements of an event with the strip of each report."""

    strips: tuple[Strip, ...]
    speakers: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """What a speaker named: when it was, what, who named it, and its place on a line of years."""

    when: str
    thing: Link
    who: Link
    lasting: Lasting | None


def layout(context: PageContext, event: URIRef, evidence: Evidence) -> Layout:
    """Return what an event adds to the plain page."""
    t = words(context.language)
    statements = statements_in(context, ask(context, "event_statements", event=event))
    groups = _participants(context, event, statements)
    people = {p.person.href for group in groups for p in group.participants}
    sections = []
    if groups:
        note = t("event.participants_note")
        sections.append(
            Section(
                "participants", t("event.participants"), "parts/participants.html", groups,
                len(people), note,
            )
        )  # fmt: skip
    speakers = by_speaker(statements)
    matrix = _matrix(speakers)
    if len(speakers) > 1 and matrix.topics:
        sections.append(Section("topics", t("event.matrix"), "parts/matrix.html", matrix))
    if statements:
        spoken = Spoken(strips(statements), speakers)
        sections.append(
            Section(
                "statements", t("event.statements"), "parts/statements.html", spoken,
                len(statements), t("event.statements_note"),
            )
        )  # fmt: skip
    sections += _mentioned(context, event)
    return Layout(
        lede=_lede(context, event, evidence, groups, len(people), len(statements)),
        sections=tuple(sections),
        without=frozenset({cmq.hasParticipant, cmq.heardStatement, cmq.affiliationPresent}),
        incoming_without=frozenset({cmq.madeAt, cmq.subEventOf, cmq.precedes}),
    )


def _participants(
    context: PageContext, event: URIRef, statements: tuple[Said, ...]
) -> tuple[SessionGroup, ...]:
    rows = ask(context, "event_participants", event=event)
    bodies = bodies_in(ask(context, "event_bodies", event=event)) if rows else Bodies({}, {})
    spoken = Counter(said.speaker.href for said in statements)
    parts: dict[URIRef, list[Row]] = defaultdict(list)
    for row in rows:
        part = iri(row, "part")
        if part is not None:
            parts[part].append(row)
    sessions: dict[URIRef | None, list[Participant]] = defaultdict(list)
    labels: dict[URIRef | None, Link] = {None: Link("")}
    for group in parts.values():
        session = iri(group[0], "session")
        if session is not None:
            labels[session] = link(context, session, literals(group, "sessionLabel"))
        sessions[session].append(_participant(context, group, bodies, spoken))
    found = [
        SessionGroup(
            labels[session], tuple(sorted(members, key=lambda p: (p.start, p.person.text)))
        )
        for session, members in sessions.items()
    ]
    return tuple(sorted(found, key=lambda g: (g.session.href != "", g.participants[0].start)))


def _participant(
    context: PageContext, rows: list[Row], bodies: Bodies, spoken: Counter[str]
) -> Participant:
    person = iri(rows[0], "person") or URIRef("")
    places = [p for group in passages_by_graph(context, rows).values() for p in group]
    who = link(context, person, literals(rows, "personLabel"))
    told: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if "source" in row:
            told[text(row, "graph")].append(row)
    shown = Evidence(dict(told), passages_by_graph(context, rows))
    marks = [m for m in (mark(context, shown, graph) for graph in shown.spans) if m]
    return Participant(
        who,
        _links(context, rows, "role", "roleLabel"),
        office_in(context, rows, bodies),
        _links(context, rows, "behalf", "behalfLabel"),
        text(rows[0], "stated"),
        spoken[who.href],
        f"by-{person.rsplit('/', 1)[-1]}",
        merged(context, marks),
        min((p.start for p in places), default=0),
    )


def _links(context: PageContext, rows: list[Row], name: str, label: str) -> tuple[Link, ...]:
    targets = dict.fromkeys(t for row in rows if (t := iri(row, name)) is not None)
    return tuple(
        link(context, t, literals([row for row in rows if row.get(name) == t], label))
        for t in targets
    )


def _matrix(speakers: tuple[Heard, ...]) -> Matrix:
    counts = Counter(t for h in speakers for said in h.statements for t in said.topics)
    topics = tuple(sorted(counts, key=lambda t: (-counts[t], t.text)))
    shown = topics[:TOPICS]
    rows = tuple(
        (
            heard.heading,
            tuple(sum(topic in said.topics for said in heard.statements) for topic in shown),
        )
        for heard in speakers
    )
    return Matrix(shown, rows, len(topics) - len(shown))


def _mentioned(context: PageContext, event: URIRef) -> list[Section]:
    """Return what the speakers spoke of: agreements, what is negotiated, other events, times."""
    t = words(context.language)
    found: dict[str, dict[URIRef, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in ask(context, "event_mentioned", event=event):
        target = iri(row, "thing")
        if target is not None and target != event:
            found[text(row, "kind")][target].append(row)
    sections = []
    for kind in ("agreement", "negotiation", "time"):
        axis = axis_of(text(rows[0], "edtf") for rows in found[kind].values())
        links = tuple(_mention(context, target, rows, axis) for target, rows in found[kind].items())
        if links:
            title = t(f"event.{kind}")
            sections.append(Section(kind, title, "parts/mentioned.html", links, len(links)))
    return sections


def _mention(context: PageContext, target: URIRef, rows: list[Row], axis: Axis | None) -> Mention:
    speaker, edtf = iri(rows[0], "speaker"), text(rows[0], "edtf")
    return Mention(
        written(edtf, words(context.language)) if edtf else "",
        link(context, target, literals(rows, "label")),
        link(context, speaker, literals(rows, "speakerLabel")) if speaker else Link(""),
        axis.place(edtf) if axis else None,
    )


def _lede(
    context: PageContext,
    event: URIRef,
    evidence: Evidence,
    groups: tuple[SessionGroup, ...],
    people: int,
    statements: int,
) -> str:
    t = words(context.language)
    rows = ask(context, "event_setting", event=event)
    sentences = []
    tellers = mark(context, evidence, next(iter(sorted(evidence.rows)), ""))
    if tellers is not None and tellers.kind == "said":
        sentences.append(t.sentence("event.known_from", words=tellers.words))
    setting = _setting(context, rows)
    if setting:
        sentences.append(setting)
    if people:
        sessions = sum(1 for group in groups if group.session.href)
        counted = [t("event.took_part", people=t("count.people", n=people))]
        if sessions > 1:
            counted.append(t("event.in_sessions", sessions=t("count.sessions", n=sessions)))
        if statements:
            counted.append(t("event.on_record", statements=t("count.statements", n=statements)))
        sentences.append("".join(counted) + ".")
    return " ".join(sentences)


def _when(edtf: str) -> str:
    """Return the message for a date: on a day, in a month or a year, from one day to another."""
    if "/" in edtf:
        return "event.from_to"
    return "event.when" if len(edtf.rstrip("~?%")) == len("2021-04-09") else "event.in"


def _setting(context: PageContext, rows: list[Row]) -> str:
    t = words(context.language)
    edtf = next((text(r, "edtf") for r in rows if "edtf" in r), "")
    mode = next((r["mode"] for r in rows if "mode" in r), None)
    places, organizers = (
        [choose(literals([r for r in rows if r.get(name) == v], f"{name}Label"), t.language)[0]
         for v in dict.fromkeys(r[name] for r in rows if name in r)]
        for name in ("place", "organizer")
    )  # fmt: skip
    parts = [
        t("event.online") if mode == schema.OnlineEventAttendanceMode else "",
        t(_when(edtf), date=written(edtf, t)) if edtf else "",
        t("event.where", places=t.joined(sorted(p for p in places if p))) if any(places) else "",
        t("event.by", names=t.joined(sorted(o for o in organizers if o)))
        if any(organizers)
        else "",
    ]
    said = t("event.join").join(part for part in parts if part)
    return t.sentence("event.held", setting=said) if said else ""
