"""What follows from what a report says: one example for each axiom, held against owlrl."""

import tomllib
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, Graph
from rdflib.collection import Collection
from rdflib.term import Node
from reasoning import as_triple, graph_of, inferred, vocabulary

from communique.infer.oracle import closure
from communique.infer.rules import Rule, compile_rules

TOLD = tomllib.loads((Path(__file__).parent / "examples.toml").read_text(encoding="utf-8"))
EXAMPLES = {f"{e.get('id', '')} {e['words']}".strip(): e for e in TOLD["example"]}
SINGLE = [r for r in compile_rules(vocabulary()) if r.axiom not in ("chain", "subclass")]
"""The rules of all axioms but chains and classes: inverse, symmetric, transitive, subproperty."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_follows(name: str) -> None:
    follows = graph_of(EXAMPLES[name]["follows"], within(name))
    assert set(follows) <= concluded(name)


def test_each_chain_of_the_ontology_has_an_example() -> None:
    listed = sorted(chain for e in EXAMPLES.values() for chain in e.get("chains", ()))
    assert listed == sorted(map(chain_of, chains()))
    assert len({e["id"] for e in EXAMPLES.values() if "id" in e}) == 17


def chains() -> list[Rule]:
    """The chains as the ontology states them; a rule that goes over an inverse is the same one."""
    stated = vocabulary().subject_objects(OWL.propertyChainAxiom)
    heads = [(p, tuple(Collection(vocabulary(), steps))) for p, steps in stated]
    rules = [r for r in compile_rules(vocabulary()) if r.axiom == "chain"]
    return [r for r in rules if (r.head.predicate, tuple(p.predicate for p in r.body)) in heads]


def chain_of(rule: Rule) -> str:
    """A chain in short: "participation participant -> hasParticipant"."""
    steps = " ".join(map(local, (p.predicate for p in rule.body)))
    return f"{steps} -> {local(rule.head.predicate)}"


def local(predicate: str) -> str:
    return predicate.rsplit("#", 1)[-1]


@cache
def concluded_from_single() -> set[tuple[Node, Node, Node]]:
    """What each of the single rules concludes, with names of its own so that none helps another."""
    told = Graph()
    for number, rule in enumerate(SINGLE):
        told += graph_of("".join(map(as_triple, rule.body)), base(number))
    return set(inferred(told))


@pytest.mark.parametrize(
    "number",
    range(len(SINGLE)),
    ids=lambda n: f"{SINGLE[n].axiom}-{local(SINGLE[n].head.predicate)}",
)
def test_a_single_axiom_gives_its_triple(number: int) -> None:
    expected = graph_of(as_triple(SINGLE[number].head), base(number))
    assert set(expected) <= concluded_from_single()


def base(number: int) -> str:
    return f"https://example.org/single/{number}/"


@cache
def concluded_by_owlrl() -> Graph:
    """All examples at once, each with names of its own so that none touches another: owlrl is slow."""
    apart = Graph()
    for name, example in EXAMPLES.items():
        apart += graph_of(example["said"], within(name))
    return closure(apart, vocabulary())


@cache
def concluded(name: str) -> set[tuple[Node, Node, Node]]:
    return set(inferred(graph_of(EXAMPLES[name]["said"], within(name))))


def within(name: str) -> str:
    return f"https://example.org/{list(EXAMPLES).index(name)}/"


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_what_owlrl_concludes(name: str) -> None:
    theirs = {t for t in concluded_by_owlrl() if str(t[0]).startswith(within(name))}
    assert concluded(name) == theirs


def test_all_examples_together_give_what_owlrl_concludes() -> None:
    everything = graph_of("\n".join(e["said"] for e in EXAMPLES.values()))
    assert set(inferred(everything)) == set(closure(everything, vocabulary()))
