"""The release in use: where `releases/current` points, looked at with each request.

When the pointer moves, the new release is opened beside the old one; requests that began on the old
one finish there, and the last of them closes it. Opening costs some tens of milliseconds, looking a
few microseconds.
"""

import hashlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, current_app, g

from communique.errors import CommuniqueError
from communique.publish.release import CurrentRelease, open_current, open_snapshot
from communique.store.oxigraph import EmbeddedStore
from communique.store.workers import QueryPool
from communique.workspace import Workspace

logger = logging.getLogger(__name__)
_EXTENSION = "communique"

Pointer = tuple[str, int]
T = TypeVar("T")


class NothingPublished(Exception):
    """There is no release to read from."""


@dataclass(slots=True, eq=False)
class OpenRelease:
    """A release that is open: its description, its store, its query processes."""

    release: CurrentRelease
    store: EmbeddedStore
    pool: QueryPool
    tag: str
    """What an ETag of this release begins with: number and a hash of its description."""
    pointer: Pointer
    readers: int = 0
    retired: bool = False
    kept: dict[str, Any] = field(default_factory=dict)

    def remember(self, name: str, compute: Callable[[], T]) -> T:
        """Return what `compute` gives, asked once in the life of this release."""
        if name not in self.kept:
            self.kept[name] = compute()
        found: T = self.kept[name]
        return found

    @property
    def created(self) -> datetime:
        """When the release was made, in whole seconds of UTC."""
        moment = datetime.fromisoformat(self.release.created)
        return moment.astimezone(UTC).replace(microsecond=0)


class Publication:
    """A workspace as readers see it: always its current release."""

    def __init__(self, workspace: Workspace, *, processes: int | None = None) -> None:
        self.workspace = workspace
        self.settings = workspace.settings
        self._processes = processes or workspace.settings.server.workers
        self._lock = threading.Lock()
        self._open: OpenRelease | None = None
        self._closed = False

    def pointer(self) -> Pointer | None:
        """Return what names the current release, in two cheap system calls; None without one."""
        return _pointer(self.workspace.releases)

    def borrow(self) -> OpenRelease:
        """Return the current release, to be given back. Raises NothingPublished."""
        with self._lock:
            release = self._current()
            release.readers += 1
            return release

    def give_back(self, release: OpenRelease) -> None:
        """Let go of a release; the last reader of an old one closes it."""
        with self._lock:
            release.readers -= 1
            finished = release.retired and release.readers == 0
        if finished:
            _close(release)

    def close(self) -> None:
        """Close what is open, for good; queries under way fail."""
        with self._lock:
            self._closed = True
            release, self._open = self._open, None
        if release:
            _close(release)

    def _current(self) -> OpenRelease:
        pointer = _pointer(self.workspace.releases)
        held = self._open
        if held and (pointer is None or held.pointer == pointer):
            return held
        if pointer is None or self._closed:
            raise NothingPublished
        try:
            self._open = self._opened(pointer)
        except (CommuniqueError, OSError, ValueError):
            logger.exception("release %s cannot be opened", pointer[0])
            if held is None:
                raise
            return held
        if held:
            held.retired = True
            if held.readers == 0:
                _close(held)
        logger.info("serving release %s", self._open.release.number)
        return self._open

    def _opened(self, pointer: Pointer) -> OpenRelease:
        release = open_current(self.workspace)
        if release is None:
            raise NothingPublished
        store = open_snapshot(self.workspace, release.number)
        pool = QueryPool(
            release.path / "store",
            self._processes,
            self.settings.limits.query_seconds,
            memory=self.settings.limits.query_memory,
            memory_quads=self.settings.server.memory_quads,
        )
        described = (release.path / "release.json").read_bytes()
        tag = f"{release.number}-{hashlib.sha256(described).hexdigest()[:8]}"
        return OpenRelease(release, store, pool, tag, pointer)


def _pointer(releases: Path) -> Pointer | None:
    """Return where `current` points and which directory that is, in two cheap system calls."""
    link = releases / "current"
    try:
        return str(link.readlink()), link.stat().st_ino
    except OSError:
        return None


def _close(release: OpenRelease) -> None:
    release.pool.close()
    release.store.close()
    logger.info("release %s closed", release.release.number)


def install(app: Flask, publication: Publication) -> None:
    """Let the app's requests find the publication, and give back what they borrow."""
    app.extensions[_EXTENSION] = publication
    app.teardown_appcontext(_give_back)


def publication() -> Publication:
    """Return the publication of the running app."""
    return publication_of(current_app)


def publication_of(app: Flask) -> Publication:
    """Return the publication of an app."""
    found = app.extensions[_EXTENSION]
    assert isinstance(found, Publication)
    return found


def release() -> OpenRelease:
    """Return the release this request reads, the same one throughout. Raises NothingPublished."""
    if "release" not in g:
        g.release = publication().borrow()
    found = g.release
    assert isinstance(found, OpenRelease)
    return found


def borrowed() -> OpenRelease | None:
    """Return the release this request has read; None if it has read none."""
    found: OpenRelease | None = g.get("release")
    return found


def _give_back(_error: BaseException | None) -> None:
    read = g.pop("release", None)
    if read is not None:
        publication().give_back(read)
