"""Releases: made whole, switched at once, never half."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from rdflib import URIRef
from release_builders import NOW, a_workspace, add_trig

import communique.publish.release as module
from communique.errors import UsageError, WorkspaceError
from communique.publish.release import (
    Release,
    list_releases,
    numbers,
    open_current,
    open_snapshot,
    publish,
    switch_to,
)
from communique.store import open_store
from communique.workspace import Workspace

LATER = NOW + timedelta(hours=1)
ADA = "https://w3id.org/communique/id/person/ada"
NEW = f"""<https://w3id.org/communique/graph/report/bb> {{
  <{ADA}> <http://www.w3.org/2000/01/rdf-schema#label> "Ада"@ru .
}}"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path / "w")


def published(workspace: Workspace, message: str = "") -> Release | None:
    with open_store(workspace) as store:
        return publish(workspace, store, message, NOW)


def files(release: Path) -> dict[str, bytes]:
    dumps = release / "dumps"
    return {
        p.relative_to(dumps).as_posix(): p.read_bytes() for p in dumps.rglob("*") if p.is_file()
    }


def test_nothing_is_current_before_the_first_release(workspace: Workspace) -> None:
    assert open_current(workspace) is None
    with pytest.raises(UsageError, match="nothing is published"):
        open_snapshot(workspace)


def test_the_first_release_is_current_and_says_what_it_holds(workspace: Workspace) -> None:
    made = published(workspace, "First")
    current = open_current(workspace)
    assert current is not None
    assert made is not None
    assert (current.number, current.message, current.created) == (1, "First", NOW.isoformat())
    assert current.counts["Person"] == 1
    assert (current.path.resolve() / "texts" / "aa.txt").read_text() == "Ada said yes."


def test_a_release_holds_the_vocabulary_and_what_follows(workspace: Workspace) -> None:
    published(workspace)
    with open_snapshot(workspace) as store:
        assert store.ask("ASK { ?c a <http://www.w3.org/2004/02/skos/core#Concept> }")
        participated = f"<{ADA}> <https://w3id.org/communique/ns#participatedIn> ?event"
        inferred = "https://w3id.org/communique/graph/inferred"
        assert store.ask(f"ASK {{ GRAPH <{inferred}> {{ {participated} }} }}")


def test_nothing_new_makes_no_release(workspace: Workspace) -> None:
    published(workspace)
    assert published(workspace) is None
    assert [p.name for p in sorted(workspace.releases.iterdir())] == ["1", "current"]


def test_a_release_does_not_follow_the_store(workspace: Workspace) -> None:
    published(workspace)
    add_trig(workspace, NEW)
    with open_snapshot(workspace) as store:
        assert not store.ask("ASK { ?s ?p 'Ада'@ru }")


def test_the_same_content_gives_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    other = a_workspace(tmp_path / "other")
    with open_store(other) as store:
        two = publish(other, store, "another message", LATER)
    one = published(workspace, "a message")
    assert one is not None
    assert two is not None
    assert files(one.path) == files(two.path)


BEFORE_READERS_SEE_IT = ["read_statistics", "write_index", "switch_to"]
AFTER = ["Dumps", "write_about"]


