"""What follows stands in a graph of its own, once, and only what nobody said."""

from rdflib import Graph, URIRef
from reasoning import TARGET, as_triple, graph_of, inferred, store_with, vocabulary

from communique.infer.closure import infer_into
from communique.infer.rules import compile_rules

CHAINED = (
    ":anna cmq:hasTenure :t . :t org:organization :unit . :unit org:subOrganizationOf :house ."
)


def test_what_is_said_is_not_inferred_again() -> None:
    said = graph_of(
        ":a cmq:participation :p . :p cmq:participant :anna . :a cmq:hasParticipant :anna ."
    )
    assert not list(
        inferred(said).triples(
            (None, URIRef("https://w3id.org/communique/ns#hasParticipant"), None)
        )
    )


def test_premises_may_stand_in_two_reports() -> None:
    """One report names the office, another says which house the unit belongs to."""
    one = graph_of(":anna cmq:hasTenure :t . :t org:organization :unit .")
    two = graph_of(":unit org:subOrganizationOf :house .")
    assert set(graph_of(":anna cmq:hasBeenAffiliatedWith :house .")) <= set(inferred(one, two))


def test_inferring_twice_gives_the_same() -> None:
    with store_with(graph_of(CHAINED)) as store:
        first = infer_into(store, vocabulary(), TARGET)
        before = set(store.graph(TARGET))
        assert infer_into(store, vocabulary(), TARGET) == first == len(before)
        assert set(store.graph(TARGET)) == before


def test_what_no_longer_follows_is_gone() -> None:
    with store_with(graph_of(CHAINED)) as store:
        infer_into(store, vocabulary(), TARGET)
        store.replace_graphs([URIRef("https://example.org/graph/0")], b"")
        assert infer_into(store, vocabulary(), TARGET) == 0


def test_what_was_said_stays_as_it_was() -> None:
    with store_with(graph_of(CHAINED)) as store:
        infer_into(store, vocabulary(), TARGET)
        assert set(store.graph(URIRef("https://example.org/graph/0"))) == set(graph_of(CHAINED))


def test_a_literal_never_becomes_a_subject() -> None:
    assert not list(inferred(graph_of(':event cmq:organizer "The Institute" .')))


def test_a_circle_of_parts_comes_to_an_end() -> None:
    circle = graph_of(":a cmq:subEventOf :b . :b cmq:subEventOf :c . :c cmq:subEventOf :a .")
    assert set(graph_of(":a cmq:subEventOf :a , :c .")) <= set(inferred(circle))


def test_a_chain_of_any_length_is_compiled() -> None:
    axiom = graph_of(":p a owl:ObjectProperty . cmq:q owl:propertyChainAxiom ( :a :b :c :d ) .")
    chain = next(r for r in compile_rules(axiom) if r.axiom == "chain")
    assert [(p.subject, str(p.predicate)[-1], p.object) for p in chain.body] == [
        ("s", "a", "v1"),
        ("v1", "b", "v2"),
        ("v2", "c", "v3"),
        ("v3", "d", "o"),
    ]


def test_an_axiom_that_is_added_to_the_ontology_is_used_without_code() -> None:
    more = vocabulary() + graph_of("cmq:signatory owl:inverseOf cmq:hasSigned .")
    with store_with(graph_of(":treaty cmq:signatory :anna .")) as store:
        infer_into(store, more, TARGET)
        assert set(graph_of(":anna cmq:hasSigned :treaty .")) <= set(store.graph(TARGET))


def test_every_rule_concludes_something_from_its_own_premises() -> None:
    """All rules at once, each with names of its own so that none helps another."""
    told, expected = Graph(), Graph()
    for number, rule in enumerate(compile_rules(vocabulary())):
        base = f"https://example.org/rule/{number}/"
        told += graph_of("".join(map(as_triple, rule.body)), base)
        expected += graph_of(as_triple(rule.head), base)
    assert set(expected) <= set(inferred(told))
