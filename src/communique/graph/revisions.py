"""A report that was corrected at its source: the new reading takes the place of the old.

In: the draft of the new reading and the graphs of the earlier ones. Out: the draft, which also
says what became of their IRIs: the earlier report leads to the new one, what only the earlier
reading told of is withdrawn with a reason. So old links keep answering and nothing rests on words
that are no longer there.
"""

from collections.abc import Iterable, Mapping

from rdflib import OWL, RDFS, Dataset, Graph, Literal, URIRef

from communique.graph.mint import local_name
from communique.vocab import dcterms, prov

WITHDRAWN = Literal("The report that told of this was corrected at its source.", lang="en")


def report_graph(report: str, base: str) -> URIRef:
    """Return the name of the graph that holds what a report says."""
    return URIRef(f"{base}graph/report/{local_name(URIRef(report))}")


def revise(
    dataset: Dataset,
    report: URIRef,
    earlier: Mapping[str, Graph],
    base: str,
    told_elsewhere: Iterable[URIRef] = (),
) -> None:
    """Say in the report's graph what became of earlier readings of the same address.

    `earlier` are their graphs by the report's IRI. What other reports tell of stays as it is.
    PROV-O §3.2 `prov:wasRevisionOf`.
    """
    graph = dataset.graph(report_graph(report, base))
    present = {*told_elsewhere, *graph.subjects()}
    for iri, reading in earlier.items():
        old = URIRef(iri)
        graph.add((report, prov.wasRevisionOf, old))
        graph.add((old, OWL.deprecated, Literal(True)))
        graph.add((old, dcterms.isReplacedBy, report))
        for thing in things(reading, base) - present - {old}:
            graph.add((thing, OWL.deprecated, Literal(True)))
            graph.add((thing, RDFS.comment, WITHDRAWN))


def things(reading: Graph, base: str) -> set[URIRef]:
    """Return what a reading describes under an address of its own."""
    return {
        s
        for s in reading.subjects()
        if isinstance(s, URIRef) and s.startswith(f"{base}id/") and "#" not in s
    }
