"""`communique extract` explains itself and prints facts before any RDF is made."""

import json

import pytest

from communique.cli import main
from communique.extract.confidence import confidence_of

REPORT = """\
Share this page
A round table was held in Vienna on 6 June 2018.

Anna Berg, Director of the Institute of Northern Affairs
  • The share of rail rose to 14% in 2017.
"""


@pytest.fixture
def extract(tmp_path, capfdbinary):
    path = tmp_path / "r.txt"
    path.write_text(REPORT, encoding="utf-8")

    def run(*options):
        with pytest.raises(SystemExit) as done:
            main(["extract", *options, str(path)])
        assert done.value.code == 0
        return capfdbinary.readouterr().out.decode()

    return run


def test_a_line_is_explained_by_its_rules(extract):
    table = extract("--explain", "--line", "5")
    assert "heading.bullet" in table
    assert "14%" in table
    assert "round table" not in table


def test_what_was_set_aside_is_told_with_its_reason(extract):
    entries = json.loads(extract("--explain", "--json"))["entries"]
    assert ("set aside", "share", 1) in {(e["kind"], e["rule"], e["line"]) for e in entries}


def test_the_facts_are_printed_as_json(extract):
    facts = json.loads(extract("--stop-after", "facts"))["facts"]
    assert [p["label"] for p in facts["persons"]] == ["Anna Berg"]


def test_an_entry_says_how_often_its_rule_is_right(extract):
    entries = {e["kind"]: e for e in json.loads(extract("--explain", "--json"))["entries"]}
    assert entries["person"]["confidence"] == confidence_of("person", "office.after")
    assert 0.5 < entries["person"]["confidence"] < 1
    assert entries["place"]["confidence"] is None
