"""`communique doctor`."""

import json
import shutil
from pathlib import Path

import pytest
from release_commands import BASE, QUADS, Shell, make_shell


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Shell:
    return make_shell(tmp_path, monkeypatch, capfd)


def problems(shell: Shell) -> list[str]:
    return [c["subject"] for c in json.loads(shell("doctor", "--json").out) if not c["ok"]]


def test_a_sound_workspace_has_no_problems(shell: Shell) -> None:
    shell.published(QUADS)
    outcome = shell("doctor")
    assert outcome.code == 0
    assert "PROBLEM" not in outcome.out
    assert f"base {BASE}" in outcome.out


def test_an_empty_workspace_is_sound(shell: Shell) -> None:
    assert problems(shell) == []


def test_outside_a_workspace_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: Shell
) -> None:
    (tmp_path / "communique.toml").unlink()
    outcome = shell("doctor", "--workspace", str(tmp_path))
    assert outcome.code == 1
    assert "communique init" in outcome.out


def test_a_broken_setting_is_found(shell: Shell) -> None:
    shell.file("communique.toml", "[limits]\nquery_second = 1\n")
    outcome = shell("doctor")
    assert outcome.code == 1
    assert "query_seconds" in outcome.out


def test_a_missing_folder_is_found(shell: Shell) -> None:
    (shell.root / "texts").rmdir()
    assert problems(shell) == ["folders"]


def test_a_damaged_registry_is_found(shell: Shell) -> None:
    shell.file("registry.sqlite3", "no database at all, but long enough to look at" * 50)
    assert problems(shell) == ["registry"]


def test_a_draft_that_the_store_lacks_is_found_and_mended(shell: Shell) -> None:
    shell.published(QUADS)
    draft = QUADS.replace("graph/report/a", "graph/report/lost")
    (shell.root / "drafts" / "lost.nq").write_text(draft)
    (shell.root / "registry.sqlite3").touch()
    assert "drafts" in problems(shell)
    shell("load", str(shell.root / "drafts" / "lost.nq"))
    assert "drafts" not in problems(shell)


def test_a_damaged_store_is_found(shell: Shell) -> None:
    shell.published(QUADS)
    (shell.root / "store" / "CURRENT").write_text("nonsense")
    assert problems(shell) == ["store"]


def test_a_pointer_to_a_release_that_is_gone_is_found(shell: Shell) -> None:
    shell.published(QUADS)
    shutil.rmtree(shell.root / "releases" / "1")
    assert problems(shell) == ["releases"]


def test_what_an_interrupted_publish_left_is_found(shell: Shell) -> None:
    shell.published(QUADS)
    (shell.root / "releases" / "2.tmp").mkdir()
    assert problems(shell) == ["releases"]


def test_a_changed_base_is_found(shell: Shell) -> None:
    shell.published(QUADS)
    shell.file("communique.toml", 'base = "https://elsewhere.example/"\n')
    assert "base" in problems(shell)


def test_checking_changes_nothing(shell: Shell) -> None:
    before = sorted(p.name for p in shell.root.iterdir())
    shell("doctor")
    assert sorted(p.name for p in shell.root.iterdir()) == before
