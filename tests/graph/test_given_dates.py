"""Dates in drafts that others write are completed with the days that they can mean."""

from communique.config import DEFAULT_BASE
from communique.graph.mint import Mint
from communique.graph.rdf_drafts import read_rdf_draft
from communique.vocab import cmq

DRAFT = """
@prefix cmq: <https://w3id.org/communique/ns#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://w3id.org/communique/id/event/> .
<https://w3id.org/communique/id/report/a> a cmq:Report ; cmq:reportsOn :one .
:one cmq:edtf "2015"^^edtf:EDTF .
:two cmq:edtf "1956/.."^^edtf:EDTF .
:three cmq:edtf "2015"^^edtf:EDTF ; cmq:earliest "2015-06-01"^^xsd:date .
"""


def days(name: str) -> tuple[str, str]:
    draft = read_rdf_draft(DRAFT.encode(), "turtle", "draft.ttl", Mint(DEFAULT_BASE))
    graph = draft.dataset.graph(Mint(DEFAULT_BASE).graph("report/a"))
    thing = Mint(DEFAULT_BASE).iri("event", name)
    return str(graph.value(thing, cmq.earliest)), str(graph.value(thing, cmq.latest))


def test_a_year_is_given_its_first_and_last_day() -> None:
    assert days("one") == ("2015-01-01", "2015-12-31")


def test_an_open_end_stays_open() -> None:
    assert days("two") == ("1956-01-01", "None")


def test_days_that_the_draft_states_are_left_as_they_are() -> None:
    assert days("three") == ("2015-06-01", "None")
