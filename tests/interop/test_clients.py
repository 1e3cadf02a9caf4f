"""Other people's clients, as they come, read from the running publisher."""

import io
import json
import subprocess
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pandas
import pytest
from rdflib import RDFS, Graph, URIRef
from rdflib.namespace import FOAF
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing ?name WHERE { ?thing a ?class ; rdfs:label ?name . FILTER(LANG(?name) = "ru") }
"""
RUSSIAN = "Переговоры в Осло"
EVENT = "id/event/talks"
BIN = Path(__file__).parents[2] / "node_modules" / ".bin"
SECONDS = 120
NAMED = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?name WHERE { <%s> rdfs:label ?name }"


def run(*command: str | Path) -> str:
    ended = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return ended.stdout


# SPARQLWrapper.


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_reads_rows(site: str, form: str, method: str) -> None:
    client = SPARQLWrapper(f"{site}sparql")
    client.setQuery(NAMED % (site + EVENT))
    client.setMethod(method)
    client.setReturnFormat(form)
    found = client.query().convert()
    text = found.toxml() if hasattr(found, "toxml") else found
    text = text.decode() if isinstance(text, bytes) else json.dumps(text, ensure_ascii=False)
    assert RUSSIAN in text.encode().decode("unicode_escape", "ignore") or RUSSIAN in text


# SPARQLWrapper makes a kind of graph that rdflib has given up.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("form", [TURTLE, RDFXML, JSONLD, N3])
def test_sparqlwrapper_reads_graphs(site: str, form: str) -> None:
    client = SPARQLWrapper(f"{site}sparql")
    client.setQuery(f"DESCRIBE <{site}{EVENT}>")
    client.setReturnFormat(form)
    found = client.query().convert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert (URIRef(site + EVENT), RDFS.label, None) in graph


def test_sparqlwrapper_is_told_where_a_query_is_wrong(site: str) -> None:
    client = SPARQLWrapper(f"{site}sparql")
    client.setQuery("SELECT ?x WHERE { ?x ?y")
    with pytest.raises(Exception, match="line 1"):
        client.query()


# rdflib.


def test_rdflib_asks_as_if_the_store_were_its_own(site: str) -> None:
    graph = Graph(SPARQLStore(f"{site}sparql"))
    names = {str(name) for name in graph.objects(URIRef(site + EVENT), RDFS.label)}
    assert names == {"Talks in Oslo", RUSSIAN}


def test_rdflib_parses_a_thing_by_its_address(site: str) -> None:
    graph = Graph().parse(site + EVENT)
    assert (URIRef(site + EVENT), RDFS.label, None) in graph
    assert (URIRef(f"{site}doc/event/talks"), FOAF.primaryTopic, URIRef(site + EVENT)) in graph


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt", "rdf"])
def test_rdflib_parses_every_suffix(site: str, suffix: str) -> None:
    graph = Graph().parse(f"{site}doc/event/talks.{suffix}")
    assert (URIRef(site + EVENT), RDFS.label, None) in graph


# pandas.


def test_pandas_reads_an_answer(site: str) -> None:
    table = pandas.read_csv(f"{site}sparql?format=csv&query={quote(NAMES)}")
    row = table[table["thing"] == site + EVENT]
    assert row["name"].tolist() == [RUSSIAN]


def test_pandas_reads_a_table_of_the_release(site: str) -> None:
    with urllib.request.urlopen(f"{site}releases/latest/csv/events.csv", timeout=30) as answer:
        table = pandas.read_csv(io.BytesIO(answer.read()))
    assert (table == site + EVENT).any(axis=None)


# Raptor and Rasqal, in C.


@pytest.mark.parametrize("where", [EVENT, "dataset", "ns", "shapes"])
def test_rapper_reads_what_an_address_leads_to(site: str, where: str) -> None:
    assert run("rapper", "-q", "-g", "-o", "ntriples", site + where).count(" .\n") > 5


@pytest.mark.parametrize(
    ("suffix", "form"), [("ttl", "turtle"), ("rdf", "rdfxml"), ("nt", "ntriples")]
)
def test_rapper_reads_the_same_from_every_form(site: str, suffix: str, form: str) -> None:
    def lines(suffix: str, form: str) -> set[str]:
        address = f"{site}doc/event/talks.{suffix}"
        return set(run("rapper", "-q", "-i", form, "-o", "ntriples", address).splitlines())

    assert lines(suffix, form) == lines("nt", "ntriples")


def test_roqet_asks_the_endpoint(site: str) -> None:
    said = run("roqet", "-q", "-p", f"{site}sparql", "-r", "csv", "-e", NAMED % (site + EVENT))
    assert {"Talks in Oslo", RUSSIAN} <= set(said.replace('"', "").split("\n"))


# JavaScript.


def test_rdf_dereference_follows_a_thing_to_its_triples(site: str) -> None:
    quads = json.loads(run(BIN / "rdf-dereference", site + EVENT))
    names = {quad["object"] for quad in quads if quad["predicate"] == str(RDFS.label)}
    assert {'"Talks in Oslo"@en', f'"{RUSSIAN}"@ru'} <= names


@pytest.mark.parametrize("source", ["sparql@{site}sparql", "{site}id/event/talks"])
def test_comunica_asks_the_endpoint_and_the_documents(site: str, source: str) -> None:
    said = run(BIN / "comunica-sparql", source.format(site=site), NAMED % (site + EVENT))
    assert RUSSIAN in said
    assert "Talks in Oslo" in said
