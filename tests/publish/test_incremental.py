"""A release made of the one before and what has changed is the one that is made of everything."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import URIRef
from release_builders import NOW

from communique.config import DEFAULT_BASE
from communique.drafting import Reader
from communique.graph.serialize import nquads
from communique.publish.release import Release, publish, switch_to
from communique.sources import find_sources, read_source
from communique.store import open_store
from communique.store.base import WritableStore
from communique.workspace import Workspace, create_workspace

REPORTS = sorted(
    find_sources([Path(__file__).parents[2] / "data" / "reports"]), key=lambda p: p.stat().st_size
)[:5]
CMQ = "https://w3id.org/communique/ns#"
Step = Callable[[WritableStore], None]


@pytest.fixture(scope="module")
def drafts() -> dict[URIRef, bytes]:
    """The graphs of some short reports."""
    reader = Reader(DEFAULT_BASE)
    read = [reader.draft(read_source(str(path), 1 << 24)).draft for path in REPORTS]
    name = f"{DEFAULT_BASE}graph/report/"
    return {URIRef(name + d.report.rpartition("/")[2]): nquads(d.dataset) for d in read}


@pytest.fixture(scope="module")
def first(drafts: dict[URIRef, bytes], tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with all reports but the last two, published."""
    workspace = create_workspace(tmp_path_factory.mktemp("first") / "w", DEFAULT_BASE)
    with open_store(workspace) as store:
        for name, data in list(drafts.items())[:-2]:
            store.replace_graphs([name], data)
        publish(workspace, store, "", NOW)
    return workspace


