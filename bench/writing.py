#!/usr/bin/env python3
"""The path that writes, from a small graph to a large one: `make growth`.

    python bench/writing.py [QUADS …]        by default 100000 1000000

For each size: loads a generated graph, publishes it anew, then takes in one report and publishes
again, and again after a report's graph has changed. Prints a table and writes it, with a drawing,
into docs/. CPU seconds stand beside seconds by the clock: on a busy machine they are what counts.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from drawing import draw
from generate import BASE, generate
from rdflib import URIRef

from communique.ingest import Ingest
from communique.publish.making import DUMPS
from communique.publish.release import Release, publish
from communique.store import open_store
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import Workspace, create_workspace

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
START, END = "<!-- written by make growth -->", "<!-- end of what make growth writes -->"
REPORT = ROOT / "data" / "reports" / "2019-04-26-mongolia-china-talks.txt"
TIMES = 5


@dataclass(slots=True)
class Cost:
    """Seconds by the clock and of the processor, each time."""

    clock: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Add what the block takes."""
        clock, cpu = time.perf_counter(), time.process_time()
        yield
        self.clock.append(time.perf_counter() - clock)
        self.cpu.append(time.process_time() - cpu)

    def __str__(self) -> str:
        """Both medians."""
        return f"{median(self.clock):.2f} ({median(self.cpu):.2f})"


@dataclass(slots=True)
class Growth:
    """What each step costs at one size."""

    quads: int
    load: Cost = field(default_factory=Cost)
    anew: Cost = field(default_factory=Cost)
    read: Cost = field(default_factory=Cost)
    seen: Cost = field(default_factory=Cost)
    release: Cost = field(default_factory=Cost)
    published: int = 0
    dumps: int = 0
    memory: int = 0


def main() -> None:
    """Measure all sizes."""
    sizes = [int(argument) for argument in sys.argv[1:]] or [100_000, 1_000_000]
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="communique-growth-") as scratch:
            found.append(measure(size, Path(scratch)))
            print(rows(found[-1:])[0], flush=True)
    text = "\n".join([*HEAD, *rows(found)])
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    PAGE.write_text(f"{before}{START}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    lines = {
        "publish, all anew": [(g.published, median(g.anew.cpu)) for g in found],
        "publish, one report changed": [(g.published, median(g.release.cpu)) for g in found],
        "one report, read to seen": [
            (g.published, median(g.read.cpu) + median(g.seen.cpu)) for g in found
        ],
    }
    (PAGE.parent / "growth.svg").write_text(draw(lines), encoding="utf-8")


def measure(size: int, scratch: Path) -> Growth:
    """Measure one size."""
    graph = scratch / "graph.nq"
    growth = Growth(generate(size, graph))
    workspace = create_workspace(scratch / "workspace", BASE)
    with open_store(workspace) as store:
        assert isinstance(store, EmbeddedStore)
        with growth.load.measured(), graph.open("rb") as stream:
            store.bulk_load(stream, "application/n-quads", to_graph=URIRef(f"{BASE}graph/loaded"))
        graph.unlink()
        with growth.anew.measured():
            made = publish(workspace, store, "", datetime.now(UTC))
    assert made
    growth.published = made.counts["quads"]
    growth.dumps = sum(p.stat().st_size for p in (made.path / DUMPS).rglob("*") if p.is_file())
    for number in range(TIMES):
        one_report(workspace, scratch, growth, number)
    growth.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return growth


def one_report(workspace: Workspace, scratch: Path, growth: Growth, number: int) -> None:
    """Take a report in that nobody has read, and publish it."""
    report = scratch / f"report-{number}.txt"
    text = REPORT.read_text(encoding="utf-8")
    report.write_text(f"{text}\n\nThe talks took {number + 2} hours.\n", encoding="utf-8")
    with open_store(workspace) as store:
        assert isinstance(store, EmbeddedStore)
        ingest = Ingest(workspace, store)
        # The reader is warm, as in a service that takes reports in.
        ingest._examiner.reader.reading  # noqa: B018
        with growth.read.measured():
            outcome = ingest.ingest(report)
        assert outcome.state == "stored", outcome.reason
        release_of(workspace, store, growth)


def release_of(workspace: Workspace, store: EmbeddedStore, growth: Growth) -> Release:
    """Publish; note when readers could see it, and when all files were there."""
    from communique.publish import release as module

    switch: Callable[[Workspace, int], Release] = module.switch_to

    def noted(workspace: Workspace, number: int) -> Release:
        switched = switch(workspace, number)
        growth.seen.clock.append(time.perf_counter() - clock)
        growth.seen.cpu.append(time.process_time() - cpu)
        return switched

    module.switch_to = noted
    clock, cpu = time.perf_counter(), time.process_time()
    try:
        with growth.release.measured():
            made = publish(workspace, store, "", datetime.now(UTC))
    finally:
        module.switch_to = switch  # type: ignore[assignment]
    assert made
    return made


HEAD = [
    "Seconds by the clock, in brackets those of the processor; medians where done several times.",
    "",
    "| quads loaded | in the release | load | publish anew | MB of files | one report read, stored "
    "| readers see it | all files written | of publishing anew | peak MB |",
    "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
]


def rows(found: list[Growth]) -> list[str]:
    """Return a row for each size."""
    return [
        f"| {g.quads:,} | {g.published:,} | {g.load} | {g.anew} | {g.dumps / 1e6:.0f} | {g.read} "
        f"| {g.seen} | {g.release} | {median(g.release.cpu) / median(g.anew.cpu):.3f} "
        f"| {g.memory:,} |"
        for g in found
    ]


if __name__ == "__main__":
    main()
