"""`/id/…` and `/doc/…`: one address for a thing, one document about it in many forms."""

import pytest
from flask.testing import FlaskClient
from published import BASE, REPORT
from rdflib import RDF, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import SKOS

EVENT = URIRef(f"{BASE}id/event/talks")
DOCUMENT = URIRef(f"{BASE}doc/event/talks")
FORMATS = {
    "text/turtle": ("ttl", "turtle"),
    "application/ld+json": ("jsonld", "json-ld"),
    "application/n-triples": ("nt", "nt"),
    "application/rdf+xml": ("rdf", "xml"),
}


def read(client: FlaskClient, path: str, media_type: str = "text/turtle") -> Graph:
    answer = client.get(path, headers={"Accept": media_type})
    assert answer.status_code == 200
    assert answer.mimetype == media_type
    return Graph().parse(data=answer.data, format=FORMATS[media_type][1])


def test_a_thing_leads_to_the_document_about_it(client: FlaskClient) -> None:
    answer = client.get("/id/event/talks")
    assert (answer.status_code, answer.location) == (303, "/doc/event/talks")
    assert '</doc/event/talks>; rel="describedby"' in answer.headers["Link"]
    assert "Accept" in answer.headers["Vary"]


def test_a_merged_thing_leads_to_what_it_is_now(client: FlaskClient) -> None:
    answer = client.get("/id/person/a-keller")
    assert (answer.status_code, answer.location) == (301, "/id/person/anna")


def test_the_document_of_a_merged_thing_leads_to_the_other_document(client: FlaskClient) -> None:
    answer = client.get("/doc/person/a-keller")
    assert (answer.status_code, answer.location) == (301, "/doc/person/anna")


def test_a_withdrawn_thing_says_why(client: FlaskClient) -> None:
    answer = client.get("/id/person/nobody")
    assert answer.status_code == 410
    assert answer.get_json()["detail"] == "Two readings of one misprint."


