"""`communique releases`."""

import json
from pathlib import Path

import pytest
from release_commands import BASE, QUADS, Shell, make_shell


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Shell:
    return make_shell(tmp_path, monkeypatch, capfd)


MORE = f'<{BASE}id/person/ada> <http://www.w3.org/2000/01/rdf-schema#label> "Ада"@ru <{BASE}graph/report/b> .\n'


def test_there_are_none_at_first(shell: Shell) -> None:
    outcome = shell("releases", "list")
    assert (outcome.code, outcome.out) == (0, "")
    assert "communique publish" in outcome.err


def test_the_current_one_is_marked(shell: Shell) -> None:
    shell.published(QUADS, MORE)
    first, second = shell("releases", "list").out.splitlines()
    assert first.startswith("     1 ")
    assert first.endswith("Number 1")
    assert second.startswith("*    2 ")
    assert [r["current"] for r in json.loads(shell("releases", "list", "--json").out)] == [
        False,
        True,
    ]


def test_a_difference_is_printed_quad_by_quad(shell: Shell) -> None:
    shell.published(QUADS, MORE)
    outcome = shell("releases", "diff", "1", "2")
    assert outcome.out == f"+ {MORE}"
    assert outcome.err == "1 quads added, 0 removed.\n"
    assert shell("releases", "diff", "2", "1").out == f"- {MORE}"
    said = json.loads(shell("releases", "diff", "1", "2", "--json").out)
    assert said == {"added": [MORE.strip()], "removed": []}


def test_rolling_back_changes_what_readers_see(shell: Shell) -> None:
    shell.published(QUADS, MORE)
    assert shell("releases", "rollback", "1").code == 0
    assert shell("query", shell.file("q.rq", "ASK { ?s ?p 'Ада'@ru }")).out == "no\n"


def test_a_release_that_never_was_is_refused(shell: Shell) -> None:
    shell.published(QUADS)
    for args in (("rollback", "9"), ("diff", "1", "9")):
        outcome = shell("releases", *args)
        assert outcome.code == 2
        assert "there is no release 9" in outcome.err
