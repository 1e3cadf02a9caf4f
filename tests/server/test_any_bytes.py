"""Whatever is sent, wherever: never a 5xx, and always a body in the form that was asked for."""

import json
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "QUERY")
WORDS = (
    "talks",
    "event",
    "person",
    "1",
    "latest",
    "..",
    "%2e%2e",
    "communique.nq.gz",
    "0",
    "a.ttl",
)
ACCEPTS = ("", "*/*", "text/html", "text/turtle", "application/json", "text/csv", "image/png", "x")
HEADERS = (
    "Accept", "Accept-Language", "Accept-Encoding", "Content-Type", "Cookie", "If-None-Match",
    "If-Modified-Since", "If-Range", "Range", "Host", "Content-Length", "X-Forwarded-For",
)  # fmt: skip
QUERIES = (
    "ASK {}", "SELECT * WHERE { ?s ?p ?o } LIMIT 3", "CONSTRUCT WHERE { ?s ?p ?o }", "SELECT", "{",
    "SELECT (1/0 AS ?x) {}", "DROP ALL", "DESCRIBE <x>", "SELECT * { SERVICE <http://127.0.0.1/> {} }",
)  # fmt: skip
NAMES = (
    "query", "update", "format", "default-graph-uri", "named-graph-uri", "q", "kind", "page", "lang",
    "order", "theme", "back", "queries", "ids", "extend", "prefix", "id", "callback", "cursor",
)  # fmt: skip

CLIENT: list[FlaskClient] = []
RULES: list[str] = []

text = st.one_of(
    st.sampled_from(
        (*QUERIES, *WORDS, "{}", "[]", '{"q0":{"query":"x"}}', "-1", "999999999999999")
    ),
    st.binary(max_size=40).map(lambda b: b.decode("latin-1")),
    st.text(max_size=40),
)
pieces = st.one_of(
    st.sampled_from(WORDS),
    st.binary(min_size=1, max_size=20).map(lambda b: quote_from_bytes(b, "")),
)
header_values = st.one_of(
    st.sampled_from((*ACCEPTS, "bytes=0-", "bytes=9-1", 'W/"x"', "*", "gzip;q=2", "text/html;q=")),
    st.text(
        st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40
    ),
)


@pytest.fixture(autouse=True, scope="module")
def server(app: Flask) -> None:
    CLIENT.append(app.test_client())
    RULES.extend(sorted({rule.rule for rule in app.url_map.iter_rules()}))


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """Return the path of a route with anything in its gaps, or any path at all."""
    rule = draw(st.sampled_from(RULES)) if draw(st.booleans()) else "/<any>/<any>"
    parts = [
        draw(pieces) if part.startswith("<") or "<" in part else part for part in rule.split("/")
    ]
    return "/".join(parts) or "/"


@settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    path=st.deferred(addresses),
    method=st.sampled_from(METHODS),
    query=st.lists(st.tuples(st.sampled_from(NAMES), text), max_size=3),
    headers=st.lists(st.tuples(st.sampled_from(HEADERS[:-2]), header_values), max_size=4),
    body=st.one_of(st.just(b""), st.binary(max_size=200)),
    form=st.booleans(),
)
@example("/sparql", "POST", [], [("Content-Type", "application/sparql-query")], b"\xff", False)
@example("/search", "GET", [("q", "\ud800".encode("utf-8", "replace").decode())], [], b"", False)
@example("/id/event/%00", "GET", [], [("Accept", "text/html")], b"", False)
@example("/doc/event/%F4%82%88%B4%F3%80%84%8D", "GET", [], [], b"", False)
@example("/releases/1/../../store/CURRENT", "GET", [], [], b"", False)
def test_nothing_that_is_sent_brings_it_down(
    path: str,
    method: str,
    query: list[tuple[str, str]],
    headers: list[tuple[str, str]],
    body: bytes,
    form: bool,
) -> None:
    sent = {"data": dict(query)} if form and method == "POST" else {"data": body}
    pairs = [(name, value.encode("utf-8", "replace").decode()) for name, value in query]
    with CLIENT[0].open(path, method=method, query_string=pairs, headers=headers, **sent) as answer:
        data = answer.get_data()
    assert answer.status_code < 500, data
    if answer.status_code < 400 or method == "HEAD":
        return
    if answer.mimetype == "text/html":
        assert data.lstrip().lower().startswith(b"<!doctype html")
    elif answer.mimetype in ("application/problem+json", "application/json"):
        assert json.loads(data)
    else:
        assert answer.mimetype in ("text/plain", "application/javascript"), answer.mimetype


@pytest.mark.parametrize("accept", ["text/html", "application/json", "text/turtle", ""])
@pytest.mark.parametrize(
    ("path", "status"),
    [("/nothing", 404), ("/doc/event/none", 404), ("/sparql?query=x", 400), ("/releases/9/", 404)],
)
def test_an_error_is_in_the_form_that_was_asked_for(path: str, status: int, accept: str) -> None:
    answer = CLIENT[0].get(path, headers={"Accept": accept} if accept else {})
    wanted = "text/html" if accept == "text/html" else "application/problem+json"
    assert (answer.status_code, answer.mimetype) == (status, wanted)
