"""The release in use: where `releases/current` points, looked at with each request.

When the pointer moves, the new release is opened beside the old one; requests that began on the old
one finish there, and the last of them closes it. Opening costs some tens of milliseconds, in which
only the request that noticed it waits; looking costs a few microseconds.
"""

import hashlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, TypeVar

from flask import Flask, current_app, g

from communique.config import LimitSettings
from communique.errors import CommuniqueError
from communique.publish.release import CurrentRelease, open_current, open_snapshot
from communique.store.lookups import Lookups
from communique.store.oxigraph import EmbeddedStore
from communique.store.replica import Replica
from communique.store.workers import QueryPool
from communique.workspace import Workspace
from communique_server.reader import Reader

logger = logging.getLogger(__name__)
_EXTENSION = "communique"
_LOOK_EVERY = 0.002
"""Seconds for which the pointer is taken to stand still: two system calls cost as much as a hit."""

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
    limits: LimitSettings
    """What a query may cost."""
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

    @property
    def modified(self) -> str:
        """That moment, as Last-Modified writes it."""
        return self.remember("modified", lambda: format_datetime(self.created, usegmt=True))


class Publication:
    """A workspace as readers see it: always its current release."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        processes: int | None = None,
        replica: Replica | None = None,
        channel: socket.socket | None = None,
    ) -> None:
        """`replica` and `channel` are for `Reader`, which is made with the first release."""
        self.workspace = workspace
        self.settings = workspace.settings
        self._processes = processes or workspace.settings.server.workers
        self._prepared = (replica, channel)
        self._link = str(workspace.releases / "current")
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._looked: tuple[float, Pointer | None] = (float("-inf"), None)
        self._open: OpenRelease | None = None
        self._reader: Reader | None = None
        self._closed = False
        self._gauges: dict[str, Callable[[], float]] = {}

    def pointer(self) -> Pointer | None:
        """Return what names the current release; None without one. Looks every few milliseconds."""
        now = time.monotonic()
        looked, pointer = self._looked
        if now - looked < _LOOK_EVERY:
            return pointer
        try:
            pointer = os.readlink(self._link), os.stat(self._link).st_ino  # noqa: PTH115, PTH116
        except OSError:
            pointer = None
        self._looked = (now, pointer)
        return pointer

    def borrow(self) -> OpenRelease:
        """Return the current release, to be given back. Raises NothingPublished.

        Whoever finds that the pointer has moved opens the new release; others who come meanwhile
        are answered from the old one.
        """
        pointer = self.pointer()
        with self._lock:
            held = self._open
            if held and (pointer is None or held.pointer == pointer):
                held.readers += 1
                return held
        if self._opening.acquire(blocking=held is None):
            try:
                self._follow(pointer)
            finally:
                self._opening.release()
        with self._lock:
            held = self._open
            if held is None or self._closed:
                raise NothingPublished
            held.readers += 1
            return held

    def give_back(self, release: OpenRelease) -> None:
        """Let go of a release; the last reader of an old one closes it."""
        with self._lock:
            release.readers -= 1
            finished = release.retired and release.readers == 0
        if finished:
            _close(release)

    def lookups(self) -> Lookups | None:
        """Return what answers lookups here, if there is anything."""
        return self._reader.lookups if self._reader else None

    def gauge(self, name: str, read: Callable[[], float]) -> None:
        """Have a figure among `gauges`."""
        self._gauges[name] = read

    def gauges(self) -> dict[str, float]:
        """Return figures of this moment, by name."""
        found = {name: read() for name, read in self._gauges.items()}
        return found | (self._reader.figures() if self._reader else {})

    def rest(self, seconds: float) -> None:
        """Wait until nobody reads any more, so long at most."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with self._lock:
                if self._open is None or self._open.readers == 0:
                    return
            time.sleep(0.02)

    def close(self) -> None:
        """Close what is open, for good; queries under way fail."""
        with self._lock:
            self._closed = True
            release, self._open = self._open, None
        if release:
            _close(release)
        if self._reader:
            self._reader.close()

    def _follow(self, pointer: Pointer | None) -> None:
        held = self._open
        if pointer is None or self._closed or (held and held.pointer == pointer):
            return
        try:
            opened = self._opened(pointer)
        except (CommuniqueError, OSError, ValueError):
            logger.exception("release %s cannot be opened", pointer[0])
            if held is None:
                raise
            return
        with self._lock:
            self._open = opened
            finished = held is not None and held.readers == 0
            if held:
                held.retired = True
        if held and finished:
            _close(held)
        logger.info("serving release %s", opened.release.number)

    def _opened(self, pointer: Pointer) -> OpenRelease:
        release = open_current(self.workspace)
        if release is None:
            raise NothingPublished
        if self._reader is None:
            replica, channel = self._prepared
            self._reader = Reader(self.workspace, self._processes, replica=replica, channel=channel)
        store = open_snapshot(self.workspace, release.number)
        tag = name_of(release)
        return OpenRelease(
            release, store, self._reader.open(release, tag), tag, pointer, self.settings.limits
        )


def name_of(release: CurrentRelease) -> str:
    """Return the name of a release, which begins its entity tags: number and a hash."""
    said = f"{release.created} {release.message} {release.content}"
    return f"{release.number}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"


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
