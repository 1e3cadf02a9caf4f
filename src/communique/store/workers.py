"""Query processes: what runs too long is killed, and the others go on.

The engine has no timeout, so a query that a stranger wrote runs in a process of its own on the
read-only snapshot of a release. `QueryPool` is safe to call from many threads.
"""

import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from communique.config import LimitSettings
from communique.errors import (
    CommuniqueError,
    LimitExceeded,
    QueryError,
    QueryTimeout,
    StoreError,
)
from communique.store.base import DatasetChoice
from communique.store.cardinalities import Cardinalities
from communique.store.channel import Message, pair, receive, send
from communique.store.oxigraph import AnswerForm
from communique.store.replica import Step
from communique.store.turns import Turns
from communique.store.worker import as_error

log = logging.getLogger(__name__)

START_SECONDS = 60.0
"""How long a query process may take to start."""
WAITING_FOR_EACH = 16
"""Queries that may wait for each process before the next is turned away."""
_LOOK = 0.25
"""Seconds between two looks whether the one who asked is still there."""
_TELLING = 1.0
"""Seconds to wait for word of how a process ended."""


class Abandoned(StoreError):
    """The one who asked is gone; nobody reads the answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a query: bytes, or an open file to read from its beginning."""

    size: int
    data: bytes = b""
    file: IO[bytes] | None = None

    def read(self) -> bytes:
        """Return all bytes."""
        if self.file is None:
            return self.data
        with self.file:
            return self.file.read()


