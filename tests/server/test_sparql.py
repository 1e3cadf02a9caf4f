"""`/sparql`: the SPARQL 1.1 Protocol for queries."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from published import LINKS, REPORT, make_workspace, publish
from rdflib import SDO, Graph, Namespace, URIRef

from communique.workspace import open_workspace
from communique_server import create_app
from communique_server.current import publication_of

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
JSON = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(12)) + " }"


def count(client: FlaskClient, query: str = COUNT, **parameters: str | list[str]) -> int:
    answer = client.get(
        "/sparql", query_string={"query": query, **parameters}, headers={"Accept": JSON}
    )
    assert answer.status_code == 200, answer.text
    return int(answer.get_json(force=True)["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "GET", "query_string": {"query": "ASK {}"}},
        {"method": "POST", "data": {"query": "ASK {}"}},
        {"method": "POST", "data": "query=ASK+%7B%7D", "content_type": f"{FORM}; charset=UTF-8"},
        {"method": "POST", "data": "ASK {}", "content_type": QUERY},
        {"method": "GET", "query_string": {"query": "ASK {}", "unknown": "1"}},
    ],
)
def test_a_query_may_come_in_three_ways(client: FlaskClient, request_: dict[str, object]) -> None:
    answer = client.open("/sparql", headers={"Accept": JSON}, **request_)
    assert (answer.status_code, answer.mimetype) == (200, JSON)
    assert answer.get_json(force=True)["boolean"] is True


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET", "query_string": "query=ASK%20%7B%7D&query=ASK%20%7B%7D"}, 400),
        ({"method": "GET", "query_string": {"query": " "}}, 400),
        ({"method": "GET", "query_string": "query=%FF"}, 400),
        ({"method": "GET", "query_string": {"query": "SELECT WHERE {"}}, 400),
        ({"method": "GET", "query_string": {"query": "ASK {}", "format": "docx"}}, 400),
        ({"method": "POST", "data": {"other": "1"}}, 400),
        ({"method": "POST", "data": b"", "content_type": QUERY}, 400),
        (
            {
                "method": "POST",
                "data": "ASK { FILTER('é' = '') }".encode("latin-1"),
                "content_type": QUERY,
            },
            400,
        ),
        (
            {
                "method": "POST",
                "data": "ASK {}".encode("utf-16"),
                "content_type": f"{QUERY}; charset=UTF-16",
            },
            415,
        ),
        ({"method": "POST", "data": "ASK {}", "content_type": "text/plain"}, 415),
        ({"method": "POST", "data": "ASK {}"}, 415),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403),
        ({"method": "POST", "data": "CLEAR ALL", "content_type": "application/sparql-update"}, 403),
        ({"method": "GET", "query_string": {"query": "CLEAR ALL"}}, 400),
        ({"method": "PUT", "data": "ASK {}"}, 405),
        ({"method": "POST", "data": b"x" * 17_000_000, "content_type": QUERY}, 413),
    ],
)
def test_what_the_protocol_refuses_is_refused_with_reasons(
    client: FlaskClient, request_: dict[str, object], status: int
) -> None:
    answer = client.open("/sparql", **request_)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["title"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_chunked_body_that_is_too_large_is_refused_not_cut(client: FlaskClient) -> None:
    answer = client.post(
        "/sparql",
        input_stream=io.BytesIO(b"ASK {} #" + b"x" * 17_000_000),
        content_type=QUERY,
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413


def test_a_mistake_in_the_query_is_named_with_its_place(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": "SELECT *\nWHERE { ?s ?p }"})
    assert answer.get_json()["line"] == 2


def test_a_refused_method_says_which_are_answered(client: FlaskClient) -> None:
    answer = client.delete("/sparql")
    assert answer.status_code == 405
    assert {"GET", "HEAD", "OPTIONS", "POST"} == set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("SELECT * {}", None, JSON),
        ("SELECT * {}", "*/*", JSON),
        ("SELECT * {}", "text/csv, */*;q=0.1", "text/csv"),
        ("SELECT * {}", f"{JSON};q=0, */*", "application/sparql-results+xml"),
        (
            "SELECT * {}",
            "text/turtle, application/sparql-results+xml;q=0.2",
            "application/sparql-results+xml",
        ),
        ("ASK {}", "text/tab-separated-values", "text/tab-separated-values"),
        ("CONSTRUCT {} {}", None, "text/turtle"),
        ("CONSTRUCT {} {}", f"{JSON}, application/rdf+xml;q=0.2", "application/rdf+xml"),
        ("DESCRIBE <x:y>", "application/ld+json", "application/ld+json"),
    ],
)
def test_the_form_of_the_query_decides_which_formats_compete(
    client: FlaskClient, query: str, accept: str | None, media_type: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    answer = client.get("/sparql", query_string={"query": query}, headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, media_type)


def test_a_parameter_names_the_format(client: FlaskClient) -> None:
    asked = {"query": "SELECT * {}", "format": "csv"}
    assert client.get("/sparql", query_string=asked).mimetype == "text/csv"


def test_a_query_whose_answer_has_no_such_form_is_told_the_forms(client: FlaskClient) -> None:
    answer = client.get(
        "/sparql", query_string={"query": "SELECT * {}"}, headers={"Accept": "text/turtle"}
    )
    assert answer.status_code == 406
    assert JSON in answer.get_json()["available"]


def test_without_a_dataset_the_default_graph_is_the_union(client: FlaskClient) -> None:
    everywhere = COUNT.replace(
        "{ ?s ?p ?o }", "{ SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    )
    assert count(client) == count(client, everywhere)


def test_the_dataset_of_the_request_wins_over_that_of_the_query(client: FlaskClient) -> None:
    alone = count(client, **{"default-graph-uri": LINKS})
    from_report = COUNT.replace("WHERE", f"FROM <{REPORT}> WHERE")
    assert alone == count(client, from_report, **{"default-graph-uri": LINKS})
    assert count(client, from_report) != alone
    assert count(client, **{"named-graph-uri": LINKS}) == 0


def test_no_query_reaches_other_hosts(client: FlaskClient) -> None:
    answer = client.get(
        "/sparql", query_string={"query": "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}
    )
    assert answer.status_code == 400
    assert "SERVICE" in answer.get_json()["detail"]


def test_an_answer_is_named_by_release_query_and_format(client: FlaskClient) -> None:
    first = client.get("/sparql", query_string={"query": "ASK {}"})
    other = client.get("/sparql", query_string={"query": "ASK { }"})
    assert first.headers["ETag"] != other.headers["ETag"]
    again = client.get(
        "/sparql",
        query_string={"query": "ASK {}"},
        headers={"If-None-Match": first.headers["ETag"]},
    )
    assert again.status_code == 304


def test_what_changes_each_time_is_not_kept(client: FlaskClient) -> None:
    asked = {"query": "SELECT (UUID() AS ?u) {}", "format": "csv"}
    first, second = (
        client.get("/sparql", query_string=asked),
        client.get("/sparql", query_string=asked),
    )
    assert first.data != second.data
    assert "ETag" not in first.headers


def test_relative_addresses_in_a_query_lie_under_the_base(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": "ASK { <id/person/anna> ?p ?o }"})
    assert answer.get_json(force=True)["boolean"] is True


def test_limits_are_announced(client: FlaskClient) -> None:
    for extra in ({}, {"x": "1"}):
        asked = {"query": "ASK {}", **extra}
        answer = client.get("/sparql", query_string=asked, headers={"Accept": JSON})
        limits = dict(part.split("=") for part in answer.headers["Query-Limits"].split(", "))
        assert limits == {"seconds": "10", "rows": "1000000", "bytes": "268435456"}
    described = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=described.data, format="turtle", publicID="http://localhost/sparql")
    rows = URIRef("http://localhost/sparql#rows")
    assert int(graph.value(rows, SDO.value)) == 1_000_000


def test_machines_without_a_query_get_the_service_description(client: FlaskClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "application/n-triples"})
    graph = Graph().parse(data=answer.data, format="nt")
    endpoint = URIRef("http://localhost/sparql")
    service = graph.value(predicate=SD.endpoint, object=endpoint)
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert len(list(graph.objects(service, SD.resultFormat))) >= 8


def test_people_without_a_query_get_the_editor(client: FlaskClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.mimetype) == (200, "text/html")


def test_people_see_answers_and_mistakes_as_a_page(client: FlaskClient) -> None:
    accept = {"Accept": "text/html,*/*;q=0.8"}
    good = client.get("/sparql", query_string={"query": "SELECT ?s { ?s ?p 65 }"}, headers=accept)
    bad = client.get("/sparql", query_string={"query": "SELECT {"}, headers=accept)
    assert (good.status_code, good.mimetype) == (200, "text/html")
    assert "event/talks#anniversary" in good.text
    assert (bad.status_code, bad.mimetype) == (400, "text/html")


def test_scripts_of_other_sites_may_ask(client: FlaskClient) -> None:
    answer = client.options(
        "/sparql",
        headers={"Origin": "https://app.example", "Access-Control-Request-Method": "POST"},
    )
    assert answer.status_code == 204
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[FlaskClient]:
    """A publisher that stops queries after half a second."""
    yield from limited(tmp_path, "query_seconds = 0.5")


@pytest.fixture
def few_rows(tmp_path: Path) -> Iterator[FlaskClient]:
    """A publisher that stops answers of more than ten rows."""
    yield from limited(tmp_path, "result_rows = 10")


def limited(folder: Path, limit: str) -> Iterator[FlaskClient]:
    workspace = make_workspace(folder, "\n[server]\nworkers = 1\n")
    text = workspace.config.read_text().replace("[limits]", f"[limits]\n{limit}")
    workspace.config.write_text(text)
    workspace = open_workspace(folder)
    publish(workspace)
    app = create_app(workspace)
    yield app.test_client()
    publication_of(app).close()


def test_an_endless_query_is_stopped_and_the_next_one_answered(strict: FlaskClient) -> None:
    stopped = strict.get("/sparql", query_string={"query": ENDLESS})
    assert stopped.status_code == 503
    assert stopped.headers["Retry-After"]
    assert (
        stopped.get_json()["detail"]
        == "Stopped after 0.5 seconds. Add LIMIT, or download the dump."
    )
    assert strict.get("/sparql", query_string={"query": "ASK {}"}).status_code == 200


def test_an_answer_too_large_is_refused_not_cut(few_rows: FlaskClient) -> None:
    answer = few_rows.get("/sparql", query_string={"query": "SELECT * { ?s ?p ?o }"})
    assert answer.status_code == 400
    assert answer.get_json()["limit"] == 10
    fewer = few_rows.get(f"/sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 10')}")
    assert len(json.loads(fewer.data)["results"]["bindings"]) == 10
