"""What must not be concluded, though it seems near at hand: fifteen traps."""

import pytest
from rdflib import OWL, RDF
from reasoning import graph_of, inferred

TRAPS = {
    "1 a body that is given as a place becomes no place": (
        ":event cmq:place :institute . :institute a cmq:Institution .",
        ":institute a schema:Place .",
    ),
    "2 a state is not the state that continues it": (
        ":treaty cmq:party :union . :union cmq:continuedBy :republic .",
        ":union owl:sameAs :republic . :treaty cmq:party :republic . :republic cmq:continuedBy :union .",
    ),
    "3 whoever works for a ministry does not speak for it": (
        """:event cmq:participation :p . :p cmq:participant :anna ; cmq:inCapacity :t .
        :t org:member :anna ; org:organization :ministry . :ministry cmq:ofState :norway .""",
        """:p cmq:onBehalfOf :ministry , :norway . :event cmq:representedParty :ministry , :norway .
        :anna cmq:hasRepresented :norway .""",
    ),
    "4 an office in an old report says nothing of today": (
        ":t org:member :anna ; org:organization :institute ; cmq:positionTitle 'Director' .",
        ":anna org:memberOf :institute ; org:headOf :institute . :institute org:hasMember :anna .",
    ),
    "5 who speaks of an event did not take part in it": (
        ":s cmq:speaker :anna ; cmq:mentions :visit ; cmq:about :visit .",
        ":visit cmq:hasParticipant :anna . :anna cmq:participatedIn :visit .",
    ),
    "6 a report on an event may quote words from elsewhere": (
        ":s cmq:reportedIn :report . :report cmq:reportsOn :event .",
        ":s cmq:madeAt :event . :event cmq:heardStatement :s .",
    ),
    "7 a bloc's agreement does not bind its members by name": (
        ":treaty cmq:party :bloc . :bloc cmq:memberState :norway .",
        ":treaty cmq:party :norway ; cmq:partyOrContinuer :norway . :norway cmq:partyTo :treaty .",
    ),
    "8 a dispute goes one way, and neither it nor support carries on": (
        """:s1 cmq:disputes :s2 . :s2 cmq:disputes :s3 . :s4 cmq:supports :s5 . :s5 cmq:supports :s6 .""",
        """:s2 cmq:disputes :s1 . :s1 cmq:disputes :s3 . :s1 cmq:inTensionWith :s3 .
        :s4 cmq:supports :s6 . :s5 cmq:supports :s4 .""",
    ),
    "9 the day of the celebration is not the day that is celebrated": (
        """:event cmq:dedicatedTo :jubilee ; cmq:edtf '2021-04-09' ; cmq:earliest '2021-04-09' .
        :jubilee cmq:commemorates :relation ; cmq:ordinal 65 .""",
        ":relation cmq:edtf '2021-04-09' ; cmq:earliest '2021-04-09' .",
    ),
    "10 an online event has no place by its host": (
        """:event cmq:organizer :institute ; schema:eventAttendanceMode schema:OnlineEventAttendanceMode .
        :institute cmq:ofState :norway ; cmq:place :oslo .""",
        ":event cmq:place :oslo , :norway .",
    ),
    "11 a centre in a country is not of that country": (
        ":centre cmq:place :oslo . :oslo cmq:within :norway .",
        ":centre cmq:ofState :norway .",
    ),
    "12 two dates of signing stay two dates": (
        ":treaty cmq:dateSigned '2015' , '2016' ; cmq:signedAt :a , :b .",
        ":a owl:sameAs :b .",
    ),
    "13 one Wikidata item does not merge two entities": (
        ":one skos:exactMatch wd:Q1 . :two skos:exactMatch wd:Q1 . :one cmq:speaker :x .",
        ":one owl:sameAs :two . :two cmq:speaker :x . :two skos:exactMatch :one .",
    ),
    "14 sessions of different events have no order": (
        ":a1 cmq:subEventOf :a . :b1 cmq:subEventOf :b . :a cmq:precedes :b .",
        ":a1 cmq:precedes :b1 . :b1 cmq:comesAfter :a1 . :a1 cmq:precedes :b .",
    ),
    "15 the counterpart of my counterpart is not mine": (
        ":a cmq:counterpartOf :b . :b cmq:counterpartOf :c .",
        ":a cmq:counterpartOf :c , :a .",
    ),
}


@pytest.mark.parametrize(("said", "forbidden"), TRAPS.values(), ids=TRAPS)
def test_it_does_not_follow(said: str, forbidden: str) -> None:
    following = inferred(graph_of(said))
    assert not set(graph_of(forbidden)) & set(following)
    assert not list(following.subject_objects(OWL.sameAs))
    assert not [o for o in following.objects(None, RDF.type) if str(o).endswith(("Place", "Thing"))]
