"""Reports fetched from addresses: only where the operator allows it, within limits."""

import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from communique.cli import cli
from communique.config import NetworkSettings
from communique.errors import CommuniqueError
from communique.fetch import fetch

PAGE = (
    b"<html><body><h1>Round table on river trade</h1>"
    b"<p>A round table on river trade was held in Geneva on 4 March 2020.</p></body></html>"
)
LIMIT = 100_000


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/slow":
            time.sleep(1.5)
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path.partition("?")[2])
            self.end_headers()
            return
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.path == "/zipped":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(PAGE if self.path != "/large" else b"x" * (LIMIT + 1))

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def port():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


ALLOWED = NetworkSettings(allow=("127.0.0.1",))


def test_an_allowed_page_is_read_and_its_address_recorded(port, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMMUNIQUE_NETWORK_ALLOW", "127.0.0.1")
    address = f"http://127.0.0.1:{port}/reports/river-trade"
    done = CliRunner().invoke(cli, ["extract", "--format", "turtle", address])
    assert done.exit_code == 0, done.output
    assert address in done.output
    assert "2020-03-04" in done.output


def test_a_host_that_nobody_allowed_is_not_reached(port, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["extract", f"http://127.0.0.1:{port}/"])
    assert done.exit_code == 1
    assert "may not be reached" in done.output
    assert 'allow = ["127.0.0.1"]' in done.output


def test_a_name_that_leads_into_a_private_network_is_refused(port):
    name = socket.gethostname().lower()
    with pytest.raises(CommuniqueError, match="leads into a private network"):
        fetch(f"http://{name}:{port}/", NetworkSettings(allow=(name,)), LIMIT)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/to?http://example.org/", "may not be reached"),
        ("/to?file:///etc/passwd", "only plain http and https"),
        ("/to?/to", "redirects"),
        ("/gone", "answered 404"),
        ("/large", "more than the 100,000 bytes"),
        ("/zipped", "sends it compressed"),
        ("/slow", "does not answer|takes too long"),
    ],
)
def test_what_an_address_must_not_give_is_refused(port, path, says):
    address = f"http://127.0.0.1:{port}{path}"
    if path == "/to?/to":
        address = f"http://127.0.0.1:{port}/to?/to?/to?/to?/to?/to?/to?/to?/to"
    network = NetworkSettings(allow=("127.0.0.1",), fetch_seconds=0.8)
    with pytest.raises(CommuniqueError, match=says):
        fetch(address, network, LIMIT)


def test_a_fetched_report_is_kept_with_where_it_came_from(port, monkeypatch, tmp_path):
    monkeypatch.setenv("COMMUNIQUE_NETWORK_ALLOW", "127.0.0.1")
    run = CliRunner()
    assert run.invoke(cli, ["init", str(tmp_path / "w")]).exit_code == 0
    address = f"http://127.0.0.1:{port}/reports/river-trade"
    done = run.invoke(cli, ["ingest", "--workspace", str(tmp_path / "w"), address])
    assert done.exit_code == 0, done.output
    kept = tmp_path / "w" / "fetched" / "127.0.0.1" / "river-trade.html"
    assert kept.read_bytes() == PAGE
    assert f'url = "{address}"' in kept.with_name("river-trade.html.meta.toml").read_text()
    assert [p.read_bytes() for p in (tmp_path / "w" / "sources").glob("*.html")] == [PAGE]
