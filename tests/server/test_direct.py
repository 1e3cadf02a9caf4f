"""What is answered before the framework looks the same as what it answers."""

import time
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from published import BASE, GRAPHS, make_workspace, publish

from communique_server import create_app
from communique_server.current import publication_of

EVENT = f"{BASE}id/event/talks"
JSON = "application/sparql-results+json"
TURTLE = "text/turtle"
QUERIES = (
    (f"ASK {{ <{EVENT}> a ?type }}", JSON),
    (f"SELECT ?p ?o {{ <{EVENT}> ?p ?o }} ORDER BY ?p ?o", "text/csv, */*;q=0.1"),
    (f"DESCRIBE <{EVENT}>", TURTLE),
    (f"PREFIX q: <urn:q:>\nCONSTRUCT {{ <{EVENT}> q:is ?o }} {{ <{EVENT}> ?p ?o }}", TURTLE),
    ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", JSON),
    ("SELECT * { ?s ?p ?o . ?o ?q ?r } ORDER BY ?s ?p ?o ?q ?r LIMIT 300", JSON),
)
UNLIKE = ("X-Request-Id", "Date")


@pytest.mark.parametrize(("query", "accept"), QUERIES)
@pytest.mark.parametrize("packed", ["gzip", None])
def test_the_route_would_have_said_the_same(
    app: Flask, client: FlaskClient, query: str, accept: str, packed: str | None
) -> None:
    known(app, client)
    headers = {"Accept": accept} | ({"Accept-Encoding": packed} if packed else {})
    direct = client.get("/sparql", query_string={"query": query}, headers=headers)
    by_form = client.post("/sparql", data={"query": query}, headers=headers)
    # A parameter that means nothing is left to the route.
    routed = client.get("/sparql", query_string={"query": query, "x": "1"}, headers=headers)
    assert routed.status_code == 200
    for answer in (direct, by_form):
        assert answer.status_code == 200
        assert answer.data == routed.data
        assert said(answer) == said(routed)


def test_a_mistake_is_told_by_the_route(client: FlaskClient) -> None:
    for query in ("SELECT ?s { ?s", f"SELECT ?x {{ <{EVENT}> ?p ?o }} GROUP BY ?p"):
        answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": JSON})
        assert answer.status_code == 400
        assert answer.mimetype == "application/problem+json"


def test_lookups_follow_the_next_release_at_once(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    publish(workspace)
    app = create_app(workspace, processes=1)
    client = app.test_client()
    known(app, client)
    query = "ASK { <urn:thing> <urn:is> <urn:new> }"
    ask = {"query_string": {"query": query}, "headers": {"Accept": JSON}}
    assert client.get("/sparql", **ask).get_json(force=True)["boolean"] is False
    triple = "<urn:thing> <urn:is> <urn:new> ."
    publish(workspace, {**GRAPHS, f"{BASE}graph/report/2222": triple})
    assert client.get("/sparql", **ask).get_json(force=True)["boolean"] is True
    lookups = publication_of(app).lookups()
    assert lookups is not None
    assert lookups.release is not None
    assert lookups.cheap(query, lookups.release)
    publication_of(app).close()


def said(answer: object) -> list[tuple[str, str]]:
    headers = answer.headers  # type: ignore[attr-defined]
    return sorted((name, value) for name, value in headers.items() if name not in UNLIKE)


def known(app: Flask, client: FlaskClient) -> None:
    """Wait until the figures of the release are known, so that lookups are answered here."""
    client.get("/readyz")
    publication = publication_of(app)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        release = publication.borrow()
        publication.give_back(release)
        lookups = publication.lookups()
        if lookups and lookups.knows(release.tag):
            return
        time.sleep(0.02)
    raise AssertionError("the release was not counted")
