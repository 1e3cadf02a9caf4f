"""What follows from what a report says: one example for each axiom, held against owlrl."""

from functools import cache

import pytest
from rdflib import Graph
from rdflib.term import Node
from reasoning import graph_of, inferred, vocabulary

from communique.infer.oracle import closure

EXAMPLES = {
    "C1 whoever has a part in an event took part in it": (
        ":opening cmq:participation :p . :p cmq:participant :anna .",
        ":opening cmq:hasParticipant :anna .",
    ),
    "C2 whoever took part in a session took part in the event": (
        ":main cmq:hasSubEvent :opening . :opening cmq:participation :p . :p cmq:participant :anna .",
        ":main cmq:hasParticipant :anna .",
    ),
    "C3 whom a participant speaks for is represented, in the session and the event": (
        ":opening cmq:subEventOf :main ; cmq:participation :p . :p cmq:onBehalfOf :norway .",
        ":opening cmq:representedParty :norway . :main cmq:representedParty :norway .",
    ),
    "C4 the body of a participant's office is present": (
        ":main cmq:participation :p . :p cmq:inCapacity :t . :t org:organization :institute .",
        ":main cmq:affiliationPresent :institute .",
    ),
    "C5 an event for an anniversary concerns what it commemorates": (
        ":main cmq:dedicatedTo :jubilee . :jubilee cmq:commemorates :relation .",
        ":main cmq:concerns :relation .",
    ),
    "C6 what happens in a place happens in what holds it": (
        ":visit cmq:place :oslo . :oslo cmq:within :county . :county cmq:within :norway .",
        ":visit cmq:place :county , :norway . :oslo cmq:within :norway .",
    ),
    "C7 who holds an office in a body has been affiliated with it": (
        ":anna cmq:hasTenure :t . :t org:organization :department .",
        ":anna cmq:hasBeenAffiliatedWith :department .",
    ),
    "C8 and with the bodies that hold it": (
        """:t org:member :anna ; org:organization :department .
        :department org:subOrganizationOf :institute . :institute org:subOrganizationOf :academy .""",
        """:anna cmq:hasTenure :t ; cmq:hasBeenAffiliatedWith :department , :institute , :academy .
        :department org:transitiveSubOrganizationOf :institute , :academy .""",
    ),
    "C9 who holds a tenure of a post has held the post": (
        ":anna cmq:hasTenure :t . :t cmq:tenurePost :ambassador .",
        ":anna cmq:hasHeldPost :ambassador .",
    ),
    "C10 who has held an envoy's post has represented the state": (
        ":t org:member :anna ; cmq:tenurePost :ambassador . :ambassador cmq:representsState :norway .",
        ":anna cmq:hasRepresented :norway .",
    ),
    "C11 a unit belongs to the state of its body": (
        ":unit org:subOrganizationOf :institute . :institute cmq:ofState :norway .",
        ":unit cmq:ofState :norway .",
    ),
    "C12 the state that continues a party is found by its agreements": (
        ":treaty cmq:party :union . :union cmq:continuedBy :republic .",
        ":treaty cmq:partyOrContinuer :union , :republic . :union cmq:partyTo :treaty .",
    ),
    "C13 an agreement is signed where its signing took place": (
        ":treaty cmq:signedAt :signing . :signing cmq:place :oslo . :oslo cmq:within :norway .",
        ":treaty cmq:placeSigned :oslo , :norway . :signing cmq:signingOf :treaty .",
    ),
    "C14 a statement in a session was made at the event": (
        ":s cmq:madeAt :opening . :opening cmq:subEventOf :main .",
        ":s cmq:madeAt :main . :main cmq:heardStatement :s .",
    ),
    "C15 a statement on a topic is on the broader ones": (
        ":s cmq:topic :wheat . :wheat skos:broader :farming . :farming skos:broader :economy .",
        ":s cmq:broadTopic :wheat , :farming , :economy .",
    ),
    "C16 and its speaker has spoken on them": (
        ":s cmq:speaker :anna ; cmq:topic :trade . :trade skos:broader :economy .",
        ":anna cmq:made :s ; cmq:hasSpokenOn :trade , :economy .",
    ),
    "C17 who makes a statement claims what it asserts": (
        ":s cmq:speaker :anna ; cmq:asserts :c .",
        ":anna cmq:claimed :c . :c cmq:assertedIn :s .",
    ),
    "a dispute is a tension, either way": (
        ":s1 cmq:disputes :s2 .",
        ":s1 cmq:inTensionWith :s2 . :s2 cmq:inTensionWith :s1 .",
    ),
    "counterparts are so to each other": (
        ":anna cmq:counterpartOf :pedro .",
        ":pedro cmq:counterpartOf :anna .",
    ),
    "what is about something mentions it": (
        ":s cmq:about :treaty .",
        ":s cmq:mentions :treaty .",
    ),
    "order of sessions carries on": (
        ":one cmq:precedes :two . :two cmq:precedes :three .",
        ":one cmq:precedes :three . :three cmq:comesAfter :one .",
    ),
    "successors follow one another": (
        ":a cmq:succeededBy :b . :b cmq:succeededBy :c .",
        ":a cmq:succeededBy :c . :c cmq:succeeds :a .",
    ),
    "a narrower concept may be given from above": (
        ":s cmq:topic :trade . :economy skos:narrower :trade .",
        ":s cmq:broadTopic :economy .",
    ),
    "a unit may be given from above": (
        ":institute org:hasSubOrganization :unit ; cmq:ofState :norway .",
        ":unit org:transitiveSubOrganizationOf :institute ; cmq:ofState :norway .",
    ),
    "a class carries the classes above it, ours and others'": (
        ":r a cmq:RoundTable . :anna a cmq:Person . :c a cmq:IntergovernmentalOrganization .",
        """:r a cmq:Meeting , cmq:Event , schema:Event . :anna a cmq:Actor , foaf:Person , prov:Agent .
        :c a cmq:Institution , org:Organization .""",
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_follows(name: str) -> None:
    follows = graph_of(EXAMPLES[name][1], within(name))
    assert set(follows) <= concluded(name)


@cache
def concluded_by_owlrl() -> Graph:
    """All examples at once, each with names of its own so that none touches another: owlrl is slow."""
    apart = Graph()
    for name, (said, _) in EXAMPLES.items():
        apart += graph_of(said, within(name))
    return closure(apart, vocabulary())


@cache
def concluded(name: str) -> set[tuple[Node, Node, Node]]:
    return set(inferred(graph_of(EXAMPLES[name][0], within(name))))


def within(name: str) -> str:
    return f"https://example.org/{list(EXAMPLES).index(name)}/"


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_what_owlrl_concludes(name: str) -> None:
    theirs = {t for t in concluded_by_owlrl() if str(t[0]).startswith(within(name))}
    assert concluded(name) == theirs


def test_all_examples_together_give_what_owlrl_concludes() -> None:
    everything = graph_of("\n".join(said for said, _ in EXAMPLES.values()))
    assert set(inferred(everything)) == set(closure(everything, vocabulary()))
