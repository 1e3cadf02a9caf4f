"""Validates a draft: what the shapes say of it, and what of it can be published all the same.

`check` compares, `split` withholds. The raw draft is validated, before anything is inferred from
it: an inferred class would hide a wrong value.
"""

from collections.abc import Iterable

from rdflib import Dataset, URIRef
from rdflib.term import Node

from communique.text.source import SourceText
from communique.text.span import Span
from communique.validate.context import DataGraph, base_of, data_graph
from communique.validate.engine import Result, examine
from communique.validate.findings import LEVELS, Finding, Findings, write_report
from communique.validate.shapes import load_shapes
from communique.validate.withhold import indispensable, without
from communique.vocab import cmq, oa

__all__ = ["Finding", "Findings", "check", "split"]


def check(
    dataset: Dataset,
    source: SourceText | None,
    *,
    base: str,
    zones: Iterable[Span] = (),
    name: str = "",
) -> Findings:
    """Hold a draft against the shapes.

    Without the source its quotes are not compared with it. `zones` are stretches of the source
    that are not the report: menus, ratings, polls. `name` is what findings call the draft; by
    default the source's name, else the report's IRI.
    """
    data = data_graph(dataset, source, base=base, zones=zones, name=name)
    items = [_finding(data, result) for result in examine(data.graph, load_shapes())]
    levels = list(LEVELS.values())
    items.sort(key=lambda f: (levels.index(f.level), f.line or 0, f.constraint, f.node, f.message))
    return Findings(tuple(items), write_report(data.report, items))


def split(
    dataset: Dataset, report: URIRef, findings: Findings
) -> tuple[Dataset | None, frozenset[Node]]:
    """Take out of a draft what breaks a shape, and what then cannot stand either.

    Returns what can be published and the nodes withheld; None if the report itself, or an event
    that it is about, breaks a shape: then all of it is refused.
    """
    withheld: set[Node] = set()
    while not findings.conforms:
        wrong = {f.node for f in findings.violations}
        if wrong & indispensable(dataset, report):
            return None, frozenset()
        dataset, gone = without(dataset, wrong)
        if not gone:
            return None, frozenset()
        withheld |= gone
        findings = check(dataset, None, base=base_of(report))
    return dataset, frozenset(withheld)


def _finding(data: DataGraph, result: Result) -> Finding:
    constraint = result.constraint
    return Finding(
        constraint.level,
        constraint.identifier,
        str(result.node),
        str(result.path or ""),
        "" if result.value in (None, result.node) else str(result.value),
        result.message,
        _line(data, result.node),
        data.name,
        str(constraint.iri),
    )


def _line(data: DataGraph, node: Node) -> int | None:
    """Return the line that the node's first words begin on, None if they are not known."""
    if data.source is None:
        return None
    starts = [
        int(str(start))
        for span in (node, *data.graph.objects(node, cmq.span))
        for selector in data.graph.objects(span, oa.hasSelector)
        for start in data.graph.objects(selector, oa.start)
        if str(start).isdecimal()
    ]
    return data.source.line_of(min(starts)) if starts else None
