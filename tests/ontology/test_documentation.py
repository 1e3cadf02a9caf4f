"""docs/ontology.md names every scheme, every conclusion and every term it speaks of rightly."""

import re
from pathlib import Path

import pytest
from rdflib import RDF, Graph
from rdflib.namespace import SKOS

from communique.infer.rules import compile_rules
from communique.vocab import cmq
from communique.vocab.resources import ontology_dir

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "ontology.md").read_text(encoding="utf-8")
GRAPH = Graph()
for _path in sorted(ontology_dir().glob("*.ttl")):
    GRAPH.parse(_path)
SCHEMES = sorted(str(s).rsplit("/", 1)[1] for s in GRAPH.subjects(RDF.type, SKOS.ConceptScheme))
CHAINED = sorted(
    {str(r.head.predicate).rsplit("#", 1)[1] for r in compile_rules(GRAPH) if r.axiom == "chain"}
)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_is_described(scheme: str) -> None:
    assert f"`{scheme}`" in PAGE


@pytest.mark.parametrize("name", CHAINED)
def test_what_a_chain_concludes_is_described(name: str) -> None:
    assert f"`cmq:{name}`" in PAGE.split("## What is concluded")[1]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`cmq:(\w+)`", PAGE))))
def test_a_term_that_is_named_is_there(name: str) -> None:
    assert hasattr(cmq, name)


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:tests|tools|infer)/[\w/]+\.py)`", PAGE)))
)
def test_a_file_that_is_named_is_there(path: str) -> None:
    checkout = Path(__file__).resolve().parents[2]
    assert (checkout / path).is_file() or (checkout / "src" / "communique" / path).is_file()
