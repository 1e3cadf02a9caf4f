"""`/releases/…`, and what says what is published."""

import hashlib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from published import BASE, make_workspace, publish
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, VOID
from werkzeug.test import TestResponse

from communique.publish import release
from communique_server import create_app
from communique_server.current import publication_of

DUMP = "/releases/1/communique.nq.gz"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def fetch(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    """Get a file and close it, as a server does when it has sent it."""
    answer = client.get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    answer.get_data()
    answer.close()
    return answer


def test_a_dump_is_sent_as_a_file_that_clients_leave_packed(client: FlaskClient) -> None:
    answer = fetch(client, DUMP, Accept_Encoding="gzip")
    assert (answer.status_code, answer.mimetype) == (200, "application/gzip")
    assert "Content-Encoding" not in answer.headers
    sums = fetch(client, "/releases/1/SHA256SUMS").text
    assert f"{hashlib.sha256(answer.data).hexdigest()}  communique.nq.gz\n" in sums


def test_part_of_a_dump_is_sent_as_asked(client: FlaskClient) -> None:
    whole = fetch(client, DUMP)
    part = fetch(client, DUMP, Range="bytes=0-9")
    assert (part.status_code, part.data) == (206, whole.data[:10])
    assert part.headers["Content-Range"] == f"bytes 0-9/{len(whole.data)}"
    assert fetch(client, DUMP, Range="bytes=99999999-").status_code == 416
    stale = fetch(client, DUMP, Range="bytes=0-9", If_Range='"other"')
    assert stale.status_code == 200


def test_a_release_never_changes_and_the_latest_does(client: FlaskClient) -> None:
    assert "immutable" in fetch(client, DUMP).headers["Cache-Control"]
    latest = fetch(client, "/releases/latest/communique.nq.gz")
    assert latest.headers["Cache-Control"] == "no-cache"
    known = latest.headers["ETag"]
    again = fetch(client, "/releases/latest/communique.nq.gz", If_None_Match=known)
    assert again.status_code == 304


def test_a_folder_of_a_release_has_its_own_checksums(client: FlaskClient) -> None:
    names = [
        line.split("  ")[1] for line in fetch(client, "/releases/1/SHA256SUMS").text.splitlines()
    ]
    folder, _, name = next(n for n in names if "/" in n).partition("/")
    assert f"  {name}\n" in fetch(client, f"/releases/1/{folder}/SHA256SUMS").text


@pytest.mark.parametrize(
    "path",
    [
        "/releases/99/SHA256SUMS",
        "/releases/..%2f..%2f/communique.toml",
        "/releases/1/..%2f..%2f..%2fcommunique.toml",
        "/releases/1/../../../communique.toml",
        "/releases/1//etc/passwd",
        "/releases/1/store/CURRENT",
        "/releases/current/SHA256SUMS",
        "/releases/1/by-class/none/SHA256SUMS",
    ],
)
def test_nothing_but_published_files_can_be_reached(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (308, 404)
    assert b"base =" not in answer.data


def test_the_description_of_the_dataset_says_what_and_when(client: FlaskClient) -> None:
    for path in ("/.well-known/void", "/dataset"):
        answer = client.get(path, headers={"Accept": "text/turtle"})
        graph = Graph().parse(data=answer.data, format="turtle")
        dataset = URIRef(f"{BASE}dataset")
        assert (dataset, RDF.type, VOID.Dataset) in graph
        assert str(graph.value(dataset, DCTERMS.modified)) == "2026-11-24"


def test_the_vocabulary_and_the_shapes_are_given_as_rdf(client: FlaskClient) -> None:
    terms = Graph().parse(data=client.get("/ns").data, format="turtle")
    assert (URIRef("https://w3id.org/communique/ns#Event"), None, None) in terms
    assert client.get("/shapes", headers={"Accept": "application/n-triples"}).status_code == 200


def test_the_sitemap_lists_pages_of_the_host_that_serves_it(client: FlaskClient) -> None:
    root = ElementTree.fromstring(client.get("/sitemap.xml").data)
    places = [element.text for element in root.iter(f"{SITEMAP}loc")]
    assert "http://localhost/doc/event/talks" in places
    assert not any("#" in place for place in places if place)


def test_crawlers_may_read_pages_but_not_ask_queries(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /sparql" in text


def test_the_counters_name_route_status_and_release(client: FlaskClient) -> None:
    client.get("/id/event/talks")
    text = client.get("/metrics").text
    assert 'communique_requests_total{route="/id/<kind>/<local>",method="GET",status="303"}' in text
    assert "communique_release 1" in text


def test_every_answer_is_safe_to_show(client: FlaskClient) -> None:
    for path in ("/", "/doc/event/talks", "/none", "/sparql?query=x"):
        headers = client.get(path, headers={"Accept": "text/html"}).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Referrer-Policy" in headers


def test_a_choice_of_colours_leads_back_to_this_site_only(client: FlaskClient) -> None:
    kept = client.post("/theme", data={"theme": "dark", "back": "/doc/event/talks?x=1"})
    assert (kept.status_code, kept.location) == (303, "/doc/event/talks?x=1")
    assert "theme=dark" in kept.headers["Set-Cookie"]
    for back in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        assert client.post("/theme", data={"back": back}).location == "/"


def test_before_anything_is_published_readers_are_told_what_to_do(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    app = create_app(workspace, processes=1)
    client = app.test_client()
    answer = client.get("/doc/event/talks")
    assert answer.status_code == 503
    assert "communique publish" in answer.get_json()["detail"]
    assert client.get("/", headers={"Accept": "text/html"}).mimetype == "text/html"
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    publish(workspace)
    assert client.get("/doc/event/talks").status_code == 200
    publication_of(app).close()


def test_a_new_release_is_read_at_once_and_the_old_one_closed(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    publish(workspace)
    app = create_app(workspace, processes=1)
    client = app.test_client()
    with app.app_context():
        before = publication_of(app).borrow()
    first = client.get("/doc/person/anna").headers["ETag"]
    publish(workspace, {f"{BASE}graph/report/2": f"<{BASE}id/person/ivan> a <{BASE}x> ."})
    assert client.get("/doc/person/ivan").status_code == 200
    assert client.get("/doc/person/anna", headers={"If-None-Match": first}).status_code == 404
    assert before.store.quad_count() > 0, "who began on the old release ends on it"
    publication_of(app).give_back(before)
    assert not hasattr(before.store, "_store"), "nobody reads it any more"
    release.switch_to(workspace, 1)
    assert client.get("/doc/person/anna").headers["ETag"] == first
    publication_of(app).close()
