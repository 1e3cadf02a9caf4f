#!/usr/bin/env python3
"""Readers, runaway queries and a writer at once, for SOAK_SECONDS (300): `make soak`.

A report is published every ten seconds while clients look things up whose answers are known, ask
for a pair of figures that every release changes together, and send queries that would never end.
Nothing may be lost or wrong: every lookup is answered as before, no pair is of two releases, no
client sees a release older than one it saw, every runaway query is refused as such. Who is asked to
come again (503 with Retry-After) does, and is counted. Exit code 1 if anything was lost or wrong;
the figures go to standard output.
"""

import json
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from asking import Client, Reply
from generate import BASE, generate
from rdflib import URIRef
from servers import Server, communique

from communique.publish.release import publish
from communique.store import open_store
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import Workspace, create_workspace

SECONDS = int(os.environ.get("SOAK_SECONDS", "300"))
QUADS = int(os.environ.get("SOAK_QUADS", "100000"))
EVERY = 10.0
LOOKUPS, RUNAWAYS = 4, 2
DEADLINE = 2
MOST_TIMES = 10
"""Times that a client comes again before its question counts as lost."""
LABEL = (
    "SELECT ?l {{ <{base}id/person/p{number}> <http://www.w3.org/2000/01/rdf-schema#label> ?l }}"
)
PAIR = (
    "SELECT ?a ?b { <urn:soak:one> <urn:soak:release> ?a . <urn:soak:two> <urn:soak:release> ?b }"
)
RUNAWAY = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != {number}) }}"
REFUSED = (429, 503)


@dataclass(slots=True)
class Seen:
    """What was asked, published and refused, what went wrong, and how long lookups took."""

    asked: int = 0
    refused: int = 0
    again: int = 0
    releases: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def main() -> int:
    """Run it."""
    seen, done = Seen(), threading.Event()
    with tempfile.TemporaryDirectory(prefix="communique-soak-") as scratch:
        workspace = prepare(Path(scratch))
        with communique(workspace.root, limits_query_seconds=DEADLINE) as server:
            jobs: list[Callable[[], None]] = [lambda: write(workspace, seen, done)]
            jobs += [lambda: look_up(server, seen, done)] * LOOKUPS
            jobs += [lambda: watch_pairs(server, seen, done)]
            jobs += [lambda: run_away(server, seen, done)] * RUNAWAYS
            threads = [threading.Thread(target=guarded, args=(job, seen)) for job in jobs]
            for thread in threads:
                thread.start()
            time.sleep(SECONDS)
            done.set()
            for thread in threads:
                thread.join()
    report(seen)
    return 1 if seen.wrong else 0


def prepare(scratch: Path) -> Workspace:
    """Make a workspace with a release of generated reports."""
    graph = scratch / "graph.nq"
    generate(QUADS, graph)
    workspace = create_workspace(scratch / "workspace", BASE)
    with open_store(workspace) as store, graph.open("rb") as stream:
        assert isinstance(store, EmbeddedStore)
        store.bulk_load(stream, "application/n-quads", to_graph=URIRef(f"{BASE}graph/loaded"))
        say(store, 0)
        publish(workspace, store, "", datetime.now(UTC))
    return workspace


def guarded(job: Callable[[], None], seen: Seen) -> None:
    """Whatever ends a client is something that went wrong."""
    try:
        job()
    except Exception as error:  # noqa: BLE001
        seen.wrong.append(f"{job}: {error!r}")


def say(store: EmbeddedStore, number: int) -> None:
    """Let two reports give the number of the next release."""
    names = [URIRef(f"{BASE}graph/report/soak-{which}") for which in ("one", "two")]
    lines = (
        f'<urn:soak:{n.rpartition("-")[2]}> <urn:soak:release> "{number}" <{n}> .\n' for n in names
    )
    store.replace_graphs(names, "".join(lines).encode())


def write(workspace: Workspace, seen: Seen, done: threading.Event) -> None:
    """Publish every ten seconds."""
    for number in count(1):
        if done.wait(EVERY):
            return
        began = time.monotonic()
        with open_store(workspace) as store:
            assert isinstance(store, EmbeddedStore)
            say(store, number)
            if publish(workspace, store, f"Soak {number}", datetime.now(UTC)) is None:
                seen.wrong.append(f"release {number} was not made")
        seen.releases.append(time.monotonic() - began)


def look_up(server: Server, seen: Seen, done: threading.Event) -> None:
    """Ask for labels, which stay as they are, each time in words that nobody has used."""
    client, known, chance = Client(server.port, server.path), dict[int, str](), random.Random()
    while not done.is_set():
        person = chance.randrange(200)
        reply = ask(client, f"{LABEL.format(base=BASE, number=person)} # {chance.random()}", seen)
        seen.seconds.append(reply.seconds)
        if rows := answered(reply, seen, "a lookup"):
            label = rows[0]["l"]
            if known.setdefault(person, label) != label:
                seen.wrong.append(f"p{person} is {label}, and was {known[person]}")


def watch_pairs(server: Server, seen: Seen, done: threading.Event) -> None:
    """Ask for the two figures that change together."""
    client, before = Client(server.port, server.path), 0
    for number in count():
        if done.wait(0.02):
            return
        if rows := answered(ask(client, f"{PAIR} # {number}", seen), seen, "a pair"):
            one, two = int(rows[0]["a"]), int(rows[0]["b"])
            if one != two:
                seen.wrong.append(f"a mixture of releases {one} and {two}")
            if one < before:
                seen.wrong.append(f"release {one} after {before}")
            before = max(before, one)


def run_away(server: Server, seen: Seen, done: threading.Event) -> None:
    """Ask what would never end."""
    client, chance = Client(server.port, server.path), random.Random()
    while not done.wait(0.5):
        reply = client.query(RUNAWAY.format(number=chance.randrange(10**9)))
        seen.refused += 1
        if reply.status not in REFUSED:
            seen.wrong.append(f"a query without end: HTTP {reply.status}")


def ask(client: Client, query: str, seen: Seen) -> Reply:
    """Ask until the server no longer says to come again."""
    for _ in range(MOST_TIMES):
        reply = client.query(query)
        if reply.status not in REFUSED or "retry-after" not in reply.headers:
            break
        seen.again += 1
        time.sleep(float(reply.headers["retry-after"]))
    return reply


def answered(reply: Reply, seen: Seen, what: str) -> list[dict[str, str]]:
    """Return the rows of an answer, which must be there."""
    seen.asked += 1
    rows: list[dict[str, str]] = []
    if reply.status == 200:
        found = json.loads(reply.body)["results"]["bindings"]
        rows = [{name: value["value"] for name, value in row.items()} for row in found]
    if not rows:
        seen.wrong.append(f"{what}: HTTP {reply.status}, {reply.body[:200]!r}")
    return rows


def report(seen: Seen) -> None:
    """Print what was seen."""
    slow = sorted(seen.seconds)[int(len(seen.seconds) * 0.99)] if seen.seconds else 0.0
    made = seen.releases or [0.0]
    print(
        f"{SECONDS} s: {seen.asked:,} answers looked at, {seen.refused} runaway queries refused, "
        f"{len(seen.releases)} releases (longest {max(made):.1f} s), "
        f"p99 of lookups {slow * 1000:.0f} ms, {seen.again} asked to come again, "
        f"{len(seen.wrong)} lost or wrong."
    )
    for line in seen.wrong[:20]:
        print(line)


if __name__ == "__main__":
    sys.exit(main())
