"""The concept schemes: every concept has a name in both languages and its place in a scheme."""

import pytest
from rdflib import OWL, RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS

from communique.vocab.resources import ontology_dir

CMQ = Namespace("https://w3id.org/communique/ns#")
BASE = "https://w3id.org/communique/id/"
GRAPH = Graph()
for _path in sorted(ontology_dir().glob("*.ttl")):
    GRAPH.parse(_path)
SCHEMES = sorted(str(s) for s in GRAPH.subjects(RDF.type, SKOS.ConceptScheme))
PROMISED_ROLES = """host guest organizer welcome opening-speaker keynote-speaker speaker closing-speaker moderator
co-chair discussant spokesperson signatory envoy visitor participant""".split()


def concepts(scheme: str) -> list[URIRef]:
    return sorted(c for c in GRAPH.subjects(SKOS.inScheme, URIRef(scheme)) if isinstance(c, URIRef))


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda s: s.removeprefix(BASE))
def test_a_concept_has_one_name_in_each_language_and_lies_in_its_scheme(scheme: str) -> None:
    assert concepts(scheme)
    for concept in concepts(scheme):
        assert str(concept).rsplit("/", 1)[0] == scheme
        names = [
            o.language for o in GRAPH.objects(concept, SKOS.prefLabel) if isinstance(o, Literal)
        ]
        assert sorted(str(n) for n in names) == ["en", "ru"]


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda s: s.removeprefix(BASE))
def test_broader_concepts_lie_in_the_same_scheme_and_form_no_circle(scheme: str) -> None:
    members = set(concepts(scheme))
    for concept in members:
        above = list(GRAPH.transitive_objects(concept, SKOS.broader))[1:]
        assert concept not in above
        assert set(above) <= members
        assert bool(above) != ((concept, SKOS.topConceptOf, URIRef(scheme)) in GRAPH)


@pytest.mark.parametrize(
    "scheme", ["role", "stance", "status", "review", "modality", "agreement-type"]
)
def test_concepts_that_readers_meet_on_pages_are_defined(scheme: str) -> None:
    for concept in concepts(BASE + scheme):
        assert (concept, SKOS.definition, None) in GRAPH, concept


@pytest.mark.parametrize("local", PROMISED_ROLES)
def test_a_promised_role_is_there(local: str) -> None:
    assert URIRef(f"{BASE}role/{local}") in concepts(f"{BASE}role")


def test_kinds_of_events_and_agreements_lead_to_classes() -> None:
    for scheme, annotation in (
        ("event-type", CMQ.eventClass),
        ("agreement-type", CMQ.agreementClass),
    ):
        for concept in concepts(BASE + scheme):
            assert (GRAPH.value(concept, annotation), RDF.type, OWL.Class) in GRAPH


def test_no_word_leads_to_two_topics() -> None:
    """A statement would be given both, and nobody could say which was meant."""
    seen: dict[str, URIRef] = {}
    for concept in concepts(f"{BASE}topic"):
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
            for label in GRAPH.objects(concept, predicate):
                word = str(label).lower()
                assert seen.setdefault(word, concept) == concept, word


def test_topics_are_topics() -> None:
    assert all((c, RDF.type, CMQ.Topic) in GRAPH for c in concepts(f"{BASE}topic"))
