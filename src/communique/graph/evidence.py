"""Spans as Web Annotation resources: where a fact's words stand, and the words themselves.

Web Annotation Data Model §4.2.4 (TextQuoteSelector) and §4.2.5 (TextPositionSelector). The
resources are named by the characters they select (RFC 5147), so the same place is one resource.
"""

from rdflib import RDF, Graph, Literal, URIRef

from communique.text.span import Span
from communique.vocab import cmq, oa

CONTEXT = 32
"""Characters before and after the words that a quote selector repeats."""


def write_span(graph: Graph, report: URIRef, text: str, span: Span) -> URIRef:
    """Add a span with both selectors to `graph` and return its IRI."""
    place = f"{span.start},{span.end}"
    resource = URIRef(f"{report}#char={place}")
    position = URIRef(f"{report}#position={place}")
    quote = URIRef(f"{report}#quote={place}")
    graph.add((resource, RDF.type, oa.SpecificResource))
    graph.add((resource, oa.hasSource, report))
    graph.add((resource, oa.hasSelector, position))
    graph.add((resource, oa.hasSelector, quote))
    graph.add((position, RDF.type, oa.TextPositionSelector))
    graph.add((position, oa.start, Literal(span.start)))
    graph.add((position, oa.end, Literal(span.end)))
    graph.add((quote, RDF.type, oa.TextQuoteSelector))
    graph.add((quote, oa.exact, Literal(span.of(text))))
    graph.add((quote, oa.prefix, Literal(text[max(0, span.start - CONTEXT) : span.start])))
    graph.add((quote, oa.suffix, Literal(text[span.end : span.end + CONTEXT])))
    return resource


def write_evidence(
    graph: Graph, subject: URIRef, report: URIRef, text: str, spans: tuple[Span, ...]
) -> None:
    """Lead `subject` to each of its places in the report."""
    for span in spans:
        graph.add((subject, cmq.span, write_span(graph, report, text, span)))
