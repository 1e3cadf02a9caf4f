"""Requests from strangers to a publisher that runs: no 500, no traceback, no hang, no leak.

The publisher is the real one, with its own processes; requests are drawn with a fixed seed. A query
that takes too long is told so (503); everything else is a client's error or an answer.
"""

import http.client
import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from queries_from_strangers import query

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "data" / "reports" / "2024-09-24-jakarta-seminar.html"
REQUESTS = 8_000
REQUESTS_OF_EVERY_RUN = 250
EXAMPLES, EXAMPLES_OF_EVERY_RUN = 150, 4
SECONDS = 20
"""After which a request is called a hang; a query is stopped after one second."""
PATHS = (
    "/", "/id/{}", "/id/person/{}", "/doc/event/{}", "/doc/report/{}.ttl", "/graph/report/{}", "/ns", "/shapes",
    "/queries/{}", "/search", "/suggest", "/browse/{}", "/reconcile", "/reconcile/match", "/reconcile/preview",
    "/releases/{}/", "/releases/latest/{}", "/releases/1/{}", "/cite/person/{}.bib", "/dataset", "/.well-known/{}",
    "/static/{}", "/openapi.json", "/{}/{}", "/sparql", "/theme", "/q/{}", "/metrics", "/healthz",
)  # fmt: skip
PIECES = (
    "..", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "%00", "%ff%fe", "a" * 3000, "person", "event", "x.ttl", "1", "-1",
    "99999999999999999999", "%0d%0aSet-Cookie:%20a=b", "<script>alert(1)</script>", "javascript:alert(1)", "{{7*7}}",
    "%E2%80%AE", "\xe9", "communique.nq.gz", "..%5c..", "//evil.example/", "https:evil.example", ";", "?", "*",
)  # fmt: skip
NAMES = (
    "q", "query", "update", "default-graph-uri", "named-graph-uri", "format", "lang", "page", "order", "theme",
    "back", "queries", "extend", "id", "ids", "kind", "callback", "prefix", "cursor", "limit", "filter", "type",
)  # fmt: skip
VALUES = (
    "", "x", "-1", "1e9", "'", "\"", "%", "%s%n", "../../etc/passwd", "//evil.example/", "https://evil.example/",
    "javascript:alert(1)", "\r\nSet-Cookie: a=b", "<svg onload=alert(1)>", "{\"q0\":{\"query\":{}}}", "[]", "null",
    "{\"q0\":{\"query\":\"x\",\"limit\":-1,\"properties\":7}}", "(((((", "a OR", "\"a", "AND NOT *", "𝕏" * 200, "\ud83d",
)  # fmt: skip
HEADERS = (
    "Accept", "Accept-Language", "Accept-Encoding", "Content-Type", "Cookie", "If-None-Match", "If-Modified-Since",
    "Range", "If-Range", "Origin", "X-Forwarded-Host", "X-Forwarded-For", "X-Request-Id", "Authorization", "Host",
)  # fmt: skip
WORDS = (
    "*/*", "text/turtle", "text/html;q=x", "application/ld+json, */*;q=0", "a/b/c", ",,,;;;", "q=1", "bytes=0-0,5-",
    "bytes=-99999999999999999999", "\"x\", W/\"y\", *", "Wed, 99 Nov 2026 25:00:00 GMT", "gzip;q=0, *;q=0", "é",
    "application/sparql-query", "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data", "x" * 7000,
    "session=../../x", "null", "<script>", "ru, en;q=0.5, *;q=0", "evil.example", "Basic x", "text/csv", "image/png",
)  # fmt: skip


@dataclass(frozen=True)
class Publisher:
    """A publisher that runs on a workspace."""

    port: int
    process: "subprocess.Popen[bytes]"
    workspace: Path
    log: Path

    def memory(self) -> int:
        """Bytes of memory (proportional set size) of all its processes."""
        total = 0
        for pid in self.family():
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(rollup.partition("Pss:")[2].split()[0]) * 1024
        return total

    def family(self) -> list[int]:
        known, waiting = [], [self.process.pid]
        while waiting:
            pid = waiting.pop()
            known.append(pid)
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                waiting.extend(map(int, task.read_text().split()))
        return known


@pytest.fixture(scope="module")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publisher]:
    folder = tmp_path_factory.mktemp("publisher")
    communique = Path(sys.executable).parent / "communique"
    for command in (["init", "w"], ["ingest", "--workspace", "w", REPORT], ["publish", "--workspace", "w"]):  # fmt: skip
        subprocess.run([communique, *command], cwd=folder, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = os.environ | {"COMMUNIQUE_LIMITS_QUERY_SECONDS": "1"}
    log = folder / "log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [communique, "serve", "--workspace", "w", "--port", str(port)],
            cwd=folder,
            env=settings,
            stdout=stream,
            stderr=stream,
        )
        publisher = Publisher(port, process, folder / "w", log)
        _wait(publisher)
        yield publisher
        process.terminate()
        process.wait(30)


