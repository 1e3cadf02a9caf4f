"""Query processes: what runs too long is killed, and the others go on.

The engine has no timeout, so a query that a stranger wrote runs in a process of its own on the
read-only snapshot of a release. `QueryPool` is safe to call from many threads.
"""

import json
import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import Any

from communique.config import LimitSettings
from communique.errors import (
    Busy,
    CommuniqueError,
    LimitExceeded,
    QueryError,
    QueryTimeout,
    StoreError,
)
from communique.store.base import DatasetChoice
from communique.store.frames import ANSWER, HEAD, READY, REQUEST, write_frame
from communique.store.oxigraph import AnswerForm

log = logging.getLogger(__name__)

START_SECONDS = 60.0
"""How long a query process may take to start."""
WAITING_FOR_EACH = 16
"""Queries that may wait for each process before the next is turned away."""
CHUNK = 1 << 20


class QueryPool:
    """Processes that answer queries on one snapshot."""

    def __init__(
        self,
        path: Path,
        processes: int,
        seconds: float,
        *,
        memory: int = LimitSettings().query_memory,
        memory_quads: int = 0,
    ) -> None:
        self.path = path
        self.seconds = seconds
        self.memory = memory
        self.memory_quads = memory_quads
        self._most_waiting = max(1, processes) * WAITING_FOR_EACH
        self._changed = threading.Condition()
        self._waiting = 0
        self._closed = False
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        for _ in range(max(1, processes)):
            self._start()

    def answer(
        self,
        query: str,
        form: AnswerForm,
        *,
        dataset: DatasetChoice | None = None,
        limits: LimitSettings | None = None,
        allow: Collection[str] = (),
        base: str | None = None,
    ) -> bytes:
        """Return the answer as bytes of the media type of `form`; relative IRIs lie under `base`.

        Raises QueryError, LimitExceeded, QueryTimeout at the deadline, Busy when too many wait, and
        StoreError when a process fails.
        """
        limits, dataset = limits or LimitSettings(), dataset or DatasetChoice()
        request = {
            "query": query,
            "media_type": form.media_type,
            "default": dataset.default,
            "named": dataset.named,
            "rows": limits.result_rows,
            "bytes": limits.result_bytes,
            "allow": tuple(allow),
            "base": base,
            "seconds": self.seconds,
        }
        worker = self._borrow()
        healthy = False
        try:
            kind, payload = worker.ask(json.dumps(request).encode(), self.seconds)
            healthy = True
        except _Died as death:
            raise self._explain(death) from None
        finally:
            self._give_back(worker, healthy=healthy)
        if kind == ANSWER:
            return payload
        raise _as_error(json.loads(payload))

    def close(self) -> None:
        """End all processes; queries under way fail."""
        with self._changed:
            self._closed = True
            workers = list(self._all)
            self._all.clear()
            self._idle.clear()
            self._changed.notify_all()
        for worker in workers:
            worker.kill()

    def __enter__(self) -> "QueryPool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _start(self) -> None:
        worker = _Worker(self.path, self.memory, self.memory_quads)
        self._all.add(worker)
        self._idle.append(worker)

    def _borrow(self) -> "_Worker":
        deadline = time.monotonic() + self.seconds
        with self._changed:
            if not self._idle and self._waiting >= self._most_waiting:
                raise _busy()
            self._waiting += 1
            try:
                while not self._idle:
                    if self._closed:
                        break
                    left = deadline - time.monotonic()
                    if left <= 0 or not self._changed.wait(left):
                        raise _busy()
                if self._closed:
                    raise StoreError("the query processes have been closed.")
                return self._idle.pop()
            finally:
                self._waiting -= 1

    def _give_back(self, worker: "_Worker", *, healthy: bool) -> None:
        if not healthy:
            worker.kill()
        with self._changed:
            if self._closed:
                return
            if healthy:
                self._idle.append(worker)
            else:
                self._all.discard(worker)
                self._start()
            self._changed.notify()

    def _explain(self, death: "_Died") -> CommuniqueError:
        if death.timed_out:
            return QueryTimeout(self.seconds)
        if self._closed:
            return StoreError("the query processes have been closed.")
        if death.status == -signal.SIGABRT:
            # The engine aborts when memory is refused to it.
            return LimitExceeded("bytes of memory", self.memory)
        if death.status == -signal.SIGSEGV:
            # The engine reads nested groups by recursion; past some thousands its stack ends.
            return QueryError("the query is nested too deeply.", remedy="Use fewer braces.")
        log.error("a query process ended with status %s", death.status)
        return StoreError("the process that answered the query ended.", remedy="Try again.")


class _Died(Exception):
    """A worker that gave no answer."""

    def __init__(self, status: int | None = None, *, timed_out: bool = False) -> None:
        super().__init__()
        self.status = status
        self.timed_out = timed_out


class _Worker:
    """A query process, seen from the publisher."""

    def __init__(self, path: Path, memory: int, memory_quads: int) -> None:
        self._ready = False
        arguments = (path, memory, memory_quads)
        # -P: a module in the current directory must not stand in for one of ours.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "communique.store.worker", *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        assert self._process.stdout
        self._poll = select.poll()
        self._poll.register(self._process.stdout, select.POLLIN)

    def ask(self, request: bytes, seconds: float) -> tuple[bytes, bytes]:
        """Return the kind and the payload of the answer. Raises _Died."""
        if not self._ready:
            kind, payload = self._read(time.monotonic() + START_SECONDS)
            if kind != READY:
                return kind, payload
            self._ready = True
        deadline = time.monotonic() + seconds
        assert self._process.stdin
        try:
            write_frame(self._process.stdin, REQUEST, request)
        except OSError:
            raise _Died(self._process.poll()) from None
        return self._read(deadline)

    def kill(self) -> None:
        """End the process and let go of its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _read(self, deadline: float) -> tuple[bytes, bytes]:
        data = bytearray()
        wanted = HEAD.size
        while len(data) < wanted:
            data += self._some(deadline, wanted - len(data))
            if wanted == HEAD.size and len(data) == wanted:
                wanted += HEAD.unpack_from(data)[1]
        kind: bytes = HEAD.unpack_from(data)[0]
        return kind, bytes(memoryview(data)[HEAD.size :])

    def _some(self, deadline: float, most: int) -> bytes:
        assert self._process.stdout
        left = deadline - time.monotonic()
        try:
            if not self._poll.poll(max(0.0, left) * 1000):
                raise _Died(timed_out=True)
            chunk = os.read(self._process.stdout.fileno(), min(most, CHUNK))
        except (OSError, ValueError):
            # Another thread closed the pool.
            raise _Died(self._process.poll()) from None
        if not chunk:
            raise _Died(self._process.wait())
        return chunk


def _busy() -> Busy:
    return Busy("too many queries are waiting.", remedy="Try again in a moment.")


def _as_error(said: dict[str, Any]) -> CommuniqueError:
    kind = said.get("type")
    if kind == "query":
        return QueryError(
            said["message"], line=said["line"], column=said["column"], remedy=said["remedy"]
        )
    if kind == "limit":
        return LimitExceeded(said["kind"], said["limit"])
    return StoreError(said["message"], place=said["place"], remedy=said["remedy"])