class QueryEngine:
    """The process that forks query processes, seen from the publisher (`store.engine`)."""

    def __init__(self, memory: int, channel: socket.socket | None = None) -> None:
        """Start an engine, or talk to one that was started; a query may take `memory` bytes."""
        self._process: subprocess.Popen[bytes] | None = None
        self._channel = channel or self._start(memory)
        self._changed = threading.Condition()
        self._opened: dict[str, bool] = {}
        self._pools: dict[str, QueryPool] = {}
        self._ended: dict[int, int] = {}
        self._learning: dict[str, Callable[[Cardinalities], None]] = {}
        self._closed = False
        threading.Thread(target=self._listen, name="engine", daemon=True).start()

    def open(
        self, pool: "QueryPool", *, in_memory: bool, steps: Sequence[Step] | None = None
    ) -> bool:
        """Have the engine hold the release of a pool; return whether it is in memory.

        With `steps` it follows from what it holds. Raises StoreError when the engine has ended.
        """
        order = {
            "do": "open",
            "release": pool.release,
            "path": str(pool.path),
            "memory": in_memory,
            "steps": [[str(s.added), str(s.removed)] for s in steps] if steps else None,
        }
        with self._changed:
            self._pools[pool.release] = pool
            self._opened.pop(pool.release, None)
        self._tell(order)
        with self._changed:
            self._changed.wait_for(lambda: pool.release in self._opened or self._closed)
            if pool.release not in self._opened:
                raise StoreError("the process that starts query processes has ended.")
            return self._opened[pool.release]

    def fork(self, release: str) -> None:
        """Ask for a query process; it goes to the pool of that release when it is there."""
        self._tell({"do": "fork", "release": release})

    def count(self, release: str, learn: Callable[[Cardinalities], None]) -> None:
        """Have a release counted, and its figures told when they are there."""
        with self._changed:
            self._learning[release] = learn
        self._tell({"do": "count", "release": release})

    def forget(self, pool: "QueryPool") -> None:
        """Hand that pool no processes any more."""
        with self._changed:
            if self._pools.get(pool.release) is pool:
                del self._pools[pool.release]

    def how_ended(self, process: int) -> int | None:
        """Return the exit code of a query process, -N for signal N; None if nobody says."""
        with self._changed:
            self._changed.wait_for(lambda: process in self._ended or self._closed, _TELLING)
            return self._ended.pop(process, None)

    def close(self) -> None:
        """End the engine."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        with suppress(OSError):
            self._channel.shutdown(socket.SHUT_RDWR)
        if self._process:
            self._process.wait()

    def _start(self, memory: int) -> socket.socket:
        ours, theirs = pair()
        # -P: a module in the current directory must not stand in for one of ours.
        command = [sys.executable, "-P", "-m", "communique.store.engine"]
        with theirs:
            self._process = subprocess.Popen(
                [*command, str(theirs.fileno()), str(memory)],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        return ours

    def _tell(self, order: dict[str, object]) -> None:
        try:
            send(self._channel, order)
        except OSError:
            if not self._closed:
                log.error("the process that starts query processes has ended")

    def _listen(self) -> None:
        try:
            while (told := receive(self._channel)) is not None:
                self._hear(told)
        except OSError:
            pass
        with self._changed:
            self._closed = True
            pools = list(self._pools.values())
            self._changed.notify_all()
        self._channel.close()
        for pool in pools:
            pool.close()

    def _hear(self, told: Message) -> None:
        head = told.head
        if "worker" in head:
            worker = _Worker(head["worker"], socket.socket(fileno=told.descriptors[0]))
            with self._changed:
                pool = self._pools.get(head["release"])
            if pool is None:
                worker.kill()
            else:
                pool.take_in(worker)
            return
        if "counted" in head:
            with self._changed:
                learn = self._learning.pop(head["counted"], None)
            if learn:
                learn(Cardinalities.from_json(json.loads(told.read())))
            return
        with self._changed:
            if "opened" in head:
                self._opened[head["opened"]] = head["memory"]
            elif "died" in head:
                self._ended[head["died"]] = head["status"]
                while len(self._ended) > 100:
                    del self._ended[next(iter(self._ended))]
            self._changed.notify_all()


class QueryPool:
    """Processes that answer queries on one snapshot."""

    def __init__(
        self,
        path: Path,
        processes: int,
        seconds: float,
        *,
        memory: int = LimitSettings().query_memory,
        engine: QueryEngine | None = None,
        release: str = "",
        in_memory: bool = False,
        steps: Sequence[Step] | None = None,
    ) -> None:
        """Open a release by an engine, or by one of the pool's own. Raises StoreError."""
        self.path = path
        self.seconds = seconds
        self.memory = memory
        self.release = release
        self.processes = max(1, processes)
        self.stopped = self.abandoned = self.started = 0
        self._own = engine is None
        self._engine = engine or QueryEngine(memory)
        self._turns: Turns[_Worker] = Turns(self.processes * WAITING_FOR_EACH)
        self._lock = threading.Lock()
        self._all: set[_Worker] = set()
        self.in_memory = self._engine.open(self, in_memory=in_memory, steps=steps)
        for _ in range(self.processes):
            self._engine.fork(release)

    @property
    def waiting(self) -> int:
        """How many queries wait for a process."""
        return self._turns.waiting

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
        """Return the answer as bytes of the media type of `form`; see `ask`."""
        return self.ask(query, form, dataset=dataset, limits=limits, allow=allow, base=base).read()

    def ask(
        self,
        query: str,
        form: AnswerForm,
        *,
        dataset: DatasetChoice | None = None,
        limits: LimitSettings | None = None,
        allow: Collection[str] = (),
        base: str | None = None,
        client: str = "",
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """Return the answer in the media type of `form`; relative IRIs lie under `base`.

        Processes go in turn to the clients that wait. Raises QueryError, LimitExceeded,
        QueryTimeout at the deadline, Busy when too many wait, Abandoned when `gone` says that the
        client has left, and StoreError when a process fails.
        """
        limits, dataset = limits or LimitSettings(), dataset or DatasetChoice()
        request = {
            "media_type": form.media_type,
            "default": dataset.default,
            "named": dataset.named,
            "rows": limits.result_rows,
            "bytes": limits.result_bytes,
            "allow": tuple(allow),
            "base": base,
            "seconds": self.seconds,
        }
        worker = self._turns.take(client, self.seconds)
        if worker is None:
            raise StoreError("the query processes have been closed.")
        healthy = False
        try:
            answer = worker.ask(request, query.encode(), self.seconds, gone)
            healthy = True
        except _Died as death:
            raise self._explain(death, worker) from None
        finally:
            self._turns.done(client)
            self._give_back(worker, healthy=healthy)
        if "error" in answer.head:
            raise as_error(answer.head["error"])
        return Answer(answer.head["size"], answer.data, answer.file)

    def take_in(self, worker: "_Worker") -> None:
        """Let a new process answer."""
        with self._lock:
            closed = self._turns.closed
            if not closed:
                self.started += 1
                self._all.add(worker)
        if closed:
            worker.kill()
        else:
            self._turns.put(worker)

    def move_to(self, engine: QueryEngine) -> None:
        """Let another engine, which has the release in memory, start all processes from now on."""
        engine.open(self, in_memory=True)
        with self._lock:
            before, self._engine = self._engine, engine
            old = set(self._all)
            for worker in old:
                worker.retired = True
        before.forget(self)
        self._own = False
        self.in_memory = True
        for _ in range(self.processes):
            engine.fork(self.release)
        for worker in self._turns.withdraw_idle():
            if worker.retired:
                self._remove(worker)
            else:
                self._turns.put(worker)

    def close(self) -> None:
        """End all processes; queries under way fail."""
        self._turns.close()
        with self._lock:
            workers = list(self._all)
            self._all.clear()
        self._engine.forget(self)
        for worker in workers:
            worker.kill()
        if self._own:
            self._engine.close()

    def __enter__(self) -> "QueryPool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _give_back(self, worker: "_Worker", *, healthy: bool) -> None:
        if healthy and not worker.retired:
            self._turns.put(worker)
            return
        self._remove(worker)
        if not worker.retired and not self._turns.closed:
            self._engine.fork(self.release)

    def _remove(self, worker: "_Worker") -> None:
        with self._lock:
            self._all.discard(worker)
        worker.kill()

    def _explain(self, death: "_Died", worker: "_Worker") -> CommuniqueError:
        if death.timed_out:
            self.stopped += 1
            return QueryTimeout(self.seconds)
        if death.abandoned:
            self.abandoned += 1
            return Abandoned("the client is gone.")
        if self._turns.closed:
            return StoreError("the query processes have been closed.")
        status = self._engine.how_ended(worker.process)
        if status == -signal.SIGABRT:
            # The engine aborts when memory is refused to it.
            return LimitExceeded("bytes of memory", self.memory)
        if status == -signal.SIGSEGV:
            # The engine reads nested groups by recursion; past some thousands its stack ends.
            return QueryError("the query is nested too deeply.", remedy="Use fewer braces.")
        log.error("a query process ended with status %s", status)
        return StoreError("the process that answered the query ended.", remedy="Try again.")


class _Died(Exception):
    """A worker that gave no answer."""

    def __init__(self, *, timed_out: bool = False, abandoned: bool = False) -> None:
        super().__init__()
        self.timed_out = timed_out
        self.abandoned = abandoned


class _Worker:
    """A query process, seen from the publisher."""

    def __init__(self, process: int, channel: socket.socket) -> None:
        self.process = process
        self.retired = False
        self._channel = channel
        self._lock = threading.Lock()
        try:
            # Not its number: another process may have that by the time it is killed.
            self._handle = os.pidfd_open(process)
        except OSError:
            self._handle = -1
        self._poll = select.poll()
        self._poll.register(channel, select.POLLIN)

    def ask(
        self,
        request: dict[str, object],
        query: bytes,
        seconds: float,
        gone: Callable[[], bool] | None,
    ) -> Message:
        """Return the answer. Raises _Died."""
        deadline = time.monotonic() + seconds
        try:
            with suppress(BrokenPipeError):
                # One that could not open the release has said so before it ended.
                send(self._channel, request, query)
            self._wait(deadline, gone)
            answer = receive(self._channel)
        except (OSError, ValueError):
            # It has ended, or another thread closed the pool.
            raise _Died from None
        if answer is None:
            raise _Died
        return answer

    def kill(self) -> None:
        """End the process and close the channel."""
        with self._lock:
            if self._handle >= 0:
                with suppress(OSError):
                    signal.pidfd_send_signal(self._handle, signal.SIGKILL)
                os.close(self._handle)
                self._handle = -1
            with suppress(OSError):
                # Before it is closed, so that whoever waits for an answer wakes up.
                self._channel.shutdown(socket.SHUT_RDWR)
            self._channel.close()

    def _wait(self, deadline: float, gone: Callable[[], bool] | None) -> None:
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise _Died(timed_out=True)
            if self._poll.poll((min(left, _LOOK) if gone else left) * 1000):
                return
            if gone and gone():
                raise _Died(abandoned=True)
