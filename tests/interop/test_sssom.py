"""The validator of SSSOM takes the decisions as they are kept and as they are exported."""

import subprocess
from pathlib import Path

import pytest

from communique.cli import main

SSSOM = Path(__file__).parents[2] / ".librarians" / "bin" / "sssom"
PYTHON = SSSOM.with_name("python")
READ = """\
import sys
from sssom.parsers import parse_sssom_table
df = parse_sssom_table(sys.argv[1]).df
print(len(df), (df.predicate_modifier == "Not").sum(), (df.object_id == "sssom:NoTermFound").sum())
"""
BASE = "https://data.example.org/"
RDF, RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
NAMES = {
    "person/anna": ("Person", "Anna «the Elder» Keller"),
    "person/lars": ("Person", "Ларс Холм"),
    "person/nobody": ("Person", "Nobody\\tAtall"),
    "institution/institute": ("Institution", "Nordland Institute"),
}
DECISIONS = (
    ("accept", "person:anna", "Q11", "--reason", 'the "same", office | 1990'),
    ("reject", "person:lars", "Q12"),
    ("accept", "person:lars", "viaf:12345", "--close"),
    ("notfound", "person:nobody"),
    ("accept", "institution:institute", "Q13"),
    ("undo", "institution:institute", "Q13", "--reason", "misread"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sssom")
    dump = folder / "dump.nq"
    dump.write_text(
        "".join(
            f"<{BASE}id/{name}> <{RDF}type> <https://w3id.org/communique/ns#{kind}>"
            f' <{BASE}graph/report/r> .\n<{BASE}id/{name}> <{RDFS}label> "{label}"@en'
            f" <{BASE}graph/report/r> .\n"
            for name, (kind, label) in NAMES.items()
        ),
        encoding="utf-8",
    )
    workspace = ("--workspace", str(folder))
    run("init", str(folder), "--base", BASE)
    run("load", str(dump), *workspace)
    for verb, *rest in DECISIONS:
        run("link", verb, *rest, "--by", "Ada Bérg", *workspace)
    run("publish", *workspace)
    run("export", "sssom", "-o", str(folder / "mappings.sssom.tsv"), *workspace)
    return folder


def run(*args: str) -> None:
    try:
        main(list(args))
    except SystemExit as request:
        assert not request.code, args  # noqa: PT017


@pytest.mark.parametrize("name", ["mappings.sssom.tsv", "links/decisions.sssom.tsv"])
def test_the_validator_takes_it(folder: Path, name: str) -> None:
    done = subprocess.run([SSSOM, "validate", folder / name], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_validator_would_object(folder: Path, tmp_path: Path) -> None:
    text = (folder / "mappings.sssom.tsv").read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.sssom.tsv"
    wrong.write_text(text.replace("ManualMapping", "Guessed"), encoding="utf-8")
    assert subprocess.run([SSSOM, "validate", wrong], capture_output=True).returncode != 0


def test_others_read_as_many_mappings_as_we_wrote(folder: Path) -> None:
    source = folder / "mappings.sssom.tsv"
    done = subprocess.run([PYTHON, "-c", READ, source], capture_output=True, text=True)
    lines = source.read_text(encoding="utf-8").splitlines()
    assert done.stdout.split() == ["4", "1", "1"], done.stderr
    assert len([line for line in lines if not line.startswith("#")]) == 5
