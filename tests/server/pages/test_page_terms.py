"""The pages of the ontology and of the shapes: every term with what it means and how it is used."""

from html import unescape

import pytest
from rdflib import OWL, RDF, Graph, URIRef

from communique.vocab import cmq
from communique_server.about import vocabulary
from communique_server.pages import terms
from communique_server.pages.context import PageContext

USED = {str(cmq.Person): 3, str(cmq.speaker): 1}


@pytest.fixture
def around() -> terms.Around:
    return terms.Around(vocabulary.shapes(), USED)


def article(page: str, anchor: str) -> str:
    return unescape(page.partition(f'<article class="term" id="{anchor}">')[2]).partition(
        "</article>"
    )[0]


def test_a_class_says_how_often_it_is_used_of_what_and_what_holds_for_it(
    context: PageContext, around: terms.Around
) -> None:
    page = terms.render(context, vocabulary.ontology(), "ontology", around)
    person = article(page, "Person")
    assert "3 times" in person
    assert 'href="/shapes#P1-english-label"' in person
    assert 'href="/doc/person/' in person


def test_a_property_that_is_not_used_says_so(context: PageContext, around: terms.Around) -> None:
    page = terms.render(context, vocabulary.ontology(), "ontology", around)
    assert "not used" in article(page, "dateInForce")
    assert "1 time" in article(page, "speaker")


def test_every_class_and_property_has_definition_and_example(
    context: PageContext, around: terms.Around
) -> None:
    page = terms.render(context, vocabulary.ontology(), "ontology", around)
    graph = vocabulary.ontology()
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    own = {
        str(term).rpartition("#")[2]
        for kind in kinds
        for term in graph.subjects(RDF.type, kind)
        if isinstance(term, URIRef) and term.startswith("https://w3id.org/communique/ns#")
    }
    assert len(own) > 100
    for name in own:
        shown = article(page, name)
        assert "<p lang=" in shown, name
        assert "<dt>Example</dt>" in shown, name


def test_every_constraint_has_one_anchor(context: PageContext, around: terms.Around) -> None:
    page = terms.render(context, vocabulary.shapes(), "shapes", around)
    assert page.count('id="X3-attested"') == 1
    assert "Every entity of a draft says who it rests on." in article(page, "X3-attested")
    assert "{?" not in page


def test_counts_come_from_the_description_of_the_release() -> None:
    described = Graph().parse(
        format="turtle",
        data="""@prefix void: <http://rdfs.org/ns/void#> .
        <#c> void:class <urn:C> ; void:entities 7 . <#p> void:property <urn:p> ; void:triples 9 .""",
    )
    assert terms.counts_in(described) == {"urn:C": 7, "urn:p": 9}
