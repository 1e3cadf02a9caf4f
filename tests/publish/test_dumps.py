"""The files of a release."""

import csv
import gzip
import hashlib
import io
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, VOID
from release_builders import NOW, a_workspace

from communique.publish.formats import FORMATS, format_named
from communique.publish.release import open_snapshot, publish
from communique.store import open_store
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import Workspace

BASE = "https://w3id.org/communique/"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = a_workspace(tmp_path_factory.mktemp("dumps") / "w")
    with open_store(workspace) as store:
        publish(workspace, store, "", NOW)
    return workspace


@pytest.fixture
def dumps(workspace: Workspace) -> Path:
    return workspace.releases / "1" / "dumps"


@pytest.fixture
def store(workspace: Workspace) -> EmbeddedStore:
    return open_snapshot(workspace)


def unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def test_quads_are_sorted_and_complete(dumps: Path, store: EmbeddedStore) -> None:
    lines = sorted(store.nquads(), key=lambda line: (line.rsplit(b" ", 2)[1], line))
    assert unpacked(dumps / "communique.nq.gz") == b"".join(lines)


@pytest.mark.parametrize("form", ["trig", "jsonld"])
def test_other_forms_hold_the_same_quads(dumps: Path, store: EmbeddedStore, form: str) -> None:
    chosen = format_named(form)
    assert chosen
    read = Dataset().parse(
        data=unpacked(dumps / f"communique.{chosen.suffix}.gz"), format=chosen.rdflib
    )
    expected = Dataset().parse(data=unpacked(dumps / "communique.nq.gz"), format="nquads")
    assert set(read.quads()) == set(expected.quads())


def test_turtle_merges_the_graphs(dumps: Path, store: EmbeddedStore) -> None:
    graph = Graph().parse(data=unpacked(dumps / "communique.ttl.gz"), format="turtle")
    assert isomorphic(graph, store.construct("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"))


def test_in_trig_a_small_graph_is_opened_once(dumps: Path) -> None:
    trig = unpacked(dumps / "communique.trig.gz").decode()
    opened = [line for line in trig.splitlines() if line.endswith(" {")]
    assert len(set(opened)) == 5
    assert opened.count(f"<{BASE}graph/report/aa> {{") == 1


def test_a_class_has_its_things_and_nothing_else(dumps: Path) -> None:
    data = unpacked(dumps / "by-class" / "round-table.ttl.gz")
    graph = Graph().parse(data=data, format="turtle")
    assert set(graph.subjects()) == {URIRef(f"{BASE}id/event/talks")}


def test_there_are_no_blank_nodes(dumps: Path) -> None:
    assert b"_:" not in unpacked(dumps / "communique.nq.gz")


def test_tables_have_a_row_for_each_thing(dumps: Path) -> None:
    (person,) = csv.DictReader(io.StringIO((dumps / "csv" / "persons.csv").read_text("utf-8")))
    assert person["label_en"] == 'Ada, the "first"'
    assert person["wikidata"] == "http://www.wikidata.org/entity/Q1"
    (event,) = csv.DictReader(io.StringIO((dumps / "csv" / "events.csv").read_text("utf-8")))
    assert (event["label_en"], event["label_ru"]) == ("Talks", "Переговоры")


def test_checksums_hold_for_every_file(dumps: Path) -> None:
    lines = (dumps / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    there = {p.relative_to(dumps).as_posix() for p in dumps.rglob("*") if p.is_file()}
    assert set(sums) == there - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((dumps / name).read_bytes()).hexdigest() == digest


def test_packed_files_say_nothing_of_when_they_were_packed(dumps: Path) -> None:
    for path in dumps.rglob("*.gz"):
        assert path.read_bytes()[3:8] == bytes(5)


def test_the_licence_comes_with_its_text(dumps: Path) -> None:
    text = (dumps / "LICENSE").read_text("utf-8")
    assert text.startswith("https://creativecommons.org/publicdomain/zero/1.0/")
    assert "Statement of Purpose" in text


def test_the_description_counts_what_is_there(dumps: Path, store: EmbeddedStore) -> None:
    void = Graph().parse(dumps / "void.ttl")
    dataset = URIRef(f"{BASE}dataset")
    triples = len(store.construct("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"))
    assert void.value(dataset, VOID.triples) == Literal(triples)
    things = {
        str(void.value(part, VOID["class"])): void.value(part, VOID.entities)
        for part in void.objects(dataset, VOID.classPartition)
    }
    assert things["https://w3id.org/communique/ns#Person"] == Literal(1)
    (links,) = void.subjects(RDF.type, VOID.Linkset)
    assert void.value(links, VOID.triples) == Literal(1)
    assert len(set(void.objects(dataset, VOID.dataDump))) == 4


def test_suffixes_and_names_of_formats_are_unambiguous() -> None:
    for key in ("name", "suffix", "media_type"):
        values = [getattr(f, key) for f in FORMATS]
        assert len(values) == len(set(values))
