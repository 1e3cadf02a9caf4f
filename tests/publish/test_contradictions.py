"""Who says so: readings that differ stay side by side, and what they are about is disputed."""

import pytest
from rdflib import Graph, URIRef

from communique.config import DEFAULT_BASE
from communique.drafting import Reader
from communique.publish.conclusions import conclude_anew
from communique.store.oxigraph import EmbeddedStore
from communique.text.receive import receive
from communique.text.source import SourceMeta
from communique.vocab import cmq, org

EVENT = URIRef(f"{DEFAULT_BASE}id/event/talks")
DISPUTED = URIRef(f"{DEFAULT_BASE}id/status/disputed")
DAYS = {
    "2021-04-09": ("2021-04-09", "2021-04-09"),
    "2021-04-10": ("2021-04-10", "2021-04-10"),
    "2021-04": ("2021-04-01", "2021-04-30"),
    "2021": ("2021-01-01", "2021-12-31"),
    "2020": ("2020-01-01", "2020-12-31"),
}


def told(*dates: str) -> EmbeddedStore:
    """A store with a report for each date of the same event."""
    store = EmbeddedStore()
    for number, date in enumerate(dates):
        first, last = DAYS[date]
        day = "<http://www.w3.org/2001/XMLSchema#date>"
        store.update(
            f"""INSERT DATA {{ GRAPH <{DEFAULT_BASE}graph/report/{number}> {{
            <{EVENT}> a <{cmq.Event}> ; <{cmq.edtf}> "{date}" ;
            <{cmq.earliest}> "{first}"^^{day} ; <{cmq.latest}> "{last}"^^{day} }} }}"""
        )
    conclude_anew(store, DEFAULT_BASE)
    return store


def is_disputed(store: EmbeddedStore) -> bool:
    return store.ask(f"ASK {{ <{EVENT}> <{cmq.status}> <{DISPUTED}> }}")


@pytest.mark.parametrize(("one", "other"), [("2021-04-09", "2021-04-10"), ("2020", "2021-04")])
def test_two_reports_with_two_dates_dispute_the_event(one: str, other: str) -> None:
    for dates in ((one, other), (other, one)):
        store = told(*dates)
        assert is_disputed(store)


@pytest.mark.parametrize(("one", "other"), [("2021-04-09", "2021"), ("2021-04", "2021-04-10")])
def test_a_day_in_the_month_or_year_that_another_gives_is_no_contradiction(
    one: str, other: str
) -> None:
    assert not is_disputed(told(one, other))


def test_both_readings_stay_in_the_graph_of_the_report_that_gives_them() -> None:
    store = told("2021-04-09", "2021-04-10")
    rows = store.select(f"SELECT ?g ?d WHERE {{ GRAPH ?g {{ <{EVENT}> <{cmq.edtf}> ?d }} }}")
    assert {(str(r["g"])[-1], str(r["d"])) for r in rows} == {
        ("0", "2021-04-09"),
        ("1", "2021-04-10"),
    }


def test_when_one_of_them_goes_the_dispute_ends() -> None:
    store = told("2021-04-09", "2021-04-10")
    store.replace_graphs([URIRef(f"{DEFAULT_BASE}graph/report/1")], b"")
    conclude_anew(store, DEFAULT_BASE)
    assert not is_disputed(store)


def test_two_dates_of_signing_dispute_an_agreement() -> None:
    store = EmbeddedStore()
    for number, date in enumerate(("2015", "2016-05", "2016")):
        store.update(
            f"""INSERT DATA {{ GRAPH <{DEFAULT_BASE}graph/report/{number}> {{
            <{EVENT}> <{cmq.dateSigned}> "{date}" }} }}"""
        )
        conclude_anew(store, DEFAULT_BASE)
        assert is_disputed(store) == (number > 0)


def claims(*stated: tuple[str, str]) -> list[str]:
    """What claims of one thing's place state of it: each the value and the claim's status."""
    store = EmbeddedStore()
    for number, (value, status) in enumerate(stated):
        claim = f"<{DEFAULT_BASE}id/claim/{number}>"
        store.update(
            f"""INSERT DATA {{ GRAPH <{DEFAULT_BASE}graph/report/{number}> {{
            {claim} a <{cmq.Claim}> ; <{cmq.claimSubject}> <{EVENT}> ;
            <{cmq.claimPredicate}> <{cmq.place}> ; <{cmq.claimObject}> <urn:{value}> ;
            <{cmq.status}> <{DEFAULT_BASE}id/status/{status}> }} }}"""
        )
    conclude_anew(store, DEFAULT_BASE)
    rows = store.select(f"SELECT ?v WHERE {{ <{EVENT}> <{cmq.place}> ?v }}")
    return sorted(str(r["v"]) for r in rows)


def test_a_claim_that_nothing_contradicts_states_a_fact() -> None:
    assert claims(("oslo", "reported")) == ["urn:oslo"]
    assert claims(("oslo", "reported"), ("oslo", "confirmed")) == ["urn:oslo"]


def test_claims_that_contradict_each_other_state_none() -> None:
    assert claims(("oslo", "reported"), ("bergen", "reported")) == []
    assert claims(("oslo", "disputed")) == []


def test_a_claim_that_was_taken_back_contradicts_no_more() -> None:
    assert claims(("oslo", "reported"), ("bergen", "retracted")) == ["urn:oslo"]


REPORT = """\
Round table on fisheries

On 12 May 2022 the Institute of Oceanography held a round table on fisheries in Oslo.
Anna Keller, Assistant Professor at the Institute of Oceanography, took part in it.

Anna Keller, Associate Professor at the Institute of Oceanography
• Trade in fish grew by 12% in 2021.
"""


def test_two_ranks_of_one_person_are_two_tenures_and_both_are_disputed() -> None:
    source = receive(REPORT.encode(), "report.txt", SourceMeta())
    graph = Graph()
    for s, p, o, _ in Reader(DEFAULT_BASE).draft(source).draft.dataset.quads():
        graph.add((s, p, o))
    tenures = sorted(graph.subjects(cmq.positionTitle))
    titles = {str(graph.value(t, cmq.positionTitle)) for t in tenures}
    assert titles == {"Assistant Professor", "Associate Professor"}
    assert len({graph.value(t, org.member) for t in tenures}) == 1
    assert [graph.value(t, cmq.status) for t in tenures] == [DISPUTED, DISPUTED]
