"""Holds a graph against the shapes: SHACL core by pySHACL, SPARQL constraints by the store.

A SPARQL constraint asks about one focus node at a time ($this, SHACL §5.3.1). Ours leave $this
free, so one query answers for all nodes and what lies outside the targets is dropped: the same
results, many times faster. Tests compare both ways on every fixture.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyshacl
from rdflib import RDF, RDFS, SH, Graph, Literal
from rdflib.term import Node

from communique.store.oxigraph import EmbeddedStore
from communique.validate.shapes import Constraint, Shapes


@dataclass(frozen=True, slots=True)
class Result:
    """One violation of a constraint at a node; `path` and `value` are None where it has none."""

    constraint: Constraint
    node: Node
    path: Node | None
    value: Node | None
    message: str


def examine(graph: Graph, shapes: Shapes) -> list[Result]:
    """Return what the shapes find in a graph, each thing once."""
    found = {(r.constraint.iri, r.node, r.message): r for r in _core(graph, shapes)}
    store = EmbeddedStore()
    store.add(graph.serialize(format="nt", encoding="utf-8"))
    for constraint in shapes.sparql:
        for result in _ask(store, constraint, _focus_nodes(graph, constraint)):
            found.setdefault((constraint.iri, result.node, result.message), result)
    return list(found.values())


def _core(graph: Graph, shapes: Shapes) -> Iterator[Result]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes.core, inplace=True)
    yield from read_results(report, shapes.constraints)


def read_results(report: Graph, constraints: Mapping[Node, Constraint]) -> Iterator[Result]:
    """Yield the results of a SHACL validation report."""
    for result in report.objects(None, SH.result):
        shape = report.value(result, SH.sourceShape)
        node = report.value(result, SH.focusNode)
        if shape is None or node is None:
            continue
        constraint = constraints[shape]
        path = report.value(result, SH.resultPath)
        message = report.value(result, SH.resultMessage)
        value = report.value(result, SH.value)
        yield Result(constraint, node, path, value, str(message or constraint.message))


def _ask(store: EmbeddedStore, constraint: Constraint, nodes: set[Node]) -> Iterator[Result]:
    if not nodes:
        return
    for row in store.select(constraint.select):
        node = row["this"]
        if node in nodes:
            message = fill(constraint.message, row)
            yield Result(constraint, node, row.get("path"), row.get("value", node), message)


def fill(message: str, row: Mapping[str, Node]) -> str:
    """Put a solution's values into the places of a message, {?name} or {$name} (SHACL §5.3.2)."""
    return re.sub(
        r"\{[?$](\w+)\}",
        lambda place: str(row[place[1]]) if place[1] in row else place[0],
        message,
    )


def _focus_nodes(graph: Graph, constraint: Constraint) -> set[Node]:
    """Return the nodes that the constraint's shape targets (SHACL §2.1.3)."""
    nodes: set[Node] = set()
    for kind, what in constraint.targets:
        if kind == SH.targetSubjectsOf:
            nodes.update(graph.subjects(what))
        elif kind == SH.targetObjectsOf:
            nodes.update(graph.objects(None, what))
        elif kind == SH.targetNode:
            nodes.add(what)
        else:
            for subclass in graph.transitive_subjects(RDFS.subClassOf, what):
                nodes.update(graph.subjects(RDF.type, subclass))
    return {n for n in nodes if not isinstance(n, Literal)}
