#!/usr/bin/env python3
"""communique and `oxigraph serve-read-only`, side by side on the same graph: `make bench`.

Generates a graph (BENCH_QUADS, a million by default), loads and publishes it, gives the release's
own dump to the peer, asks both in turn over kept connections, compares every answer, prints the
table and writes it into docs/benchmarks.md. Ratios above 1: communique is faster.
"""

import datetime
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from math import exp, log
from pathlib import Path
from statistics import median

from asking import Client, Question, comparable, questions
from generate import generate

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
START, END = "<!-- written by make bench -->", "<!-- end of what make bench writes -->"
TOOLS = Path(sys.executable).parent
LOOKUPS = ("01", "02", "03", "04", "05", "06", "07", "08", "10")
"""Queries about one thing; the others are the heavier ones."""
SECONDS_EACH = 3.0
MOST_TIMES, LEAST_TIMES = 31, 3


@dataclass(frozen=True, slots=True)
class Timing:
    """Median seconds of one query: asked anew by us and the peer, and asked again."""

    question: Question
    ours: float
    theirs: float
    ours_again: float
    theirs_again: float

    @property
    def cold(self) -> float:
        """How many times as fast we are with a query that nobody has asked before."""
        return self.theirs / self.ours

    @property
    def repeated(self) -> float:
        """How many times as fast we are with a query asked before."""
        return self.theirs_again / self.ours_again


def main() -> None:
    """Run the bench."""
    quads = int(os.environ.get("BENCH_QUADS", "1000000"))
    with tempfile.TemporaryDirectory(prefix="communique-bench-") as scratch, ExitStack() as stack:
        facts, workspace = prepare(quads, Path(scratch))
        ours = stack.enter_context(communique(workspace))
        theirs = stack.enter_context(oxigraph(workspace, Path(scratch) / "peer"))
        timings = [measure(q, ours, theirs) for q in questions(HERE / "queries")]
    table = report(timings, facts)
    print(table)
    write(table)


def prepare(quads: int, scratch: Path) -> tuple[list[str], Path]:
    """Make the graph and a workspace that has published it; return what that took."""
    graph, workspace = scratch / "graph.nq", scratch / "workspace"
    generated = generate(quads, graph)
    command("communique", "init", workspace)
    loading = command("communique", "load", "--workspace", workspace, graph)
    publishing = command("communique", "publish", "--workspace", workspace)
    return [
        f"`communique load` of {generated:,} quads: {loading:.0f} s with reading it through first",
        f"`communique publish`, with inference and all dumps: {publishing:.0f} s",
    ], workspace


@contextmanager
def communique(workspace: Path) -> Iterator[Client]:
    """Serve the release; queries may take their time, for the peer has no deadline."""
    port = free_port()
    arguments = ["serve", "--workspace", str(workspace), "--port", str(port)]
    environment = os.environ | {"COMMUNIQUE_LIMITS_QUERY_SECONDS": "600"}
    with running([str(TOOLS / "communique"), *arguments], port, environment):
        yield Client(port, "/sparql")


@contextmanager
def oxigraph(workspace: Path, folder: Path) -> Iterator[Client]:
    """Serve the same quads by the peer."""
    dump = workspace / "releases" / "current" / "dumps" / "communique.nq.gz"
    plain = folder.with_suffix(".nq")
    with plain.open("wb") as out:
        subprocess.run(["gzip", "-dc", str(dump)], stdout=out, check=True)
    command("oxigraph", "load", "--location", folder, "--file", plain)
    command("oxigraph", "optimize", "--location", folder)
    port = free_port()
    arguments = ["serve-read-only", "--location", str(folder), "--union-default-graph"]
    address = ["--bind", f"127.0.0.1:{port}"]
    with running([str(TOOLS / "oxigraph"), *arguments, *address], port, dict(os.environ)):
        yield Client(port, "/query")


def measure(question: Question, ours: Client, theirs: Client) -> Timing:
    """Ask both in turn; stop if their answers differ."""
    (_, mine), (_, peers) = (c.ask(question, question.variant(0)) for c in (ours, theirs))
    if comparable(question, mine) != comparable(question, peers):
        raise SystemExit(f"{question.name}: the answers differ.")
    fresh: tuple[list[float], list[float]] = ([], [])
    again: tuple[list[float], list[float]] = ([], [])
    deadline = time.monotonic() + 2 * SECONDS_EACH
    for number in count(1):
        for client, cold, repeated in zip((ours, theirs), fresh, again, strict=True):
            text = question.variant(number)
            cold.append(client.ask(question, text)[0])
            repeated.append(client.ask(question, text)[0])
        if number >= MOST_TIMES or (number >= LEAST_TIMES and time.monotonic() > deadline):
            break
    return Timing(question, *map(median, fresh), *map(median, again))


def report(timings: list[Timing], facts: list[str]) -> str:
    """Return the table with its ratios."""
    lookups = [t for t in timings if t.question.name[:2] in LOOKUPS]
    heavier = [t for t in timings if t not in lookups]
    lines = [
        f"{datetime.datetime.now(datetime.UTC):%d %B %Y}; {os.cpu_count()} cores, "
        f"{platform.machine()}, Python {platform.python_version()}; all answers equal.",
        "",
        *(f"- {fact}" for fact in facts),
        "",
        "| query | ms, new | peer | ratio | ms, again | peer | ratio |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *(
            f"| {t.question.name} | {t.ours * 1e3:.2f} | {t.theirs * 1e3:.2f} | {t.cold:.2f} "
            f"| {t.ours_again * 1e3:.2f} | {t.theirs_again * 1e3:.2f} | {t.repeated:.2f} |"
            for t in timings
        ),
        "",
        "| geometric mean of the ratios | new | again |",
        "|---|--:|--:|",
    ]
    for name, chosen in (
        (f"all {len(timings)}", timings),
        (f"{len(lookups)} lookups", lookups),
        (f"{len(heavier)} heavier", heavier),
    ):
        cold, repeated = mean([t.cold for t in chosen]), mean([t.repeated for t in chosen])
        lines.append(f"| {name} | {cold:.2f} | {repeated:.2f} |")
    return "\n".join(lines)


def write(table: str) -> None:
    """Put the table into the page of benchmarks, leaving the rest of the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}\n\n{table}\n\n{END}{after}", encoding="utf-8")


def mean(values: list[float]) -> float:
    """Return the geometric mean."""
    return exp(sum(log(v) for v in values) / len(values))


def command(name: str, *arguments: object) -> float:
    """Run a tool of the environment; return the seconds it took."""
    began = time.monotonic()
    subprocess.run([str(TOOLS / name), *map(str, arguments)], check=True)
    return time.monotonic() - began


@contextmanager
def running(arguments: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    """Run a server until the block ends; begin when it listens."""
    process = subprocess.Popen(arguments, env=environment, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            raise SystemExit(f"{arguments[0]} ended before it answered.")
        yield
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
