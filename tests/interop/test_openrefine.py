"""The real OpenRefine reconciles a table against our service, and adds columns from it."""

import json
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import BASE, free_port, serving

sys.path.insert(0, str(Path(__file__).parent))
from openrefine import OpenRefine, Project, running

from communique.vocab.resources import ontology_dir

GRAPH = f"""
    @prefix cmq: <https://w3id.org/communique/ns#> .
    @prefix org: <http://www.w3.org/ns/org#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix id: <{BASE}id/> .
    <{BASE}id/state/norway> a cmq:State ; rdfs:label "Norway"@en , "Норвегия"@ru ;
        skos:exactMatch <https://example.org/item/N> .
    <{BASE}id/institution/institute> a cmq:Institution ; rdfs:label "Nordland Institute"@en ;
        cmq:ofState <{BASE}id/state/norway> ; cmq:founded "1990" .
    <{BASE}id/institution/bank> a cmq:Institution ; rdfs:label "Nordland Bank"@en .
    <{BASE}id/person/anna> a cmq:Person ; rdfs:label "Anna Keller"@en , "Анна Келлер"@ru ;
        cmq:hasTenure <{BASE}id/tenure/t1> .
    <{BASE}id/person/anna-2> a cmq:Person ; rdfs:label "Anna Keller"@en ;
        cmq:hasTenure <{BASE}id/tenure/t2> .
    <{BASE}id/person/lars> a cmq:Person ; rdfs:label "Lars Holm"@en , "Ларс Холм"@ru ;
        cmq:hasTenure <{BASE}id/tenure/t1> .
    <{BASE}id/tenure/t1> a cmq:Tenure ; org:organization <{BASE}id/institution/institute> .
    <{BASE}id/tenure/t2> a cmq:Tenure ; org:organization <{BASE}id/institution/bank> .
"""
TABLE = """\
name,works at
Keller Anna,Nordland Institute
Холм Ларс,
Anna Keller,Nordland Bank
Anna Keller,
Nobody Atall,
"""


@dataclass(frozen=True)
class Walk:
    """An OpenRefine and the service it asks."""

    refine: OpenRefine
    service: str
    manifest: dict[str, Any]

    def reconciled(self, table: str, column: str, kind: str, **properties: str) -> Project:
        """Return a project whose column was reconciled; properties are column -> property."""
        project = self.refine.project("walk", table)
        details = [
            {"column": name.replace("_", " "), "propertyName": p, "propertyID": p}
            for name, p in properties.items()
        ]
        config = {
            "mode": "standard-service",
            "service": self.service,
            "identifierSpace": self.manifest["identifierSpace"],
            "schemaSpace": self.manifest["schemaSpace"],
            "type": {"id": kind, "name": kind},
            "autoMatch": True,
            "columnDetails": details,
            "limit": 5,
        }
        project.run("reconcile", columnName=column, config=json.dumps(config))
        return project

    def extend(self, project: Project, column: str, *properties: str) -> None:
        """Add columns with values of properties."""
        asked = {"properties": [{"id": name, "name": name} for name in properties]}
        project.run(
            "extend-data",
            baseColumnName=column,
            endpoint=self.service,
            identifierSpace=self.manifest["identifierSpace"],
            schemaSpace=self.manifest["schemaSpace"],
            extension=json.dumps(asked),
            columnInsertIndex="1",
        )


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    vocabulary = "".join(path.read_text(encoding="utf-8") for path in ontology_dir().glob("*.ttl"))
    graphs = {f"{BASE}graph/report/1": GRAPH, f"{BASE}graph/vocabulary": vocabulary}
    folder = tmp_path_factory.mktemp("openrefine")
    with serving(folder / "workspace", graphs) as base, running(folder, free_port()) as refine:
        service = f"{base}reconcile"
        with urllib.request.urlopen(service, timeout=30) as answer:
            yield Walk(refine, service, json.load(answer))


def test_it_matches_by_name_in_any_order_and_script_and_by_the_body(walk: Walk) -> None:
    project = walk.reconciled(TABLE, "name", "Person", works_at="organization")
    walk.extend(project, "name", "organization")
    assert [row["in the body"] for row in project.table()] == [
        "Nordland Institute",
        "Nordland Institute",
        "Nordland Bank",
        "",
        "",
    ]


def test_it_adds_columns_and_takes_an_entity_for_an_entity(walk: Walk) -> None:
    project = walk.reconciled("body\nNordland Institute\nNowhere\n", "body", "Institution")
    walk.extend(project, "body", "ofState", "founded")
    first, second = project.table()
    assert {"Norway", "1990"} <= set(first.values())
    assert set(second.values()) == {"Nowhere", ""}
    columns = walk.refine.get("get-models", project=project.id)["columnModel"]["columns"]
    matched = {c["name"]: c["reconStats"]["matchedTopics"] for c in columns if "reconStats" in c}
    assert matched == {"body": 1, "of state": 1}


def test_it_guesses_what_kind_of_things_a_column_holds(walk: Walk) -> None:
    project = walk.refine.project("kinds", "who\nNorway\nНорвегия\n")
    sent = {"columnName": "who", "service": walk.service}
    said = json.loads(walk.refine.post("guess-types-of-column", {"project": project.id}, sent))
    assert said["types"][0]["id"] == "State"
