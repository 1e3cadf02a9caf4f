"""The example questions, asked of the valid draft of the shapes' tests and what follows from it."""

import re
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, URIRef

from communique.graph.serialize import nquads
from communique.infer.closure import infer_into
from communique.queries.load import load_questions, question
from communique.store.oxigraph import EmbeddedStore
from communique.vocab.resources import ontology_dir

BASE = "https://w3id.org/communique/"
DRAFT = Path(__file__).parents[1] / "shapes" / "valid.ttl"
FIELDS = ("title", "title-ru", "question", "question-ru", "columns", "order")


@pytest.fixture(scope="module")
def store():
    dataset = Dataset()
    dataset.graph(URIRef(f"{BASE}graph/report/510363c40ccaeee8")).parse(DRAFT)
    vocabulary = dataset.graph(URIRef(f"{BASE}graph/vocabulary"))
    for path in ontology_dir().glob("*.ttl"):
        vocabulary.parse(path)
    with EmbeddedStore() as store:
        store.add(nquads(dataset))
        terms = Graph()
        for triple in vocabulary:
            terms.add(triple)
        infer_into(store, terms, URIRef(f"{BASE}graph/inferred"))
        yield store


def rows(store, name: str, *columns: str) -> list[tuple[str, ...]]:
    """The answer to a question, the named columns only, IRIs by their local names."""
    asked = question(name)
    assert asked is not None
    found = store.select(asked.text)
    return [tuple(_short(row.get(c, "")) for c in columns) for row in found]


def _short(term: object) -> str:
    return str(term).rpartition("/")[2] if isinstance(term, URIRef) else str(term)


@pytest.mark.parametrize("asked", load_questions(), ids=lambda q: q.name)
def test_a_question_says_in_words_what_it_asks_and_what_it_answers(asked):
    for field in FIELDS:
        assert re.search(rf"^# {field}: \S", asked.text, re.MULTILINE), field
    assert asked.question.count("?") == 1 or asked.question.endswith(".")
    assert re.search("[а-я]", asked.title_ru)


@pytest.mark.parametrize("asked", load_questions(), ids=lambda q: q.name)
def test_a_question_runs_and_its_order_is_fixed(asked, store):
    assert store.select(asked.text) == store.select(asked.text)
    assert "ORDER BY" in asked.text


@pytest.mark.parametrize("asked", load_questions(), ids=lambda q: q.name)
def test_a_question_names_no_entity_of_one_publication(asked):
    assert f"{BASE}id/" not in asked.text


def test_names_are_unique_and_without_numbers():
    names = [q.name for q in load_questions()]
    assert len(set(names)) == len(names) >= 40
    assert all(re.fullmatch("[a-z][a-z-]+", name) for name in names)


def test_parameters_are_bound_by_values():
    assert question("events-of-a-year").parameters == ("year",)
    assert question("participants").parameters == ()
    for asked in load_questions():
        for name in asked.parameters:
            assert f"VALUES ?{name} " in asked.text


def test_there_is_no_question_of_an_unknown_name():
    assert question("weather") is None


def test_participants_of_sessions_count_as_the_events(store):
    assert rows(store, "participants", "name", "role", "for") == [
        ("Anna Keller", "opening-speaker", ""),
        ("Юрис Озолс", "speaker", "Latvia"),
    ]
    assert rows(store, "participant-count", "event", "participants") == [("round-table", "2")]


def test_a_dispute_is_found_from_both_sides_but_goes_one_way(store):
    assert rows(store, "disputes", "statement", "disputed") == [("keller-1", "ozols-1")]
    assert rows(store, "tensions", "statement", "other") == [
        ("keller-1", "ozols-1"),
        ("ozols-1", "keller-1"),
    ]


def test_an_agreement_has_its_parties_on_one_row(store):
    [(name, signed, parties, who)] = rows(
        store, "agreements", "name", "signed", "parties", "said_by"
    )
    assert (name, signed, who) == ("agreement on fisheries", "1995", "Юрис Озолс")
    assert set(parties.split(" / ")) == {"Norway", "Latvia"}
    assert rows(store, "agreements-of-others", "name") == []
    assert rows(store, "precision-of-dates", "precision", "number") == [("year", "1")]


