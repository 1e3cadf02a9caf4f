"""The state of a workspace as RDF: what waits for a person, what was decided, refused and changed.

A release holds what is published. What is still on somebody's desk stands in files of the
workspace; here it is put into words of SSSOM, SHACL, PROV-O, DCAT and VoID, so that the same kind
of question can be asked of it: `communique query --on workspace`.
"""

import hashlib
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SH, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, PROV, VOID

from communique.graph.prefixes import bind_prefixes
from communique.link import exports, sssom
from communique.link.candidates import waiting
from communique.link.catalogues import load_catalogues
from communique.link.decisions import as_row, read_decisions
from communique.link.entities import iri_of, read_catalogue
from communique.publish.making import ADDED, REMOVED
from communique.publish.release import list_releases, open_current, open_snapshot
from communique.validate.quarantine import Quarantine, Quarantined
from communique.vocab import skos
from communique.workspace import Workspace

SSSOM = Namespace("https://w3id.org/sssom/")
VERSION = URIRef("http://www.w3.org/ns/dcat#version")
"""rdflib's DCAT does not know the terms of DCAT 3."""


def ledger(workspace: Workspace) -> Graph:
    """Return the state of a workspace. Raises WorkspaceError for a file that is damaged."""
    return _Ledger(workspace).graph


class _Ledger:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._base = workspace.settings.base
        self.graph = Graph()
        bind_prefixes(self.graph)
        self._candidates()
        self._decisions()
        self._quick_statements()
        for refused in Quarantine(workspace).list():
            self._refused(refused)
        self._releases()

    def _candidates(self) -> None:
        """Candidates that wait: mappings without an author."""
        for proposal in waiting(self._workspace):
            mapping = self._mapping(proposal.subject, proposal.object, sssom.EXACT, sssom.BY_NAME)
            self._say(mapping, SSSOM.subject_label, proposal.subject_label)
            self._say(mapping, SSSOM.object_label, proposal.object_label)
            confidence = Literal(f"{proposal.score / 100:.2f}", datatype=XSD.decimal)
            self.graph.add((mapping, SSSOM.confidence, confidence))

    def _decisions(self) -> None:
        """What people decided, with who, when and why; what was undone says so."""
        for decision in read_decisions(self._workspace).rows:
            row = as_row(decision)
            mapping = self._mapping(
                row["subject_id"], row["object_id"], row["predicate_id"], sssom.BY_HAND
            )
            self._say(mapping, SSSOM.subject_label, row["subject_label"])
            self._say(mapping, SSSOM.object_label, row["object_label"])
            self._say(mapping, SSSOM.predicate_modifier, row["predicate_modifier"])
            self._say(mapping, SSSOM.author_label, row["author_label"])
            self._say(mapping, RDFS.comment, row["comment"])
            self._say(mapping, SSSOM.other, row["other"])
            if row["mapping_date"]:
                day = Literal(row["mapping_date"], datatype=XSD.date)
                self.graph.add((mapping, SSSOM.mapping_date, day))

    def _mapping(self, subject: str, target: str, predicate: str, justified: str) -> URIRef:
        """SSSOM in RDF: an axiom that is annotated."""
        mapping = self._name("mapping", f"{subject} {predicate} {target} {justified}")
        self.graph.add((mapping, RDF.type, OWL.Axiom))
        self.graph.add((mapping, OWL.annotatedSource, URIRef(iri_of(subject, self._base))))
        relation = skos.closeMatch if predicate == sssom.CLOSE else skos.exactMatch
        self.graph.add((mapping, OWL.annotatedProperty, relation))
        known = load_catalogues()
        prefix, _, local = target.partition(":")
        iri = f"{known.vocabularies[prefix]}{local}" if prefix in known.vocabularies else ""
        self.graph.add((mapping, OWL.annotatedTarget, URIRef(iri or known.iri(target))))
        prefix, _, local = justified.partition(":")
        why = URIRef(f"{known.vocabularies[prefix]}{local}")
        self.graph.add((mapping, SSSOM.mapping_justification, why))
        return mapping

    def _quick_statements(self) -> None:
        """The lines that `communique export quickstatements` would write."""
        if open_current(self._workspace) is None:
            return
        with open_snapshot(self._workspace) as store:
            catalogue = read_catalogue(store, self._base)
            chosen = exports.mappings(catalogue, read_decisions(self._workspace).rows)
            days = exports.retrieved_days(self._workspace.sources)
            lines = exports.as_quickstatements(store, catalogue, chosen.items(), days)
        export = URIRef(f"{self._base}workspace#quickstatements")
        self.graph.add((export, RDF.type, PROV.Collection))
        for line in lines:
            entry = self._name("quickstatement", line)
            self.graph.add((export, PROV.hadMember, entry))
            self.graph.add((entry, RDF.value, Literal(line)))

    def _refused(self, refused: Quarantined) -> None:
        """A file in quarantine, with its SHACL report."""
        thing = URIRef(f"{self._base}workspace#quarantine-{refused.identifier}")
        self.graph.add((thing, RDF.type, PROV.Entity))
        self.graph.add((thing, RDFS.label, Literal(Path(refused.path).name)))
        self.graph.add((thing, RDFS.comment, Literal(refused.reason)))
        if refused.report is not None:
            report = Graph().parse(refused.report, format="turtle")
            self.graph += report
            for found in report.subjects(RDF.type, SH.ValidationReport):
                self.graph.add((found, PROV.wasDerivedFrom, thing))

    def _releases(self) -> None:
        """The releases, and how many quads each added and took away."""
        before: URIRef | None = None
        for release in list_releases(self._workspace):
            thing = URIRef(f"{self._base}releases/{release.number}")
            self.graph.add((thing, RDF.type, DCAT.Dataset))
            self.graph.add((thing, VERSION, Literal(str(release.number))))
            created = Literal(release.created, datatype=XSD.dateTime)
            self.graph.add((thing, DCTERMS.created, created))
            self._say(thing, DCTERMS.description, release.message)
            if before is not None:
                self.graph.add((thing, PROV.wasRevisionOf, before))
            for name in (ADDED, REMOVED):
                path = release.path / "dumps" / name
                if path.is_file():
                    part = URIRef(f"{thing}/{name}")
                    self.graph.add((part, DCTERMS.isPartOf, thing))
                    self.graph.add((part, DCTERMS.title, Literal(name)))
                    self.graph.add((part, VOID.triples, Literal(_quads(path))))
            before = thing

    def _say(self, subject: URIRef, predicate: URIRef, text: str) -> None:
        if text:
            self.graph.add((subject, predicate, Literal(text)))

    def _name(self, kind: str, key: str) -> URIRef:
        digest = hashlib.sha256(key.encode()).hexdigest()[:16]
        return URIRef(f"{self._base}workspace#{kind}-{digest}")


def _quads(path: Path) -> int:
    """Quads of an N-Quads file; a comment is none."""
    with path.open("rb") as file:
        return sum(not line.startswith(b"#") for line in file)
