"""The lexicon: cue words of the concept schemes as plain data."""

from rdflib import Graph

from communique.facts.lexicon import Cue
from communique.graph.lexicon import load_lexicon, read_lexicon

SCHEME = """
@prefix : <https://w3id.org/communique/id/event-type/> .
@prefix cmq: <https://w3id.org/communique/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/communique/id/event-type> a skos:ConceptScheme .
:meeting skos:inScheme <https://w3id.org/communique/id/event-type> ; skos:prefLabel "meeting"@en ;
    cmq:eventClass cmq:Meeting .
:round-table skos:inScheme <https://w3id.org/communique/id/event-type> ; skos:prefLabel "round table"@en ;
    skos:altLabel "круглый стол"@ru ; skos:hiddenLabel "roud table"@en ; skos:broader :meeting ;
    cmq:eventClass cmq:RoundTable .
"""


def test_a_longer_cue_comes_before_a_shorter_one() -> None:
    lexicon = read_lexicon(Graph().parse(data=SCHEME))
    assert [c.text for c in lexicon.cues("event-type")] == [
        "круглый стол",
        "round table",
        "roud table",
        "meeting",
    ]


def test_a_cue_knows_its_language_and_its_concept() -> None:
    lexicon = read_lexicon(Graph().parse(data=SCHEME))
    assert lexicon.cues("event-type", "ru") == (Cue("круглый стол", "ru", "round-table"),)


def test_a_concept_leads_to_its_class_and_to_the_concept_above() -> None:
    lexicon = read_lexicon(Graph().parse(data=SCHEME))
    assert lexicon.classes["event-type", "round-table"] == "RoundTable"
    assert lexicon.broader["event-type", "round-table"] == "meeting"


def test_an_unknown_scheme_has_no_cues() -> None:
    assert load_lexicon().cues("no-such-scheme") == ()


def test_words_that_multiply_have_their_factor() -> None:
    lexicon = load_lexicon()
    factors = {c.text: lexicon.numbers["magnitude", c.concept] for c in lexicon.cues("magnitude")}
    assert factors["million"] == 1e6
    assert factors["млрд"] == 1e9


def test_a_unit_of_a_body_is_told_from_a_body() -> None:
    broader = load_lexicon().broader
    assert broader["institution-type", "department"] == "unit"
    assert ("institution-type", "university") not in broader


def test_attendance_has_the_three_forms_that_events_can_have() -> None:
    assert {c.concept for c in load_lexicon().cues("attendance")} == {
        "online",
        "in-person",
        "hybrid",
    }


def test_a_concept_has_its_preferred_label_in_each_language() -> None:
    labels = load_lexicon().labels["role", "moderator"]
    assert {(c.text, c.language) for c in labels} == {("moderator", "en"), ("модератор", "ru")}
