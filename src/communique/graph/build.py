"""Facts become RDF: one named graph for the report, and its share of the links graph."""

import re
from pathlib import PurePath

from rdflib import RDF, RDFS, Dataset, Literal, URIRef
from rdflib.namespace import DCTERMS

from communique import __version__
from communique.extract.base import Reading
from communique.facts.model import Facts
from communique.graph.actors import (
    write_continuations,
    write_institutions,
    write_persons,
    write_places,
    write_states,
    write_tenures,
)
from communique.graph.draft import DraftGraph, Drafting
from communique.graph.evidence import write_evidence
from communique.graph.identity import identify, report_iri
from communique.graph.instruments import write_agreements
from communique.graph.mint import Mint, local_name
from communique.graph.occasions import write_events, write_participations
from communique.graph.prefixes import bind_prefixes
from communique.graph.sayings import (
    write_mentions,
    write_periods,
    write_quantities,
    write_statements,
)
from communique.text.source import SourceText
from communique.vocab import cmq, prov, schema

WRITERS = (
    write_states,
    write_continuations,
    write_places,
    write_institutions,
    write_persons,
    write_tenures,
    write_events,
    write_participations,
    write_statements,
    write_agreements,
    write_quantities,
    write_periods,
    write_mentions,
)


def build_draft(facts: Facts, source: SourceText, mint: Mint, reading: Reading) -> DraftGraph:
    """Return the draft graph of a report. The same report gives the same triples."""
    report = report_iri(mint, source)
    dataset = Dataset()
    graph = dataset.graph(mint.graph(f"report/{local_name(report)}"))
    links = dataset.graph(mint.graph("links"))
    bind_prefixes(dataset)
    iris = identify(facts, report, mint, reading.authority)
    draft = Drafting(facts, source, mint, reading, report, iris, graph, links)
    _write_report(draft)
    for write in WRITERS:
        write(draft)
    withheld = (
        *(p.ref for p in facts.persons if p.evidence.suggested),
        *(i.ref for i in facts.institutions if i.evidence.suggested),
        *(e.ref for e in facts.events if e.evidence.suggested),
        *(a.ref for a in facts.agreements if a.evidence.suggested),
        *(t.ref for t in facts.tenures if t.evidence.suggested),
    )
    return DraftGraph(report, dataset, withheld)


def _write_report(draft: Drafting) -> None:
    graph, report, source, meta = draft.graph, draft.report, draft.source, draft.source.meta
    # The file's own name: in which folder somebody kept it is nobody else's business.
    name = PurePath(source.name).name
    graph.add((report, RDF.type, cmq.Report))
    title = meta.title or draft.facts.title or _first_event_label(draft) or name
    graph.add((report, RDFS.label, Literal(title, lang=draft.facts.language)))
    graph.add((report, DCTERMS.language, Literal(draft.facts.language)))
    graph.add((report, cmq.sha256, Literal(source.bytes_sha256)))
    if source.sha256 != source.bytes_sha256:
        graph.add((report, cmq.textSha256, Literal(source.sha256)))
    graph.add((report, cmq.length, Literal(len(source.text))))
    graph.add((report, prov.wasGeneratedBy, draft.run))
    graph.add((report, cmq.attestedBy, report))
    if draft.facts.title_span is not None:
        write_evidence(graph, report, report, source.text, (draft.facts.title_span,))
    _write_meta(draft)
    graph.add((draft.run, RDF.type, cmq.ExtractionRun))
    graph.add((draft.run, RDFS.label, Literal(f"Reading of {name}", lang="en")))
    graph.add((draft.run, schema.softwareVersion, Literal(f"communique {__version__}")))
    graph.add((draft.run, prov.used, report))


def _write_meta(draft: Drafting) -> None:
    graph, report, meta = draft.graph, draft.report, draft.source.meta
    if meta.issued:
        graph.add((report, DCTERMS.issued, Literal(meta.issued)))
    if _is_iri(meta.licence):
        graph.add((report, DCTERMS.license, URIRef(meta.licence)))
    elif meta.licence:
        graph.add((report, DCTERMS.rights, Literal(meta.licence)))
    if meta.url:
        graph.add(
            (report, schema.url, URIRef(meta.url) if _is_iri(meta.url) else Literal(meta.url))
        )
    if meta.source:
        graph.add((report, DCTERMS.source, Literal(meta.source)))
    draft.link(report, DCTERMS.publisher, draft.facts.publisher)


def _first_event_label(draft: Drafting) -> str:
    return next((e.label for e in draft.facts.events if e.ref in draft.iris), "")


def _is_iri(text: str) -> bool:
    """Say whether a curator wrote an address, not words such as "CC BY 4.0"."""
    return re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+", text) is not None