@pytest.mark.parametrize("step", BEFORE_READERS_SEE_IT)
def test_an_interrupted_publish_leaves_the_old_release(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    first = published(workspace)
    add_trig(workspace, NEW)
    before = files(workspace.releases / "1")
    with monkeypatch.context() as patch:
        patch.setattr(module, step, _interrupt)
        with pytest.raises(KeyboardInterrupt):
            published(workspace)
    current = open_current(workspace)
    assert current is not None
    assert first is not None
    assert (current.number, files(current.path)) == (1, before)
    assert published(workspace) is not None
    assert not list(workspace.releases.glob("*.tmp"))
    with open_snapshot(workspace) as store:
        assert store.ask("ASK { ?s ?p 'Ада'@ru }")


@pytest.mark.parametrize("step", AFTER)
def test_a_release_whose_files_were_interrupted_gets_them_later(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: str
) -> None:
    published(workspace)
    add_trig(workspace, NEW)
    shutil.copytree(workspace.root, tmp_path / "undisturbed", symlinks=True)
    with monkeypatch.context() as patch:
        patch.setattr(module, step, _interrupt)
        with pytest.raises(KeyboardInterrupt):
            published(workspace)
    with open_snapshot(workspace) as store:
        assert store.ask("ASK { ?s ?p 'Ада'@ru }")
    assert published(workspace) is None
    undisturbed = published(Workspace(tmp_path / "undisturbed", workspace.settings))
    assert undisturbed is not None
    assert files(workspace.releases / "2") == files(undisturbed.path)


def _interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_changes_say_what_is_new(workspace: Workspace) -> None:
    published(workspace)
    add_trig(workspace, NEW)
    second = published(workspace)
    assert second is not None
    made = files(second.path)
    added = [line for line in made["CHANGES.nq"].splitlines() if not line.startswith(b"#")]
    assert any(b"graph/report/bb" in line for line in added)
    assert made["CHANGES.removed.nq"].splitlines()[1:] == []


def test_what_is_gone_is_listed_apart(workspace: Workspace) -> None:
    published(workspace)
    with open_store(workspace) as store:
        store.replace_graphs([URIRef("https://w3id.org/communique/graph/links")], b"")
        second = publish(workspace, store, "", LATER)
    assert second is not None
    assert b"wikidata.org/entity/Q1" in files(second.path)["CHANGES.removed.nq"]


def test_going_back_and_forth(workspace: Workspace) -> None:
    published(workspace)
    add_trig(workspace, NEW)
    published(workspace)
    switch_to(workspace, 1)
    current = open_current(workspace)
    assert current is not None
    assert current.number == 1
    assert numbers(workspace) == [1, 2]
    assert switch_to(workspace, 2).number == 2


def test_there_is_no_going_back_to_what_never_was(workspace: Workspace) -> None:
    published(workspace)
    with pytest.raises(UsageError, match="There are: 1"):
        switch_to(workspace, 7)


def test_after_going_back_the_number_of_a_release_is_not_used_again(workspace: Workspace) -> None:
    published(workspace)
    add_trig(workspace, NEW)
    published(workspace)
    switch_to(workspace, 1)
    third = published(workspace)
    assert third is not None
    assert third.number == 3


def test_old_releases_are_removed_but_never_the_current_one(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workspace.config.write_text("[publication]\nkeep = 2\n")
    kept = module.Workspace(workspace.root, _settings(workspace))
    for number in range(1, 5):
        add_trig(kept, NEW.replace("Ада", f"Ада {number}"))
        published(kept)
    assert [release.number for release in list_releases(kept)] == [3, 4]


def test_releases_of_the_last_days_are_kept_however_many(workspace: Workspace) -> None:
    workspace.config.write_text("[publication]\nkeep = 1\nkeep_days = 2\n")
    kept = module.Workspace(workspace.root, _settings(workspace))
    for number in range(1, 5):
        add_trig(kept, NEW.replace("Ада", f"Ада {number}"))
        with open_store(kept) as store:
            publish(kept, store, "", NOW + timedelta(days=number))
    assert [release.number for release in list_releases(kept)] == [3, 4]


def _settings(workspace: Workspace):  # type: ignore[no-untyped-def]
    from communique.config import load_settings

    return load_settings(workspace.config, {})


def test_a_pointer_to_nowhere_is_an_error_with_a_remedy(workspace: Workspace) -> None:
    published(workspace)
    (workspace.releases / "current").unlink()
    (workspace.releases / "current").symlink_to("9")
    with pytest.raises(WorkspaceError, match="rollback"):
        open_current(workspace)


@pytest.mark.parametrize("base", ["https://data.example.org/", "http://localhost:8000/x/"])
def test_concepts_live_under_the_base(tmp_path: Path, base: str) -> None:
    workspace = a_workspace(tmp_path / "based", base)
    release = published(workspace)
    assert release is not None
    with open_snapshot(workspace) as store:
        query = "SELECT ?c { ?c a <http://www.w3.org/2004/02/skos/core#Concept> }"
        assert all(str(row["c"]).startswith(f"{base}id/") for row in store.select(query))
