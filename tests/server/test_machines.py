"""What programs are offered beside documents and queries: feeds, citations, descriptions, tags."""

import hashlib
import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from flask.testing import FlaskClient
from published import BASE, LINKS, REPORT
from rdflib import DCTERMS, RDF, VOID, Dataset, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from communique_server.about.api import description

ATOM = "{http://www.w3.org/2005/Atom}"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
TREE = Namespace("https://w3id.org/tree#")
LDES = Namespace("https://w3id.org/ldes#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
GRAPH_TYPES = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/trig": "trig",
    "application/n-quads": "nquads",
}


def triples(data: bytes, form: str) -> Graph:
    dataset = Dataset(default_union=True)
    dataset.parse(data=data, format=form)
    graph = Graph()
    for triple in dataset.triples((None, None, None)):
        graph.add(triple)
    return graph


# Formats.


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
@pytest.mark.parametrize(
    "path",
    [
        "/sparql",
        "/dataset",
        "/ns",
        "/shapes",
        "/.well-known/void",
        "/releases/ldes",
        f"/{REPORT.removeprefix(BASE)}",
        "/sparql?query=CONSTRUCT WHERE { ?s a ?c }",
    ],
)
def test_what_is_rdf_comes_in_every_format_of_rdf(
    client: FlaskClient, path: str, media_type: str
) -> None:
    answer = client.get(path, headers={"Accept": media_type})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    plain = client.get(path, headers={"Accept": "application/n-triples"})
    assert isomorphic(triples(answer.data, GRAPH_TYPES[media_type]), triples(plain.data, "nt"))


@pytest.mark.parametrize("suffix", ["nq", "trig"])
def test_a_graph_keeps_its_name_where_there_is_place_for_it(
    client: FlaskClient, suffix: str
) -> None:
    answer = client.get(f"/{LINKS.removeprefix(BASE)}.{suffix}")
    dataset = Dataset()
    dataset.parse(data=answer.data, format=answer.mimetype)
    assert {g for _, _, _, g in dataset.quads()} == {URIRef(LINKS)}


# Tags and links.


