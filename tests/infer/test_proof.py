"""Why a fact is there: who says so, or a rule and facts that lead back to what is said."""

import pytest
from rdflib import RDFS, Graph, URIRef
from reasoning import TARGET, graph_of, store_with, vocabulary

from communique.infer.closure import infer_into
from communique.infer.labels import Labels
from communique.infer.proof import Fact, Step, why
from communique.store.oxigraph import EmbeddedStore
from communique.vocab import cmq

HOUSE = """:t org:member :anna ; org:organization :unit .
:unit org:subOrganizationOf :institute . :institute org:subOrganizationOf :academy ."""


def fact(turtle: str) -> Fact:
    return next((s, URIRef(str(p)), o) for s, p, o in graph_of(turtle))


def reasons(store: EmbeddedStore, turtle: str) -> list[Step]:
    infer_into(store, vocabulary(), TARGET)
    return why(store, fact(turtle), vocabulary(), TARGET)


def leaves(step: Step) -> set[Fact]:
    if not step.premises:
        return {step.fact}
    return set[Fact]().union(*map(leaves, step.premises))


def test_what_a_report_says_is_said_by_its_graph() -> None:
    with store_with(graph_of(HOUSE)) as store:
        (step,) = reasons(store, ":t org:member :anna .")
    assert step.graphs == (URIRef("https://example.org/graph/0"),)
    assert step.rule is None


def test_what_two_reports_say_names_both() -> None:
    with store_with(graph_of(HOUSE), graph_of(HOUSE)) as store:
        (step,) = reasons(store, ":t org:member :anna .")
    assert len(step.graphs) == 2


def test_an_inferred_fact_leads_back_to_what_is_said() -> None:
    with store_with(graph_of(HOUSE)) as store:
        (step,) = reasons(store, ":anna cmq:hasBeenAffiliatedWith :academy .")
    assert step.rule is not None
    assert leaves(step) == {
        fact(line + " .") for line in HOUSE.replace(" ; ", " . :t ").split(" .") if line
    }


def test_a_fact_that_is_said_and_follows_has_both_reasons() -> None:
    said = HOUSE + " :anna cmq:hasTenure :t ."
    with store_with(graph_of(said)) as store:
        steps = reasons(store, ":anna cmq:hasTenure :t .")
    assert [bool(s.graphs) for s in steps] == [True, False]


def test_nothing_gives_a_fact_that_is_not_there() -> None:
    with store_with(graph_of(HOUSE)) as store:
        assert reasons(store, ":anna cmq:hasBeenAffiliatedWith :navy .") == []


def test_a_fact_is_never_its_own_reason() -> None:
    """“party” and “party to” follow from each other; one of them has to be said."""
    with store_with(graph_of(":treaty cmq:party :norway .")) as store:
        (step,) = reasons(store, ":norway cmq:partyTo :treaty .")
    assert leaves(step) == {fact(":treaty cmq:party :norway .")}


def test_a_circle_of_parts_can_be_explained() -> None:
    with store_with(graph_of(":a cmq:subEventOf :b . :b cmq:subEventOf :a .")) as store:
        steps = reasons(store, ":a cmq:subEventOf :a .")
    assert steps
    assert all(
        leaves(s) <= {fact(":a cmq:subEventOf :b ."), fact(":b cmq:subEventOf :a .")} for s in steps
    )


def test_a_type_follows_from_the_class_below() -> None:
    with store_with(graph_of(":r a cmq:RoundTable .")) as store:
        steps = reasons(store, ":r a cmq:Event .")
    assert any(s.premises[0].fact == fact(":r a cmq:RoundTable .") for s in steps)


def test_every_inferred_fact_has_a_reason() -> None:
    told = graph_of(
        HOUSE
        + """ :main cmq:hasSubEvent :opening ; cmq:place :oslo . :oslo cmq:within :norway .
        :opening a cmq:Session ; cmq:participation :p . :p cmq:participant :anna ; cmq:inCapacity :t .
        :s1 cmq:speaker :anna ; cmq:madeAt :opening ; cmq:topic :trade ; cmq:disputes :s2 ; cmq:about :x .
        :trade skos:broader :economy ."""
    )
    with store_with(told) as store:
        infer_into(store, vocabulary(), TARGET)
        for s, p, o in store.graph(TARGET):
            steps = why(store, (s, URIRef(str(p)), o), vocabulary(), TARGET)
            assert steps
            assert all(leaves(step) <= set(told) for step in steps)


@pytest.mark.parametrize(
    ("said", "follows", "sentence"),
    [
        (
            ":s cmq:speaker :a .",
            ":a cmq:made :s .",
            "“made statement” is “speaker” seen from the other side",
        ),
        (":r a cmq:Treaty .", ":r a cmq:Agreement .", "every “treaty” is also “agreement”"),
        (
            ":a cmq:disputes :b .",
            ":a cmq:inTensionWith :b .",
            "“disputes” is a case of “in tension with”",
        ),
        (
            ":a cmq:counterpartOf :b .",
            ":b cmq:counterpartOf :a .",
            "“counterpart of” holds both ways",
        ),
        (
            ":a cmq:within :b . :b cmq:within :c .",
            ":a cmq:within :c .",
            "“within” carries on from one to the next",
        ),
        (
            ":e cmq:dedicatedTo :a . :a cmq:commemorates :r .",
            ":e cmq:concerns :r .",
            "“dedicated to”, then “commemorates” leads to “concerns”",
        ),
    ],
)
def test_a_rule_is_told_in_words(said: str, follows: str, sentence: str) -> None:
    with store_with(graph_of(said), vocabulary_without_lists()) as store:
        steps = reasons(store, follows)
        rule = steps[0].rule
        assert rule is not None
        assert Labels(store, "https://example.org/").rule(rule) == sentence


def test_a_thing_is_called_by_its_label_in_the_language_asked_for() -> None:
    with store_with(vocabulary_without_lists()) as store:
        assert Labels(store, "https://example.org/", "ru").of(cmq.Event) == "событие"


def test_a_thing_without_a_label_is_called_by_its_iri() -> None:
    with store_with(Graph()) as store:
        labels = Labels(store, "https://example.org/")
        assert labels.of(URIRef("https://example.org/id/person/x")) == "person/x"
        assert labels.of(cmq.Event) == "cmq:Event"


def vocabulary_without_lists() -> Graph:
    labels = Graph()
    for triple in vocabulary().triples((None, RDFS.label, None)):
        labels.add(triple)
    return labels
