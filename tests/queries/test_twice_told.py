"""What two reports say counts once: the union of all graphs holds a fact once for each graph.

Every query of ours is asked of a graph, and of one in which a second report says all of the first
again. Those that count are held against rdflib, whose graph is a set.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, URIRef

from communique.graph.prefixes import bind_prefixes
from communique.graph.serialize import nquads
from communique.infer.closure import infer_into
from communique.queries.load import load_questions
from communique.store.oxigraph import EmbeddedStore
from communique.vocab.resources import ontology_dir
from communique_server.pages import sparql

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://w3id.org/communique/"
DRAFT = ROOT / "tests" / "shapes" / "valid.ttl"
_BLOCK = re.compile(r"'query=(.*?)'", re.DOTALL)
_FENCED = re.compile(r"```sparql\n(.*?)```", re.DOTALL)
COUNTS = re.compile(r"\b(COUNT|SUM|AVG)\s*\(")
PLACES = ("src/communique/publish/queries", "server/communique_server")


def queries() -> dict[str, str]:
    """The examples, those of the documentation too, and all others of ours that count."""
    found = {f"question {q.name}": q.text for q in load_questions()}
    found["the editor"] = sparql.BEGINNING
    for place in PLACES:
        for path in sorted((ROOT / place).rglob("*.rq")):
            text = path.read_text(encoding="utf-8")
            if COUNTS.search(text):
                found[str(path.relative_to(ROOT))] = text
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        text = page.read_text(encoding="utf-8")
        for number, query in enumerate((*_BLOCK.findall(text), *_FENCED.findall(text))):
            found[f"{page.name} {number}"] = query
    return {name: q for name, q in found.items() if re.search(r"\bSELECT\b", q)}


QUERIES = queries()
COUNTING = sorted(name for name, q in QUERIES.items() if COUNTS.search(q))
SHOWN = [n for n in COUNTING if "/pages/" not in n and not re.search(r"\bGRAPH\b", QUERIES[n])]
"""Counting queries that people see, and that do not ask of graphs."""


def told(again: bool) -> Iterator[EmbeddedStore]:
    dataset = Dataset()
    for local in ("510363c40ccaeee8", "ffff")[: 1 + again]:
        dataset.graph(URIRef(f"{BASE}graph/report/{local}")).parse(DRAFT)
    vocabulary = dataset.graph(URIRef(f"{BASE}graph/vocabulary"))
    for path in ontology_dir().glob("*.ttl"):
        vocabulary.parse(path)
    terms = Graph()
    for triple in vocabulary:
        terms.add(triple)
    with EmbeddedStore() as store:
        store.add(nquads(dataset))
        infer_into(store, terms, URIRef(f"{BASE}graph/inferred"))
        yield store


@pytest.fixture(scope="module")
def once() -> Iterator[EmbeddedStore]:
    yield from told(again=False)


@pytest.fixture(scope="module")
def twice() -> Iterator[EmbeddedStore]:
    yield from told(again=True)


@pytest.fixture(scope="module")
def facts(once: EmbeddedStore) -> Graph:
    return once.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def namespaces() -> dict[str, str]:
    """The prefixes that the endpoint adds."""
    graph = Graph(bind_namespaces="none")
    bind_prefixes(graph)
    return {prefix: str(namespace) for prefix, namespace in graph.namespaces()}


def filled(name: str, store: EmbeddedStore) -> str:
    """The query with its parameters replaced by things of the data."""
    text = "\n".join(q for q in QUERIES[name].splitlines() if not q.lstrip().startswith("#"))
    for prefix, namespace in namespaces().items():
        if f"{prefix}:" in text and f"PREFIX {prefix}:" not in text:
            text = f"PREFIX {prefix}: <{namespace}>\n{text}"
    given = {"prefix": f'"{BASE}id/"', "base": f'"{BASE}"'}
    if re.search(r"VALUES \?\w+ \{\s*\$\w+\s*\}", text):
        things = store.select(
            "SELECT DISTINCT ?s { ?s a ?c FILTER(STRSTARTS(STR(?s), "
            f'"{BASE}id/")) }} ORDER BY ?s LIMIT 60'
        )
        listed = " ".join(row["s"].n3() for row in things)
        text = re.sub(r"(VALUES \?\w+ \{)\s*\$\w+\s*\}", lambda m: f"{m[1]} {listed} }}", text)
    statement = store.select("SELECT ?s { ?s a ?c ; <https://schema.org/text> ?t } LIMIT 1")
    thing = statement[0]["s"].n3()
    return re.sub(r"\$(\w+)", lambda m: given.get(m[1], thing), text)


def answer(store: EmbeddedStore, query: str) -> Counter[tuple[tuple[str, str], ...]]:
    return Counter(
        tuple(sorted((name, term.n3()) for name, term in row.items()))
        for row in store.select(query)
    )


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_what_two_reports_say_is_answered_once(
    name: str, once: EmbeddedStore, twice: EmbeddedStore
) -> None:
    query = filled(name, once)
    assert answer(twice, query) == answer(once, query)


@pytest.mark.parametrize("name", SHOWN)
def test_counts_are_those_of_a_set_of_facts(name: str, twice: EmbeddedStore, facts: Graph) -> None:
    query = filled(name, twice)
    expected = Counter(
        tuple(sorted((str(v), t.n3()) for v, t in row.asdict().items()))
        for row in facts.query(query)
    )
    assert answer(twice, query) == expected


def test_there_are_queries_that_count() -> None:
    assert len(COUNTING) > 15
    assert len(SHOWN) > 8
