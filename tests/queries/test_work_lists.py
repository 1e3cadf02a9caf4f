"""The lists of work for librarians: what each finds, and what it leaves alone."""

from collections.abc import Iterator

import pytest
from rdflib import Graph

from communique.queries.load import load_questions, question
from communique.store.oxigraph import EmbeddedStore

BASE = "https://data.example.org/"
GRAPH = f"""
    @prefix cmq: <https://w3id.org/communique/ns#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix id: <{BASE}id/> .
    @prefix q: <http://www.wikidata.org/entity/> .
    id:linked a cmq:Person ; rdfs:label "Anna Keller"@en , "Анна Келлер"@ru ;
        skos:exactMatch q:Q1 , <http://viaf.org/viaf/1> ; cmq:span id:span .
    id:namesake a cmq:Person ; rdfs:label "A. Keller"@en ; skos:altLabel "Anna Keller"@en ;
        skos:exactMatch q:Q1 .
    id:body a cmq:Institution ; rdfs:label "Anna Keller"@en ; skos:exactMatch q:Q2 , q:Q3 .
    id:gone a cmq:Person ; rdfs:label "Anna Keller"@en ; owl:deprecated true .
    id:state a cmq:State ; rdfs:label "Норвегия"@ru ; cmq:span id:span .
"""


@pytest.fixture(scope="module")
def store() -> Iterator[EmbeddedStore]:
    triples = Graph().parse(data=GRAPH, format="turtle").serialize(format="nt")
    with EmbeddedStore() as store:
        store.update(f"INSERT DATA {{ GRAPH <{BASE}graph/report/1> {{ {triples} }} }}")
        yield store


@pytest.mark.parametrize(
    ("name", "columns", "found"),
    [
        ("unlinked", ["entity"], {"state"}),
        ("namesakes", ["entity", "other"], {"linked namesake"}),
        ("conflicting-links", ["entity", "other"], {"linked namesake", "body"}),
        ("conflicting-links", ["item", "other_item"], {"Q1", "Q2 Q3"}),
        ("no-label", ["entity"], {"namesake", "body"}),
        ("no-evidence", ["entity"], {"namesake", "body"}),
    ],
)
def test_a_list_of_work(
    store: EmbeddedStore, name: str, columns: list[str], found: set[str]
) -> None:
    asked = question(name)
    assert asked is not None
    assert asked.work_list
    rows = store.select(asked.text)
    said = (" ".join(str(r[c]).rpartition("/")[2] for c in columns if c in r) for r in rows)
    assert set(said) == found


def test_there_are_five_lists_of_work() -> None:
    assert sum(asked.work_list for asked in load_questions()) == 5
