"""What a SPARQL endpoint in Wikidata's shape says of candidates: a real one, on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_servers import oxigraph

from communique.config import StoreSettings
from communique.errors import StoreError, UsageError
from communique.link.candidates import Proposal
from communique.link.client import Service
from communique.link.wikidata import told_more
from communique.store.endpoint import Endpoint

GRAPH = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX schema: <http://schema.org/>
PREFIX wd: <http://www.wikidata.org/entity/> PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA {
  wd:Q1 schema:description "an institute"@en , "ein Institut"@de ;
    wdt:P17 wd:Q3 ; wdt:P571 "1990-01-01T00:00:00Z"^^xsd:dateTime .
  wd:Q2 wdt:P39 wd:Q4 , wd:Q5 , wd:Q6 , wd:Q7 .
  wd:Q3 rdfs:label "Nordland"@en , "Nordland"@de .
  wd:Q4 rdfs:label "envoy"@en . wd:Q5 rdfs:label "judge"@en .
  wd:Q6 rdfs:label "mayor"@en . wd:Q7 rdfs:label "speaker"@en .
}
"""


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreSettings]:
    with oxigraph(tmp_path_factory.mktemp("wikidata")) as settings:
        Endpoint(settings).update(GRAPH)
        yield settings


def proposal(item: str, description: str = "") -> Proposal:
    return Proposal("person:a", "A", "Person", item, "A", 90.0, False, "", description, "a service")


def service(address: str, folder: Path, *allow: str) -> Service:
    return Service(address, allow or ("127.0.0.1",), folder, timeout=5, tries=1, pause=0.01)


def test_an_item_bears_what_is_said_of_it(endpoint: StoreSettings, tmp_path: Path) -> None:
    asked = service(endpoint.query_endpoint, tmp_path)
    one, two = told_more([proposal("wikidata:Q1"), proposal("wikidata:Q2")], asked)
    assert one.description == "an institute; country: Nordland; since: 1990"
    assert two.description == "position held: envoy, judge, mayor …"


def test_what_is_not_known_stays_as_the_service_told_it(
    endpoint: StoreSettings, tmp_path: Path
) -> None:
    asked = service(endpoint.query_endpoint, tmp_path)
    known = [proposal("wikidata:Q99", "a person"), proposal("viaf:12", "another")]
    assert told_more(known, asked) == known


def test_it_is_not_asked_twice(endpoint: StoreSettings, tmp_path: Path) -> None:
    asked = service(endpoint.query_endpoint, tmp_path)
    first = told_more([proposal("wikidata:Q1")], asked)
    (kept,) = tmp_path.glob("*.json")
    kept.write_text(kept.read_text().replace("Nordland", "Southland"))
    again = told_more([proposal("wikidata:Q1")], asked)
    assert "Southland" in again[0].description
    assert "Nordland" in first[0].description


def test_a_host_that_is_not_allowed_is_not_reached(endpoint: StoreSettings, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="may not be reached"):
        told_more(
            [proposal("wikidata:Q1")], service(endpoint.query_endpoint, tmp_path, "example.org")
        )


def test_an_address_that_is_no_endpoint_is_said(endpoint: StoreSettings, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="the service answered"):
        told_more([proposal("wikidata:Q1")], service(endpoint.update_endpoint, tmp_path))
