"""Releases swapped while lookups come in: none may be lost, none may be of a mixture."""

import json
import threading
import time
from dataclasses import dataclass, field
from itertools import count

from asking import Client, Question
from loads import Load, Things, lookups
from releases import MARKER, Made
from servers import Server

from communique.publish.release import switch_to

EVERY = 1.0
CLIENTS = 8


@dataclass(slots=True)
class Swaps:
    """What was seen: wrk's load, lookups that were looked at, what was wrong."""

    load: Load
    looked_at: int = 0
    wrong: list[str] = field(default_factory=list)
    longest: float = 0.0
    seen: set[str] = field(default_factory=set)


def swap_under_load(server: Server, made: Made, things: Things, heavy: Question) -> Swaps:
    """Switch from release to release, a second between them, under lookups and a heavy query."""
    seconds = int(EVERY * (len(made.numbers) + 2))
    done = threading.Event()
    swaps = Swaps(Load(0, 0, 0, 0))
    threads = [
        threading.Thread(target=_switch, args=(made, done)),
        threading.Thread(target=_look, args=(server, swaps, done)),
        threading.Thread(target=_ask, args=(server, heavy, swaps, done)),
    ]
    for thread in threads:
        thread.start()
    swaps.load = lookups(server, CLIENTS, things, seconds=seconds)
    done.set()
    for thread in threads:
        thread.join()
    return swaps


def _switch(made: Made, done: threading.Event) -> None:
    for number in made.numbers:
        if done.wait(EVERY):
            return
        switch_to(made.workspace, number)


def _look(server: Server, swaps: Swaps, done: threading.Event) -> None:
    client, before = Client(server.port, server.path), 0
    for number in count():
        if done.is_set():
            return
        reply = client.query(f"{MARKER} # {number}")
        swaps.looked_at += 1
        swaps.longest = max(swaps.longest, reply.seconds)
        if reply.status != 200:
            swaps.wrong.append(f"HTTP {reply.status}")
            continue
        rows = [r["n"]["value"] for r in json.loads(reply.body)["results"]["bindings"]]
        swaps.seen.update(rows)
        step = int(rows[0]) if len(rows) == 1 else -1 if rows else 0
        if step < before:
            swaps.wrong.append(f"release {step} after {before}")
        before = max(before, step)
        time.sleep(0.002)


def _ask(server: Server, heavy: Question, swaps: Swaps, done: threading.Event) -> None:
    client = Client(server.port, server.path)
    for number in count():
        if done.wait(0.05):
            return
        reply = client.query(heavy.variant(1_000_000 + number))
        if reply.status != 200:
            swaps.wrong.append(f"{heavy.name}: HTTP {reply.status}")
