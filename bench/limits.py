"""What happens at the borders: a query that never ends, an answer of a million rows."""

import hashlib
import json
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from asking import ROWS, Client
from memory import MEGABYTE, Watch
from servers import Server, communique

DEADLINE = 2
TIMES = 15
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }"


def error_after_deadline(workspace: Path, warm: Callable[[int], None]) -> tuple[float, float]:
    """Return the milliseconds from the deadline to the end of the clean error: median, most."""
    with communique(workspace, limits_query_seconds=DEADLINE) as server:
        warm(server.port)
        client = Client(server.port, server.path)
        client.query("ASK {}")
        late = []
        for number in range(TIMES):
            reply = client.query(f"{ENDLESS} # {number}", f"{ROWS}, application/problem+json")
            clean = json.loads(reply.body)["status"] == 503 and "retry-after" in reply.headers
            if reply.status != 503 or not clean:
                raise SystemExit(f"a query at its deadline: HTTP {reply.status}: {reply.body!r}")
            late.append((reply.seconds - DEADLINE) * 1e3)
            time.sleep(0.2)
        return median(late), max(late)


@dataclass(frozen=True, slots=True)
class Large:
    """An answer: its rows and bytes, the seconds it took, what the server's memory grew by."""

    rows: int
    size: int
    seconds: float
    grown: float
    """Megabytes of the process that speaks HTTP, above what it had."""


def large_answer(server: Server, rows: int) -> Large:
    """Ask for so many rows and read them all; memory is that of the process that speaks HTTP."""
    query = f"SELECT ?s ?p ?o {{ ?s ?p ?o }} LIMIT {rows}"
    address = f"http://127.0.0.1:{server.port}{server.path}?{urlencode({'query': query})}"
    with Watch(server.process, 0.05) as idle:
        time.sleep(1)
    request = urllib.request.Request(address, headers={"Accept": ROWS})
    began = time.monotonic()
    digest, size, found = hashlib.sha256(), 0, 1
    with Watch(server.process, 0.05) as watch, urllib.request.urlopen(request) as answer:
        promised, end = int(answer.headers["Content-Length"]), b""
        while block := answer.read(1 << 20):
            digest.update(block)
            size += len(block)
            found += (end + block).count(b"},{")
            end = block[-2:]
    if size != promised or found != rows or end != b"]}}"[-2:]:
        raise SystemExit(f"the large answer was cut off: {size} of {promised} bytes, {found} rows.")
    seconds = time.monotonic() - began
    return Large(found, size, seconds, (watch.front - idle.front) / MEGABYTE)
