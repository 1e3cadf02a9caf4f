#!/usr/bin/env python3
"""communique beside its peers, on the same graph and queries, in one run: `make bench`.

Generates a graph (BENCH_QUADS, a million by default), loads and publishes it, gives the release's
own dump to the peers, compares every answer, prints what was asked and reached, and writes it into
docs/benchmarks.md. BENCH_PARTS names parts to run alone: queries, load, pages, borders, swap,
memory, rdflib; BENCH_WORKSPACE one that has published such a graph. Ratios above 1: communique is
faster.
"""

import datetime
import os
import platform
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import limits
import loads
from asking import Client, questions
from generate import generate
from memory import MEGABYTE, Watch
from releases import make_releases
from sequential import Side, Timing, mean, measure, table
from servers import command, communique, nginx, oxigraph, rdflib_endpoint
from swapping import swap_under_load

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
START, END = "<!-- written by make bench -->", "<!-- end of what make bench writes -->"
QUERIES = questions(HERE / "queries")
CLIENTS = (8, 32)
DIFFERENT = 300
"""Texts that are asked again and again where repeated lookups are measured."""
SWAPS = 6
HEAVY = next(q for q in QUERIES if q.name.startswith("15"))


@dataclass(frozen=True, slots=True)
class Reach:
    """One line of what was asked and what was reached."""

    work: str
    against: str
    asked: str
    reached: str


@dataclass(slots=True)
class Bench:
    """A prepared graph, and what was found out about it."""

    quads: int
    scratch: Path
    workspace: Path
    store: Path
    """The peer's."""
    facts: list[str]
    reached: list[Reach] = field(default_factory=list)
    timings: list[Timing] = field(default_factory=list)

    def add(self, work: str, against: str, asked: str, reached: str) -> None:
        """Keep one result, and show it."""
        self.reached.append(Reach(work, against, asked, reached))
        print(f"{work} | {against} | {asked} | {reached}", flush=True)


def main() -> None:
    """Run the bench."""
    subprocess.run([HERE / "setup.sh"], check=True)
    quads = int(os.environ.get("BENCH_QUADS", "1000000"))
    wanted = os.environ.get("BENCH_PARTS", ",".join(PARTS)).split(",")
    with tempfile.TemporaryDirectory(prefix="communique-bench-") as scratch:
        bench = prepare(quads, Path(scratch))
        for name, part in PARTS.items():
            if name in wanted:
                part(bench)
    text = report(bench)
    print(text)
    if set(wanted) == set(PARTS):
        write(text)


def prepare(quads: int, scratch: Path) -> Bench:
    """Make the graph, a workspace that has published it, and a store of the peer with the same."""
    if kept := os.environ.get("BENCH_WORKSPACE"):
        workspace, facts = Path(kept), list[str]()
    else:
        workspace, facts = published(quads, scratch / "workspace")
    dump, store = plain_dump(workspace, scratch), scratch / "oxigraph"
    command("oxigraph", "load", "--location", store, "--file", dump)
    command("oxigraph", "optimize", "--location", store)
    with dump.open("rb") as lines:
        facts.append(f"the release has {sum(1 for _ in lines):,} quads, inferences included")
    return Bench(quads, scratch, workspace, store, facts)


def published(quads: int, workspace: Path) -> tuple[Path, list[str]]:
    """Generate, load and publish; return the workspace and what that took."""
    graph = workspace.with_suffix(".nq")
    generated = generate(quads, graph)
    command("communique", "init", workspace)
    loading = command("communique", "load", "--workspace", workspace, graph)
    publishing = command("communique", "publish", "--workspace", workspace)
    return workspace, [
        f"`communique load` of {generated:,} quads: {loading:.0f} s with reading it through first",
        f"`communique publish`, with inference and all dumps: {publishing:.0f} s",
    ]


def plain_dump(workspace: Path, scratch: Path) -> Path:
    """Return the N-Quads of the current release."""
    dump = workspace / "releases" / "current" / "dumps" / "communique.nq.gz"
    plain = scratch / f"{workspace.name}.release.nq"
    with plain.open("wb") as out:
        subprocess.run(["gzip", "-dc", str(dump)], stdout=out, check=True)
    return plain


def warm(server_port: int) -> None:
    """Wait until the release is in memory and counted: what happens once after a start."""
    client = Client(server_port, "/sparql")
    for _ in range(600):
        state = client.get("/readyz").body
        if b"lookups here" in state or b"from the disk" in state:
            return
        subprocess.run(["sleep", "0.5"], check=True)
    raise SystemExit(f"the server is not warm: {state!r}")


