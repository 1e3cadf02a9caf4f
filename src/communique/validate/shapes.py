"""The shapes as the validator uses them: read once, with what each constraint is called.

A constraint is a shape with a severity. Its identifier is its local name up to the first hyphen:
`shapes#S3-quote-is-true` is a part of constraint S3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import RDFS, SH, Graph, URIRef
from rdflib.term import Node

from communique.validate.findings import LEVELS
from communique.vocab.resources import shapes_dir

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)


@dataclass(frozen=True, slots=True)
class Constraint:
    """One rule. `select` is its SPARQL query with prefixes, "" for a rule of SHACL core.

    `targets` are the target declarations of the shape that it belongs to.
    """

    iri: URIRef
    identifier: str
    name: str
    level: str
    message: str
    comment: str
    targets: tuple[tuple[Node, Node], ...]
    select: str = ""


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes: the core ones as pySHACL takes them, the SPARQL ones, and every constraint."""

    graph: Graph
    core: Graph
    constraints: Mapping[Node, Constraint]

    @property
    def sparql(self) -> tuple[Constraint, ...]:
        """The constraints that are SPARQL queries."""
        return tuple(c for c in self.constraints.values() if c.select)


@cache
def load_shapes(folder: Path | None = None) -> Shapes:
    """Read every .ttl file of the shapes' folder."""
    graph = Graph()
    for path in sorted((folder or shapes_dir()).glob("*.ttl")):
        graph.parse(path)
    constraints: dict[Node, Constraint] = {
        iri: _read_constraint(graph, iri)
        for iri in sorted(s for s in graph.subjects(SH.severity) if isinstance(s, URIRef))
    }
    return Shapes(graph, _without_sparql(graph), constraints)


def _read_constraint(graph: Graph, iri: URIRef) -> Constraint:
    query = graph.value(iri, SH.sparql)
    message = graph.value(query or iri, SH.message)
    holders = [iri, *graph.subjects(SH.property, iri)]
    targets = [(p, o) for holder in holders for p in TARGETS for o in graph.objects(holder, p)]
    select = graph.value(query, SH.select) if query else None
    severity = graph.value(iri, SH.severity)
    assert isinstance(severity, URIRef)
    return Constraint(
        iri,
        iri.rpartition("#")[2].partition("-")[0],
        str(graph.value(iri, SH.name)),
        LEVELS[severity],
        str(message),
        str(graph.value(iri, RDFS.comment)),
        tuple(sorted(targets)),
        f"{_prefixes(graph)}{select}" if select else "",
    )


def _prefixes(graph: Graph) -> str:
    lines = sorted(
        f"PREFIX {graph.value(d, SH.prefix)}: <{graph.value(d, SH.namespace)}>\n"
        for d in graph.objects(None, SH.declare)
    )
    return "".join(lines)


def _without_sparql(graph: Graph) -> Graph:
    core = Graph()
    sparql = set(graph.subjects(SH.sparql)) | set(graph.objects(None, SH.sparql))
    for triple in graph:
        if triple[0] not in sparql:
            core.add(triple)
    return core
