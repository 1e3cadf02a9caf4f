"""`communique query`."""

import io
import json
import sys
from pathlib import Path

import pytest
from release_commands import BASE, QUADS, Shell, make_shell


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Shell:
    return make_shell(tmp_path, monkeypatch, capfd)


LABELS = "SELECT ?s ?l { ?s a <https://w3id.org/communique/ns#Person> ; <http://www.w3.org/2000/01/rdf-schema#label> ?l }"


@pytest.fixture
def public(shell: Shell) -> Shell:
    shell.published(QUADS)
    return shell


def test_rows_are_a_table(public: Shell) -> None:
    outcome = public("query", public.file("q.rq", LABELS))
    header, _, row = outcome.out.splitlines()
    assert header.split() == ["s", "l"]
    assert row.split() == [f"{BASE}id/person/ada", "Ada", "@en"]
    assert outcome.err == "1 rows\n"


def test_a_query_comes_from_standard_input(public: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LABELS.encode())))
    said = json.loads(public("query", "-", "--format", "json").out)
    assert said["results"]["bindings"][0]["l"]["value"] == "Ada"


def test_a_graph_is_turtle(public: Shell) -> None:
    query = public.file("q.rq", f"PREFIX p: <{BASE}id/person/> DESCRIBE p:ada")
    assert "p:ada a" in public("query", query).out


def test_an_older_release_can_be_asked(public: Shell) -> None:
    public.published(QUADS.replace("Ada", "Eve"))
    query = public.file("q.rq", LABELS)
    assert "Eve" not in public("query", query, "--release", "1", "--format", "csv").out
    assert "Eve" in public("query", query, "--format", "csv").out


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?s\nWHERE { ?s ?p }", "line 2, column 16"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT is an update"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE to example.org"),
    ],
)
def test_what_is_wrong_with_a_query_is_said(public: Shell, query: str, words: str) -> None:
    outcome = public("query", public.file("q.rq", query))
    assert outcome.code == 1
    assert words in outcome.err


def test_a_never_ending_query_is_stopped(public: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_LIMITS_QUERY_SECONDS", "0.5")
    digits = "1 2 3 4 5 6 7 8 9"
    endless = " ".join(f"VALUES ?v{i} {{ {digits} }}" for i in range(14))
    query = public.file("q.rq", f"SELECT (COUNT(*) AS ?n) {{ {endless} }}")
    outcome = public("query", query)
    assert outcome.code == 3
    assert "stopped after 0.5 seconds" in outcome.err


def test_before_the_first_release_there_is_nothing_to_ask(shell: Shell) -> None:
    outcome = shell("query", shell.file("q.rq", LABELS))
    assert outcome.code == 2
    assert "communique publish" in outcome.err


def test_an_example_question_is_asked_by_its_name(public: Shell) -> None:
    outcome = public("query", "counts-by-class", "--format", "csv")
    assert "Person" in outcome.out


def test_the_state_of_the_workspace_can_be_asked(public: Shell) -> None:
    outcome = public("query", "changes", "--on", "workspace", "--format", "csv")
    header, row = outcome.out.splitlines()
    assert header == "release,number,created,message,added,removed"
    assert row.startswith(f"{BASE}releases/1,1,")
