"""What we say of the terms of others is true of their vocabularies as they are published."""

import sys
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from communique.vocab.resources import ontology_dir

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from generate_alignments import alignments, ideas, terms_of_others  # noqa: E402

OWN = Graph().parse(ontology_dir() / "communique.ttl")
CMQ = "https://w3id.org/communique/ns"
ALIGNED = alignments()
OTHERS = terms_of_others()
CORE = (str(RDF), str(RDFS))
DOCUMENTS = {
    "http://www.w3.org/ns/prov#",
    "http://spdx.org/rdf/terms#checksum",
    "https://doi.org/10.3233/SW-160227",
    "https://followthemoney.tech/",
    "https://github.com/ukparliament/ontologies",
    "https://github.com/ukparliament/uk-treaties",
    "https://w3id.org/sssom/confidence",
    "https://w3id.org/sssom/review_date",
    "https://w3id.org/sssom/reviewer_id",
    "https://www.loc.gov/standards/datetime/",
    "https://www.wikidata.org/wiki/Help:Ranking",
}
"""Sources of ideas that are no terms of a vocabulary that is read."""


def short(value: object) -> str:
    return str(value).rsplit("/", 1)[-1]


@pytest.mark.parametrize("theirs", sorted({str(o) for _, _, o in ALIGNED}), ids=short)
def test_a_term_we_are_aligned_with_is_one_of_its_vocabulary(theirs: str) -> None:
    assert theirs in OTHERS
    assert not OTHERS[theirs].deprecated


def test_classes_are_aligned_with_classes_and_properties_with_properties() -> None:
    for ours, relation, theirs in ALIGNED:
        is_class = (ours, RDF.type, OWL.Class) in OWN
        assert OTHERS[str(theirs)].is_class == is_class, (ours, theirs)
        if relation in (RDFS.subClassOf, RDFS.subPropertyOf):
            assert (relation == RDFS.subClassOf) == is_class, (ours, theirs)


@pytest.mark.parametrize("ours", sorted({s for s, _, _ in ALIGNED}), ids=short)
def test_only_our_own_terms_are_aligned(ours: URIRef) -> None:
    assert (ours, RDFS.isDefinedBy, URIRef(CMQ)) in OWN


@pytest.mark.parametrize("source", sorted({str(o) for _, o in ideas()}), ids=short)
def test_the_source_of_an_idea_is_a_known_term_or_document(source: str) -> None:
    assert source in OTHERS or source in DOCUMENTS or source == CMQ or source.startswith(CORE)


def test_reused_terms_are_terms_of_their_vocabularies() -> None:
    reused = Graph().parse(ontology_dir() / "reused.ttl")
    for term in set(reused.subjects()):
        assert str(term) in OTHERS or str(term).startswith(CORE), term
