"""One report up to the point where it would be stored: receive, read, draft, validate, withhold.

In: a source file. Out: `Examined`, all that storing or refusing needs. Touches nothing but the
registry of identities, so it may run in several processes at once (`Examiners`).
"""

import hashlib
import logging
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from rdflib import Dataset

from communique import __version__
from communique.drafting import Reader
from communique.errors import CommuniqueError, QueryError, ReportError, StoreError
from communique.extract.suggestions import Suggestion, suggest
from communique.facts.model import Notice
from communique.graph.draft import DraftGraph
from communique.graph.mint import Mint
from communique.graph.rdf_drafts import read_rdf_draft
from communique.graph.registry import SqliteRegistry
from communique.sources import RDF_SUFFIXES, SourceFile
from communique.text.receive import receive
from communique.text.source import SourceText
from communique.text.span import Span
from communique.validate.shacl import Findings, check, split
from communique.vocab.resources import authority_dir, ontology_dir, package_dir, shapes_dir
from communique.workspace import Workspace

log = logging.getLogger(__name__)

READER_FAILED = "a reader failed"

AHEAD = 4
"""Files that are read ahead for each process."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file holds and what the shapes say of it; `accepted` is None if they refuse it."""

    source: SourceText | None
    draft: DraftGraph
    notices: tuple[Notice, ...]
    suggestions: tuple[Suggestion, ...]
    findings: Findings
    accepted: Dataset | None
    withheld: int


class Examiner:
    """Examines files with the settings and the registry of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.registry = SqliteRegistry(workspace.registry)
        settings = workspace.settings
        self.reader = Reader(settings.base, self.registry, model=settings.reading.model)

    def examine(self, file: SourceFile) -> Examined:
        """Read and validate one file. Raises CommuniqueError if it is no report or no RDF.

        A fault of a reader, ours or another's, is a refusal of this file: the others go on.
        """
        try:
            return self._examine(file)
        except CommuniqueError:
            raise
        except Exception as error:
            log.debug("%s: a reader failed", file.path.name, exc_info=True)
            frame = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
            raise ReportError(
                f"{READER_FAILED} ({where}).",
                place=str(file.path),
                remedy="This is a fault of the software; the file is kept to be tried again.",
            ) from error

    def _examine(self, file: SourceFile) -> Examined:
        settings = self.workspace.settings
        source: SourceText | None = None
        zones: tuple[Span, ...] = ()
        notices: tuple[Notice, ...] = ()
        suggestions: tuple[Suggestion, ...] = ()
        if file.is_rdf:
            mint = Mint(settings.base, self.registry)
            form = RDF_SUFFIXES[file.path.suffix.lower()]
            draft = read_rdf_draft(file.data, form, str(file.path), mint)
        else:
            limit = settings.limits.upload_bytes
            source = receive(
                file.data, str(file.path), file.meta, limit=limit, profile=file.profile
            )
            drafted = self.reader.draft(source)
            draft, notices = drafted.draft, drafted.facts.notices
            zones = tuple(zone.span for zone in drafted.document.zones)
            suggestions = suggest(drafted.document, drafted.facts, self.reader.reading)
        try:
            findings = check(draft.dataset, source, base=settings.base, zones=zones)
        except QueryError as error:
            raise ReportError(
                f"the draft holds what no store takes: {error.message}", place=str(file.path)
            ) from None
        accepted, withheld = split(draft.dataset, draft.report, findings)
        return Examined(source, draft, notices, suggestions, findings, accepted, len(withheld))


@dataclass(frozen=True, slots=True)
class Ahead:
    """A file that was given to another process to examine."""

    file: SourceFile
    future: "Future[Examined | str]"

    def result(self) -> Examined:
        """Wait for what was found. Raises CommuniqueError as `Examiner.examine` does."""
        try:
            found = self.future.result()
        except (BrokenExecutor, CancelledError):
            raise StoreError(
                "a process that reads reports has ended.",
                place=str(self.file.path),
                remedy="Run the command again: what is stored stays stored.",
            ) from None
        if isinstance(found, str):
            raise CommuniqueError(found)
        return found


class Examiners:
    """Processes that examine files; what they find comes in the order of the files."""

    def __init__(self, workspace: Workspace, pool: Executor, jobs: int) -> None:
        """Take the pool of processes, and how many there are."""
        self._workspace = workspace
        self._pool = pool
        self._jobs = jobs

    def ahead(
        self, paths: Iterable[Path], load: Callable[[Path], SourceFile | None]
    ) -> Iterator[tuple[Path, Ahead | None]]:
        """Yield each path with what is being found in it; None where `load` gives nothing to do."""
        waiting: deque[tuple[Path, Ahead | None]] = deque()
        for path in paths:
            file = load(path)
            task = Ahead(file, self._submit(file)) if file else None
            waiting.append((path, task))
            if len(waiting) > self._jobs * AHEAD:
                yield waiting.popleft()
        yield from waiting

    def _submit(self, file: SourceFile) -> "Future[Examined | str]":
        return self._pool.submit(examine_elsewhere, self._workspace, file)


@contextmanager
def processes(jobs: int) -> Iterator[Executor]:
    """Start processes on this machine; what they have not begun is dropped at the end."""
    # Not forked: the parent holds a store, and threads. An interrupt is the parent's to handle.
    ignore = (signal.SIGINT, signal.SIG_IGN)
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), signal.signal, ignore)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


_here = threading.local()
"""The examiner of each thread that examines: it can be used by no other."""


def examine_elsewhere(workspace: Workspace, file: SourceFile) -> Examined | str:
    """Examine a file in this process; an error of ours travels as its words."""
    if getattr(_here, "workspace", None) != workspace:
        _here.workspace, _here.examiner = workspace, Examiner(workspace)
    try:
        found: Examined = _here.examiner.examine(file)
    except CommuniqueError as error:
        return str(error)
    return found


def software(base: str) -> str:
    """Return what stands for the software and the knowledge that reports are read with."""
    digest = hashlib.sha256(f"{__version__} {base}".encode())
    for folder, pattern in (
        (package_dir(), "*.py"),
        (ontology_dir(), "*.ttl"),
        (shapes_dir(), "*.ttl"),
        (authority_dir(), "*.csv"),
    ):
        for path in sorted(folder.rglob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
