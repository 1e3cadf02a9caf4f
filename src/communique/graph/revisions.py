"""A report that was corrected at its source: the new reading replaces the old, which stays."""

from collections.abc import Sequence

from rdflib import Dataset, URIRef

from communique.graph.mint import local_name
from communique.vocab import prov


def revise(dataset: Dataset, report: URIRef, earlier: Sequence[str], base: str) -> None:
    """Say in the report's graph which readings of the same address it is a revision of.

    PROV-O §3.2 `prov:wasRevisionOf`.
    """
    graph = dataset.graph(URIRef(f"{base}graph/report/{local_name(report)}"))
    for iri in earlier:
        graph.add((report, prov.wasRevisionOf, URIRef(iri)))
