"""The questions on what lies on somebody's desk: candidates, decisions, quarantine, changes."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import Dataset, URIRef

from communique.config import DEFAULT_BASE
from communique.graph.serialize import nquads
from communique.ledger import ledger
from communique.link import candidates
from communique.link.candidates import Proposal
from communique.link.decisions import ACCEPTED, REJECTED, Decision, decide
from communique.publish.release import publish
from communique.queries.load import load_questions, load_workspace_questions, workspace_question
from communique.store import open_store
from communique.store.oxigraph import EmbeddedStore
from communique.validate.findings import Finding, Findings, write_report
from communique.validate.quarantine import Quarantine
from communique.workspace import Workspace, create_workspace

PERSON = f"{DEFAULT_BASE}id/person/"
CMQ = "https://w3id.org/communique/ns#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
GRAPH = f"<{DEFAULT_BASE}graph/report/aa>"
REPORT = URIRef(f"{DEFAULT_BASE}id/report/bb")
QUADS = f"""\
<{PERSON}ada> <{TYPE}> <{CMQ}Person> {GRAPH} .
<{PERSON}ada> <{LABEL}> "Ada"@en {GRAPH} .
<{PERSON}eve> <{TYPE}> <{CMQ}Person> {GRAPH} .
<{PERSON}eve> <{LABEL}> "Eve"@en {GRAPH} .
<{PERSON}ada> <{CMQ}hasTenure> <{DEFAULT_BASE}id/tenure/ada> {GRAPH} .
<{DEFAULT_BASE}id/report/aa> <{TYPE}> <{CMQ}Report> {GRAPH} .
<{DEFAULT_BASE}id/event/talks> <{TYPE}> <{CMQ}Meeting> {GRAPH} .
<{DEFAULT_BASE}id/event/talks> <{LABEL}> "Talks"@en {GRAPH} .
<{DEFAULT_BASE}id/event/talks> <{CMQ}edtf> "2021" {GRAPH} .
<{DEFAULT_BASE}id/event/talks> <{CMQ}attestedBy> <{DEFAULT_BASE}id/report/aa> {GRAPH} .
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One with a release, a candidate, two decisions and a refused report."""
    workspace = create_workspace(tmp_path_factory.mktemp("w"), DEFAULT_BASE)
    with open_store(workspace) as store:
        store.add(QUADS.encode())
        publish(workspace, store, "first", datetime(2026, 11, 24, tzinfo=UTC))
        store.add(f'<{PERSON}eve> <{LABEL}> "Ева"@ru {GRAPH} .\n'.encode())
        publish(workspace, store, "a name", datetime(2026, 11, 25, tzinfo=UTC))
    proposals = [
        Proposal(
            "person:eve", "Eve", "Person", f"wikidata:Q{n}", "Eve X", n, False, "", "", "authority"
        )
        for n in (41, 62)
    ]
    candidates.keep(workspace, proposals, {"person:eve"}, "authority")
    decide(
        workspace,
        Decision("person:eve", REJECTED, "wikidata:Q41", "L.", "2026-11-24", "another", "Eve"),
        {},
    )
    decide(
        workspace,
        Decision("event:talks", ACCEPTED, "wikidata:Q99", "L.", "2026-11-24", "", "Talks"),
        {},
    )
    finding = Finding(
        "violation", "S3", f"{REPORT}#s", "", "", "The quote is untrue.", 3, "bad.txt",
        "https://w3id.org/communique/shapes#S3-quote-is-true",
    )  # fmt: skip
    found = Findings((finding,), write_report(REPORT, [finding]))
    Quarantine(workspace).put(
        Path("reports/bad.txt"), b"words", b"", "one thing is untrue", findings=found
    )
    return workspace


@pytest.fixture(scope="module")
def store(workspace: Workspace) -> Iterator[EmbeddedStore]:
    dataset = Dataset()
    graph = dataset.graph(URIRef(f"{DEFAULT_BASE}workspace"))
    for triple in ledger(workspace):
        graph.add(triple)
    with EmbeddedStore() as store:
        store.add(nquads(dataset))
        yield store


def rows(store: EmbeddedStore, name: str, *columns: str) -> list[tuple[str, ...]]:
    asked = workspace_question(name)
    assert asked is not None
    return [tuple(str(row.get(c, "")) for c in columns) for row in store.select(asked.text)]


def test_people_with_a_candidate_that_nobody_has_reviewed(store: EmbeddedStore) -> None:
    assert rows(store, "candidates-to-review", "name", "candidate", "confidence") == [
        ("Eve", "http://www.wikidata.org/entity/Q62", "0.62")
    ]


def test_rejected_candidates_come_with_who_when_and_why(store: EmbeddedStore) -> None:
    assert rows(store, "rejected-candidates", "name", "candidate", "by", "day", "reason") == [
        ("Eve", "http://www.wikidata.org/entity/Q41", "L.", "2026-11-24", "another")
    ]


def test_what_is_ready_for_wikidata_is_what_the_export_writes(store: EmbeddedStore) -> None:
    [(line,)] = rows(store, "ready-for-wikidata", "line")
    assert line.split("\t")[:3] == ["Q99", "P585", "+2021-00-00T00:00:00Z/9"]
    assert "S854" in line


def test_what_each_release_changed(store: EmbeddedStore) -> None:
    found = rows(store, "changes", "number", "message", "added", "removed")
    assert found[0] == ("1", "first", "0", "0")
    assert found[1][:2] == ("2", "a name")
    assert int(found[1][2]) >= 1


def test_what_is_in_quarantine_and_why(store: EmbeddedStore) -> None:
    assert rows(store, "quarantined", "file", "reason", "constraint", "message") == [
        (
            "bad.txt",
            "one thing is untrue",
            "https://w3id.org/communique/shapes#S3-quote-is-true",
            "The quote is untrue.",
        )
    ]


def test_an_empty_workspace_has_no_answers(tmp_path: Path) -> None:
    assert len(ledger(create_workspace(tmp_path, DEFAULT_BASE))) == 0


@pytest.mark.parametrize("asked", load_workspace_questions(), ids=lambda q: q.name)
def test_a_question_says_in_words_what_it_asks(asked) -> None:
    for field in ("title", "title-ru", "question", "columns", "order"):
        assert re.search(rf"^# {field}: \S", asked.text, re.MULTILINE), field
    assert "ORDER BY" in asked.text
    assert asked.name not in {q.name for q in load_questions()}