def _wait(publisher: Publisher) -> None:
    for _ in range(600):
        try:
            if ask(publisher, "GET", "/readyz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(publisher.log.read_text())


def ask(
    publisher: Publisher, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b""
) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
    """Send one request as it is, without any of the checks of a client, and read its answer."""
    connection = http.client.HTTPConnection("127.0.0.1", publisher.port, timeout=SECONDS)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in ({"Host": "127.0.0.1"} | (headers or {})).items():
            connection.putheader(name, value.encode("utf-8"))
        if body or method == "POST":
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, headers, answer.read()
    finally:
        connection.close()


def request(seed: int) -> tuple[str, str, dict[str, str], bytes]:
    """Return method, path, headers and body of a stranger's request."""
    draw = random.Random(seed)
    headers = {draw.choice(HEADERS): draw.choice(WORDS) for _ in range(draw.randint(0, 3))}
    if seed % 3 == 0:
        return "GET", "/sparql?" + urlencode({"query": query(seed)}), headers, b""
    if seed % 13 == 0:
        form = {"Content-Type": "application/sparql-query"} | headers
        return "POST", "/sparql", form, query(seed).encode()
    path = draw.choice(PATHS)
    while "{}" in path:
        path = path.replace("{}", draw.choice(PIECES), 1)
    path = quote(path, safe="/%?;:@&=+$,<>{}*'()!~\"")
    pairs = [(draw.choice(NAMES), draw.choice(VALUES)) for _ in range(draw.randint(0, 3))]
    sent = urlencode([(n, v.encode("utf-8", "surrogatepass")) for n, v in pairs])
    method = draw.choice(
        ("GET", "GET", "GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "X")
    )
    body = draw.choice((b"", sent.encode(), draw.randbytes(60))) if method == "POST" else b""
    return method, f"{path}?{sent}" if pairs else path, headers, body


def test_no_request_brings_it_down(
    publisher: Publisher, soak: bool, say: Callable[[str], None]
) -> None:
    outcomes: Counter[int] = Counter()
    wrong: list[str] = []
    before, slowest = publisher.memory(), 0.0
    for seed in range(REQUESTS if soak else REQUESTS_OF_EVERY_RUN):
        asked = request(seed)
        began = time.monotonic()
        try:
            status, headers, body = ask(publisher, *asked)
        except (OSError, http.client.HTTPException) as error:
            wrong.append(f"{seed} {asked!r:.300}: {error!r}")
            continue
        slowest = max(slowest, time.monotonic() - began)
        outcomes[status] += 1
        wrong.extend(f"{seed} {asked!r:.300}: {fault}" for fault in faults(publisher, status, headers, body))  # fmt: skip
    grown = publisher.memory() - before
    say(", ".join(f"{n} × {status}" for status, n in sorted(outcomes.items())))
    say(f"slowest {slowest:.1f} s; grown by {grown / 1e6:.0f} MB")
    assert not wrong, "\n".join(wrong[:20])
    assert ask(publisher, "GET", "/readyz")[0] == 200
    assert b"Traceback" not in publisher.log.read_bytes()
    assert grown < 400_000_000


def faults(publisher: Publisher, status: int, headers: dict[str, str], body: bytes) -> list[str]:
    """Say what is wrong with an answer; nothing if it is well."""
    found = []
    if status >= 500 and not (status == 503 and "retry-after" in headers):
        found.append(f"status {status}: {body[:200]!r}")
    if b"Traceback" in body or b"site-packages" in body or bytes(publisher.workspace) in body:
        found.append(f"tells of the inside: {body[:200]!r}")
    if headers.get("set-cookie", "").startswith("a=b"):
        found.append("a header was injected")
    if headers.get("location", "/").startswith(("//", "https://evil", "https:evil", "javascript:")):
        found.append(f"leads to {headers['location']}")
    markup = b"<script>alert(1)" in body or b"<svg onload" in body
    if markup and headers.get("content-type", "").startswith("text/html"):
        found.append("markup of a stranger's in a page")
    return found


def test_the_described_routes_keep_their_word(publisher: Publisher, soak: bool) -> None:
    """Schemathesis draws requests from /openapi.json: no server error at any of them."""
    done = subprocess.run(
        [
            Path(sys.executable).parent / "schemathesis",
            "run",
            f"http://127.0.0.1:{publisher.port}/openapi.json",
            "--checks=not_a_server_error",
            f"--max-examples={EXAMPLES if soak else EXAMPLES_OF_EVERY_RUN}",
            "--seed=2026",
            "--phases=examples,coverage,fuzzing",
            "--request-timeout=20",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=publisher.workspace.parent,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
