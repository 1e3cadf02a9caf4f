"""`communique publish`."""

import json
from pathlib import Path

import pytest
from release_commands import BASE, QUADS, Shell, make_shell


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Shell:
    return make_shell(tmp_path, monkeypatch, capfd)


def test_a_release_is_made_once(shell: Shell) -> None:
    shell("load", shell.file("a.nq", QUADS))
    assert "Release 1: " in shell("publish").err
    outcome = shell("publish")
    assert (outcome.code, outcome.err) == (0, "Nothing has changed since release 1.\n")


def test_scripts_read_json(shell: Shell) -> None:
    shell("load", shell.file("a.nq", QUADS))
    said = json.loads(shell("publish", "--message", "Ада", "--json").out)
    assert (said["number"], said["message"], said["unchanged"]) == (1, "Ада", False)
    assert said["counts"]["Person"] == 1
    assert json.loads(shell("publish", "--json").out)["unchanged"] is True


def test_the_dumps_lie_where_the_command_says(shell: Shell) -> None:
    shell.published(QUADS)
    assert (shell.root / "releases" / "1" / "dumps" / "communique.nq.gz").is_file()


def test_while_another_process_writes_nothing_is_published(shell: Shell) -> None:
    from communique.store import open_store
    from communique.workspace import open_workspace

    with open_store(open_workspace()):
        outcome = shell("publish")
    assert outcome.code == 3
    assert "another process" in outcome.err


def test_links_are_under_the_base(shell: Shell) -> None:
    shell.published(QUADS)
    assert f"<{BASE}dataset>" in (shell.root / "releases/1/dumps/void.ttl").read_text()
