"""Drafts that another tool or a person wrote, as the same kind of value that ours are."""

import re
from textwrap import shorten

from rdflib import RDF, Dataset, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.plugins.parsers.notation3 import BadSyntax

from communique.errors import ReportError
from communique.graph.draft import DraftGraph, add_extent
from communique.graph.mint import Mint, local_name
from communique.graph.prefixes import bind_prefixes
from communique.graph.untrusted import refuse_hostile
from communique.vocab import cmq

_NOT_IN_AN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`\ud800-\udfff]')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SURROGATE = re.compile(r"[\ud800-\udfff]")

LINKS = (SKOS.exactMatch, SKOS.closeMatch)


def parse_rdf(data: bytes, form: str, name: str) -> Dataset:
    """Parse RDF of a format by rdflib's name. Raises ReportError with the file and the line."""
    refuse_hostile(data, form, name)
    dataset = Dataset()
    try:
        dataset.parse(data=data, format=form)
    except BadSyntax as error:
        line = data.count(b"\n", 0, error._i) + 1
        raise ReportError(
            f"this is not {form}: {_plain(error._why)}.", place=f"{name}:{line}"
        ) from None
    except UnicodeDecodeError as error:
        raise ReportError(f"this is not UTF-8 (byte {error.start}).", place=name) from None
    except Exception as error:  # noqa: BLE001  rdflib's parsers raise what their libraries raise
        raise ReportError(f"this is not {form}: {_plain(error)}.", place=name) from None
    _refuse_unwritable(dataset, name)
    return dataset


def _refuse_unwritable(dataset: Dataset, name: str) -> None:
    """Raise ReportError for terms that rdflib reads, but that no RDF file may hold."""
    for quad in dataset.quads():
        for term in quad:
            if isinstance(term, URIRef) and not _is_iri(term):
                raise ReportError(
                    f"<{shorten(term, 120)}> is not an IRI.",
                    place=name,
                    remedy="It begins with a scheme; write spaces and brackets percent-encoded.",
                )
            if isinstance(term, Literal) and _SURROGATE.search(term):
                raise ReportError("a text holds half a character (a surrogate).", place=name)


def _is_iri(term: URIRef) -> bool:
    """Say whether a term is an absolute IRI (RFC 3987, 2.2), as far as stores mind."""
    return bool(_SCHEME.match(term) and not _NOT_IN_AN_IRI.search(term) and term.count("#") < 2)


def _plain(reason: object) -> str:
    """The parser's reason as one clause of a sentence."""
    return shorten(str(reason), 300).rstrip(".")


def read_rdf_draft(data: bytes, form: str, name: str, mint: Mint) -> DraftGraph:
    """Return a draft: one report's triples in its graph, links to other catalogues in theirs.

    Raises ReportError when the RDF cannot be parsed or is not about exactly one report.
    """
    triples = Graph()
    for s, p, o, _ in parse_rdf(data, form, name).quads():
        triples.add((s, p, o))
    reports = sorted(triples.subjects(RDF.type, cmq.Report), key=str)
    if len(reports) != 1 or not isinstance(reports[0], URIRef):
        raise ReportError(
            f"the draft describes {len(reports)} reports, not one.",
            place=name,
            remedy="Give it one cmq:Report, with cmq:reportsOn, and one file for each report.",
        )
    report = reports[0]
    dataset = Dataset()
    bind_prefixes(dataset)
    own = dataset.graph(mint.graph(f"report/{local_name(report)}"))
    links = dataset.graph(mint.graph("links"))
    for triple in triples:
        (links if triple[1] in LINKS else own).add(triple)
    _complete_dates(own)
    return DraftGraph(report, dataset)


def _complete_dates(graph: Graph) -> None:
    """Add the first and the last day to dates that are given without: questions go by them."""
    for subject, edtf in list(graph.subject_objects(cmq.edtf)):
        stated = (subject, cmq.earliest, None) in graph or (subject, cmq.latest, None) in graph
        if isinstance(subject, URIRef) and not stated:
            add_extent(graph, subject, str(edtf))
