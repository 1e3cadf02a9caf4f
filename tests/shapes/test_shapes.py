"""Every constraint: the valid draft passes it, its fixtures break it and nothing else."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph
from valid_draft import BASE, FIXTURES, a_draft, findings_of, the_rating, the_source

from communique.validate.context import data_graph
from communique.validate.engine import examine, read_results
from communique.validate.shapes import load_shapes

CONSTRAINTS = (
    "S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 S12 S13 E1 E2 E3 E4 E5 E6 E7 E8 E9 E10 PA1 PA2 PA3 "
    "P1 P2 P3 P4 P5 P6 I1 I2 T1 T2 A1 A2 A3 A4 B1 C1 Q1 R1 X1 X2 X3 L1"
).split()


WITHOUT_WORDS = {"S5-span", "X2-no-blank-nodes"}
"""What these are about has no words in the source, or nothing that leads to them."""


def expectation(fixture: Path) -> tuple[str, str]:
    """What the first line of a fixture says: "# S1-one-speaker violation: no speaker"."""
    words = fixture.read_text(encoding="utf-8").partition(":")[0].split()
    return words[1], words[2]


def asks_sparql(fixture: Path) -> bool:
    return any(local(c.iri) == expectation(fixture)[0] for c in load_shapes().sparql)


def local(iri: str) -> str:
    return iri.rpartition("#")[2]


def only(name: str) -> Graph:
    """The shapes, without the SPARQL constraints of other names."""
    shapes = load_shapes()
    others = {c.iri for c in shapes.sparql if local(c.iri) != name}
    kept = Graph()
    for triple in shapes.graph:
        if triple[0] not in others:
            kept.add(triple)
    return kept


def test_the_valid_draft_conforms_without_a_single_finding():
    assert [str(f) for f in findings_of(a_draft()).items] == []


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda p: p.stem)
def test_a_fixture_breaks_exactly_its_constraint(fixture):
    findings = findings_of(a_draft(fixture.read_text(encoding="utf-8")))
    found = {(local(f.shape), f.level) for f in findings.items}
    assert found == {expectation(fixture)}, [str(f) for f in findings.items]


def test_there_are_48_constraints_and_each_of_their_shapes_has_a_fixture():
    stated = load_shapes().constraints.values()
    assert {c.identifier for c in stated} == set(CONSTRAINTS)
    assert len(CONSTRAINTS) == 48
    assert {(local(c.iri), c.level) for c in stated} == {expectation(f) for f in FIXTURES}


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda p: p.stem)
def test_a_finding_names_the_line_and_the_thing_and_tells_the_remedy(fixture):
    for finding in findings_of(a_draft(fixture.read_text(encoding="utf-8"))).items:
        assert finding.node in str(finding)
        assert finding.constraint in expectation(fixture)[0]
        assert len(re.split(r"(?<=[.:;)])\s|, ", finding.message)) > 1, finding.message
        if expectation(fixture)[0] not in WITHOUT_WORDS:
            assert re.match(r"valid\.txt:\d+: ", str(finding)), str(finding)


@pytest.mark.parametrize("constraint", load_shapes().constraints.values(), ids=lambda c: c.iri)
def test_a_constraint_has_a_name_a_reason_and_a_message_that_says_what_to_do(constraint):
    assert constraint.name != "None"
    assert len(constraint.comment) > 15
    assert constraint.message.count(".") >= 1
    assert len(constraint.message.split()) >= 8
    assert constraint.targets


@pytest.mark.parametrize("fixture", [f for f in FIXTURES if asks_sparql(f)], ids=lambda p: p.stem)
def test_the_fast_engine_finds_what_pyshacl_finds(fixture):
    """pySHACL, one query a node, is the reference; it is asked about the fixture's constraint."""
    source = the_source()
    draft = a_draft(fixture.read_text(encoding="utf-8"))
    graph = data_graph(draft, source, base=BASE, zones=[the_rating(source)]).graph
    shapes = load_shapes()
    name, _ = expectation(fixture)
    _, report, _ = validate(graph, shacl_graph=only(name), inplace=True)
    slow = {(r.constraint.iri, r.node) for r in read_results(report, shapes.constraints)}
    assert slow == {(r.constraint.iri, r.node) for r in examine(graph, shapes)}
    assert slow


def test_the_document_of_the_constraints_is_fresh():
    root = Path(__file__).parents[2]
    command = [sys.executable, root / "tools" / "generate_constraints.py", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
