"""Pulling the plug: a command that is killed at any point loses nothing and breaks nothing.

The points are drawn with a fixed seed: half are just before a change to the disk, half a time after
the start. After each, the workspace is looked at, the command given again, and what is then
published has to be what an undisturbed run publishes.
"""

import gzip
import hashlib
import json
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rdflib import URIRef

from communique.config import DEFAULT_BASE
from communique.link.decisions import read_decisions
from communique.publish.release import open_current, open_snapshot, with_files
from communique.store import open_store
from communique.workspace import create_workspace, open_workspace

HERE = Path(__file__).parent
REPORTS = HERE.parents[1] / "data" / "reports"
FIRST = REPORTS / "2024-09-24-jakarta-seminar.html"
SECOND = REPORTS / "2019-04-26-mongolia-china-talks.txt"
THIRD = REPORTS / "1972-06-27-china-guyana-communique.txt"
BY = ("--by", "A. Librarian", "--reason", "tried")
POINTS = 300
POINTS_OF_EVERY_RUN = 10


@dataclass(frozen=True)
class Job:
    """A command to run, and when to kill it: before its nth change, or after some seconds."""

    args: tuple[str, ...]
    change: int = 0
    seconds: float = 0.0


class Runner:
    """Runs commands in processes that can be killed; see pulled.py."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, HERE / "pulled.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, workspace: Path, job: Job) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        args = [*job.args, "--workspace", str(workspace)]
        said = {"args": args, "change": job.change, "seconds": job.seconds}
        self.process.stdin.write(json.dumps(said) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert "Traceback" not in answer["errors"], answer["errors"]
        return answer

    def done(self, workspace: Path, *args: str) -> None:
        answer = self(workspace, Job(args))
        assert answer["code"] == 0, answer["errors"]


@pytest.fixture(scope="module")
def run() -> Iterator[Runner]:
    runner = Runner()
    yield runner
    assert runner.process.stdin is not None
    assert runner.process.stdout is not None
    runner.process.stdin.close()
    runner.process.stdout.close()
    runner.process.wait(60)


@pytest.fixture(scope="module")
def before(run: Runner, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two releases, a refused file, a decision, and a report not published yet."""
    folder = tmp_path_factory.mktemp("plug")
    workspace = folder / "workspace"
    create_workspace(workspace, DEFAULT_BASE)
    (folder / "empty.txt").write_text("")
    run(workspace, Job(("ingest", str(FIRST), str(folder / "empty.txt"))))
    run.done(workspace, "publish")
    run.done(workspace, "ingest", str(SECOND))
    run.done(workspace, "link", "accept", two_people(workspace)[0], "Q1", *BY)
    run.done(workspace, "publish")
    run.done(workspace, "ingest", str(THIRD))
    return workspace


def two_people(workspace: Path) -> list[str]:
    """Two persons of the workspace that no authority file links, as kind:local."""
    query = """
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?p { ?p a ?kind FILTER NOT EXISTS { ?p skos:exactMatch ?item } } ORDER BY ?p LIMIT 2
    """
    with open_snapshot(open_workspace(workspace)) as store:
        kind = URIRef("https://w3id.org/communique/ns#Person")
        rows = store.select(query, {"kind": kind})
    return ["person:" + str(row["p"]).rpartition("/")[2] for row in rows]


def scenarios(workspace: Path) -> dict[str, tuple[str, ...]]:
    """The commands that are interrupted."""
    one, two = two_people(workspace)
    return {
        "ingest": ("ingest", str(REPORTS / "2023-07-31-meghalaya-libreville-memorandum.txt")),
        "publish": ("publish",),
        "rollback": ("releases", "rollback", "1"),
        "link": ("link", "reject", two, "Q2", *BY),
        "merge": ("merge", one, two, *BY),
    }


def published(workspace: Path) -> str:
    """What readers see: a hash of the sorted N-Quads but for the times of decisions.

    A release is seen before its files are written; until then there are those of another.
    """
    current = open_current(open_workspace(workspace))
    assert current is not None
    with_all = with_files(open_workspace(workspace))
    assert with_all is not None
    dumps = with_all.path / "dumps"
    for line in (dumps / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((dumps / name).read_bytes()).hexdigest() == digest, name
    with open_snapshot(open_workspace(workspace)) as store:
        assert store.quad_count() == current.counts["quads"]
    lines = gzip.decompress((dumps / "communique.nq.gz").read_bytes())
    return hashlib.sha256(re.sub(rb'"\d{4}-\d\d-\d\dT[^"]*"', b'"then"', lines)).hexdigest()


def check(workspace: Path, decided: int) -> Counter[str]:
    """Hold what a killed command left against what must always be; return what was found."""
    opened = open_workspace(workspace)
    found: Counter[str] = Counter()
    published(workspace)
    with open_store(opened) as store:
        graphs = {str(name).rpartition("/")[2] for name in store.graph_names()}
    for record in opened.drafts.glob("*.json"):
        assert json.loads(record.read_text())["report"]
        assert record.with_suffix(".nq").is_file(), "a record without its draft"
        assert record.stem in graphs, "a record of a report that the store does not hold"
        assert (opened.texts / f"{record.stem}.txt").is_file()
        found["stored"] += 1
    entries = [p for p in opened.quarantine.iterdir() if not p.name.startswith(".")]
    assert len(entries) == 1, "the refused file is there, whole"
    assert len(read_decisions(opened).rows) >= decided, "a decision that was kept is gone"
    return found


def points(run: Runner, before: Path, scratch: Path, count: int) -> Iterator[tuple[str, Job, str]]:
    """Yield `count` commands with the point to kill them at and what they lead to undisturbed."""
    random_ = random.Random(2026)
    for name, args in scenarios(before).items():
        undisturbed = scratch / f"undisturbed-{name}"
        shutil.copytree(before, undisturbed, symlinks=True)
        changes = run(undisturbed, Job(args))["changes"]
        run.done(undisturbed, "publish")
        expected = published(undisturbed)
        share = count // 5
        for number in range(share):
            if number % 2:
                yield name, Job(args, seconds=random_.uniform(0.001, 1.5)), expected
            else:
                yield name, Job(args, change=random_.randint(1, max(1, changes))), expected


def test_a_killed_command_loses_nothing(
    run: Runner, before: Path, tmp_path: Path, soak: bool, say: Callable[[str], None]
) -> None:
    decided = len(read_decisions(open_workspace(before)).rows)
    outcomes: Counter[str] = Counter()
    count = POINTS if soak else POINTS_OF_EVERY_RUN
    for name, job, expected in points(run, before, tmp_path, count):
        workspace = tmp_path / "killed"
        shutil.copytree(before, workspace, symlinks=True)
        killed = run(workspace, job)["killed"]
        outcomes[f"{name} {'killed' if killed else 'finished before'}"] += 1
        check(workspace, decided)
        run(workspace, Job(job.args))
        run.done(workspace, "publish")
        assert published(workspace) == expected, (name, job)
        doctor = run(workspace, Job(("doctor",)))
        assert doctor["code"] == 0, doctor["errors"]
        shutil.rmtree(workspace)
    assert sum(n for what, n in outcomes.items() if what.endswith("killed")) >= count // 2
    for what, n in sorted(outcomes.items()):
        say(f"{what}: {n}")
