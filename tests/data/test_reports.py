"""The sample reports: each can be cited, may be reused, and is short enough to be read whole."""

from pathlib import Path

import pytest

from communique.text.meta import read_meta

REPORTS = Path(__file__).parents[2] / "data" / "reports"
SUFFIXES = {".txt", ".md", ".html"}
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"

samples = sorted(p for p in REPORTS.iterdir() if p.suffix in SUFFIXES)
each_sample = pytest.mark.parametrize("report", samples, ids=lambda p: p.name)


def meta_of(report: Path) -> Path:
    return report.with_name(f"{report.name}.meta.toml")


def test_the_samples_come_in_every_text_format() -> None:
    assert {p.suffix for p in samples} == SUFFIXES


@each_sample
def test_a_sample_says_its_title_its_publisher_and_where_its_facts_are_from(report: Path) -> None:
    meta = read_meta(meta_of(report).read_text("utf-8"), meta_of(report).name)
    assert meta.title
    assert meta.publisher
    assert meta.url or meta.source


@each_sample
def test_a_sample_is_free_for_anyone_to_reuse(report: Path) -> None:
    assert read_meta(meta_of(report).read_text("utf-8"), meta_of(report).name).licence == CC0


@each_sample
def test_a_sample_can_be_read_in_a_minute(report: Path) -> None:
    assert 400 < len(report.read_text("utf-8")) < 8_000


def test_no_meta_file_is_left_without_its_report() -> None:
    metas = {p.name for p in REPORTS.glob("*.meta.toml")}
    assert metas == {meta_of(p).name for p in samples}
