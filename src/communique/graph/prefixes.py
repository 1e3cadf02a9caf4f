"""The prefixes that every serialisation of ours uses."""

from rdflib import Dataset, Graph
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD, Namespace

PREFIXES = {
    "cmq": Namespace("https://w3id.org/communique/ns#"),
    "dcterms": DCTERMS,
    "edtf": Namespace("http://id.loc.gov/datatypes/edtf/"),
    "foaf": FOAF,
    "oa": Namespace("http://www.w3.org/ns/oa#"),
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": Namespace("https://schema.org/"),
    "skos": SKOS,
    "wd": Namespace("http://www.wikidata.org/entity/"),
    "xsd": XSD,
}


def bind_prefixes(graph: Graph | Dataset) -> None:
    """Bind our prefixes, replacing what rdflib guesses."""
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
