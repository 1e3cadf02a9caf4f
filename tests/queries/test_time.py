"""Questions of time: on a day, before, overlapping, gaps, open ends; a year stays a year."""

import pytest
from rdflib import URIRef

from communique.config import DEFAULT_BASE
from communique.dates.edtf import bounds
from communique.publish.conclusions import conclude_anew
from communique.queries.load import question
from communique.store.oxigraph import EmbeddedStore
from communique.vocab import cmq

PERIODS = ("1956/1970", "1970/1975", "1979/1991", "1991/1993", "1993/..")
EVENTS = ("2021-04-09", "2021-04-10", "2021", "2015", "2021-04-08/2021-04-12", "1960~")


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    """A relation with five periods that one speaker tells of, and an event for each date."""
    store = EmbeddedStore()
    said = f"<{DEFAULT_BASE}id/statement/s>"
    lines = []
    for date in (*PERIODS, *EVENTS):
        kind = cmq.TimeSpan if date in PERIODS else cmq.Event
        thing = f"<{DEFAULT_BASE}id/x/{date.replace('/', '_').replace('..', 'open')}>"
        earliest, latest = bounds(date)
        lines.append(f'{thing} a <{kind}> ; <{cmq.edtf}> "{date}" ; <{cmq.attestedBy}> {said} .')
        lines.append(f'{thing} <http://www.w3.org/2000/01/rdf-schema#label> "{date}"@en .')
        if date in PERIODS:
            lines.append(f"<{DEFAULT_BASE}id/relation/r> <{cmq.hasPeriod}> {thing} .")
        for name, day in ((cmq.earliest, earliest), (cmq.latest, latest)):
            if day:
                lines.append(f'{thing} <{name}> "{day}"^^<http://www.w3.org/2001/XMLSchema#date> .')
    store.update(f"INSERT DATA {{ GRAPH <{DEFAULT_BASE}graph/report/a> {{ {' '.join(lines)} }} }}")
    conclude_anew(store, DEFAULT_BASE)
    return store


def ask(store: EmbeddedStore, name: str, *columns: str, **given: str) -> list[tuple[str, ...]]:
    """The rows of a question, with the day of its example exchanged for another."""
    asked = question(name)
    assert asked is not None
    text = asked.text
    for old, new in given.items():
        text = text.replace(old.strip("_").replace("_", "-"), new)
    rows = store.select(text)
    return [tuple(_local(row.get(c, "")) for c in columns) for row in rows]


def _local(term: object) -> str:
    return str(term).rpartition("/")[2] if isinstance(term, URIRef) else str(term)


def test_on_a_day_what_is_certain_comes_before_what_may_be(store: EmbeddedStore) -> None:
    assert ask(store, "events-on-a-day", "title", "certain") == [
        ("2021-04-08/2021-04-12", "true"),
        ("2021-04-09", "true"),
        ("2021", "false"),
    ]


def test_the_first_of_january_has_no_event_that_is_only_known_to_be_of_the_year(
    store: EmbeddedStore,
) -> None:
    found = ask(store, "events-on-a-day", "title", "certain", _2021_04_09="2015-01-01")
    assert found == [("2015", "false")]


def test_before_a_day_is_what_was_over_for_certain(store: EmbeddedStore) -> None:
    found = [d for (d,) in ask(store, "before-a-day", "date")]
    assert "2015" in found
    assert "1979/1991" in found
    assert not {"2021", "1993/..", "2021-04-09", "2021-04-08/2021-04-12"} & set(found)


def test_periods_that_meet_in_a_year_overlap_in_it_and_no_others(store: EmbeddedStore) -> None:
    pairs = ask(store, "overlapping-periods", "one_date", "other_date")
    assert pairs == [
        ("1956/1970", "1970/1975"),
        ("1979/1991", "1991/1993"),
        ("1991/1993", "1993/.."),
    ]


def test_a_gap_is_told_and_not_filled(store: EmbeddedStore) -> None:
    found = ask(store, "gaps-between-periods", "ends", "begins")
    assert found == [("1975-12-31", "1979-01-01")]


@pytest.mark.parametrize(("day", "dates"), [("1985-06-01", ["1979-01-01"]), ("1977-01-01", [])])
def test_the_period_of_a_day(store: EmbeddedStore, day: str, dates: list[str]) -> None:
    assert [f for (f,) in ask(store, "period-on-a-day", "from", _1995_06_01=day)] == dates


def test_an_open_end_has_no_last_day(store: EmbeddedStore) -> None:
    assert ask(store, "open-ends", "date", "from", "to") == [("1993/..", "1993-01-01", "")]
    found = ask(store, "period-on-a-day", "from", _1995_06_01="2090-01-01")
    assert found == [("1993-01-01",)]
