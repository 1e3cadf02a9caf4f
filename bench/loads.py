"""Requests a second by wrk, a client in C, so that the servers are measured and not the client."""

import random
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from servers import Server

_LOOKUPS = Path(__file__).with_name("lookups.lua")
_UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}
SECONDS = 5
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk saw: requests a second, milliseconds of the slowest of a hundred, failures."""

    rate: float
    p99: float
    requests: int
    failed: int


@dataclass(frozen=True, slots=True)
class Things:
    """How many things of each kind a graph of so many generated quads has, at least."""

    reports: int
    persons: int
    bodies: int

    @classmethod
    def of(cls, quads: int) -> "Things":
        """Return the numbers that `generate.py` draws from."""
        return cls(quads // 800, max(200, quads // 400), max(60, quads // 2500))


def lookups(
    server: Server, clients: int, things: Things, *, different: int = 0, seconds: int = SECONDS
) -> Load:
    """Ask lookups, each of them new, or one of so many `different` ones."""
    numbers = (things.reports, things.persons, things.bodies, different)
    words = [server.path, random.randrange(1 << 30), *numbers]
    script = ["-s", str(_LOOKUPS), f"http://127.0.0.1:{server.port}", "--", *map(str, words)]
    return _wrk(clients, seconds, script)


def address(server: Server, path: str, clients: int, seconds: int = SECONDS) -> Load:
    """Get one address again and again."""
    return _wrk(clients, seconds, [f"http://127.0.0.1:{server.port}{path}"])


def ratio(ours: list[Load], theirs: list[Load]) -> float:
    """Return how many times as many requests we answer, by the medians; failures end the bench."""
    if any(load.failed for load in (*ours, *theirs)):
        raise SystemExit("a request failed under load.")
    return median(load.rate for load in ours) / median(load.rate for load in theirs)


def _wrk(clients: int, seconds: int, arguments: list[str]) -> Load:
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    said = subprocess.run([*command, *arguments], check=True, capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s|m)", said)
    number = re.search(r"(\d+) requests in", said)
    if not (rate and slow and number):
        raise SystemExit(f"wrk said something else:\n{said}")
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    errors = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    failed = (int(wrong[1]) if wrong else 0) + (sum(map(int, errors.groups())) if errors else 0)
    p99 = float(slow[1]) * _UNITS[slow[2]]
    return Load(float(rate[1]), p99, int(number[1]), failed)
