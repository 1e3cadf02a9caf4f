"""The draft that conforms, its source, and changes of it in SPARQL Update."""

from pathlib import Path

from rdflib import Dataset, URIRef

from communique.text.receive import receive
from communique.text.source import SourceMeta, SourceText
from communique.text.span import Span
from communique.validate.shacl import Findings, check

HERE = Path(__file__).parent
BASE = "https://w3id.org/communique/"
REPORT = URIRef(f"{BASE}id/report/510363c40ccaeee8")
GRAPH = URIRef(f"{BASE}graph/report/510363c40ccaeee8")
FIXTURES = sorted((HERE / "fixtures").glob("*.ru"))


def the_source() -> SourceText:
    return receive((HERE / "valid.txt").read_bytes(), "valid.txt", SourceMeta())


def the_rating(source: SourceText) -> Span:
    """The line at the foot of the page that is not the report's."""
    start = source.text.index("Rate this article")
    return Span(start, len(source.text) - 1)


def a_draft(change: str = "") -> Dataset:
    """The valid draft, after a change in SPARQL Update (its prefixes are those of valid.ttl)."""
    dataset = Dataset()
    graph = dataset.graph(GRAPH)
    graph.parse(HERE / "valid.ttl")
    if change:
        graph.update(_prefixes() + change)
    return dataset


def findings_of(dataset: Dataset) -> Findings:
    source = the_source()
    return check(dataset, source, base=BASE, zones=[the_rating(source)])


def _prefixes() -> str:
    lines = (HERE / "valid.ttl").read_text(encoding="utf-8").splitlines()
    return "".join(
        line.replace("@prefix", "PREFIX").removesuffix(" .") + "\n"
        for line in lines
        if line.startswith("@prefix")
    )
