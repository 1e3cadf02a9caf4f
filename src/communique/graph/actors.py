"""Writes states, places, institutions, persons and their offices."""

from anyascii import anyascii
from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.namespace import SKOS

from communique.facts.model import Evidence, InstitutionFact, Name, TenureFact
from communique.graph.draft import Drafting
from communique.graph.mint import joined, local_name
from communique.vocab import cmq, org, schema


def write_states(draft: Drafting) -> None:
    """Write every state the report names, with the state that continues a past one."""
    for state in draft.facts.states:
        subject = draft.iris[state.ref]
        draft.add(subject, cmq.State, state.evidence)
        if state.authority:
            names = (*state.variants, *_official(draft, state.authority))
            draft.label_from_authority(subject, state.authority, names)
        else:
            draft.label(subject, state.label, draft.facts.language, state.variants)


def _official(draft: Drafting, authority: str) -> list[Name]:
    """A state's further names in Russian, where the report prints them in some case or other."""
    forms = draft.reading.authority.entry(authority).forms
    return [f for f in forms if f.language == draft.facts.language == "ru"]


def write_places(draft: Drafting) -> None:
    """Write every place, with the one that holds it: of a town the territory of its state."""
    for place in draft.facts.places:
        subject = draft.iris[place.ref]
        draft.add(subject, schema.Place, place.evidence)
        if place.authority:
            draft.label_from_authority(subject, place.authority, place.variants)
            holder = draft.authority.entry(place.authority).within
            if holder:
                territory = write_territory(draft, holder, place.evidence)
                draft.graph.add((subject, cmq.within, territory))
        else:
            draft.label(subject, place.label, draft.facts.language, place.variants)
        draft.link(subject, cmq.within, place.within)


def write_territory(draft: Drafting, identifier: str, evidence: Evidence) -> URIRef:
    """Write the place that a state of the authority files is, and return it.

    It has the state's names, not its match in other catalogues: the state bears that.
    """
    entry = draft.authority.entry(identifier)
    territory = draft.mint.iri("place", entry.label)
    draft.add(territory, schema.Place, evidence)
    for name in entry.labels:
        draft.graph.add((territory, RDFS.label, Literal(name.text, lang=name.language)))
    state = draft.mint.iri("state", entry.label)
    if (state, RDF.type, cmq.State) in draft.graph:
        draft.graph.add((territory, cmq.ofState, state))
    return territory


def write_institutions(draft: Drafting) -> None:
    """Write every body with its parent and its state."""
    for body in (b for b in draft.facts.institutions if not b.evidence.suggested):
        subject = draft.iris[body.ref]
        draft.add(subject, _kind_of(body), body.evidence)
        if body.authority:
            printed = Name(body.label, body.language)
            draft.label_from_authority(subject, body.authority, (printed, *body.variants))
        else:
            draft.label(subject, body.label, body.language, body.variants)
        draft.link(subject, org.subOrganizationOf, body.parent)
        draft.link(subject, cmq.ofState, body.state)


def _kind_of(body: InstitutionFact) -> URIRef:
    """The class of a body; one that an office only implies is a unit nobody named."""
    if body.implied:
        return org.OrganizationalUnit
    return cmq.IntergovernmentalOrganization if body.intergovernmental else cmq.Institution


def write_persons(draft: Drafting) -> None:
    """Write every person; a name in another language is also given in plain Latin letters."""
    for person in draft.facts.persons:
        subject = draft.iri(person.ref)
        if subject is None:
            continue
        draft.add(subject, cmq.Person, person.evidence)
        if person.authority:
            printed = Name(person.label, person.language)
            draft.label_from_authority(subject, person.authority, (printed, *person.variants))
        else:
            draft.label(subject, person.label, person.language, person.variants)
            if person.language != "en":
                latin = Literal(anyascii(person.label), lang="en")
                draft.graph.add((subject, SKOS.altLabel, latin))
        for honorific in person.honorifics:
            literal = Literal(honorific, lang=person.language)
            draft.graph.add((subject, schema.honorificPrefix, literal))


def write_tenures(draft: Drafting) -> None:
    """Write every office as stated; two readings that differ are both kept and marked."""
    differing = {t.conflicts_with for t in draft.facts.tenures if t.conflicts_with}
    for tenure in draft.facts.tenures:
        subject = draft.iri(tenure.ref)
        holder = draft.iri(tenure.person)
        if subject is None or holder is None:
            continue
        draft.add(subject, cmq.Tenure, tenure.evidence)
        draft.graph.add((subject, org.member, holder))
        draft.graph.add((holder, cmq.hasTenure, subject))
        if tenure.title:
            title = Literal(tenure.title, lang=tenure.language)
            draft.graph.add((subject, cmq.positionTitle, title))
            draft.graph.add((subject, RDFS.label, title))
        draft.link(subject, org.organization, tenure.organization)
        draft.date(subject, tenure.edtf)
        if tenure.represents or not draft.iri(tenure.organization):
            draft.graph.add((subject, cmq.tenurePost, _write_post(draft, tenure)))
        if tenure.conflicts_with or tenure.ref in differing:
            draft.graph.add((subject, cmq.status, draft.mint.concept("status", "disputed")))


def _write_post(draft: Drafting, tenure: TenureFact) -> URIRef:
    """Write the post that an envoy holds, or the bare office of someone without a body named."""
    sender = draft.iri(tenure.represents)
    receivers = [r for r in map(draft.iri, tenure.accredited_to) if r is not None]
    states = [local_name(s) for s in (sender, *receivers) if s is not None]
    post = draft.mint.iri("post", joined([tenure.title, *states]))
    draft.add(post, cmq.Post, tenure.evidence)
    draft.graph.add((post, RDFS.label, Literal(tenure.title, lang=tenure.language)))
    if sender is not None:
        draft.graph.add((post, cmq.representsState, sender))
    for receiver in receivers:
        draft.graph.add((post, cmq.accreditedTo, receiver))
    return post


def write_continuations(draft: Drafting) -> None:
    """Say which state continues a past one, where the authority does: they are not the same."""
    for state in draft.facts.states:
        for identifier in (
            draft.authority.entry(state.authority).continued_by if state.authority else ()
        ):
            entry = draft.authority.entry(identifier)
            continuer = draft.mint.iri("state", entry.label)
            subject = draft.iris[state.ref]
            draft.graph.add((subject, cmq.continuedBy, continuer))
            if (continuer, RDF.type, cmq.State) not in draft.graph:
                draft.add(continuer, cmq.State, state.evidence)
                draft.label_from_authority(continuer, identifier, ())
