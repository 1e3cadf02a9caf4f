"""What is dated to a year is dated to a year wherever it goes out: no page, table or description
makes it the first of January."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from communique.config import DEFAULT_BASE
from communique.drafting import Reader
from communique.graph.serialize import nquads
from communique.publish.release import publish
from communique.sources import read_source
from communique.store import open_store
from communique.workspace import create_workspace
from communique_server import create_app
from communique_server.current import publication_of

REPORT = (
    Path(__file__).parents[2] / "data" / "reports" / "2021-04-09-russia-cambodia-round-table.txt"
)
FIRST = re.compile(r"\d{4}-01-01|\b1 January\b|\b1 января\b|\bJan(?:uary)? 1\b")
PERMITTED = {"earliest", "latest"}
"""Columns that say what they are: the first and the last day that a date can mean."""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    workspace = create_workspace(tmp_path_factory.mktemp("w"), DEFAULT_BASE)
    draft = Reader(DEFAULT_BASE).draft(read_source(str(REPORT), 1 << 24)).draft
    with open_store(workspace) as store:
        store.add(nquads(draft.dataset))
        publish(workspace, store, "", datetime(2026, 11, 24, tzinfo=UTC))
    app = create_app(workspace, processes=1)
    yield app.test_client()
    publication_of(app).close()


@pytest.fixture(scope="module")
def dated(client: FlaskClient) -> list[tuple[str, str]]:
    """The paths of things that are dated to a year, with the year."""
    query = """PREFIX cmq: <https://w3id.org/communique/ns#>
        SELECT DISTINCT ?thing ?date WHERE { ?thing cmq:edtf|cmq:dateSigned ?date
        FILTER(REGEX(STR(?date), "^[0-9]{4}$") && !CONTAINS(STR(?thing), "#")) } ORDER BY ?thing"""
    found = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(found.text)))
    return [(r["thing"].removeprefix(DEFAULT_BASE), r["date"]) for r in rows]


def test_there_are_events_and_agreements_of_which_only_the_year_is_known(
    dated: list[tuple[str, str]],
) -> None:
    assert {path.split("/")[1] for path, _ in dated} == {"agreement", "event"}
    assert len(dated) > 4


@pytest.mark.parametrize("language", ["en", "ru"])
def test_pages_show_the_year_alone(
    client: FlaskClient, dated: list[tuple[str, str]], language: str
) -> None:
    for path, year in dated:
        page = client.get(f"/{path.replace('id/', 'doc/', 1)}.html?lang={language}").text
        assert year in page
        assert not FIRST.search(page), (path, FIRST.search(page))


def test_schema_org_in_the_page_has_no_day_for_a_year(
    client: FlaskClient, dated: list[tuple[str, str]]
) -> None:
    for path, _ in dated:
        page = client.get(f"/{path.replace('id/', 'doc/', 1)}.html").text
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S):
            assert not FIRST.search(json.dumps(json.loads(block)))


def test_tables_give_the_date_as_stated(client: FlaskClient) -> None:
    names = re.findall(r"\S+\.csv\b", file(client, "SHA256SUMS"))
    assert len(names) > 5
    for name in names:
        for row in csv.DictReader(io.StringIO(file(client, name))):
            told = {k: v for k, v in row.items() if k not in PERMITTED}
            assert not FIRST.search(" ".join(map(str, told.values()))), (name, row)


def file(client: FlaskClient, name: str) -> str:
    with client.get(f"/releases/1/{name}") as response:
        return response.text


@pytest.mark.parametrize("path", ["/dataset", "/.well-known/void"])
def test_descriptions_have_no_first_of_january(client: FlaskClient, path: str) -> None:
    found = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert found.status_code == 200
    assert not FIRST.search(found.text)


def test_search_and_timeline_show_the_year(client: FlaskClient) -> None:
    for path in ("/browse/event", "/browse/agreement", "/timeline", "/search?q=2015"):
        page = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert page.status_code == 200, path
        assert not FIRST.search(page.text), (path, FIRST.search(page.text))
