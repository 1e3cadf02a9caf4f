"""Which files are reports."""

from pathlib import Path

from communique.sources import find_sources


def test_what_a_curator_says_of_a_report_is_no_report(tmp_path: Path) -> None:
    """A shell's `reports/*` names the files beside reports as well."""
    for name in ("one.txt", "one.txt.meta.toml", "two.html", "README.md"):
        (tmp_path / name).write_text("x")
    named = [p.name for p in find_sources(sorted(tmp_path.glob("*")))]
    assert named == ["README.md", "one.txt", "two.html"]
    assert [p.name for p in find_sources([tmp_path])] == ["one.txt", "two.html"]


def test_a_file_that_is_not_there_is_left_to_whoever_reads_it(tmp_path: Path) -> None:
    assert list(find_sources([tmp_path / "none.txt"])) == [tmp_path / "none.txt"]