@pytest.fixture
def workspace(first: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(first.root, tmp_path / "w", symlinks=True)
    return Workspace(tmp_path / "w", first.settings)


def published(workspace: Workspace, step: Step | None = None) -> Release:
    with open_store(workspace) as store:
        if step:
            step(store)
        made = publish(workspace, store, "", NOW, accept_losses=True)
    assert made is not None
    return made


def contents(release: Release) -> dict[str, bytes]:
    """All that a release says: its files, and what it says of itself."""
    files = {p: p.read_bytes() for p in sorted(release.path.glob("dumps/**/*")) if p.is_file()}
    named = {p.relative_to(release.path).as_posix(): data for p, data in files.items()}
    return named | {n: (release.path / n).read_bytes() for n in ("release.json", "statistics.json")}


def made_anew(workspace: Workspace, release: Release) -> dict[str, bytes]:
    """What the same release says when nothing is known of the one before but its quads."""
    copy = Workspace(workspace.root.with_name("anew"), workspace.settings)
    shutil.rmtree(copy.root, ignore_errors=True)
    shutil.copytree(workspace.root, copy.root, symlinks=True)
    copy.basis.unlink()
    before = json.loads((release.path / "release.json").read_text())["previous"]
    switch_to(copy, before)
    shutil.rmtree(copy.releases / str(release.number))
    return contents(published(copy))


def same(workspace: Workspace, release: Release) -> None:
    revised, anew = contents(release), made_anew(workspace, release)
    assert revised.keys() == anew.keys()
    assert [name for name in anew if anew[name] != revised[name]] == []


def was_revised(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a release that is made of everything fail."""

    def fail(*_: object) -> None:
        raise AssertionError("all was done anew")

    monkeypatch.setattr("communique.publish.release._anew", fail)


def test_a_new_report(workspace: Workspace, drafts: dict[URIRef, bytes]) -> None:
    name, data = list(drafts.items())[-1]
    same(workspace, published(workspace, lambda store: store.replace_graphs([name], data)))


def test_a_report_that_went(workspace: Workspace, drafts: dict[URIRef, bytes]) -> None:
    name = next(iter(drafts))
    release = published(workspace, lambda store: store.replace_graphs([name], b""))
    same(workspace, release)
    removed = (release.path / "dumps" / "CHANGES.removed.nq").read_bytes()
    assert removed.count(b"\n") > 100


def test_a_report_that_changed(workspace: Workspace, drafts: dict[URIRef, bytes]) -> None:
    name, data = next(iter(drafts.items()))
    lines = data.splitlines(keepends=True)
    changed = b"".join(lines[::2]).replace(b"RoundTable", b"Summit")
    same(workspace, published(workspace, lambda store: store.replace_graphs([name], changed)))


def test_releases_on_releases(workspace: Workspace, drafts: dict[URIRef, bytes]) -> None:
    """Reports come, lose lines and go at random, with a fixed seed."""
    chance = random.Random(6)
    for _ in range(4):

        def step(store: WritableStore) -> None:
            for name, data in drafts.items():
                kept = chance.choice((0.0, 0.7, 1.0))
                lines = [line for line in data.splitlines(True) if chance.random() < kept]
                store.replace_graphs([name], b"".join(lines))

        release = published(workspace, step)
    same(workspace, release)


def test_after_going_back(workspace: Workspace, drafts: dict[URIRef, bytes]) -> None:
    """Changes are told against what readers saw, whatever the store was like."""
    (name, data), (other, more) = list(drafts.items())[-2:]
    published(workspace, lambda store: store.replace_graphs([name], data))
    switch_to(workspace, 1)
    same(workspace, published(workspace, lambda store: store.replace_graphs([other], more)))


def claim(number: int, value: str, status: str = "reported") -> str:
    it = f"<{DEFAULT_BASE}id/claim/{number}>"
    return (
        f"{it} a <{CMQ}Claim> ; <{CMQ}claimSubject> <{DEFAULT_BASE}id/person/ada> ;"
        f" <{CMQ}claimPredicate> <{CMQ}ofState> ; <{CMQ}claimObject> <{DEFAULT_BASE}id/state/{value}> ;"
        f" <{CMQ}status> <{DEFAULT_BASE}id/status/{status}> ."
    )


def dated(day: str) -> str:
    return (
        f"<{DEFAULT_BASE}id/event/talks> a <{CMQ}Event> ; <{CMQ}earliest>"
        f' "{day}"^^<http://www.w3.org/2001/XMLSchema#date> ; <{CMQ}latest>'
        f' "{day}"^^<http://www.w3.org/2001/XMLSchema#date> .'
    )


SAID = {
    "a claim is contradicted": ([claim(1, "a")], [claim(2, "b")]),
    "a claim is borne out": ([claim(1, "a")], [claim(2, "a")]),
    "a contradiction is taken back": ([claim(1, "a")], [claim(2, "b")], []),
    "what was claimed is said": (
        [claim(1, "a")],
        [f"<{DEFAULT_BASE}id/person/ada> <{CMQ}ofState> <{DEFAULT_BASE}id/state/a> ."],
    ),
    "a claim is retracted": ([claim(1, "a")], [claim(1, "a", "retracted")]),
    "dates differ": ([dated("2020-01-01")], [dated("2021-01-01")]),
    "dates agree again": ([dated("2020-01-01")], [dated("2021-01-01")], [dated("2020-01-01")]),
}


@pytest.mark.parametrize("graphs", SAID.values(), ids=SAID)
def test_what_reports_contradict_each_other_about(
    workspace: Workspace, graphs: tuple[list[str], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def say(name: str, turtle: list[str]) -> Step:
        graph = f"<{DEFAULT_BASE}graph/report/{name}>"

        def step(store: WritableStore) -> None:
            store.update(
                f"DROP SILENT GRAPH {graph} ;"
                f" INSERT DATA {{ GRAPH {graph} {{ {' '.join(turtle)} }} }}",
                [graph[1:-1]],
            )

        return step

    with monkeypatch.context() as patch:
        was_revised(workspace, patch)
        release = published(workspace, say("one", graphs[0]))
        for turtle in graphs[1:]:
            release = published(workspace, say("two", turtle))
    same(workspace, release)


@pytest.fixture
def _nothing_anew(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    was_revised(workspace, monkeypatch)


@pytest.mark.usefixtures("_nothing_anew")
def test_what_did_not_change_is_not_gone_through(
    workspace: Workspace, drafts: dict[URIRef, bytes]
) -> None:
    name, data = list(drafts.items())[-1]
    release = published(workspace, lambda store: store.replace_graphs([name], data))
    state = release.path / "dumps" / "by-class" / "anniversary.ttl.gz"
    earlier = workspace.releases / "1" / "dumps" / "by-class" / "anniversary.ttl.gz"
    assert not state.is_file() or state.samefile(earlier)
    with open_store(workspace) as store:
        assert publish(workspace, store, "", NOW) is None


def test_when_anything_may_have_changed_all_is_done_anew(workspace: Workspace) -> None:
    sparql = f"INSERT DATA {{ GRAPH <{DEFAULT_BASE}graph/links> {{ <a:a> <a:b> <a:c> }} }}"
    same(workspace, published(workspace, lambda store: store.update(sparql)))


def test_conclusions_that_somebody_changed_are_drawn_anew(workspace: Workspace) -> None:
    name = URIRef(f"{DEFAULT_BASE}graph/inferred")
    with open_store(workspace) as store:
        before = set(store.graph(name))
        store.replace_graphs([name], b"")
        assert publish(workspace, store, "", NOW) is None
        assert set(store.graph(name)) == before


def test_a_note_that_cannot_be_read_costs_a_run_and_no_more(workspace: Workspace) -> None:
    workspace.basis.write_text("{", encoding="utf-8")
    with open_store(workspace) as store:
        assert publish(workspace, store, "", NOW) is None
