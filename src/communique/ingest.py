"""The path of one report: receive, read, draft, validate, then store or refuse.

Nothing is half-done: files are written under temporary names and renamed, the graph is replaced in
one transaction, and the record of a report is written last, so an interrupted report is read
again. What is refused lies in quarantine with its source, its draft and its reasons.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rdflib import RDF, Dataset, URIRef

from communique.cluster import cluster
from communique.errors import CommuniqueError, ReportError, StoreError
from communique.examine import Ahead, Examined, Examiner, Examiners, processes, software
from communique.facts.model import Notice
from communique.graph.mint import local_name
from communique.graph.revisions import report_graph, revise, things
from communique.graph.serialize import nquads
from communique.infer import texts
from communique.records import Record, Records
from communique.sources import SourceFile, load_bytes, load_source
from communique.store.base import WritableStore
from communique.suggestions import write_suggestions
from communique.validate.quarantine import Quarantine
from communique.validate.shacl import Finding, Findings
from communique.vocab.namespaces import VOCABULARY
from communique.workspace import Workspace, write_file


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

    def __init__(
        self, workspace: Workspace, store: WritableStore, *, dry_run: bool = False
    ) -> None:
        self.workspace = workspace
        self.store = store
        self.dry_run = dry_run
        self._examiner = Examiner(workspace)
        self.quarantine = Quarantine(workspace)

    def run(
        self, paths: Iterable[Path], *, jobs: int = 1, scheduler: str = ""
    ) -> Iterator[Outcome]:
        """Yield the outcome of each file; an error in one does not stop the others.

        With several `jobs` as many processes read ahead, with a `scheduler` the workers of that
        Dask cluster; storing stays here, in the order of the files, so that the result is the same.
        Raises UsageError and StoreError when the cluster is not fit for it.
        """
        if jobs < 2 and not scheduler:
            yield from map(self.ingest, paths)
            return
        with ExitStack() as stack:
            if scheduler:
                pool, jobs = stack.enter_context(cluster(scheduler, self.workspace.settings.base))
            else:
                pool = stack.enter_context(processes(jobs))
            examiners = Examiners(self.workspace, pool, jobs)
            for path, ahead in examiners.ahead(paths, self._to_examine):
                yield self.ingest(path, ahead)

    def _to_examine(self, path: Path) -> SourceFile | None:
        """Return a file that is to be read; None if it is known, or cannot be opened."""
        limit = self.workspace.settings.limits.upload_bytes
        try:
            file = load_source(path, limit, profiles=self.workspace.profiles)
        except ReportError:
            return None
        return None if self._record_of(file) else file

    def ingest(self, path: Path, ahead: Ahead | None = None) -> Outcome:
        """Take one file in, perhaps read ahead. What is refused goes to quarantine with its reason.

        Raises StoreError when the store or a reading process fails.
        """
        limit = self.workspace.settings.limits.upload_bytes
        try:
            file, _ = load_bytes(path, limit)
        except ReportError as error:
            return Outcome(path, "refused", reason=str(error))
        try:
            file = load_source(path, limit, profiles=self.workspace.profiles)
        except ReportError as error:
            return self._refuse(file, str(error))
        known = self._record_of(file)
        if known is not None:
            return Outcome(path, "unchanged", report=known["report"], counts=known["counts"])
        try:
            same = ahead is not None and ahead.file == file
            read = ahead.result() if ahead and same else self._examiner.examine(file)
            return self._take(file, read)
        except StoreError:
            # No fault of the file's.
            raise
        except CommuniqueError as error:
            return self._refuse(file, str(error))

    def _take(self, file: SourceFile, read: Examined) -> Outcome:
        if newer := self._newer(read.draft.report):
            reason = f"{newer} is a corrected reading of the same address."
            return Outcome(file.path, "unchanged", report=str(read.draft.report), reason=reason)
        if read.accepted is None:
            reason = f"{file.path}: the draft breaks a shape."
            return self._refuse(file, reason, read.draft.dataset, read.findings)
        outcome = Outcome(
            file.path,
            "would be stored" if self.dry_run else "stored",
            report=str(read.draft.report),
            counts=count_by_class(read.accepted),
            findings=read.findings.items,
            notices=read.notices,
            withheld=read.withheld,
        )
        if not self.dry_run:
            self._store(file, read, read.accepted, outcome)
        return outcome

    def _store(self, file: SourceFile, read: Examined, accepted: Dataset, outcome: Outcome) -> None:
        """Keep source, text and draft, put the graph into the store, and note it last."""
        report = read.draft.report
        local = local_name(report)
        folder = self.workspace
        earlier = self._earlier(file, local)
        self._revise(accepted, report, earlier)
        data = nquads(accepted)
        write_file(folder.sources / f"{local}{file.path.suffix.lower()}", file.data)
        if file.meta_data:
            write_file(
                folder.sources / f"{local}{file.path.suffix.lower()}.meta.toml", file.meta_data
            )
        if read.source is not None:
            write_file(folder.texts / f"{local}.txt", read.source.text.encode("utf-8", "replace"))
        write_file(folder.drafts / f"{local}.nq", data)
        write_suggestions(folder, str(report), read.suggestions)
        base = folder.settings.base
        self.store.replace_graphs([report_graph(r, base) for r in (report, *earlier)], data)
        self._set_aside(earlier, report)
        identity = self._identity(file)
        record: Record = {
            "report": outcome.report,
            "name": file.path.name,
            "url": file.meta.url,
            "file": identity,
            "counts": outcome.counts,
            "withheld": outcome.withheld,
            "warnings": [str(f) for f in outcome.findings],
        }
        self._records.keep(local, record)
        self.quarantine.drop_if_there(file.data)

    def _revise(self, accepted: Dataset, report: URIRef, earlier: list[str]) -> None:
        """Say in the new draft what became of earlier readings of the same address."""
        base = self.workspace.settings.base
        readings = {r: self.store.graph(report_graph(r, base)) for r in earlier}
        gone = {report_graph(r, base) for r in (report, *earlier)}
        told = {
            thing
            for reading in readings.values()
            for thing in things(reading, base)
            if set(graphs_that_type(self.store, thing)) - gone
        }
        revise(accepted, report, readings, base, told)

    def _set_aside(self, earlier: list[str], report: URIRef) -> None:
        """Keep drafts that were replaced, apart, and note by which report."""
        drafts = self.workspace.drafts
        for iri in earlier:
            local = local_name(URIRef(iri))
            if (drafts / f"{local}.nq").is_file():
                (drafts / "replaced").mkdir(exist_ok=True)
                (drafts / f"{local}.nq").replace(drafts / "replaced" / f"{local}.nq")
            for record in self._records.of_report(iri):
                self._records.keep(local, record | {"replaced_by": str(report)})

    def _newer(self, report: URIRef) -> str:
        """Return the report that took this one's place; "" if none did."""
        records = self._records.of_report(str(report))
        return next((str(r["replaced_by"]) for r in records if r.get("replaced_by")), "")

    def _refuse(
        self,
        file: SourceFile,
        reason: str,
        draft: Dataset | None = None,
        findings: Findings | None = None,
    ) -> Outcome:
        key = ""
        if not self.dry_run:
            key = self.quarantine.put(
                file.path,
                file.data,
                file.meta_data,
                reason,
                draft=nquads(draft) if draft is not None else None,
                findings=findings,
            )
        items = findings.items if findings is not None else ()
        return Outcome(file.path, "refused", reason=reason, findings=items, quarantine=key)

    @cached_property
    def _records(self) -> Records:
        """What was stored before."""
        return Records(self.workspace.drafts, self.workspace.records)

    def _record_of(self, file: SourceFile) -> Record | None:
        return self._records.of_file(self._identity(file))

    def _earlier(self, file: SourceFile, local: str) -> list[str]:
        """Reports that were read from the same address with other words."""
        records = self._records.of_url(file.meta.url) if file.meta.url else ()
        return sorted(r["report"] for r in records if not r["report"].endswith(local))

    def _identity(self, file: SourceFile) -> str:
        digest = hashlib.sha256(self._fingerprint.encode())
        suffix = file.path.suffix.lower().encode()
        for part in (file.data, file.meta_data, suffix, file.profile_data):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.hexdigest()

    @cached_property
    def _fingerprint(self) -> str:
        return software(self.workspace.settings.base)


def graphs_that_type(store: WritableStore, thing: URIRef) -> Iterator[URIRef]:
    """Yield the graphs of reports that say of what kind a thing is, as the store holds them."""
    for row in store.select(texts.query("said"), {"s": thing, "p": RDF.type}):
        if "/graph/report/" in str(row["g"]):
            yield URIRef(str(row["g"]))


def count_by_class(dataset: Dataset) -> dict[str, int]:
    """Return how many entities of each of our classes a draft has, by local name."""
    counts = Counter(
        str(kind).removeprefix(VOCABULARY)
        for _, _, kind, _ in dataset.quads((None, RDF.type, None, None))
        if str(kind).startswith(VOCABULARY)
    )
    return dict(sorted(counts.items()))
