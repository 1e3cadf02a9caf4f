"""The client, held against servers on this machine that behave well and badly."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs

import pytest

from communique.errors import StoreError, UsageError
from communique.link.client import Service


class Answers(BaseHTTPRequestHandler):
    """Speaks the API at /good; elsewhere it misbehaves."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        manifest = {"versions": ["0.2"], "identifierSpace": "http://www.wikidata.org/entity/"}
        self.answer(json.dumps(manifest).encode())

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        queries = json.loads(parse_qs(form)["queries"][0])
        result = [{"id": "Q1", "name": "One", "score": 90, "match": True}]
        self.answer(json.dumps({key: {"result": result} for key in queries}).encode())

    def answer(self, good: bytes) -> None:
        self.asked.append(f"{self.command} {self.path} {self.headers['User-Agent']}")
        tries = sum(line.split()[1] == self.path for line in self.asked)
        leads = {"/away": "http://127.0.0.2:9/", "/round": "/round"}.get(self.path)
        bodies = {"/html": b"<!doctype html>", "/list": b"[]", "/large": b" " * 9_000_000}
        status = 302 if leads else 503 if self.path == "/tired" and tries < 3 else 200
        status = 404 if self.path == "/gone" else status
        body = bodies.get(self.path, good)
        self.send_response(status)
        if leads:
            self.send_header("Location", leads)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        # A client that has had enough hangs up: that is its right.
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def service(address: str, folder: Path, *allow: str) -> Service:
    return Service(address, allow or ("127.0.0.1",), folder, timeout=5, pause=0.01)


def test_a_batch_is_answered_by_its_keys(address: str, tmp_path: Path) -> None:
    found = service(f"{address}/good", tmp_path).batch({"a": {"query": "x"}, "b": {"query": "y"}})
    assert {key: [r["id"] for r in results] for key, results in found.items()} == {
        "a": ["Q1"],
        "b": ["Q1"],
    }


def test_what_was_told_once_is_not_asked_again(address: str, tmp_path: Path) -> None:
    before = len(Answers.asked)
    for _ in range(2):
        service(f"{address}/kept", tmp_path).manifest()
    assert len(Answers.asked) == before + 1


def test_it_says_who_it_is(address: str, tmp_path: Path) -> None:
    service(f"{address}/polite", tmp_path).manifest()
    assert "communique/" in Answers.asked[-1]


def test_a_tired_service_is_asked_again(address: str, tmp_path: Path) -> None:
    assert service(f"{address}/tired", tmp_path).manifest()["versions"] == ["0.2"]


def test_a_host_that_is_not_allowed_is_not_reached(address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="may not be reached"):
        service(address, tmp_path, "example.org").manifest()


def test_only_the_web_is_reached(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="http"):
        service("file:///etc/hostname", tmp_path).manifest()


def test_a_redirect_to_another_host_is_not_followed(address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"127\.0\.0\.2 may not be reached"):
        service(f"{address}/away", tmp_path).manifest()


def test_nor_is_one_into_a_private_network(address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="inside a private network"):
        service(f"{address}/away", tmp_path, "127.0.0.1", "127.0.0.2").manifest()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("html", "not JSON"),
        ("list", "not an object"),
        ("large", "larger than"),
        ("round", "answered 302"),
        ("gone", "answered 404"),
    ],
)
def test_a_bad_answer_is_an_error_in_words(
    address: str, tmp_path: Path, path: str, words: str
) -> None:
    with pytest.raises(StoreError, match=words):
        service(f"{address}/{path}", tmp_path).manifest()
    assert not list(tmp_path.glob("*.json"))
