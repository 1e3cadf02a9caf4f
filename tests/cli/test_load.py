"""`communique load`."""

import gzip
from pathlib import Path

import pytest
from release_commands import BASE, QUADS, Shell, make_shell


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Shell:
    return make_shell(tmp_path, monkeypatch, capfd)


def held(shell: Shell, path: str) -> str:
    return shell("load", path).err


def test_a_dump_is_loaded_and_counted(shell: Shell) -> None:
    outcome = shell("load", shell.file("a.nq", QUADS))
    assert outcome.code == 0
    assert "Loaded 2 quads" in outcome.err
    assert outcome.out == ""


def test_a_packed_dump_is_loaded(shell: Shell) -> None:
    (shell.root / "a.nq.gz").write_bytes(gzip.compress(QUADS.encode()))
    assert "the store holds 2" in held(shell, "a.nq.gz")


def test_loading_twice_adds_nothing(shell: Shell) -> None:
    path = shell.file("a.nq", QUADS)
    held(shell, path)
    assert "the store holds 2" in held(shell, path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", "<urn:s> <urn:p> 1 ."),
        ("a.nt", '<urn:s> <urn:p> "1" .\n'),
        ("a.nq", '<urn:s> <urn:p> "1" .\n<urn:s> <urn:p> "2" <urn:g> .\n'),
        ("a.trig", "<urn:s> <urn:p> 1 . <urn:g> { <urn:s> <urn:p> 2 }"),
    ],
)
def test_triples_without_a_graph_are_put_into_one(shell: Shell, name: str, text: str) -> None:
    assert shell("load", shell.file(name, text)).code == 0
    shell("publish")
    query = shell.file("q.rq", f"ASK {{ GRAPH <{BASE}graph/loaded> {{ <urn:s> <urn:p> ?o }} }}")
    assert shell("query", query).out == "yes\n"


def test_a_bad_line_is_named_and_nothing_is_loaded(shell: Shell) -> None:
    good = shell.file("good.nq", QUADS)
    bad = shell.file("bad.nq", QUADS + "<urn:s> nonsense .\n")
    outcome = shell("load", good, bad)
    assert outcome.code == 1
    assert f"{bad}:3: " in outcome.err
    assert "the store holds 2" in held(shell, good)


def test_a_torn_gzip_file_is_refused(shell: Shell) -> None:
    (shell.root / "a.nq.gz").write_bytes(gzip.compress(QUADS.encode())[:-20])
    outcome = shell("load", "a.nq.gz")
    assert outcome.code == 1
    assert "a.nq.gz: cannot be read" in outcome.err


def test_what_is_no_rdf_is_refused(shell: Shell) -> None:
    outcome = shell("load", shell.file("a.pdf", "x"))
    assert outcome.code == 1
    assert ".pdf is no form of RDF" in outcome.err