def test_periods_and_the_day_in_them(store):
    assert rows(store, "periods", "from", "to", "who") == [
        ("1991-01-01", "2004-12-31", "Anna Keller"),
        ("2004-01-01", "", "Anna Keller"),
    ]
    assert rows(store, "period-on-a-day", "from", "who") == [("1991-01-01", "Anna Keller")]


def test_a_day_before_all_periods_lies_in_none(store):
    text = question("period-on-a-day").text.replace("1995-06-01", "1985-06-01")
    assert store.select(text) == []


def test_an_affiliation_with_a_unit_is_one_with_the_body(store):
    assert rows(store, "affiliations", "institution_name", "name") == [
        ("Arctic Department", "Anna Keller"),
        ("Nordland Institute", "Anna Keller"),
    ]
    assert rows(store, "parent-chains", "name", "body_name", "directly") == [
        ("Arctic Department", "Nordland Institute", "true")
    ]


def test_a_number_comes_with_its_print_and_its_speaker(store):
    assert rows(store, "quantities", "who", "measure", "value", "printed") == [
        ("Юрис Озолс", "growth of trade", "12.5", "12,5%")
    ]
    assert rows(store, "source-of-a-claim", "start", "end", "words") == [("344", "349", "12,5%")]


def test_who_spoke_on_a_narrow_topic_spoke_on_the_broad_one(store):
    found = rows(store, "spoken-on", "topic", "name")
    assert ("trade", "Юрис Озолс") in found
    assert ("economy", "Юрис Озолс") in found
    assert {name for _, name in found} == {"Юрис Озолс"}


def test_envoys_with_the_state_they_serve_and_the_one_they_go_to(store):
    assert rows(store, "envoys", "name", "for", "to") == [("Юрис Озолс", "Latvia", "Norway")]


def test_the_relation_an_event_concerns(store):
    assert rows(store, "relations-concerned", "event", "party") == [
        ("round-table", "Latvia"),
        ("round-table", "Norway"),
    ]


def test_work_lists_of_librarians(store):
    assert rows(store, "no-russian-label", "name") == [("Anna Keller",)]
    assert rows(store, "printed-affiliations", "printed") == [
        ("Anna Keller, Director of the Arctic Department",)
    ]
    assert ("Person", "0", "2") in [
        (c.rpartition("#")[2], *n)
        for c, *n in rows(store, "linked-and-unlinked", "class", "linked", "unlinked")
    ]
    assert rows(store, "institutions-without-identifier", "name") == [
        ("Arctic Department",),
        ("Nordland Institute",),
    ]


def test_sources_with_publisher_software_and_terms(store):
    assert rows(store, "sources-of-events", "event", "publisher", "software") == [
        ("round-table", "Nordland Institute", "communique 0.1.0")
    ]
    assert rows(store, "licences", "publisher", "issued") == [("Nordland Institute", "2022-05-16")]


def test_what_rests_on_a_speaker_alone(store):
    assert rows(store, "only-speakers-say-so", "thing", "who") == [
        ("fisheries", "Юрис Озолс"),
        ("growth", "Юрис Озолс"),
    ]


def test_every_speaker_is_listed(store):
    assert rows(store, "speakers-not-listed", "name") == []
    assert rows(store, "statements-by-speaker", "name", "statements") == [
        ("Anna Keller", "2"),
        ("Юрис Озолс", "2"),
    ]


def test_the_timeline_gives_dates_as_stated(store):
    found = rows(store, "timeline", "date", "thing")
    assert ("1995", "fisheries") in found
    assert ("2022-05-12", "round-table") in found
    assert [d for d, _ in found] == sorted(d for d, _ in found)


def test_inferred_facts_are_told_from_asserted_ones(store):
    found = rows(store, "inferred", "property", "triples")
    assert any(name.endswith("#hasParticipant") for name, _ in found)
    assert not any(name.endswith("#participant") for name, _ in found)
