"""One report up to the point where it would be stored: receive, read, draft, validate, withhold.

In: a source file. Out: `Examined`, all that storing or refusing needs. Touches nothing but the
registry of identities, so it may run in several processes at once (`Examiners`).
"""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from rdflib import Dataset

from communique.drafting import Reader
from communique.errors import CommuniqueError, StoreError
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
from communique.workspace import Workspace

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
        """Read and validate one file. Raises CommuniqueError if it is no report or no RDF."""
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
        findings = check(draft.dataset, source, base=settings.base, zones=zones)
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
        except BrokenProcessPool:
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

    def __init__(self, workspace: Workspace, jobs: int) -> None:
        self._jobs = jobs
        # Not forked: the parent holds a store, and threads.
        self._pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start, (workspace,))

    def ahead(
        self, paths: Iterable[Path], load: Callable[[Path], SourceFile | None]
    ) -> Iterator[tuple[Path, Ahead | None]]:
        """Yield each path with what is being found in it; None where `load` gives nothing to do."""
        waiting: deque[tuple[Path, Ahead | None]] = deque()
        for path in paths:
            file = load(path)
            task = Ahead(file, self._pool.submit(_examine, file)) if file else None
            waiting.append((path, task))
            if len(waiting) > self._jobs * AHEAD:
                yield waiting.popleft()
        yield from waiting

    def __enter__(self) -> "Examiners":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)


_examiner: Examiner | None = None
"""That of a process of `Examiners`."""


def _start(workspace: Workspace) -> None:
    global _examiner
    # An interrupt is the parent's to handle; it ends the pool.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _examiner = Examiner(workspace)


def _examine(file: SourceFile) -> Examined | str:
    """Examine a file in this process; an error of ours travels as its words."""
    assert _examiner
    try:
        return _examiner.examine(file)
    except CommuniqueError as error:
        return str(error)