def test_a_description_has_a_strong_tag_and_another_when_compressed(client: FlaskClient) -> None:
    plain = client.get("/doc/event/talks.ttl")
    packed = client.get("/doc/event/talks.ttl", headers={"Accept-Encoding": "gzip"})
    tags = [answer.headers["ETag"] for answer in (plain, packed)]
    assert not any(tag.startswith("W/") for tag in tags)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert tags[0] != tags[1]


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_who_has_a_description_already_is_not_sent_it_again(
    client: FlaskClient, encoding: str
) -> None:
    headers = {"Accept-Encoding": encoding}
    tag = client.get("/doc/event/talks.ttl", headers=headers).headers["ETag"]
    again = client.get("/doc/event/talks.ttl", headers={**headers, "If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_strong_tag_belongs_to_the_same_bytes(client: FlaskClient) -> None:
    first = client.get("/doc/event/talks.nt")
    bodies = client.application.extensions["communique-bodies"]
    bodies._kept.clear()
    second = client.head("/doc/event/talks.nt", headers={"X-Other": "1"})
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["Content-Length"] == second.headers["Content-Length"]


@pytest.mark.parametrize("relation", ["cite-as", "type", "license", "describedby", "canonical"])
def test_a_page_has_the_links_of_signposting(client: FlaskClient, relation: str) -> None:
    links = ",".join(client.get("/doc/event/talks.html").headers.getlist("Link"))
    assert f'rel="{relation}"' in links


def test_what_is_cited_is_the_thing_and_not_the_page(client: FlaskClient) -> None:
    links = client.get("/doc/event/talks.html").headers.getlist("Link")
    assert f'<{BASE}id/event/talks>; rel="cite-as"' in links


# Feeds.


def test_feed_readers_learn_of_releases(client: FlaskClient) -> None:
    answer = client.get("/releases/feed.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.text)
    assert [feed.findtext(f"{ATOM}{name}") for name in ("id", "updated")] == [
        f"{BASE}dataset",
        "2026-11-24T18:00:00+00:00",
    ]
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Release 1: A test"
    for link in feed.iter(f"{ATOM}link"):
        path = link.get("href", "").removeprefix("http://localhost")
        with client.get(path) as found:
            assert found.status_code == 200, path


def test_releases_are_an_event_stream(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get("/releases/ldes").data, format="turtle")
    [stream] = graph.subjects(RDF.type, LDES.EventStream)
    assert list(graph.objects(stream, TREE.view)) == [URIRef(f"{BASE}releases/ldes")]
    [member] = graph.objects(stream, TREE.member)
    assert graph.value(member, graph.value(stream, LDES.versionOfPath)) == URIRef(f"{BASE}dataset")
    assert graph.value(member, graph.value(stream, LDES.timestampPath)) is not None
    assert graph.value(member, DCAT.version) is not None


def test_every_file_of_the_description_can_be_fetched_and_is_as_it_says(
    client: FlaskClient,
) -> None:
    spdx = Namespace("http://spdx.org/rdf/terms#")
    graph = Graph().parse(data=client.get("/dataset").data, format="turtle")
    assert graph.value(URIRef(f"{BASE}dataset"), DCAT.version)
    assert graph.value(URIRef(f"{BASE}dataset"), DCTERMS.license)
    assert list(graph.objects(None, VOID.dataDump))
    files = list(graph.subjects(RDF.type, DCAT.Distribution))
    assert files
    for file in files:
        address = str(graph.value(file, DCAT.downloadURL)).removeprefix(BASE)
        with client.get(f"/{address}") as answer:
            data = answer.data
        assert len(data) == int(str(graph.value(file, DCAT.byteSize)))
        said = str(graph.value(graph.value(file, spdx.checksum), spdx.checksumValue)).lower()
        assert hashlib.sha256(data).hexdigest() == said


# Citations.


def test_a_thing_is_cited_in_bibtex(client: FlaskClient) -> None:
    text = client.get("/cite/event/talks.bib").text
    assert text.startswith("@misc{talks-1,\n  title = {{Talks in Oslo}},")
    assert f"url = {{{BASE}id/event/talks}}" in text
    assert text.count("{") == text.count("}")


def test_a_thing_is_cited_in_csl_json(client: FlaskClient) -> None:
    answer = client.get("/cite/event/talks", headers={"Accept": "application/json"})
    [entry] = json.loads(answer.data)
    assert (entry["title"], entry["version"]) == ("Talks in Oslo", "1")
    assert entry["issued"] == {"date-parts": [[2026, 11, 24]]}
    assert entry["URL"] == f"{BASE}id/event/talks"


def test_a_citation_is_in_the_readers_language(client: FlaskClient) -> None:
    answer = client.get("/cite/event/talks.json", headers={"Accept-Language": "ru"})
    assert json.loads(answer.data)[0]["title"] == "Переговоры в Осло"


def test_a_page_leads_to_its_citations(client: FlaskClient) -> None:
    page = client.get("/doc/event/talks.html").text
    for path in ("/cite/event/talks.bib", "/cite/event/talks.json"):
        assert f'href="{path}"' in page
        assert client.get(path).status_code == 200


def test_what_is_not_there_is_not_cited(client: FlaskClient) -> None:
    assert client.get("/cite/event/none.bib").status_code == 404
    assert client.get("/cite/event/%3Cx%3E.bib").status_code == 404


# Suggestions.


@pytest.mark.parametrize("typed", ["tal", "Talks in O", "osl", "переговоры", "пере", "peregov"])
def test_a_name_is_completed_from_the_beginning_of_any_word(
    client: FlaskClient, typed: str
) -> None:
    answer = client.get("/suggest", query_string={"q": typed})
    said, names, kinds, iris = json.loads(answer.data)
    assert said == typed
    assert f"{BASE}id/event/talks" in iris
    assert len(names) == len(kinds) == len(iris)


def test_nothing_typed_is_completed_by_nothing(client: FlaskClient) -> None:
    assert json.loads(client.get("/suggest").data) == ["", [], [], []]


# The description of the routes.


def described() -> dict[str, Any]:
    return description()


@pytest.mark.parametrize("path", described()["paths"])
def test_a_described_route_answers_as_its_description_says(client: FlaskClient, path: str) -> None:
    operation = described()["paths"][path]["get"]
    address = path
    query = {}
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            example = parameter["example"]
            # The questions are numbered files; any will do.
            if path == "/queries/{name}":
                example = client.get("/queries?format=json").get_json()[0]["name"]
            address = address.replace(f"{{{parameter['name']}}}", example)
        elif "example" in parameter:
            query[parameter["name"]] = parameter["example"]
    with client.get(address, query_string=query) as answer:
        answer.get_data()
    assert str(answer.status_code) in operation["responses"], answer.text
    said = operation["responses"][str(answer.status_code)].get("content")
    if said:
        assert answer.mimetype in said
        if answer.mimetype.endswith("json"):
            check(answer.get_json(force=True), said[answer.mimetype].get("schema", {}))


def check(value: Any, schema: dict[str, Any]) -> None:
    """Hold a value against the few words of JSON Schema that the description uses."""
    if "$ref" in schema:
        schema = described()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
    if "type" in schema:
        assert isinstance(value, kinds[schema["type"]]), (value, schema)
    for name in schema.get("required", ()):
        assert name in value
    for name, part in schema.get("properties", {}).items():
        if name in value:
            check(value[name], part)
    for item in value if "items" in schema else ():
        check(item, schema["items"])
    if "prefixItems" in schema:
        for item, part in zip(value, schema["prefixItems"], strict=True):
            check(item, part)


def test_the_description_names_the_address_it_was_read_at(client: FlaskClient) -> None:
    assert client.get("/openapi.json").get_json()["servers"] == [{"url": "http://localhost"}]
