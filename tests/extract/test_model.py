"""What only a model found is marked as such."""

import pytest
from reading_texts import Read

from communique.extract.base import furniture_words
from communique.extract.pipeline import read as read_facts
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
