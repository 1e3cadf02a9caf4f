"""Writes events, their sessions, who took part, and what they are held for."""

from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.namespace import DCTERMS

from communique.facts.model import MAIN_EVENT, AnniversaryFact, EventFact, Evidence, Ref
from communique.graph.actors import write_territory
from communique.graph.draft import Drafting
from communique.graph.mint import local_name
from communique.vocab import cmq, schema
from communique.vocab.terms import class_named

ATTENDANCE = {
    "online": schema.OnlineEventAttendanceMode,
    "in person": schema.OfflineEventAttendanceMode,
    "hybrid": schema.MixedEventAttendanceMode,
}


def write_events(draft: Drafting) -> None:
    """Write every event; the ones the report is about are what it reports on."""
    for event in draft.facts.events:
        subject = draft.iri(event.ref)
        if subject is None:
            continue
        draft.add(subject, class_named(event.kind), event.evidence)
        draft.graph.add((subject, RDFS.label, Literal(event.label, lang=event.language)))
        draft.date(subject, event.edtf)
        if event.ref.startswith(MAIN_EVENT):
            draft.graph.add((draft.report, cmq.reportsOn, subject))
        _write_kind(draft, subject, event)
        _write_setting(draft, subject, event)


def _write_kind(draft: Drafting, subject: URIRef, event: EventFact) -> None:
    if event.concept:
        draft.concept(subject, DCTERMS.type, "event-type", event.concept)
    if event.type_words:
        words = Literal(event.type_words, lang=event.language)
        draft.graph.add((subject, cmq.eventTypeAsPrinted, words))


def _write_setting(draft: Drafting, subject: URIRef, event: EventFact) -> None:
    if event.mode:
        draft.graph.add((subject, schema.eventAttendanceMode, ATTENDANCE[event.mode]))
    for ref in event.places:
        _write_place(draft, subject, ref, event.evidence)
    draft.link(subject, cmq.organizer, *event.organizers)
    parent = draft.iri(event.part_of)
    if parent is not None:
        draft.graph.add((subject, cmq.subEventOf, parent))
        draft.graph.add((parent, cmq.hasSubEvent, subject))
        _write_order(draft, subject, event)
    if event.anniversary is not None:
        _write_anniversary(draft, subject, event.anniversary)


def _write_place(draft: Drafting, subject: URIRef, ref: Ref, evidence: Evidence) -> None:
    """Say where an event was; a state that was visited is meant as a territory."""
    state = next((s for s in draft.facts.states if s.ref == ref), None)
    if state is None:
        draft.link(subject, cmq.place, ref)
    elif state.authority:
        place = write_territory(draft, state.authority, evidence)
        draft.graph.add((subject, cmq.place, place))


def _write_order(draft: Drafting, subject: URIRef, event: EventFact) -> None:
    for other in draft.facts.events:
        if other.part_of == event.part_of and other.order == event.order + 1 and event.order:
            draft.link(subject, cmq.precedes, other.ref)


def _write_anniversary(draft: Drafting, event: URIRef, fact: AnniversaryFact) -> None:
    subject = URIRef(f"{event}#anniversary")
    draft.add(subject, cmq.Anniversary, fact.evidence)
    draft.graph.add((event, cmq.dedicatedTo, subject))
    draft.graph.add((subject, cmq.ordinal, Literal(fact.ordinal)))
    words = fact.evidence.spans[0].of(draft.source.text)
    draft.graph.add((subject, RDFS.label, Literal(words, lang=draft.facts.language)))
    relation = write_relation(draft, fact.parties)
    if relation is not None:
        draft.attest(relation, fact.evidence)
        draft.graph.add((subject, cmq.commemorates, relation))


def write_relation(draft: Drafting, parties: tuple[Ref, ...]) -> URIRef | None:
    """Write the relation of two states and return it; None unless there are two."""
    states = {i for i in map(draft.iri, parties) if i is not None}
    if len(states) != 2 or not all((s, RDF.type, cmq.State) in draft.graph for s in states):
        return None
    ordered = sorted(states)
    relation = draft.mint.iri("relation", " ".join(local_name(s) for s in ordered))
    names = [_english(draft, s) for s in ordered]
    draft.graph.add((relation, RDF.type, cmq.BilateralRelation))
    draft.graph.add((relation, RDFS.label, Literal(f"{names[0]}–{names[1]}", lang="en")))
    for state in ordered:
        draft.graph.add((relation, cmq.relationParty, state))
    return relation


def _english(draft: Drafting, state: URIRef) -> str:
    labels = list(draft.graph.objects(state, RDFS.label))
    english = [str(v) for v in labels if isinstance(v, Literal) and v.language == "en"]
    return min(english or [str(v) for v in labels])


def write_participations(draft: Drafting) -> None:
    """Write who took part in what, as what, and for whom."""
    for part in draft.facts.participations:
        subject = draft.iri(part.ref)
        event = draft.iri(part.event)
        if subject is None or event is None:
            continue
        draft.add(subject, cmq.Participation, part.evidence)
        draft.graph.add((event, cmq.participation, subject))
        draft.link(subject, cmq.participant, part.participant)
        for role in part.roles:
            draft.graph.add((subject, cmq.role, draft.mint.concept("role", role)))
        draft.link(subject, cmq.inCapacity, part.capacity)
        draft.link(subject, cmq.onBehalfOf, *part.on_behalf_of)
        if part.stated_as:
            draft.graph.add((subject, cmq.statedAs, Literal(part.stated_as)))