def queries(bench: Bench) -> None:
    """The 22 queries, one client."""
    with ExitStack() as stack:
        server = stack.enter_context(communique(bench.workspace))
        peer = stack.enter_context(oxigraph(bench.store))
        warm(server.port)
        ours, theirs = (Side(Client(s.port, s.path), s.process) for s in (server, peer))
        bench.timings = [measure(q, ours, theirs) for q in QUERIES]
    lookups = [t for t in bench.timings if t.is_lookup]
    heavier = [t for t in bench.timings if not t.is_lookup]
    name = "`oxigraph serve-read-only`"
    cold = mean([t.cold for t in bench.timings])
    bench.add("22 queries, cold, one client, geometric mean", name, "≥ 2.0", f"{cold:.2f}")
    bench.add("9 lookups among them, cold", name, "≥ 1.0", f"{mean([t.cold for t in lookups]):.2f}")
    for work, chosen in (("22 queries", bench.timings), ("9 lookups", lookups)):
        spent = mean([t.spent for t in chosen])
        bench.add(f"{work}, cold, by processor time", name, "–", f"{spent:.2f}")
    bench.add("13 heavier, cold", name, "–", f"{mean([t.cold for t in heavier]):.2f}")
    again = mean([t.repeated for t in heavier])
    bench.add("13 heavier, repeated", name, "≥ 50", f"{again:.1f}")
    again = mean([t.repeated for t in lookups])
    bench.add("9 lookups, repeated", name, "≥ 1.6", f"{again:.2f}")


def load(bench: Bench) -> None:
    """Lookups a second, many clients."""
    things = loads.Things.of(bench.quads)
    with ExitStack() as stack:
        server = stack.enter_context(communique(bench.workspace))
        peer = stack.enter_context(oxigraph(bench.store))
        warm(server.port)
        for clients, different, asked in (
            *((c, 0, "≥ 1.3") for c in CLIENTS),
            (CLIENTS[0], DIFFERENT, "–"),
            (CLIENTS[1], DIFFERENT, "≥ 3.3"),
        ):
            pairs = [
                [loads.lookups(s, clients, things, different=different) for s in (server, peer)]
                for _ in range(loads.ROUNDS)
            ]
            ours, theirs = ([pair[n] for pair in pairs] for n in (0, 1))
            kind = "repeated" if different else "cold"
            rates = [f"{median(x.rate for x in side):,.0f}" for side in (ours, theirs)]
            bench.add(
                f"lookups a second, {kind}, {clients} clients",
                "`oxigraph serve-read-only`",
                asked,
                f"{loads.ratio(ours, theirs):.2f} ({rates[0]} : {rates[1]})",
            )


def pages(bench: Bench) -> None:
    """A page and a document that were rendered before, beside nginx with the same bytes."""
    files = bench.scratch / "files"
    files.mkdir()
    with ExitStack() as stack:
        server = stack.enter_context(communique(bench.workspace))
        client = Client(server.port, server.path)
        for name, suffix, accept in (("page", "html", "text/html"), ("document", "nt", "*/*")):
            path = f"/doc/event/r5e0.{suffix}"
            reply = client.get(path, accept)
            if reply.status != 200:
                raise SystemExit(f"{path}: HTTP {reply.status}")
            (files / f"it.{suffix}").write_bytes(reply.body)
            size = len(reply.body)
            while loads.address(server, path, 1, 2).rate < 100:
                # What wrk asks for is another request than ours, and not yet rendered.
                continue
            with nginx(files) as peer:
                for clients in CLIENTS:
                    pairs = [
                        (
                            loads.address(server, path, clients),
                            loads.address(peer, f"/it.{suffix}", clients),
                        )
                        for _ in range(loads.ROUNDS)
                    ]
                    ours, theirs = [p[0] for p in pairs], [p[1] for p in pairs]
                    rates = [f"{median(x.rate for x in side):,.0f}" for side in (ours, theirs)]
                    bench.add(
                        f"a {name} rendered before, {size / 1e3:.0f} kB, {clients} clients",
                        "nginx with the file, one process each",
                        "≥ 1",
                        f"{loads.ratio(ours, theirs):.2f} ({rates[0]} : {rates[1]})",
                    )


def borders(bench: Bench) -> None:
    """A query that never ends, an answer of a million rows."""
    late, latest = limits.error_after_deadline(bench.workspace, warm)
    reached = f"{late:.0f} ms (longest {latest:.0f} ms)"
    bench.add("from the deadline to the clean error", "–", "≤ 50 ms", reached)
    with communique(bench.workspace) as server:
        warm(server.port)
        large = limits.large_answer(server, min(1_000_000, bench.quads))
    bench.add(
        f"an answer of {large.rows:,} rows, {large.size / 1e6:.0f} MB, {large.seconds:.1f} s",
        "memory of the server beside the store",
        "≤ 64 MB, whole",
        f"{large.grown:.0f} MB, whole",
    )


