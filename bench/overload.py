#!/usr/bin/env python3
"""Twice the load that one worker can take, for OVERLOAD_SECONDS (600): `make soak`.

First, idle: how long a lookup takes, and how many heavy queries a second one worker answers. Then
heavy queries are begun at twice that rate, whether or not the earlier ones are answered, while
lookups go on and a report is published every ten seconds. Whoever is turned away must be told to
come again (503 or 429 with Retry-After); nothing may be lost, wrong or left hanging. Then the load
ends, and lookups have to be as quick as before. Exit code 1 if something was lost or wrong.
"""

import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from statistics import median

import soak
from asking import Client
from generate import BASE
from memory import MEGABYTE, proportional
from servers import Server, communique

SECONDS = int(os.environ.get("OVERLOAD_SECONDS", "600"))
HEAVY = "SELECT (COUNT(DISTINCT ?o) AS ?n) {{ ?s ?p ?o FILTER(CONTAINS(STR(?o), '{number}')) }}"
BUSY = 64
"""Heavy queries that may be under way at once."""
LOOKUP_EVERY = 0.05
MEASURED_ALONE = 15


def main() -> int:
    """Run it."""
    seen, done = soak.Seen(), threading.Event()
    with tempfile.TemporaryDirectory(prefix="communique-overload-") as scratch:
        workspace = soak.prepare(Path(scratch))
        with communique(workspace.root, limits_query_seconds=10, server_workers=1) as server:
            idle, rate = alone(server)
            before = proportional(server.process)
            writer = threading.Thread(
                target=soak.guarded, args=(lambda: soak.write(workspace, seen, done), seen)
            )
            looker = threading.Thread(
                target=soak.guarded, args=(lambda: look_up(server, seen, done), seen)
            )
            for thread in (writer, looker):
                thread.start()
            outcomes = load(server, 2 * rate)
            done.set()
            for thread in (writer, looker):
                thread.join()
            recovery = recover(server, idle)
            after = proportional(server.process)
    loaded = median(seen.seconds)
    refused = {status: n for status, n in outcomes.items() if status != "200"}
    print(
        f"{SECONDS} s at {2 * rate:.1f} heavy queries a second, twice what one worker answers: "
        f"{outcomes['200']:,} answered, turned away {refused}; "
        f"{len(seen.releases)} releases meanwhile; {seen.asked:,} lookups, none lost: "
        f"median {loaded * 1000:.1f} ms, {loaded / idle:.1f} times the idle {idle * 1000:.1f} ms, "
        f"p95 {sorted(seen.seconds)[int(len(seen.seconds) * 0.95)] * 1000:.0f} ms; "
        f"memory {before / MEGABYTE:.0f} MB before, {after / MEGABYTE:.0f} MB after; "
        f"as quick as idle again after {recovery:.1f} s."
    )
    wrong = [*seen.wrong, *(f"{n} × {what}" for what, n in outcomes.items() if " " in what)]
    for line in wrong[:20]:
        print(line)
    return 1 if wrong else 0


def alone(server: Server) -> tuple[float, float]:
    """Return the median seconds of a lookup, and the heavy queries a second, with nothing else."""
    client = Client(server.port, server.path)
    lookups = [client.query(label(n % 200, n)).seconds for n in range(300)]
    began = time.monotonic()
    answered = 0
    while time.monotonic() - began < MEASURED_ALONE:
        assert client.query(HEAVY.format(number=random.randrange(10**9))).status == 200
        answered += 1
    return median(lookups), answered / (time.monotonic() - began)


def label(person: int, number: int) -> str:
    """A lookup in words that nobody has used."""
    return f"{soak.LABEL.format(base=BASE, number=person)} # {number}"


def load(server: Server, rate: float) -> Counter[str]:
    """Begin `rate` heavy queries a second for SECONDS and return what became of them."""
    outcomes: Counter[str] = Counter()
    with ThreadPoolExecutor(BUSY) as senders:
        for outcome in senders.map(lambda at: heavy(server, at), moments(rate)):
            outcomes[outcome] += 1
    return outcomes


def moments(rate: float) -> Iterator[float]:
    """Yield the times at which to begin; they do not wait for anything but the clock."""
    began = time.monotonic()
    for number in count():
        at = began + number / rate
        if at > began + SECONDS:
            return
        yield at


def heavy(server: Server, at: float) -> str:
    """Begin a heavy query at its time, on a connection of its own; return what became of it."""
    time.sleep(max(0.0, at - time.monotonic()))
    try:
        reply = Client(server.port, server.path).query(HEAVY.format(number=random.random()))
    except (OSError, EOFError) as error:
        return f"no answer: {error!r}"
    if reply.status in soak.REFUSED and "retry-after" not in reply.headers:
        return f"{reply.status} without Retry-After"
    return str(reply.status) if reply.status in (200, *soak.REFUSED) else f"status {reply.status}"


def look_up(server: Server, seen: soak.Seen, done: threading.Event) -> None:
    """Ask for labels at a steady pace."""
    client = Client(server.port, server.path)
    for number in count():
        if done.wait(LOOKUP_EVERY):
            return
        reply = soak.ask(client, label(number % 200, number + 1000), seen)
        seen.seconds.append(reply.seconds)
        soak.answered(reply, seen, "a lookup")


def recover(server: Server, idle: float) -> float:
    """Return the seconds until twenty lookups in a row have a median of at most twice the idle."""
    client, began = Client(server.port, server.path), time.monotonic()
    for number in count(10**6, 20):
        latest = median(client.query(label(n % 200, n)).seconds for n in range(number, number + 20))
        if latest <= 2 * idle or time.monotonic() - began > 60:
            return time.monotonic() - began
    raise AssertionError


if __name__ == "__main__":
    sys.exit(main())
