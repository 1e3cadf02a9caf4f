"""The query tests of the W3C's SPARQL 1.1 Protocol suite, over HTTP, bodies included."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from published import make_workspace, publish
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from communique_server import create_app
from communique_server.current import publication_of

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
SUITE = Path(__file__).parents[1] / "suites" / "w3c-sparql11" / "protocol"
QUERIES = 20
MANIFEST = Graph().parse(SUITE / "manifest.ttl")
TABLES = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"}
BOOLEAN = "{http://www.w3.org/2005/sparql-results#}boolean"


class Case(NamedTuple):
    name: str
    request: dict[str, object]
    statuses: set[str]
    form: str
    boolean: bool | None


def value(subject: Node | None, predicate: URIRef) -> Node | None:
    return MANIFEST.value(subject, predicate)


def members(subject: Node | None, predicate: URIRef) -> list[Node]:
    start = value(subject, predicate)
    return list(Collection(MANIFEST, start)) if start else []


def body_of(request: Node) -> bytes:
    body = value(request, HT.body)
    encoding = str(value(body, CNT.characterEncoding) or "utf-8")
    return str(value(body, CNT.chars) or "").encode(encoding)


def cases() -> Iterator[Case]:
    for test in sorted(MANIFEST.subjects(RDF.type, MF.ProtocolTest)):
        name = str(test).partition("#")[2]
        if "update" in name:
            continue
        for request in members(value(test, MF.action), HT.requests):
            answer = value(request, HT.resp)
            boolean = value(answer, MF.expectedBoolean)
            yield Case(
                name,
                {
                    "method": str(value(request, HT.methodName)),
                    "query_string": str(value(request, HT.absolutePath)).partition("?")[2],
                    "data": body_of(request),
                    "headers": [
                        (str(value(h, HT.fieldName)), str(value(h, HT.fieldValue)))
                        for h in members(request, HT.headers)
                    ],
                },
                {str(s)[-3] for s in MANIFEST.objects(answer, MF.expectedStatus)},
                str(value(answer, MF.expectedFormat) or ""),
                None if boolean is None else str(boolean) == "true",
            )


CASES = list(cases())


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    workspace = make_workspace(tmp_path_factory.mktemp("w3c"))
    data = {
        str(value(part, RDFS.label)): (SUITE / Path(str(value(part, UT.graph))).name).read_text()
        for part in MANIFEST.objects(None, UT.graphData)
        if (SUITE / Path(str(value(part, UT.graph))).name).is_file()
    }
    publish(workspace, data)
    app = create_app(workspace, processes=1)
    yield app.test_client()
    publication_of(app).close()


def test_the_suite_has_all_its_query_tests() -> None:
    assert len({case.name for case in CASES}) == QUERIES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_protocol_is_followed(suite: FlaskClient, case: Case) -> None:
    answer = suite.open("/sparql", **case.request)
    assert str(answer.status_code)[0] in case.statuses, answer.text
    if case.form == "tabular":
        assert answer.mimetype in TABLES
    if case.form == "RDF":
        assert len(Graph().parse(data=answer.data, format=answer.mimetype)) >= 0
    if case.boolean is not None:
        found = (
            answer.get_json(force=True)["boolean"]
            if answer.mimetype.endswith("json")
            else ET.fromstring(answer.text).findtext(BOOLEAN) == "true"
        )
        assert found is case.boolean


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize("name", ["update", "query"])
def test_an_update_is_refused_in_words(suite: FlaskClient, method: str, name: str) -> None:
    update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    where = {"data": {name: update}} if method == "POST" else {"query_string": {name: update}}
    answer = suite.open("/sparql", method=method, **where)
    assert answer.status_code in (400, 403)
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json(force=True)["title"]
