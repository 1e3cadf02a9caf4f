"""What can be published of a draft that breaks a shape, and what is withheld."""

import pytest
from rdflib import RDF, URIRef
from valid_draft import BASE, FIXTURES, REPORT, a_draft, findings_of

from communique.validate.shacl import check, split
from communique.vocab import cmq, oa


def iri(local: str) -> URIRef:
    return URIRef(f"{BASE}id/{local}")


def split_of(change: str):
    draft = a_draft(change)
    return split(draft, REPORT, findings_of(draft))


def local(nodes) -> set[str]:
    return {str(n).removeprefix(f"{BASE}id/") for n in nodes if "#" not in n}


def test_a_draft_that_conforms_is_published_whole():
    draft = a_draft()
    accepted, withheld = split(draft, REPORT, findings_of(draft))
    assert set(accepted.quads()) == set(draft.quads())
    assert withheld == frozenset()


def test_warnings_withhold_nothing():
    accepted, withheld = split_of("DELETE WHERE { ?r dcterms:issued ?d }")
    assert accepted is not None
    assert withheld == frozenset()


def test_a_report_that_breaks_a_shape_is_refused():
    accepted, withheld = split_of("DELETE WHERE { ?r cmq:sha256 ?hash }")
    assert accepted is None
    assert withheld == frozenset()


def test_a_report_is_refused_when_the_event_it_is_about_breaks_a_shape():
    change = "DELETE WHERE { ev:round-table cmq:edtf ?d } ; INSERT DATA { ev:round-table cmq:edtf 'May' }"
    assert split_of(change)[0] is None


def test_an_agreement_that_breaks_a_shape_is_withheld_and_the_rest_is_published():
    accepted, withheld = split_of("DELETE DATA { ag:fisheries cmq:party st:latvia }")
    assert local(withheld) == {"agreement/fisheries"}
    assert not list(accepted.quads((iri("agreement/fisheries"), None, None, None)))
    assert not list(accepted.quads((None, None, iri("agreement/fisheries"), None)))
    assert list(accepted.quads((iri("statement/ozols-2"), RDF.type, cmq.Statement, None)))


def test_a_withheld_statement_takes_its_claim_its_quantity_and_its_words_with_it():
    change = """DELETE WHERE { stm:ozols-1 schema:text ?t } ;
    INSERT DATA { stm:ozols-1 schema:text "" }"""
    accepted, withheld = split_of(change)
    assert local(withheld) == {"statement/ozols-1", "claim/growth"}
    assert iri("claim/growth#quantity") in withheld
    assert URIRef(f"{REPORT}#char=325,361") in withheld
    assert URIRef(f"{REPORT}#quote=325,361") in withheld
    assert check(accepted, None, base=BASE).conforms


def test_words_that_another_entity_rests_on_too_stay():
    accepted, _ = split_of("DELETE DATA { ag:fisheries cmq:party st:latvia }")
    place = URIRef(f"{REPORT}#char=364,437")
    assert (place, RDF.type, oa.SpecificResource) in {(s, p, o) for s, p, o, _ in accepted.quads()}


def test_a_withheld_person_takes_participation_tenure_and_statements_along():
    accepted, withheld = split_of("DELETE WHERE { pe:juris-ozols skos:altLabel ?name }")
    assert {
        "person/juris-ozols",
        "tenure/ozols",
        "participation/ozols",
        "statement/ozols-1",
        "statement/ozols-2",
        "claim/growth",
        "agreement/fisheries",
    } <= local(withheld)
    assert "state/latvia" not in local(withheld)
    assert check(accepted, None, base=BASE).conforms


def test_graphs_keep_their_names():
    draft = a_draft("DELETE DATA { ag:fisheries cmq:party st:latvia }")
    links = URIRef(f"{BASE}graph/links")
    draft.graph(links).add((iri("state/norway"), RDF.type, cmq.State))
    accepted, _ = split(draft, REPORT, findings_of(draft))
    names = {name for _, _, _, name in draft.quads()}
    assert {name for _, _, _, name in accepted.quads()} == names
    assert links in names


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda p: p.stem)
def test_whatever_is_accepted_conforms(fixture):
    draft = a_draft(fixture.read_text(encoding="utf-8"))
    accepted, withheld = split(draft, REPORT, findings_of(draft))
    if accepted is None:
        assert withheld == frozenset()
    else:
        assert check(accepted, None, base=BASE).conforms
        kept = {term for quad in accepted.quads() for term in quad[:3]}
        assert not kept & withheld