def swap(bench: Bench) -> None:
    """Releases swapped under load."""
    made = make_releases(bench.workspace, SWAPS, bench.scratch)
    things = loads.Things.of(bench.quads)
    with communique(bench.workspace) as server:
        warm(server.port)
        still = loads.lookups(server, CLIENTS[0], things)
        with Watch(server.process) as watch:
            seen = swap_under_load(server, made, things, HEAVY)
    lost = seen.load.failed + len(seen.wrong)
    if lost:
        print("wrong:", *seen.wrong[:5], f"{seen.load.failed} of wrk's", sep="\n  ")
    bench.facts.append(
        f"swaps: {len(seen.seen)} of {SWAPS} releases seen, {made.changed} quads changed in each, "
        f"{seen.load.requests:,} lookups by wrk and {seen.looked_at:,} looked at, a heavy query "
        f"beside them; {watch.most / MEGABYTE:,.0f} MB at most"
    )
    bench.add(
        "swap of the release under load: requests lost or wrong; p99 of lookups",
        "–",
        "0; ≤ 50 ms",
        f"{lost}; {seen.load.p99:.1f} ms (without swaps {still.p99:.1f} ms, longest looked at "
        f"{seen.longest * 1e3:.0f} ms)",
    )


def memory(bench: Bench) -> None:
    """Memory to serve as many quads as the bench has, inferences included, at the peak of swaps."""
    quads = int(bench.quads * 0.618)
    workspace, _ = published(quads, bench.scratch / "smaller")
    made = make_releases(workspace, 4, bench.scratch / "smaller-working")
    things = loads.Things.of(quads)
    for profile, asked in (("fast", 1300), ("small", 500)):
        made.workspace.releases.joinpath("current").unlink()
        made.workspace.releases.joinpath("current").symlink_to(str(made.numbers[0] - 1))
        with communique(workspace, server_profile=profile) as server:
            if profile == "fast":
                warm(server.port)
            client = Client(server.port, server.path)
            for question in QUERIES * 2:
                client.ask(question, question.variant(id(question)))
            with Watch(server.process) as watch:
                swap_under_load(server, made, things, HEAVY)
        bench.add(
            f"memory to serve {bench.quads:,} quads, warm, at the peak of a swap, {profile}",
            "proportional set size of all processes",
            f"≤ {asked:,} MB",
            f"{watch.most / 1e6:,.0f} MB",
        )


def rdflib(bench: Bench) -> None:
    """The 22 queries beside rdflib-endpoint, on a tenth."""
    tenth, _ = published(bench.quads // 10, bench.scratch / "tenth")
    dump = plain_dump(tenth, bench.scratch)
    with ExitStack() as stack:
        server = stack.enter_context(communique(tenth))
        peer = stack.enter_context(rdflib_endpoint(dump))
        warm(server.port)
        ours, theirs = (Side(Client(s.port, s.path), s.process) for s in (server, peer))
        timings = [measure(q, ours, theirs, seconds=1.0, strict=False) for q in QUERIES]
    bench.add(
        "22 queries, cold, one client, on a tenth",
        "rdflib-endpoint",
        "≥ 20",
        f"{mean([t.cold for t in timings]):.1f}",
    )
    unlike = [t.question.name for t in timings if not t.equal]
    bench.facts.append(f"rdflib-endpoint answers otherwise: {', '.join(unlike) or 'nothing'}")


PARTS: dict[str, Callable[[Bench], None]] = {
    "queries": queries,
    "load": load,
    "pages": pages,
    "borders": borders,
    "swap": swap,
    "memory": memory,
    "rdflib": rdflib,
}


def report(bench: Bench) -> str:
    """Return what was found, as the page shows it."""
    lines = [
        f"{datetime.datetime.now(datetime.UTC):%d %B %Y}; {os.cpu_count()} cores, "
        f"{platform.machine()}, Python {platform.python_version()}; load of the machine when it "
        f"ended {os.getloadavg()[0]:.1f}; all answers equal.",
        "",
        *(f"- {fact}" for fact in bench.facts),
        "",
        "| work | against | asked | reached |",
        "|---|---|--:|--:|",
        *(f"| {r.work} | {r.against} | {r.asked} | {r.reached} |" for r in bench.reached),
        "",
        *(table(bench.timings) if bench.timings else []),
    ]
    return "\n".join(lines).rstrip()


def write(text: str) -> None:
    """Put the results into the page of benchmarks, leaving the rest of the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}\n\n{text}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
