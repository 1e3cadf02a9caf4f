"""The ontology and the concept schemes as the named graph that a release carries.

Blank nodes (the lists of property chains) get an IRI made from what they say, and concepts move
under the workspace's base: so the same files always give the same quads.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rdflib import Dataset, Graph, URIRef
from rdflib.term import BNode, Node

from communique.config import DEFAULT_BASE
from communique.graph.mint import Mint
from communique.graph.serialize import nquads
from communique.vocab.resources import ontology_dir


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The ontology under one base: as a graph, and as sorted N-Quads in its named graph."""

    name: URIRef
    graph: Graph
    nquads: bytes


@lru_cache(maxsize=1)
def read_vocabulary(base: str) -> Vocabulary:
    """Read ontology/*.ttl, with concepts under `base` and no blank node."""
    name = Mint(base).graph("vocabulary")
    read = Graph()
    for path in sorted(ontology_dir().glob("*.ttl")):
        read.parse(path, format="turtle")
    names = _names_of_blank_nodes(read, str(name))
    dataset = Dataset()
    graph = dataset.graph(name)
    for triple in read:
        s, p, o = (_placed(names.get(term, term), base) for term in triple)
        graph.add((s, p, o))
    return Vocabulary(name, graph, nquads(dataset))


def _placed(term: Node, base: str) -> Node:
    concepts = f"{DEFAULT_BASE}id/"
    if base != DEFAULT_BASE and isinstance(term, URIRef) and term.startswith(concepts):
        return URIRef(f"{base}id/{term.removeprefix(concepts)}")
    return term


def _names_of_blank_nodes(graph: Graph, prefix: str) -> Mapping[Node, Node]:
    """Name each blank node after what it says; those of the ontology form lists and trees."""
    names: dict[Node, Node] = {}

    def name(node: BNode) -> URIRef:
        if node not in names:
            said = sorted(
                f"{p.n3()} {name(o).n3() if isinstance(o, BNode) else o.n3()}"
                for p, o in graph.predicate_objects(node)
            )
            digest = hashlib.sha256("\n".join(said).encode()).hexdigest()
            names[node] = URIRef(f"{prefix}#node-{digest[:16]}")
        return URIRef(str(names[node]))

    for term in set(graph.all_nodes()):
        if isinstance(term, BNode):
            name(term)
    return names
