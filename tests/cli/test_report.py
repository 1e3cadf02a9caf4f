"""`communique report`: a table, JSON, and a drawing that comes out the same twice."""

import json
from pathlib import Path

import pytest
from release_commands import QUADS, Shell, make_shell


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    shell = make_shell(tmp_path, monkeypatch, capsys)
    shell.published(QUADS, QUADS.replace("ada", "eva").replace("Ada", "Eva"))
    return shell


def test_the_table_has_a_line_for_each_release(shell: Shell) -> None:
    lines = shell("report").out.splitlines()
    assert [line.split()[0] for line in lines] == ["Release", "1", "2"]
    assert "Persons linked" in lines[0]


def test_the_figures_can_be_had_as_json(shell: Shell) -> None:
    first, second = json.loads(shell("report", "--json").out)
    assert (first["counts"]["Person"], second["counts"]["Person"]) == (1, 2)
    assert first["linked"]["Person"] == 0


def test_the_drawing_is_the_same_twice(shell: Shell) -> None:
    assert shell("report", "--plot", "one.svg").code == 0
    assert shell("report", "--plot", "two.svg").code == 0
    assert Path("one.svg").read_bytes() == Path("two.svg").read_bytes()
    assert b"persons linked" in Path("one.svg").read_bytes()


def test_another_kind_of_drawing_is_wrong_usage(shell: Shell) -> None:
    outcome = shell("report", "--plot", "one.gif")
    assert outcome.code == 2
    assert "none of .svg" in outcome.err


def test_an_empty_workspace_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = make_shell(tmp_path, monkeypatch, capsys)("report")
    assert outcome.code == 0
    assert "communique publish" in outcome.err
