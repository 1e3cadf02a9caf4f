"""The draft of one report while it is written: its graphs, its IRIs, what all writers need."""

from dataclasses import dataclass, field

from rdflib import RDF, RDFS, XSD, Dataset, Graph, Literal, URIRef
from rdflib.namespace import SKOS

from communique.dates.edtf import extent
from communique.extract.base import Reading
from communique.extract.confidence import confidence_of
from communique.facts.model import Evidence, Facts, Name, Ref
from communique.graph.evidence import write_evidence
from communique.graph.mint import Mint
from communique.names.authority import Authority
from communique.text.source import SourceText
from communique.vocab import cmq, prov
from communique.vocab.namespaces import EDTF, WIKIDATA


@dataclass(frozen=True, slots=True)
class DraftGraph:
    """What one report says, as RDF that nobody has checked yet.

    `dataset` has the report's own graph and its share of the links graph. `withheld` are keys of
    facts that only a model found: they wait for a person's review and are not in the dataset.
    """

    report: URIRef
    dataset: Dataset
    withheld: tuple[Ref, ...] = ()


@dataclass(slots=True)
class Drafting:
    """The context that the writers of one draft share."""

    facts: Facts
    source: SourceText
    mint: Mint
    reading: Reading
    report: URIRef
    iris: dict[Ref, URIRef]
    graph: Graph
    links: Graph
    written: set[Ref] = field(default_factory=set)

    @property
    def authority(self) -> Authority:
        """What is known of states, places and bodies beforehand."""
        return self.reading.authority

    def concept(self, subject: URIRef, predicate: URIRef, scheme: str, local: str) -> None:
        """Lead `subject` to a concept, with its labels, so that a draft can be read alone."""
        concept = self.mint.concept(scheme, local)
        self.graph.add((subject, predicate, concept))
        for name in self.reading.lexicon.labels.get((scheme, local), ()):
            label = Literal(name.text, lang=name.language)
            self.graph.add((concept, SKOS.prefLabel, label))

    @property
    def run(self) -> URIRef:
        """The reading of this report by this software."""
        return URIRef(f"{self.report}#run")

    def iri(self, ref: Ref | None) -> URIRef | None:
        """Return the IRI of a fact; None for one that is withheld."""
        return self.iris.get(ref) if ref is not None else None

    def attest(self, subject: URIRef, evidence: Evidence) -> None:
        """Say who says so, in which words, and which run and rule read it."""
        self.graph.add((subject, cmq.attestedBy, self.iri(evidence.said_in) or self.report))
        self.graph.add((subject, prov.wasGeneratedBy, self.run))
        self.graph.add((subject, cmq.rule, Literal(evidence.rule)))
        write_evidence(self.graph, subject, self.report, self.source.text, evidence.spans)

    def add(self, subject: URIRef, kind: URIRef, evidence: Evidence) -> None:
        """Add an entity of a class with its evidence."""
        self.graph.add((subject, RDF.type, kind))
        self.attest(subject, evidence)

    def trust(self, subject: URIRef, kind: str, rule: str) -> None:
        """Say how often what the rule reads of a kind is right, where that was measured.

        Only for what one report alone says: what several say has no one confidence.
        """
        confidence = confidence_of(kind, rule)
        if confidence is not None:
            literal = Literal(f"{confidence:.2f}", datatype=XSD.decimal)
            self.graph.add((subject, cmq.confidence, literal))

    def link(self, subject: URIRef, predicate: URIRef, *refs: Ref | None) -> None:
        """Lead `subject` to other facts; those that are withheld are left out."""
        for ref in refs:
            target = self.iri(ref)
            if target is not None and target != subject:
                self.graph.add((subject, predicate, target))

    def label(self, subject: URIRef, label: str, language: str, variants: tuple[Name, ...]) -> None:
        """Add the preferred label as printed, and each other form once."""
        self.graph.add((subject, RDFS.label, Literal(label, lang=language)))
        for name in variants:
            if name.text != label:
                self.graph.add((subject, SKOS.altLabel, Literal(name.text, lang=name.language)))

    def label_from_authority(
        self, subject: URIRef, identifier: str, variants: tuple[Name, ...]
    ) -> None:
        """Add the labels of an authority entry, the printed forms, and its link to Wikidata."""
        entry = self.authority.entry(identifier)
        labels = {(n.text, n.language) for n in entry.labels}
        for text, language in labels:
            self.graph.add((subject, RDFS.label, Literal(text, lang=language)))
        for name in variants:
            if (name.text, name.language) not in labels:
                self.graph.add((subject, SKOS.altLabel, Literal(name.text, lang=name.language)))
        if entry.wikidata:
            self.links.add((subject, SKOS.exactMatch, WIKIDATA[entry.wikidata]))

    def date(self, subject: URIRef, edtf: str) -> None:
        """Add a date as stated, with the first and the last day it can mean."""
        if not edtf:
            return
        self.graph.add((subject, cmq.edtf, Literal(edtf, datatype=EDTF)))
        add_extent(self.graph, subject, edtf)


def add_extent(graph: Graph, subject: URIRef, edtf: str) -> None:
    """Add the first and the last day that a date can mean; an open end gives none."""
    for predicate, day in zip((cmq.earliest, cmq.latest), extent(edtf), strict=True):
        if day is not None:
            graph.add((subject, predicate, Literal(str(day), datatype=XSD.date)))
