"""Keeping conclusions true gives what concluding anew gives, whatever came, changed or went."""

import random
from collections.abc import Iterable

import pytest
from rdflib import Graph, URIRef
from reasoning import TARGET, graph_of, store_with, vocabulary

from communique.infer.closure import infer_into
from communique.infer.rules import Pattern, compile_rules
from communique.infer.upkeep import revise
from communique.store.oxigraph import EmbeddedStore, line_of
from communique.store.quads import Quad, parse_line

RULES = compile_rules(vocabulary())
REPORTS = [URIRef(f"https://example.org/graph/{n}") for n in range(3)]
CHAINED = (
    ":anna cmq:hasTenure :t . :t org:organization :unit . :unit org:subOrganizationOf :house ."
)
BEFORE = CHAINED + ":x cmq:hasSubEvent :a . :unit cmq:ofState :chile ."


def say(store: EmbeddedStore, report: URIRef, graph: Iterable[tuple[object, ...]]) -> None:
    """Let a report say something else, and bring the conclusions in line."""

    def facts() -> set[tuple[bytes, ...]]:
        quads = map(parse_line, store.nquads())
        return {quad.fact for quad in quads if quad.graph != TARGET.n3().encode()}

    before = facts()
    store.replace_graphs([report], b"".join(line_of(*triple, report) for triple in graph))
    leaving, entering = revise(store, RULES, TARGET, facts() - before, before - facts())
    name = TARGET.n3().encode()
    store.change(*([Quad(*f, name).line() for f in part] for part in (entering, leaving)))


def concluded(store: EmbeddedStore) -> list[str]:
    return sorted(" ".join(term.n3() for term in triple) for triple in store.graph(TARGET))


def holds_what_a_new_run_holds(store: EmbeddedStore) -> None:
    kept = concluded(store)
    infer_into(store, vocabulary(), TARGET)
    assert kept == concluded(store)


CASES = {
    "a premise that was missing": ":institute cmq:ofState :norway .",
    "a fact that was inferred before": ":unit org:transitiveSubOrganizationOf :house .",
    "a step in the middle of a chain": ":house org:subOrganizationOf :institute .",
    "something else altogether": ":s cmq:speaker :anna ; cmq:topic :t1 . :t1 skos:broader :t2 .",
    "what was said before": CHAINED,
    "a longer way round": ":a cmq:hasSubEvent :b . :b cmq:participation :p . :p cmq:participant :anna .",
    "a circle": ":house org:subOrganizationOf :unit .",
}


@pytest.mark.parametrize("more", CASES.values(), ids=CASES)
def test_a_report_that_comes_and_goes(more: str) -> None:
    with store_with(graph_of(BEFORE)) as store:
        infer_into(store, vocabulary(), TARGET)
        before = concluded(store)
        say(store, REPORTS[2], graph_of(more))
        holds_what_a_new_run_holds(store)
        say(store, REPORTS[2], Graph())
        assert concluded(store) == before


def test_what_is_said_no_more_but_follows_is_inferred() -> None:
    with store_with(graph_of(BEFORE), graph_of(CASES["a fact that was inferred before"])) as store:
        infer_into(store, vocabulary(), TARGET)
        say(store, REPORTS[1], Graph())
        holds_what_a_new_run_holds(store)


def test_facts_that_only_hold_each_other_up_go() -> None:
    circle = ":a cmq:subEventOf :b . :b cmq:subEventOf :c . :c cmq:subEventOf :a ."
    with store_with(graph_of(circle)) as store:
        infer_into(store, vocabulary(), TARGET)
        say(store, REPORTS[0], Graph())
        assert concluded(store) == []


@pytest.mark.parametrize("seed", range(20))
def test_reports_that_say_anything(seed: int) -> None:
    """Premises of all rules about a few things, drawn with a fixed seed; reports change at random."""
    chance = random.Random(seed)
    premises = sorted({p for rule in RULES for p in rule.body}, key=Pattern.text)
    with EmbeddedStore() as store:
        for _ in range(12):
            triples = [drawn(chance, p) for p in chance.sample(premises, chance.randrange(12))]
            say(store, chance.choice(REPORTS), graph_of(" ".join(triples)))
        holds_what_a_new_run_holds(store)


def drawn(chance: random.Random, premise: Pattern) -> str:
    one, two = (f":{chance.choice('abcd')}" for _ in range(2))
    end = premise.object.n3() if isinstance(premise.object, URIRef) else two
    return f"{one} {premise.predicate.n3()} {end} ."
