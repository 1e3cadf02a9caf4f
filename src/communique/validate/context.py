"""The graph that is validated: a draft, what it must be compared with, and the terms it may use.

Enters a draft's dataset, its source text and the zones that were set aside; leaves one graph and
what of the vocabulary the shapes look at. Nothing of this is published.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rdflib import RDF, RDFS, VOID, Dataset, Graph, Literal, URIRef
from rdflib.namespace import SKOS

from communique.config import DEFAULT_BASE
from communique.graph.serialize import merged
from communique.text.source import SourceText
from communique.text.span import Span
from communique.vocab import cmq, dcterms, oa
from communique.vocab.resources import ontology_dir

KEPT = (RDFS.isDefinedBy, RDFS.subClassOf, SKOS.inScheme)
"""What of the vocabulary the shapes look at: that a term exists, and what it belongs to."""


@dataclass(frozen=True, slots=True)
class DataGraph:
    """What is validated. `report` is the report it is about, `name` what people call its source."""

    graph: Graph
    report: URIRef
    name: str
    source: SourceText | None


def data_graph(
    dataset: Dataset,
    source: SourceText | None,
    *,
    base: str,
    zones: Iterable[Span] = (),
    name: str = "",
) -> DataGraph:
    """Return the draft with its context: base, terms, source text and the zones of its page."""
    graph = merged(dataset)
    reports = sorted(s for s in graph.subjects(RDF.type, cmq.Report) if isinstance(s, URIRef))
    report = reports[0] if reports else URIRef(f"{base}id/report/unknown")
    graph.add((URIRef(f"{base}graph/vocabulary"), VOID.uriSpace, Literal(base)))
    for triple in terms(base):
        graph.add(triple)
    if source is not None:
        graph.add((report, cmq.sourceText, Literal(source.text)))
    for zone in zones:
        _add_zone(graph, report, base, zone)
    return DataGraph(graph, report, name or (source.name if source else str(report)), source)


def base_of(report: str) -> str:
    """Return the base that a report's IRI was minted under; the default one if it has none."""
    head, found, _ = report.partition("id/report/")
    return head if found else DEFAULT_BASE


@cache
def terms(base: str) -> Graph:
    """Return the terms that a draft under `base` may use; concepts lie under the draft's base."""
    ontology = Graph()
    for path in sorted(ontology_dir().glob("*.ttl")):
        ontology.parse(path)
    kept = Graph()
    for predicate in KEPT:
        for s, p, o in ontology.triples((None, predicate, None)):
            kept.add((_rebased(s, base), p, _rebased(o, base)))
    return kept + _honorifics(ontology, base)


def _honorifics(ontology: Graph, base: str) -> Graph:
    """Return the titles that a name should not begin with."""
    found = Graph()
    scheme = URIRef(f"{DEFAULT_BASE}id/honorific")
    for concept in ontology.subjects(SKOS.inScheme, scheme):
        for label in (SKOS.prefLabel, SKOS.altLabel):
            for words in ontology.objects(concept, label):
                found.add((_rebased(concept, base), label, words))
    return found


def _rebased(term: object, base: str) -> URIRef:
    own = f"{DEFAULT_BASE}id/"
    text = str(term)
    return URIRef(f"{base}id/{text.removeprefix(own)}" if text.startswith(own) else text)


def _add_zone(graph: Graph, report: URIRef, base: str, zone: Span) -> None:
    place = f"{zone.start},{zone.end}"
    subject = URIRef(f"{report}#zone={place}")
    edges = URIRef(f"{report}#edges={place}")
    graph.add((subject, dcterms.type, URIRef(f"{base}id/furniture/zone")))
    graph.add((subject, oa.hasSource, report))
    graph.add((subject, oa.hasSelector, edges))
    graph.add((edges, oa.start, Literal(zone.start)))
    graph.add((edges, oa.end, Literal(zone.end)))
