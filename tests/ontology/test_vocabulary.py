"""The ontology says what each term means and claims nothing that a faulty draft could turn on us."""

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS

from communique.vocab.resources import ontology_dir

CMQ = Namespace("https://w3id.org/communique/ns#")
VANN = Namespace("http://purl.org/vocab/vann/")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
ONTOLOGY = URIRef("https://w3id.org/communique/ns")

OWN = Graph().parse(ontology_dir() / "communique.ttl")
ALIGNED = Graph().parse(ontology_dir() / "communique.ttl").parse(ontology_dir() / "alignments.ttl")
EVERYTHING = Graph()
for _path in sorted(ontology_dir().glob("*.ttl")):
    EVERYTHING.parse(_path)
TERMS = sorted(s for s in OWN.subjects(RDFS.isDefinedBy) if isinstance(s, URIRef))

PROMISED_CLASSES = """Report Event Meeting RoundTable Summit Session Visit Negotiation Signing Anniversary
Participation Person Institution IntergovernmentalOrganization State Post Tenure Statement Claim
Quantity Agreement Treaty MemorandumOfUnderstanding TimeSpan BilateralRelation Topic""".split()
PROMISED_PROPERTIES = """reportsOn sha256 edtf earliest latest place organizer subEventOf hasSubEvent
dedicatedTo ordinal commemorates participation participant role inCapacity onBehalfOf statedAs hasTenure
positionTitle tenurePost representsState accreditedTo ofState speaker madeAt reportedIn span topic about
mentions stance supports disputes party dateSigned dateInForce signedAt asserts quantity measure asPrinted
attestedBy confidence reviewStatus""".split()


def labels(term: URIRef, predicate: URIRef) -> set[str | None]:
    return {
        o.language
        for o in OWN.objects(term, predicate)
        if isinstance(o, Literal) and str(o).strip()
    }


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.removeprefix(CMQ))
def test_a_term_says_what_it_means(term: URIRef) -> None:
    assert {"en", "ru"} <= labels(term, RDFS.label)
    assert "en" in labels(term, SKOS.definition)
    assert "en" in labels(term, SKOS.example)
    assert (term, RDFS.isDefinedBy, ONTOLOGY) in OWN
    assert any((term, RDF.type, kind) in OWN for kind in KINDS)


def test_every_term_that_is_used_is_defined() -> None:
    used = {
        str(node)
        for triple in EVERYTHING
        for node in triple
        if isinstance(node, URIRef) and node in CMQ
    }
    assert used <= {str(t) for t in TERMS}


@pytest.mark.parametrize("name", PROMISED_CLASSES)
def test_a_promised_class_is_there(name: str) -> None:
    assert (CMQ[name], RDF.type, OWL.Class) in OWN


@pytest.mark.parametrize("name", PROMISED_PROPERTIES)
def test_a_promised_property_is_there(name: str) -> None:
    assert CMQ[name] in TERMS
    assert (CMQ[name], RDF.type, OWL.Class) not in OWN


@pytest.mark.parametrize(
    "predicate", [RDFS.domain, RDFS.range, OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty]
)
def test_no_axiom_types_or_merges_what_it_should_find_wrong(predicate: URIRef) -> None:
    assert not list(EVERYTHING.subject_objects(predicate))


@pytest.mark.parametrize(
    "kind", [OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.Restriction]
)
def test_no_axiom_makes_two_values_one(kind: URIRef) -> None:
    assert not list(EVERYTHING.subjects(RDF.type, kind))


def test_inverses_are_named() -> None:
    for one, other in OWN.subject_objects(OWL.inverseOf):
        assert isinstance(one, URIRef)
        assert isinstance(other, URIRef)


def test_the_version_and_the_licence_are_stated() -> None:
    assert OWN.value(ONTOLOGY, OWL.versionIRI) == URIRef(
        f"{ONTOLOGY}/{OWN.value(ONTOLOGY, OWL.versionInfo)}"
    )
    assert "publicdomain/zero" in str(
        OWN.value(ONTOLOGY, URIRef("http://purl.org/dc/terms/license"))
    )
    assert str(OWN.value(ONTOLOGY, VANN.preferredNamespaceUri)) == str(CMQ)


def test_every_class_that_pages_feature_has_a_plural() -> None:
    featured = set(OWN.subjects(CMQ.featured, Literal(True)))
    assert featured
    for term in featured:
        assert {o.language for o in OWN.objects(term, CMQ.plural)} == {"en", "ru"}


def test_terms_of_others_have_words_for_pages() -> None:
    reused = Graph().parse(ontology_dir() / "reused.ttl")
    for term in set(reused.subjects()):
        assert {o.language for o in reused.objects(term, RDFS.label)} == {"en", "ru"}


def test_a_class_lies_below_a_class_of_others() -> None:
    """Whoever does not know us still finds our events, people and reports."""
    for name in ("Event", "Person", "Institution", "Report", "Statement", "Treaty", "Tenure"):
        above = set(ALIGNED.transitive_objects(CMQ[name], RDFS.subClassOf))
        assert any(not str(c).startswith(str(CMQ)) for c in above)
