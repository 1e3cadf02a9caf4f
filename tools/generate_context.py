"""Writes ontology/context.jsonld: short names for our terms in JSON-LD.

In: ontology/communique.ttl and ontology/reused.ttl. Out: a JSON-LD 1.1 context in which every term
of ours has its local name, links are IRIs, and dates and numbers have their datatype.
With --check nothing is written; the exit code is 1 when the context is not what it should be.
"""

import argparse
import json
import sys
from pathlib import Path

from rdflib import OWL, RDF, RDFS, XSD, Graph, Namespace, URIRef
from rdflib.term import Node

CHECKOUT = Path(__file__).resolve().parents[1]
ONTOLOGY = CHECKOUT / "ontology"
CONTEXT = ONTOLOGY / "context.jsonld"
CMQ = Namespace("https://w3id.org/communique/ns#")
SCHEMA = Namespace("https://schema.org/")
PREFIXES = {
    "cmq": str(CMQ),
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": str(XSD),
}
COMMON = {
    "id": "@id",
    "type": "@type",
    "label": "rdfs:label",
    "altLabel": "skos:altLabel",
    "exactMatch": {"@id": "skos:exactMatch", "@type": "@id"},
    "closeMatch": {"@id": "skos:closeMatch", "@type": "@id"},
}
UNTYPED = {XSD.string, RDF.langString}
"""Ranges whose literals need no datatype in JSON-LD."""


def main() -> int:
    """Write the context, or say that it is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    check = parser.parse_args().check
    text = context()
    if CONTEXT.is_file() and CONTEXT.read_text(encoding="utf-8") == text:
        return 0
    if check:
        print("ontology/context.jsonld: not fresh. Run tools/generate_context.py.")
        return 1
    CONTEXT.write_text(text, encoding="utf-8")
    return 0


def context() -> str:
    """Return the context as JSON."""
    graph = Graph()
    for name in ("communique.ttl", "reused.ttl"):
        graph.parse(ONTOLOGY / name)
    own = {s for s in graph.subjects(RDFS.isDefinedBy) if isinstance(s, URIRef) and s in CMQ}
    terms = {str(t).removeprefix(CMQ): definition(graph, t) for t in sorted(own)}
    return json.dumps({"@context": {**PREFIXES, **COMMON, **terms}}, indent=2) + "\n"


def definition(graph: Graph, term: URIRef) -> str | dict[str, str]:
    """Return what a term stands for: its IRI and, for a property, what its values are."""
    short = f"cmq:{term.removeprefix(CMQ)}"
    if (term, RDF.type, OWL.ObjectProperty) in graph:
        return {"@id": short, "@type": "@id"}
    ranges = {r for r in graph.objects(term, SCHEMA.rangeIncludes) if r not in UNTYPED}
    if (term, RDF.type, OWL.DatatypeProperty) in graph and len(ranges) == 1:
        return {"@id": short, "@type": short_name(ranges.pop())}
    return short


def short_name(iri: Node) -> str:
    """Return an IRI with one of the context's prefixes, or whole."""
    for prefix, namespace in PREFIXES.items():
        if str(iri).startswith(namespace):
            return f"{prefix}:{str(iri).removeprefix(namespace)}"
    return str(iri)


if __name__ == "__main__":
    sys.exit(main())
