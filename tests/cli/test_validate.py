"""`communique validate`: findings on standard output, counts on standard error, exit codes."""

import json
from pathlib import Path

import pytest
from rdflib import RDF, SH, Dataset, Graph

from communique.cli import main

SHAPES = Path(__file__).parents[1] / "shapes"
VALID = SHAPES / "valid.ttl"


@pytest.fixture
def communique(capsys):
    def run(*args: str | Path) -> tuple[int, str, str]:
        try:
            code = main(["validate", *map(str, args)])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return code or 0, out, err

    return run


@pytest.fixture
def wrong(tmp_path):
    """The valid draft with one party of its treaty gone and no date of publication."""
    text = VALID.read_text(encoding="utf-8")
    text = text.replace("cmq:party st:norway , st:latvia", "cmq:party st:norway")
    path = tmp_path / "wrong.ttl"
    path.write_text(text.replace('dcterms:issued "2022-05-16"^^xsd:date ;', ""), encoding="utf-8")
    return path


def test_a_draft_that_conforms(communique):
    assert communique(VALID) == (0, "", "0 violations, 0 warnings, 0 notes\n")


def test_a_violation_is_a_line_and_exit_code_1(communique, wrong):
    code, out, err = communique(wrong)
    first, second = out.splitlines()
    assert code == 1
    assert first.startswith(f"violation: {wrong}: [A2] An agreement has two different parties")
    assert second.startswith(f"warning: {wrong}: [R1] ")
    assert err == "1 violation, 1 warning, 0 notes\n"


def test_warnings_alone_are_exit_code_0(communique, tmp_path):
    path = tmp_path / "undated.ttl"
    text = VALID.read_text(encoding="utf-8")
    path.write_text(text.replace('dcterms:issued "2022-05-16"^^xsd:date ;', ""), encoding="utf-8")
    assert communique(path)[0] == 0


@pytest.mark.parametrize(
    ("suffix", "form"),
    [(".nt", "nt"), (".nq", "nquads"), (".trig", "trig"), (".jsonld", "json-ld"), (".rdf", "xml")],
)
def test_every_format_of_rdf_is_read(communique, tmp_path, suffix, form):
    path = tmp_path / f"draft{suffix}"
    graph = Graph().parse(VALID)
    if form in ("nquads", "trig"):
        dataset = Dataset()
        for triple in graph:
            dataset.add(triple)
        dataset.serialize(path, format=form)
    else:
        path.write_bytes(graph.serialize(format=form, encoding="utf-8"))
    assert communique(path)[:2] == (0, "")


def test_what_cannot_be_parsed_is_named_with_its_line(communique, tmp_path):
    path = tmp_path / "broken.ttl"
    path.write_text("@prefix a: <a:> .\na:b a:c \n", encoding="utf-8")
    code, out, err = communique(path, VALID)
    assert code == 1
    assert out == ""
    assert f"{path}:2: this is not turtle" in err


def test_what_is_no_iri_is_refused(communique, tmp_path):
    path = tmp_path / "spaces.nt"
    path.write_text("<https://a.example/x> <https://a.example/y> <https://a.example/a b> .\n")
    code, _, err = communique(path)
    assert code == 1
    assert "not an IRI" in err or "this is not nt" in err


def test_a_report_is_not_rdf(communique):
    code, _, err = communique(SHAPES / "valid.txt")
    assert code == 1
    assert "communique extract" in err


def test_a_missing_file_is_named(communique, tmp_path):
    code, _, err = communique(tmp_path / "none.ttl")
    assert code == 1
    assert "none.ttl: cannot be read" in err


def test_quotes_are_compared_with_the_source_if_it_is_given(communique, tmp_path):
    path = tmp_path / "misquoted.ttl"
    text = VALID.read_text(encoding="utf-8")
    path.write_text(text.replace('oa:exact "12,5%"', 'oa:exact "12.5%"'), encoding="utf-8")
    assert communique(path)[0] == 0
    code, out, _ = communique(path, "--source", SHAPES / "valid.txt")
    assert code == 1
    assert ":6: [S3]" in out


def test_the_shacl_report_is_written(communique, wrong, tmp_path):
    communique(wrong, "--report", tmp_path / "findings.ttl")
    report = Graph().parse(tmp_path / "findings.ttl")
    assert len(list(report.subjects(RDF.type, SH.ValidationResult))) == 2


def test_findings_as_json(communique, wrong):
    _, out, _ = communique(wrong, "--json")
    first, second = json.loads(out)
    assert (first["constraint"], first["level"]) == ("A2", "violation")
    assert (second["constraint"], second["level"]) == ("R1", "warning")


def test_another_base_can_be_demanded(communique):
    code, out, _ = communique(VALID, "--base", "https://data.example.org/")
    assert code == 1
    assert "[X1]" in out


def test_help_has_an_example(communique):
    assert "communique validate draft.ttl" in communique("--help")[1]
