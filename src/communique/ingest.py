"""The path of one report: receive, read, draft, validate, then store or refuse.

Nothing is half-done: files are written under temporary names and renamed, the graph is replaced in
one transaction, and the record of a report is written last, so an interrupted report is read
again. What is refused lies in quarantine with its source, its draft and its reasons.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

from rdflib import Dataset, URIRef

from communique import __version__
from communique.drafting import Reader
from communique.errors import CommuniqueError, ReportError
from communique.facts.model import Notice
from communique.graph.mint import local_name
from communique.graph.rdf_drafts import read_rdf_draft
from communique.graph.registry import SqliteRegistry
from communique.graph.serialize import nquads
from communique.sources import SourceFile, load_source
from communique.store.base import WritableStore
from communique.text.receive import receive
from communique.text.source import SourceText
from communique.validate.quarantine import Quarantine
from communique.validate.shacl import Finding, check, split
from communique.vocab.resources import authority_dir, ontology_dir, shapes_dir
from communique.workspace import Workspace, write_file

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    `state` is "stored", "unchanged", "refused" or, on a dry run, "would be stored". `counts` are
    entities by class; `findings` what the shapes said; `withheld` nodes kept out by a violation.
    """

    path: Path
    state: str
    report: str = ""
    reason: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    notices: tuple[Notice, ...] = ()
    withheld: int = 0
    quarantine: str = ""


class Ingest:
    """Reads files into a workspace, one after another."""

    def __init__(self, workspace: Workspace, store: WritableStore, *, dry_run: bool = False) -> None:
        self.workspace = workspace
        self.store = store
        self.dry_run = dry_run
        self.registry = SqliteRegistry(workspace.registry)
        self.reader = Reader(workspace.settings.base, self.registry)
        self.quarantine = Quarantine(workspace)

    def run(self, paths: Iterable[Path]) -> Iterator[Outcome]:
        """Yield the outcome of each file; an error in one does not stop the others."""
        for path in paths:
            yield self.ingest(path)

    def ingest(self, path: Path) -> Outcome:
        """Take one file in. What is refused goes to quarantine with its reason."""
        try:
            file = load_source(path, self.workspace.settings.limits.upload_bytes)
        except ReportError as error:
            return Outcome(path, "refused", reason=str(error))
        known = self._record_of(file)
        if known is not None:
            return Outcome(path, "unchanged", report=known["report"], counts=known["counts"])
        try:
            return self._take(file)
        except CommuniqueError as error:
            return self._refuse(file, str(error))

    def _take(self, file: SourceFile) -> Outcome:
        source, draft, notices = self._read(file)
        findings = check(draft.dataset, source, self._vocabulary)
        accepted, withheld = split(draft.dataset, draft.report, findings)
        if accepted is None:
            return self._refuse(file, "the draft breaks a shape.", draft.dataset, findings)
        outcome = Outcome(
            file.path,
            "would be stored" if self.dry_run else "stored",
            report=str(draft.report),
            counts=count_by_class(accepted),
            findings=findings.items,
            notices=notices,
            withheld=len(withheld),
        )
        if not self.dry_run:
            self._store(file, source, draft.report, accepted, outcome)
        return outcome

    def _read(self, file: SourceFile) -> tuple[SourceText | None, DraftGraph, tuple[Notice, ...]]:
        if file.is_rdf:
            form = RDF_SUFFIXES[file.path.suffix.lower()]
            mint = Mint(self.workspace.settings.base, self.reader.registry)
            return None, read_rdf_draft(file.data, form, str(file.path), mint), ()
        source = receive(file.data, str(file.path), file.meta)
        facts, draft = self.reader.draft(source)
        return source, draft, facts.notices
