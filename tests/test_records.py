"""Records of what was stored: the files count, the index only spares reading them."""

import json
from pathlib import Path

import pytest

from communique.records import Record, Records


def record(file: str, report: str = "r", url: str = "") -> Record:
    return {"file": file, "report": report, "url": url}


def opened(folder: Path) -> Records:
    return Records(folder, folder / "records.sqlite3")


def test_a_record_is_found_by_file_report_and_address(tmp_path: Path) -> None:
    records = opened(tmp_path)
    records.keep("a", record("1", "one", "https://example.org/a"))
    records.keep("b", record("2", "two", "https://example.org/a"))
    for each in (records, opened(tmp_path)):
        assert each.of_file("2") == record("2", "two", "https://example.org/a")
        assert [r["file"] for r in each.of_report("one")] == ["1"]
        assert [r["file"] for r in each.of_url("https://example.org/a")] == ["1", "2"]
        assert each.of_file("3") is None


def test_files_that_came_changed_or_went_are_noticed(tmp_path: Path) -> None:
    records = opened(tmp_path)
    for name in "abc":
        records.keep(name, record(name))
    (tmp_path / "a.json").unlink()
    (tmp_path / "b.json").write_text(json.dumps(record("other")))
    (tmp_path / "d.json").write_text(json.dumps(record("d")))
    again = opened(tmp_path)
    found = [file for file in ("a", "b", "c", "d", "other") if again.of_file(file)]
    assert found == ["c", "d", "other"]


@pytest.mark.parametrize(
    "damage", [b"no database at all, but long enough to be read as one" * 99, b""]
)
def test_a_lost_index_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    opened(tmp_path).keep("a", record("1"))
    for path in tmp_path.glob("records.sqlite3*"):
        path.unlink()
    (tmp_path / "records.sqlite3").write_bytes(damage)
    assert opened(tmp_path).of_file("1") == record("1")


def test_a_file_that_cannot_be_read_is_read_again(tmp_path: Path) -> None:
    opened(tmp_path).keep("a", record("1"))
    (tmp_path / "a.json").write_text("{")
    assert opened(tmp_path).of_file("1") is None
