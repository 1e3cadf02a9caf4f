"""The ontology keeps within OWL 2 RL, says where each idea is from, and never loses a term."""

import re
from pathlib import Path

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import BNode

from communique.infer.oracle import axioms
from communique.vocab.resources import ontology_dir
from communique.workspace import create_workspace
from communique_server import create_app

DOCS = Path(__file__).resolve().parents[2] / "docs"
CMQ = "https://w3id.org/communique/ns#"
OWN = Graph().parse(ontology_dir() / "communique.ttl")
ALIGNED = Graph().parse(ontology_dir() / "communique.ttl").parse(ontology_dir() / "alignments.ttl")
TERMS = sorted(s for s in OWN.subjects(RDFS.isDefinedBy) if isinstance(s, URIRef))
CLASS_AXIOMS = (RDFS.subClassOf, OWL.disjointWith)
PROPERTY_AXIOMS = (RDFS.subPropertyOf, OWL.inverseOf)
KINDS_OF_PROPERTY = (OWL.SymmetricProperty, OWL.TransitiveProperty)
CHANGES = (DOCS / "ontology-changes.md").read_text(encoding="utf-8")


def local(term: object) -> str:
    return str(term).removeprefix(CMQ)


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_a_term_says_where_its_idea_is_from(term: URIRef) -> None:
    sources = list(OWN.objects(term, DCTERMS.source))
    assert len(sources) == 1
    assert isinstance(sources[0], URIRef)


def test_every_term_stands_in_the_list_of_changes_and_no_listed_term_is_gone() -> None:
    listed = set(re.findall(r"`([A-Za-z0-9]+)`", CHANGES.partition("## ")[2]))
    assert listed == {local(t) for t in TERMS}


def test_the_version_of_the_ontology_is_the_newest_in_the_list() -> None:
    assert re.findall(r"^## (\S+)", CHANGES, re.MULTILINE)[0] == str(
        OWN.value(URIRef(CMQ.rstrip("#")), OWL.versionInfo)
    )


def test_a_deprecated_term_names_the_one_to_use() -> None:
    for term in OWN.subjects(OWL.deprecated):
        assert OWN.value(term, DCTERMS.isReplacedBy) in TERMS


# OWL 2 Profiles §4.2: in OWL 2 RL anything but a class name needs care on the right of an axiom.


def test_axioms_stand_between_names_only() -> None:
    for predicate in (*CLASS_AXIOMS, *PROPERTY_AXIOMS):
        for s, o in ALIGNED.subject_objects(predicate):
            assert isinstance(s, URIRef), (s, predicate, o)
            assert isinstance(o, URIRef), (s, predicate, o)


def test_blank_nodes_are_lists_of_chains_of_named_properties() -> None:
    chained = set()
    for _, head in ALIGNED.subject_objects(OWL.propertyChainAxiom):
        steps = list(Collection(ALIGNED, head))
        assert len(steps) >= 2
        assert all(isinstance(step, URIRef) for step in steps)
        chained |= set(ALIGNED.transitive_objects(head, RDF.rest))
    assert {n for n in ALIGNED.all_nodes() if isinstance(n, BNode)} <= chained


def test_only_these_constructs_of_owl_are_used() -> None:
    allowed = {
        *CLASS_AXIOMS,
        *PROPERTY_AXIOMS,
        *KINDS_OF_PROPERTY,
        OWL.propertyChainAxiom,
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        OWL.Ontology,
        OWL.versionIRI,
        OWL.versionInfo,
        OWL.deprecated,
        OWL.Thing,
    }
    used = {
        node
        for triple in ALIGNED
        for node in triple
        if isinstance(node, URIRef) and node.startswith(str(OWL))
    }
    assert used <= allowed


def test_characteristics_are_of_object_properties_and_nothing_is_of_two_kinds() -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for term in TERMS:
        assert sum((term, RDF.type, kind) in OWN for kind in kinds) == 1, term
    for kind in KINDS_OF_PROPERTY:
        for term in OWN.subjects(RDF.type, kind):
            assert (term, RDF.type, OWL.ObjectProperty) in OWN


def test_the_terminology_contradicts_nothing() -> None:
    """No class of ours lies below two that are disjoint; owlrl finds no error either."""
    closed = axioms(ALIGNED)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    assert not [s for s in closed.subjects() if "ErrorMessage" in str(s)]
    for one, other in OWN.subject_objects(OWL.disjointWith):
        for term in TERMS:
            above = set(ALIGNED.transitive_objects(term, RDFS.subClassOf))
            assert not {one, other} <= above, term


@pytest.mark.parametrize("catalogue", ["cidoc-crm.org", "data.europa.eu/eli", "wikidata.org"])
def test_catalogues_that_say_more_are_aligned_by_near_matches_only(catalogue: str) -> None:
    near = {SKOS.closeMatch, SKOS.relatedMatch}
    links = [(s, p) for s, p, o in ALIGNED if catalogue in str(o) and p != DCTERMS.source]
    assert len(links) >= 3
    assert {p for _, p in links} <= near


def test_addresses_that_w3id_hands_on_are_served(tmp_path: Path) -> None:
    text = (DOCS / "w3id" / ".htaccess").read_text(encoding="utf-8")
    rules = re.findall(r"^RewriteRule (\S+) https://communique\.example(\S*) ", text, re.MULTILINE)
    assert len(rules) > 8
    app = create_app(create_workspace(tmp_path, "https://w3id.org/communique/"), processes=0)
    routes = app.url_map.bind("communique.example")
    samples = {
        "^id/": "id/person/a", "^doc/": "doc/person/a", "^ns/": "ns/0.1.0",
        "^graph/": "graph/vocabulary", "^queries/": "queries/participants", "^releases/": "releases/1",
    }  # fmt: skip
    for pattern, target in rules:
        path = next((v for k, v in samples.items() if pattern.startswith(k)), pattern.strip("^$"))
        found = re.match(pattern, path)
        assert found, pattern
        assert routes.match(found.expand(target.replace("$", "\\")), method="GET")
