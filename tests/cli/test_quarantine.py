"""`communique quarantine`: from a refusal to its reason, to another try, to the bin."""

import json
from pathlib import Path

import pytest

from communique.cli import main

VALID = Path(__file__).parents[1] / "shapes" / "valid.ttl"


@pytest.fixture
def communique(capsys, tmp_path):
    def run(*args: str | Path) -> tuple[int, str, str]:
        try:
            code = main([*map(str, args), "--workspace", str(tmp_path / "w")])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return code or 0, out, err

    main(["init", str(tmp_path / "w")])
    capsys.readouterr()
    return run


@pytest.fixture
def refused(communique, tmp_path) -> str:
    """The identifier of a draft that was refused: its hash of the file is cut short."""
    draft = tmp_path / "draft.ttl"
    text = VALID.read_text(encoding="utf-8")
    draft.write_text(text.replace('cmq:sha256 "510363c4', 'cmq:sha256 "'), encoding="utf-8")
    communique("ingest", draft)
    [found] = json.loads(communique("quarantine", "list", "--json")[1])
    return found["identifier"]


def kept(tmp_path, identifier: str) -> Path:
    return tmp_path / "w" / "quarantine" / identifier / "source" / "draft.ttl"


def mend(path: Path) -> None:
    path.write_text(VALID.read_text(encoding="utf-8"), encoding="utf-8")


def test_an_empty_quarantine_says_so(communique):
    assert communique("quarantine", "list") == (0, "", "Nothing is in quarantine.\n")
    assert communique("quarantine", "retry")[0] == 0


def test_the_list_has_a_line_for_each_refusal(communique, refused):
    code, out, _ = communique("quarantine", "list")
    assert code == 0
    assert out.startswith(f"{refused}  ")
    assert "draft.ttl" in out


def test_show_gives_the_findings_and_where_things_are_kept(communique, refused, tmp_path):
    code, out, err = communique("quarantine", "show", refused[:5])
    assert code == 0
    assert "[R1] The report does not state which file it is." in out
    assert str(kept(tmp_path, refused)) in out
    assert f"communique quarantine retry {refused}" in err


def test_an_unknown_identifier_is_exit_code_2(communique, refused):
    code, _, err = communique("quarantine", "show", "zzz")
    assert code == 2
    assert "communique quarantine list" in err


def test_what_is_not_mended_is_refused_again(communique, refused):
    code, _, err = communique("quarantine", "retry", refused)
    assert code == 1
    assert err.startswith("refused ")
    assert len(json.loads(communique("quarantine", "list", "--json")[1])) == 1


def test_what_is_mended_is_stored_and_leaves_quarantine(communique, refused, tmp_path):
    mend(kept(tmp_path, refused))
    code, _, err = communique("quarantine", "retry")
    assert code == 0
    assert err.startswith("stored ")
    assert json.loads(communique("quarantine", "list", "--json")[1]) == []
    assert list((tmp_path / "w" / "drafts").glob("*.nq"))


def test_an_edited_file_that_is_refused_again_is_kept_once(communique, refused, tmp_path):
    with kept(tmp_path, refused).open("a", encoding="utf-8") as stream:
        stream.write("# a remark\n")
    assert communique("quarantine", "retry")[0] == 1
    [again] = json.loads(communique("quarantine", "list", "--json")[1])
    assert again["identifier"] != refused


def test_drop_takes_it_away_for_good(communique, refused):
    assert communique("quarantine", "drop", refused)[0] == 0
    assert json.loads(communique("quarantine", "list", "--json")[1]) == []


@pytest.mark.parametrize("verb", ["list", "show", "retry", "drop"])
def test_every_verb_has_help_with_an_example(communique, verb):
    assert f"communique quarantine {verb}" in communique("quarantine", verb, "--help")[1]
