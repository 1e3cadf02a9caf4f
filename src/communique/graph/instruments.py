"""Writes agreements: what was concluded, between whom, when, and who signed."""

from rdflib import Literal, URIRef

from communique.facts.model import AgreementFact
from communique.graph.draft import Drafting
from communique.vocab import cmq
from communique.vocab.namespaces import EDTF
from communique.vocab.terms import class_named


def write_agreements(draft: Drafting) -> None:
    """Write every concluded instrument with its parties and dates."""
    for agreement in draft.facts.agreements:
        subject = draft.iri(agreement.ref)
        if subject is None:
            continue
        draft.add(subject, class_named(agreement.kind), agreement.evidence)
        draft.label(subject, agreement.label, agreement.language, agreement.variants)
        draft.link(subject, cmq.party, *agreement.parties)
        draft.link(subject, cmq.signatory, *agreement.signatories)
        draft.link(subject, cmq.signedAt, agreement.signed_at)
        _write_dates(draft, subject, agreement)
        statement = draft.iri(agreement.evidence.said_in)
        if statement is not None:
            draft.graph.add((statement, cmq.mentions, subject))


def _write_dates(draft: Drafting, subject: URIRef, agreement: AgreementFact) -> None:
    dates = {
        cmq.dateSigned: agreement.signed,
        cmq.dateInForce: agreement.in_force,
        cmq.dateTerminated: agreement.terminated,
    }
    for predicate, edtf in dates.items():
        if edtf:
            draft.graph.add((subject, predicate, Literal(edtf, datatype=EDTF)))
