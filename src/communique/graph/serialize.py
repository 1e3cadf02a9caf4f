"""Drafts as bytes: the same graph always gives the same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import Dataset, Graph

from communique.graph.prefixes import bind_prefixes


@dataclass(frozen=True, slots=True)
class DraftFormat:
    """A form of a draft: its suffix and rdflib's name for it."""

    suffix: str
    writer: str


DRAFT_FORMATS: Mapping[str, DraftFormat] = {
    "turtle": DraftFormat(".ttl", "turtle"),
    "trig": DraftFormat(".trig", "trig"),
    "nquads": DraftFormat(".nq", "nquads"),
    "jsonld": DraftFormat(".jsonld", "json-ld"),
}


def serialize_draft(dataset: Dataset, form: str) -> bytes:
    """Return the draft as "turtle" (named graphs merged), "trig", "nquads" or "jsonld"."""
    if form == "nquads":
        return nquads(dataset)
    if form == "turtle":
        return _text(merged(dataset), "turtle")
    bind_prefixes(dataset)
    return _text(dataset, DRAFT_FORMATS[form].writer)


def nquads(dataset: Dataset) -> bytes:
    """Return sorted N-Quads, one quad a line (RDF 1.1 N-Quads §2, without blank nodes)."""
    lines = sorted(dataset.serialize(format="nquads", encoding="utf-8").split(b"\n"))
    return b"".join(line + b"\n" for line in lines if line)


def merged(dataset: Dataset) -> Graph:
    """Return the triples of all named graphs as one graph."""
    graph = Graph()
    bind_prefixes(graph)
    for s, p, o, _ in dataset.quads():
        graph.add((s, p, o))
    return graph


def _text(graph: Graph, writer: str) -> bytes:
    return bytes(graph.serialize(format=writer, encoding="utf-8"))
