"""What only a model found is marked as such."""

import pytest
from reading_texts import Read

from communique.extract.base import furniture_words
from communique.extract.pipeline import read as read_facts
from communique.extract.suggestions import suggest
from communique.graph.build import build_draft
from communique.graph.mint import Mint
from communique.graph.serialize import serialize_draft
from communique.text.layout import read as read_layout
from communique.text.receive import receive

REPORT = (
    "A round table on river trade was held in Geneva on 4 March 2020.\n\n"
    "After the coffee break everybody talked about Martin Feldman, who had retired from sailing.\n"
)


@pytest.fixture
def with_model(reading):
    def run(text):
        document = read_layout(receive(text.encode(), "r.txt"), furniture_words(reading.lexicon))
        return Read(document, read_facts(document, reading, model=True))

    return run


def test_a_name_that_no_rule_reads_is_a_suggestion_of_the_model(read, with_model):
    assert "Martin Feldman" not in read(REPORT).persons()
    evidence = with_model(REPORT).person("Martin Feldman").evidence
    assert evidence.suggested
    assert evidence.rule == "model.spacy"
    assert [s.of(REPORT) for s in evidence.spans] == ["Martin Feldman"]


def test_who_a_rule_read_stays_as_it_was(read, with_model):
    text = "Professor Anna Berg, Director of the Institute of Northern Affairs, opened the round table in Geneva on 4 March 2020.\n"
    assert with_model(text).facts.persons == read(text).facts.persons


RUSSIAN = (
    "Круглый стол о речной торговле прошёл в Москве 4 марта 2020 года.\n\n"
    "В перерыве все говорили о Петре Семёнове, который оставил флот и ушёл в «Востоктранс».\n"
)


def test_russian_names_that_no_rule_reads_are_suggestions_of_natasha(read, with_model):
    assert read(RUSSIAN).persons() == []
    found = with_model(RUSSIAN)
    person = found.person("Петр Семёнов")
    assert person.evidence.suggested
    assert person.evidence.rule == "model.natasha"
    assert [s.of(RUSSIAN) for s in person.evidence.spans] == ["Петре Семёнове"]
    assert found.institution("Востоктранс").evidence.suggested


def test_a_body_that_a_model_suggests_is_in_no_graph(reading, with_model):
    source = receive(RUSSIAN.encode(), "r.txt")
    found = with_model(RUSSIAN)
    draft = build_draft(found.facts, source, Mint("https://w3id.org/communique/"), reading)
    assert (
        "Востоктранс" not in serialize_draft(draft.dataset, "turtle").decode().split("oa:exact")[0]
    )
    assert found.institution("Востоктранс").ref in draft.withheld
    suggested = [(s.kind, s.value) for s in suggest(found.document, found.facts, reading)]
    assert suggested == [("person", "Петр Семёнов"), ("institution", "Востоктранс")]