@pytest.mark.parametrize(
    "path",
    [
        "/id/event/none",
        "/doc/event/none",
        "/doc/event/none.ttl",
        "/id/x/%FF",
        "/id/x/%3Cb%3E",
        "/id/event/talks%23anniversary",
    ],
)
def test_an_unknown_thing_is_not_found(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_who_mistyped_an_address_is_shown_what_is_near(client: FlaskClient) -> None:
    answer = client.get("/doc/person/ana-keler", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert 'href="/doc/person/anna"' in answer.text


def test_people_read_errors_as_a_page(client: FlaskClient) -> None:
    answer = client.get("/id/event/%3Cscript%3E", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "<script>" not in answer.text


@pytest.mark.parametrize("media_type", FORMATS)
def test_every_format_says_the_same(client: FlaskClient, media_type: str) -> None:
    assert isomorphic(
        read(client, "/doc/event/talks", media_type), read(client, "/doc/event/talks")
    )


@pytest.mark.parametrize(("media_type", "suffix"), [(m, s) for m, (s, _) in FORMATS.items()])
def test_a_suffix_decides_whatever_accept_says(
    client: FlaskClient, media_type: str, suffix: str
) -> None:
    answer = client.get(f"/doc/event/talks.{suffix}", headers={"Accept": "text/html"})
    assert answer.mimetype == media_type


def test_a_browser_gets_the_page(client: FlaskClient) -> None:
    answer = client.get("/doc/event/talks", headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.content_type == "text/html; charset=utf-8"
    assert "Talks in Oslo" in answer.text
    assert {"Accept", "Accept-Language", "Cookie"} <= set(answer.headers["Vary"].split(", "))


def test_what_nobody_can_send_is_refused_with_what_there_is(client: FlaskClient) -> None:
    answer = client.get("/doc/event/talks", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.get_json()["available"]
    assert "/doc/event/talks.ttl" in answer.headers["Link"]


def test_the_description_holds_what_hangs_from_the_thing(client: FlaskClient) -> None:
    subjects = set(read(client, "/doc/event/talks").subjects())
    parts = ["participation/p1", "event/talks#anniversary", "report/1111#char=0,5"]
    assert {URIRef(f"{BASE}id/{part}") for part in parts} <= subjects


def test_the_description_holds_what_points_to_the_thing(client: FlaskClient) -> None:
    graph = read(client, "/doc/person/anna")
    assert URIRef(f"{BASE}id/participation/p1") in set(
        graph.subjects(object=URIRef(f"{BASE}id/person/anna"))
    )


def test_the_document_of_a_report_describes_its_marked_places(client: FlaskClient) -> None:
    graph = read(client, "/doc/report/1111")
    assert (URIRef(f"{BASE}id/report/1111#char=0,5"), None, None) in graph


def test_the_document_describes_itself(client: FlaskClient) -> None:
    graph = read(client, "/doc/event/talks")
    described = {str(p).rpartition("/")[2]: o for p, o in graph.predicate_objects(DOCUMENT)}
    assert described["primaryTopic"] == EVENT
    assert described["isPartOf"] == URIRef(f"{BASE}dataset")
    assert "license" in described


def test_links_lead_from_a_document_to_its_thing_and_other_forms(client: FlaskClient) -> None:
    links = ", ".join(client.get("/doc/event/talks.ttl").headers.getlist("Link"))
    assert f'<{EVENT}>; rel="describes"' in links
    assert f'<{DOCUMENT}>; rel="canonical"' in links
    assert '</doc/event/talks.jsonld>; rel="alternate"; type="application/ld+json"' in links


@pytest.mark.parametrize("accept", ["text/turtle", "text/html"])
def test_a_client_that_has_the_document_is_told_so(client: FlaskClient, accept: str) -> None:
    first = client.get("/doc/event/talks", headers={"Accept": accept})
    again = client.get(
        "/doc/event/talks", headers={"Accept": accept, "If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Vary"] == first.headers["Vary"]


def test_a_document_is_as_old_as_its_release(client: FlaskClient) -> None:
    answer = client.get("/doc/event/talks")
    assert answer.headers["Last-Modified"] == "Tue, 24 Nov 2026 18:00:00 GMT"
    since = {"If-Modified-Since": answer.headers["Last-Modified"]}
    assert client.get("/doc/event/talks", headers=since).status_code == 304


def test_head_has_the_headers_of_get_and_no_body(client: FlaskClient) -> None:
    head, get = client.head("/doc/event/talks"), client.get("/doc/event/talks")
    assert head.data == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Link", "Vary"):
        assert head.headers[name] == get.headers[name]


def test_long_documents_are_compressed_for_who_asks(client: FlaskClient) -> None:
    plain = client.get("/doc/event/talks")
    zipped = client.get("/doc/event/talks", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert len(zipped.data) < len(plain.data)
    assert "Accept-Encoding" in zipped.headers["Vary"]


def test_a_named_graph_is_given_alone(client: FlaskClient) -> None:
    path = REPORT.removeprefix(BASE)
    graph = read(client, f"/{path}")
    assert (URIRef(f"{BASE}id/person/anna"), None, None) in graph
    assert (URIRef(f"{BASE}id/person/nobody"), None, None) not in graph
    assert client.get(f"/{path}.nt").mimetype == "application/n-triples"
    assert client.get("/graph/none").status_code == 404


def test_a_concept_scheme_has_an_address_of_its_own(client: FlaskClient) -> None:
    answer = client.get("/id/role")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/doc/role")
    found = Graph().parse(data=client.get("/doc/role.ttl").text, format="turtle")
    assert (URIRef(f"{BASE}id/role"), RDF.type, SKOS.ConceptScheme) in found
    assert client.get("/doc/role.html").status_code == 200
    assert client.get("/id/no-such-scheme").status_code == 404
