"""`communique serve`: the real server, over real HTTP."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from published import make_workspace, publish

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(12)) + " }"
COMMAND = [Path(sys.executable).with_name("communique"), "serve"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    listed = [int(child) for thread in threads for child in thread.read_text().split()]
    return [d for c in listed for d in (c, *children(c))]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Running:
    """A server that has said that it serves, and what it said."""

    def __init__(self, root: Path, seconds: int = 1) -> None:
        self.root = root
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [
                *COMMAND,
                "--workspace",
                str(root),
                "--port",
                str(self.port),
                "--workers",
                "1",
                "--tries",
            ],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "COMMUNIQUE_LIMITS_QUERY_SECONDS": str(seconds)},
        )
        assert self.process.stdout
        self.said = "".join(self.process.stdout.readline() for _ in range(5))

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def ask(self, query: str) -> tuple[int, bytes]:
        return self.get(f"/sparql?{urlencode({'query': query})}")

    def stop(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        code = self.process.wait(timeout=30)
        assert self.process.stdout
        self.process.stdout.close()
        return code


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    publish(make_workspace(tmp_path))
    server = Running(tmp_path)
    yield server
    if server.process.poll() is None:
        server.stop(signal.SIGKILL)


def ask_until_cut(running: Running) -> None:
    """Ask what never ends; that the server goes away meanwhile is what the test is about."""
    with suppress(OSError, HTTPException):
        running.ask(ENDLESS)


def test_it_serves_what_it_says_stops_queries_and_leaves_nothing_behind(running: Running) -> None:
    page, dump = re.findall(r"(?:page|curl -O) +http://127\.0\.0\.1:\d+(/\S+)", running.said)
    assert running.get(page, Accept="text/html")[0] == 200
    assert running.get(dump)[0] == 200

    status, body = running.ask(ENDLESS)
    assert (status, json.loads(body)["title"]) == (503, "Stopped after 1 seconds")
    assert running.ask("ASK {}") == (200, b'{"head":{},"boolean":true}')

    family = children(running.process.pid)
    assert len(family) >= 2, "the server and its query process"
    asking = threading.Thread(target=ask_until_cut, args=(running,))
    asking.start()
    assert running.stop(signal.SIGTERM) == 0
    asking.join()
    deadline = time.monotonic() + 10
    while any(map(alive, family)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not [pid for pid in family if alive(pid)]


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    publish(make_workspace(tmp_path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = subprocess.run(
            [*COMMAND, "--workspace", str(tmp_path), "--port", str(port)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.returncode == 2
    assert f"127.0.0.1:{port}: cannot listen there" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_reload_takes_new_settings_and_drops_no_request(running: Running) -> None:
    config = running.root / "communique.toml"
    config.write_text(
        config.read_text(encoding="utf-8") + '\n[server]\ntitle = "After the reload"\n',
        encoding="utf-8",
    )
    running.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + 60
    while True:
        assert running.ask("ASK { ?s ?p ?o }") == (200, b'{"head":{},"boolean":true}')
        if b"After the reload" in running.get("/", Accept="text/html")[1]:
            break
        assert time.monotonic() < deadline
        time.sleep(0.05)
    for _ in range(50):
        assert running.ask("ASK { ?s ?p ?o }")[0] == 200
        time.sleep(0.02)
    assert running.stop(signal.SIGTERM) == 0


def test_a_query_under_way_is_answered_before_the_server_stops(running: Running) -> None:
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(running.ask, ENDLESS)
        time.sleep(0.3)
        assert running.stop(signal.SIGTERM) == 0
        status, body = asked.result()
    assert (status, json.loads(body)["title"]) == (503, "Stopped after 1 seconds")


def test_a_client_that_goes_away_frees_its_process(tmp_path: Path) -> None:
    publish(make_workspace(tmp_path))
    running = Running(tmp_path, seconds=50)
    try:
        with socket.create_connection(("127.0.0.1", running.port)) as client:
            path = f"/sparql?{urlencode({'query': ENDLESS})}"
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.5)
        time.sleep(1)
        deadline = time.monotonic() + 30
        while b"queries_abandoned_total 1" not in running.get("/metrics")[1]:
            assert time.monotonic() < deadline
            time.sleep(1)
        # There is one process, and it answers again.
        assert running.ask("SELECT (NOW() AS ?now) {}")[0] == 200
    finally:
        running.stop(signal.SIGKILL)
