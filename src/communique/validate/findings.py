"""What the shapes say of a draft: one finding a line for people, a SHACL report for machines."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import RDF, SH, Graph, Literal, URIRef

from communique.graph.prefixes import bind_prefixes
from communique.vocab import prov

LEVELS = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
"""Our words for the severities of SHACL."""

SEVERITIES = {level: severity for severity, level in LEVELS.items()}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a shape found.

    `constraint` is its identifier ("S3"), `shape` its IRI; `path` and `value` are "" where they say
    nothing. `line` is the source's line (from 1) that the node's words begin on. `report` is the
    name of the source, or the report's IRI where the source is not at hand.
    """

    level: str
    constraint: str
    node: str
    path: str
    value: str
    message: str
    line: int | None
    report: str
    shape: str = ""

    @property
    def place(self) -> str:
        """The source with its line, as far as known."""
        return f"{self.report}:{self.line}" if self.line else self.report

    def __str__(self) -> str:
        """Return the finding as one line."""
        return f"{self.place}: [{self.constraint}] {self.message} ({self.node})"


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings on one draft, violations first; `report_graph` is the SHACL report."""

    items: tuple[Finding, ...]
    report_graph: Graph

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings that keep a node from being published."""
        return tuple(f for f in self.items if f.level == "violation")

    @property
    def conforms(self) -> bool:
        """Whether nothing keeps the draft from being published; warnings do not."""
        return not self.violations

    def counts(self) -> dict[str, int]:
        """Return how many findings there are of each level, all levels named."""
        found = Counter(f.level for f in self.items)
        return {level: found[level] for level in LEVELS.values()}


def write_report(report: URIRef, items: Sequence[Finding]) -> Graph:
    """Return the SHACL validation report (SHACL §3.6) of a draft, without blank nodes."""
    graph = Graph()
    bind_prefixes(graph)
    graph.bind("sh", SH)
    subject = URIRef(f"{report}#findings")
    graph.add((subject, RDF.type, SH.ValidationReport))
    graph.add((subject, prov.used, report))
    graph.add((subject, SH.conforms, Literal(not items)))
    for number, finding in enumerate(items, 1):
        result = URIRef(f"{report}#finding-{number}")
        graph.add((subject, SH.result, result))
        graph.add((result, RDF.type, SH.ValidationResult))
        graph.add((result, SH.focusNode, URIRef(finding.node)))
        graph.add((result, SH.resultSeverity, SEVERITIES[finding.level]))
        graph.add((result, SH.sourceShape, URIRef(finding.shape)))
        graph.add((result, SH.resultMessage, Literal(finding.message, lang="en")))
        if finding.path:
            graph.add((result, SH.resultPath, URIRef(finding.path)))
        if finding.value:
            graph.add((result, SH.value, Literal(finding.value)))
    return graph
