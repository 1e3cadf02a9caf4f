"""The ontology and the shapes as graphs, read once from the files that ship with communique."""

from functools import cache
from pathlib import Path

from rdflib import Graph

from communique.graph.prefixes import bind_prefixes
from communique.vocab.resources import ontology_dir, shapes_dir

_TERMS = ("communique.ttl", "alignments.ttl")
"""The files that say what terms mean; the concept schemes beside them are data."""


@cache
def ontology() -> Graph:
    """Return the classes and properties with what they are aligned to."""
    return _read([ontology_dir() / name for name in _TERMS])


@cache
def shapes() -> Graph:
    """Return all shapes."""
    return _read(sorted(shapes_dir().glob("*.ttl")))


def _read(files: list[Path]) -> Graph:
    graph = Graph()
    bind_prefixes(graph)
    for file in files:
        if file.is_file():
            graph.parse(file, format="turtle")
    return graph
