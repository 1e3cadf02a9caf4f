"""The table of formats: what is published in which form, under which type and suffix.

Negotiation, suffix routes, dumps, descriptions and documentation all read these rows.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Format:
    """One form of an answer, a document or a dump."""

    name: str
    """Short name: value of --format and of `format=`."""
    media_type: str
    suffix: str
    """File suffix without a dot."""
    label: str
    """Name for people."""
    kind: Literal["graph", "dataset", "results"]
    """What it can hold: triples, quads, or rows and booleans."""
    aliases: tuple[str, ...] = ()
    """Other media types that clients use for it."""
    rdflib: str = ""
    """rdflib's name; "" for results."""
    iri: str = ""
    """Its entry in the W3C's registry https://www.w3.org/ns/formats/."""


_W3C = "https://www.w3.org/ns/formats/"

FORMATS: tuple[Format, ...] = (
    Format(
        "turtle",
        "text/turtle",
        "ttl",
        "Turtle",
        "graph",
        ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3", "n3"),
        "turtle",
        f"{_W3C}Turtle",
    ),
    Format(
        "jsonld",
        "application/ld+json",
        "jsonld",
        "JSON-LD",
        "graph",
        ("application/json",),
        "json-ld",
        f"{_W3C}JSON-LD",
    ),
    Format(
        "ntriples",
        "application/n-triples",
        "nt",
        "N-Triples",
        "graph",
        ("text/plain",),
        "nt",
        f"{_W3C}N-Triples",
    ),
    Format(
        "rdfxml",
        "application/rdf+xml",
        "rdf",
        "RDF/XML",
        "graph",
        ("application/xml", "text/xml"),
        "xml",
        f"{_W3C}RDF_XML",
    ),
    Format("trig", "application/trig", "trig", "TriG", "dataset", (), "trig", f"{_W3C}TriG"),
    Format(
        "nquads", "application/n-quads", "nq", "N-Quads", "dataset", (), "nquads", f"{_W3C}N-Quads"
    ),
    Format(
        "json",
        "application/sparql-results+json",
        "json",
        "SPARQL Results JSON",
        "results",
        ("application/json",),
        "",
        f"{_W3C}SPARQL_Results_JSON",
    ),
    Format(
        "xml",
        "application/sparql-results+xml",
        "srx",
        "SPARQL Results XML",
        "results",
        ("application/xml", "text/xml"),
        "",
        f"{_W3C}SPARQL_Results_XML",
    ),
    Format("csv", "text/csv", "csv", "CSV", "results", (), "", f"{_W3C}SPARQL_Results_CSV"),
    Format(
        "tsv",
        "text/tab-separated-values",
        "tsv",
        "TSV",
        "results",
        (),
        "",
        f"{_W3C}SPARQL_Results_TSV",
    ),
)
"""In order of preference: the first of a kind is sent to who takes anything."""

GRAPH_FORMATS = tuple(f for f in FORMATS if f.kind == "graph")
"""Forms of the answer of a CONSTRUCT or DESCRIBE, and of a document."""

DATASET_FORMATS = tuple(f for f in FORMATS if f.kind == "dataset")
"""Forms that keep named graphs apart."""

RDF_FORMATS = GRAPH_FORMATS + DATASET_FORMATS
"""Every form of RDF; triples alone are well in one that keeps named graphs apart, too."""

RESULT_FORMATS = tuple(f for f in FORMATS if f.kind == "results")
"""Forms of the answer of a SELECT or ASK."""


def format_named(name: str, among: tuple[Format, ...] = FORMATS) -> Format | None:
    """Return the format of that short name, suffix or media type; None if there is none."""
    wanted = name.strip().lower()
    keys = ("name", "suffix", "media_type")
    exact = (f for key in keys for f in among if getattr(f, key) == wanted)
    # SPARQLWrapper writes "json-ld" and "rdf+xml".
    plain = wanted.replace("-", "").replace("+", "")
    loose = (f for f in among if wanted in f.aliases or f.name == plain)
    return next(exact, None) or next(loose, None)
