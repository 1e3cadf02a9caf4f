"""Which IRI each fact of a report is given: identity keys of docs/architecture.md.

What a reader would take for one thing in two reports gets one IRI; what a name alone does not
identify is kept apart, for two entries that should be one can be merged, one that should be two
cannot be told apart again.
"""

from collections.abc import Mapping

from rdflib import URIRef

from communique.facts.model import (
    AgreementFact,
    EventFact,
    Facts,
    InstitutionFact,
    PersonFact,
    Ref,
)
from communique.graph.mint import Mint, joined, local_name, slug
from communique.names.authority import Authority
from communique.text.source import SourceText

Iris = Mapping[Ref, URIRef]

NAMELESS = frozenset(
    {
        "armed-forces",
        "board",
        "commission",
        "committee",
        "consulate",
        "court",
        "department",
        "division",
        "embassy",
        "faculty",
        "government",
        "group",
        "laboratory",
        "ministry",
        "mission",
        "office",
        "parliament",
        "programme",
        "secretariat",
        "section",
        "unit",
    }
)
"""Kinds of bodies of which every state or house has one: the name alone identifies none."""


def report_iri(mint: Mint, source: SourceText) -> URIRef:
    """Return the IRI of the report: the first 16 hexadecimal digits of its text's hash."""
    return mint.iri("report", source.sha256[:16])


def identify(facts: Facts, report: URIRef, mint: Mint, authority: Authority) -> dict[Ref, URIRef]:
    """Return the IRI of every fact that gets one and is not merely suggested."""
    return _Identification(facts, report, mint, authority).run()


class _Identification:
    def __init__(self, facts: Facts, report: URIRef, mint: Mint, authority: Authority) -> None:
        self.facts = facts
        self.mint = mint
        self.authority = authority
        self.report = local_name(report)
        self.iris: dict[Ref, URIRef] = {}
        self.institutions = {i.ref: i for i in facts.institutions}
        self._under_way: set[Ref] = set()

    def run(self) -> dict[Ref, URIRef]:
        facts, iris = self.facts, self.iris
        for state in facts.states:
            iris[state.ref] = self.mint.iri("state", self.preferred(state.authority, state.label))
        for place in facts.places:
            iris[place.ref] = self.mint.iri("place", self.preferred(place.authority, place.label))
        for institution in (i for i in facts.institutions if not i.evidence.suggested):
            iris[institution.ref] = self.institution(institution)
        for person in facts.persons:
            if not person.evidence.suggested:
                iris[person.ref] = self.person(person)
        for event in facts.events:
            if event.part_of is None and not event.evidence.suggested:
                iris[event.ref] = self.event(event)
        for event in facts.events:
            if event.part_of in iris:
                name = f"{local_name(iris[event.part_of])} {event.label}"
                iris[event.ref] = self.mint.iri("event", name)
        self.tenures()
        self.participations()
        self.statements()
        for agreement in facts.agreements:
            if not agreement.evidence.suggested:
                iris[agreement.ref] = self.agreement(agreement)
        self.quantities()
        return iris

    def preferred(self, authority: str, label: str) -> str:
        return self.authority.entry(authority).label if authority else label

    def local(self, ref: Ref | None) -> str:
        return local_name(self.iris[ref]) if ref in self.iris else ""

    def institution(self, institution: InstitutionFact) -> URIRef:
        label = self.preferred(institution.authority, institution.label)
        if institution.authority:
            return self.mint.iri("institution", label)
        holder = self.institutions.get(institution.parent) if institution.parent else None
        # Of bodies that are read as parts of each other, the first asked for stands alone.
        self._under_way.add(institution.ref)
        if holder is not None and holder.ref not in self._under_way:
            parent = self.iris.get(holder.ref) or self.institution(holder)
            self._under_way.discard(institution.ref)
            return self.mint.iri("institution", f"{local_name(parent)} {label}")
        self._under_way.discard(institution.ref)
        state = self.local(institution.state)
        if not state and institution.kind in NAMELESS:
            return self.mint.iri("institution", label, distinct=self.report)
        name = label if not state or state in slug(label) else f"{label} {state}"
        return self.mint.iri("institution", name)

    def root(self, ref: Ref | None) -> str:
        seen: set[Ref] = set()
        while ref in self.institutions and ref not in seen:
            seen.add(ref)
            ref = self.institutions[ref].parent or ref
        return self.local(ref)

    def person(self, person: PersonFact) -> URIRef:
        if person.authority:
            return self.mint.iri("person", self.preferred(person.authority, person.label))
        homes = (
            self.root(t.organization) or self.local(t.represents)
            for t in self.facts.tenures
            if t.person == person.ref
        )
        home = next((h for h in homes if h), self.report)
        return self.mint.iri("person", person.label, distinct=home)

    def event(self, event: EventFact) -> URIRef:
        who = [self.local(r) for r in (*event.organizers, *sorted(event.parties), *event.hosts)]
        if event.ref.startswith("event/main") and len(event.edtf) >= len("2021-04-09") and any(who):
            name = joined([event.edtf, event.concept or event.kind, *dict.fromkeys(who)])
            return self.mint.iri("event", name)
        name = joined([event.edtf, event.label])
        return self.mint.iri("event", name, distinct=f"{self.report} {event.ref}")

    def tenures(self) -> None:
        for tenure in self.facts.tenures:
            if tenure.person in self.iris and not tenure.evidence.suggested:
                where = self.local(tenure.organization) or joined(
                    self.local(r) for r in (tenure.represents, *tenure.accredited_to)
                )
                name = joined([self.local(tenure.person), tenure.title, where, tenure.edtf])
                self.iris[tenure.ref] = self.mint.iri("tenure", name)

    def participations(self) -> None:
        for part in self.facts.participations:
            if part.event in self.iris and part.participant in self.iris:
                name = joined(
                    [self.local(part.event), self.local(part.participant), *part.roles[:1]]
                )
                self.iris[part.ref] = self.mint.iri("participation", name)

    def statements(self) -> None:
        labels = {p.ref: p.label for p in self.facts.persons}
        for statement in self.facts.statements:
            if statement.speaker in self.iris:
                name = f"{self.report} {labels[statement.speaker]} {statement.ordinal}"
                self.iris[statement.ref] = self.mint.iri("statement", name)

    def agreement(self, agreement: AgreementFact) -> URIRef:
        parties = sorted(self.local(p) for p in agreement.parties)
        name = joined([agreement.signed, agreement.label, *parties])
        certain = agreement.signed and len(parties) > 1
        return self.mint.iri("agreement", name, distinct="" if certain else self.report)

    def quantities(self) -> None:
        for quantity in self.facts.quantities:
            holder = self.local(quantity.evidence.said_in) or self.report
            value = (quantity.value, quantity.minimum, quantity.maximum, quantity.unit)
            self.iris[quantity.ref] = self.mint.iri(
                "claim", f"{holder} {quantity.as_printed}", distinct=f"{value} {quantity.measure}"
            )
