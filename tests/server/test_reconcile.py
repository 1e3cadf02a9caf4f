"""`/reconcile` against the JSON Schemas of the Reconciliation Service API."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft7Validator
from published import BASE, REPORT, make_workspace, publish
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from communique_server import create_app
from communique_server.current import publication_of

SUITE = Path(__file__).resolve().parents[1] / "suites" / "reconciliation"
ENTITIES = f"""
    @prefix cmq: <https://w3id.org/communique/ns#> .
    @prefix org: <http://www.w3.org/ns/org#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix id: <{BASE}id/> .
    <{BASE}id/person/anna> a cmq:Person ; rdfs:label "Anna Keller"@en , "Анна Келлер"@ru ;
        cmq:hasTenure <{BASE}id/tenure/t1> .
    <{BASE}id/person/anna-2> a cmq:Person ; rdfs:label "Anna Keller"@en ;
        cmq:hasTenure <{BASE}id/tenure/t2> .
    <{BASE}id/person/karl> a cmq:Person ; rdfs:label "Karl Meier"@en .
    <{BASE}id/tenure/t1> a cmq:Tenure ; cmq:positionTitle "Minister of Health"@en ;
        org:organization <{BASE}id/institution/ministry> .
    <{BASE}id/tenure/t2> a cmq:Tenure ; cmq:positionTitle "Rector"@en .
    <{BASE}id/institution/ministry> a cmq:Institution ; rdfs:label "Ministry of Health"@en ;
        skos:altLabel "MoH"@en ; cmq:ofState <{BASE}id/state/norway> .
    <{BASE}id/state/norway> a cmq:State ; rdfs:label "Norway"@en , "Норвегия"@ru .
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    workspace = make_workspace(tmp_path_factory.mktemp("workspace"))
    publish(workspace, {REPORT: ENTITIES})
    app = create_app(workspace, processes=1)
    yield app
    publication_of(app).close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def errors(version: str, name: str, document: object) -> list[str]:
    """What the official schema says against a document."""
    registry: Registry[Any] = Registry()
    schemas = {}
    for path in (SUITE / version / "schemas").glob("*.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        schemas[path.stem] = schema
        resource = Resource.from_contents(schema, default_specification=DRAFT7)
        folder = "draft" if version == "1.0-draft" else version
        known = f"https://reconciliation-api.github.io/specs/{folder}/schemas/{path.name}"
        registry = registry.with_resource(known, resource)
        registry = registry.with_resource(schema.get("$id", known), resource)
    found = Draft7Validator(schemas[name], registry=registry).iter_errors(document)
    return [error.message for error in found]


def ask(client: FlaskClient, **query: object) -> list[dict[str, Any]]:
    response = client.post("/reconcile", data={"queries": json.dumps({"q": query})})
    assert response.status_code == 200, response.text
    assert not errors("0.2", "reconciliation-result-batch", response.json)
    assert response.json is not None
    found: list[dict[str, Any]] = response.json["q"]["result"]
    return found


def test_both_manifests_are_valid(client: FlaskClient) -> None:
    assert not errors("0.2", "manifest", client.get("/reconcile").json)
    assert not errors("1.0-draft", "manifest", client.get("/reconcile/1.0").json)


@pytest.mark.parametrize("header", ["application/json;version=1.0-draft"])
def test_the_draft_is_negotiated(client: FlaskClient, header: str) -> None:
    said = client.get("/reconcile", headers={"Accept": header}).json
    assert said is not None
    assert said["versions"] == ["1.0-draft"]


def test_a_name_in_another_script_finds_its_state(client: FlaskClient) -> None:
    best = ask(client, query="Норвегия")[0]
    assert (best["id"], best["match"]) == ("state:norway", True)


def test_the_order_of_a_name_does_not_matter(client: FlaskClient) -> None:
    assert ask(client, query="Meier Karl")[0]["id"] == "person:karl"


def test_a_slip_of_the_pen_is_a_candidate_but_no_match(client: FlaskClient) -> None:
    best = ask(client, query="Karl Maier")[0]
    assert (best["id"], best["match"]) == ("person:karl", False)


def test_namesakes_are_never_a_match(client: FlaskClient) -> None:
    found = ask(client, query="Anna Keller")
    assert [c["match"] for c in found] == [False, False]


def test_an_office_tells_namesakes_apart(client: FlaskClient) -> None:
    office = {"pid": "positionTitle", "v": "Rector"}
    best = ask(client, query="Anna Keller", properties=[office])[0]
    assert best["id"] == "person:anna-2"
    assert {f["id"]: f["value"] for f in best["features"]}["property_positionTitle"] == 100


def test_a_type_keeps_others_out(client: FlaskClient) -> None:
    assert ask(client, query="Norway", type="Person") == []
    assert ask(client, query="Norway", type="State")


def test_properties_alone_are_a_query(client: FlaskClient) -> None:
    state = {"pid": "ofState", "v": {"id": "state:norway", "name": "Norway"}}
    assert [c["id"] for c in ask(client, properties=[state])] == ["institution:ministry"]


def test_the_limit_holds(client: FlaskClient) -> None:
    assert len(ask(client, query="Anna Keller", limit=1)) == 1


@pytest.mark.parametrize(
    "path", sorted((SUITE / "0.2/examples/reconciliation-query-batch/valid").glob("*.json"))
)
def test_the_examples_of_the_specification_are_answered(client: FlaskClient, path: Path) -> None:
    response = client.post("/reconcile", data={"queries": path.read_text(encoding="utf-8")})
    assert response.status_code == 200
    assert not errors("0.2", "reconciliation-result-batch", response.json)


@pytest.mark.parametrize(
    "path", sorted((SUITE / "1.0-draft/examples/reconciliation-query-batch/valid").glob("*.json"))
)
def test_the_examples_of_the_draft_are_answered(client: FlaskClient, path: Path) -> None:
    response = client.post(
        "/reconcile/match", data=path.read_bytes(), content_type="application/json"
    )
    assert response.status_code == 200
    assert not errors("1.0-draft", "reconciliation-result-batch", response.json)


@pytest.mark.parametrize(
    "name", ["no-root-object", "empty-conditions", "missing-match-type", "misnamed-conditions"]
)
def test_the_wrong_examples_of_the_draft_are_refused(client: FlaskClient, name: str) -> None:
    path = SUITE / f"1.0-draft/examples/reconciliation-query-batch/invalid/{name}.json"
    response = client.post(
        "/reconcile/match", data=path.read_bytes(), content_type="application/json"
    )
    assert response.status_code == 400
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_required_condition_that_fails_keeps_out(client: FlaskClient) -> None:
    conditions = [
        {"matchType": "name", "propertyValue": "Anna Keller"},
        {
            "matchType": "property",
            "propertyId": "positionTitle",
            "propertyValue": "Rector",
            "required": True,
        },
    ]
    said = client.post("/reconcile/match", json={"queries": [{"conditions": conditions}]}).json
    assert said is not None
    assert [c["id"] for c in said["results"][0]["candidates"]] == ["person:anna-2"]


@pytest.mark.parametrize("version", ["0.2", "1.0-draft"])
def test_values_are_fetched(client: FlaskClient, version: str) -> None:
    query = {"ids": ["institution:ministry", "person:nobody"], "properties": [{"id": "ofState"}]}
    if version == "0.2":
        said = client.get("/reconcile", query_string={"extend": json.dumps(query)}).json
        assert said is not None
        found = said["rows"]["institution:ministry"]["ofState"]
    else:
        said = client.post("/reconcile/extend", json=query).json
        assert said is not None
        found = said["rows"][0]["properties"][0]["values"]
    assert not errors(version, "data-extension-response", said)
    assert found == [{"id": "state:norway", "name": "Norway"}]


@pytest.mark.parametrize("kind", ["entity", "type", "property"])
def test_suggestions_are_valid(client: FlaskClient, kind: str) -> None:
    prefix = {"entity": "mini", "type": "Per", "property": "posi"}[kind]
    said = client.get(f"/reconcile/suggest/{kind}", query_string={"prefix": prefix}).json
    plural = {"entity": "entities", "type": "types", "property": "properties"}[kind]
    assert said is not None
    assert said["result"]
    for version in ("0.2", "1.0-draft"):
        assert not errors(version, f"suggest-{plural}-response", said)


def test_proposals_are_those_that_the_type_has(client: FlaskClient) -> None:
    said = client.get("/reconcile/extend/propose?type=Institution").json
    assert said is not None
    assert not errors("0.2", "data-extension-property-proposal", said)
    assert {p["id"] for p in said["properties"]} == {"altLabel", "ofState"}


def test_a_preview_may_be_framed_and_an_unknown_one_is_404(client: FlaskClient) -> None:
    response = client.get("/reconcile/preview?id=person:karl")
    assert "Karl Meier" in response.text
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert client.get("/reconcile/preview?id=person:nobody").status_code == 404


def test_a_view_leads_to_the_page(client: FlaskClient) -> None:
    response = client.get("/reconcile/view?id=person%3Akarl")
    assert (response.status_code, response.headers["Location"]) == (303, "/doc/person/karl")


def test_a_call_is_javascript_and_a_bad_name_is_refused(client: FlaskClient) -> None:
    response = client.get("/reconcile?callback=told")
    assert response.mimetype == "text/javascript"
    assert response.text.startswith("/**/told({")
    assert client.get("/reconcile?callback=alert(1)").status_code == 400


@pytest.mark.parametrize("queries", ["{", "[]", '{"q": 1}', '{"q": {"limit": 3}}'])
def test_what_is_not_understood_is_refused_in_words(client: FlaskClient, queries: str) -> None:
    response = client.get("/reconcile", query_string={"queries": queries})
    assert response.status_code == 400
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_too_large_a_batch_is_refused(client: FlaskClient) -> None:
    queries = {f"q{n}": {"query": "x"} for n in range(201)}
    response = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert response.status_code == 413


def test_mixnmatch_finds_the_catalogue_at_an_address_that_stays(client: FlaskClient) -> None:
    response = client.get("/export/mixnmatch.tsv")
    assert response.mimetype == "text/tab-separated-values"
    [row] = [line for line in response.text.splitlines() if line.startswith("state:norway\t")]
    assert row.split("\t")[:4] == [
        "state:norway",
        "Norway",
        "state",
        "http://localhost/id/state/norway",
    ]
