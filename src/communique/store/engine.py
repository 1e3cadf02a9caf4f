"""The engine: a process that holds a release and forks the processes that answer queries.

It has one thread and answers no query itself, so it can be forked at any time; a fork shares the
memory it does not touch. It ends when its channel is closed. Orders are messages with a key `do`:

    open    release, path, memory, steps   hold another release; answers {opened, memory}
    fork    release                        answers {worker, release} with the worker's channel
    count   release                        answers {counted} with the figures, after a while

Of its own accord it tells {died, status} of each query process that has ended.
"""

import ctypes
import gc
import json
import logging
import os
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from communique.errors import CommuniqueError
from communique.store.channel import pair, receive, send
from communique.store.lookups import count_snapshot
from communique.store.oxigraph import EmbeddedStore
from communique.store.replica import Replica, Step
from communique.store.worker import describe, serve

log = logging.getLogger(__name__)

_PARENT_DEATH = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
_UNHURRIED = 10
"""How nice counting is to queries."""
_PATIENT = 5
"""How nice queries are to lookups and pages, which the publisher answers itself."""


class Engine:
    """What the process does; `replica` is a release that is in memory already."""

    def __init__(self, channel: socket.socket, memory: int, replica: Replica | None = None) -> None:
        self._channel = channel
        self._memory = memory
        self._replica = replica
        self._paths: dict[str, Path] = {}

    def run(self) -> None:
        """Follow orders until the channel is closed; tell which processes have ended, and how."""
        woken, self._wake = socket.socketpair()
        self._wake.setblocking(False)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        while True:
            ready, _, _ = select.select([self._channel, woken], [], [])
            if woken in ready:
                woken.recv(512)
                self._bury()
            if self._channel in ready:
                order = receive(self._channel)
                if order is None:
                    return
                if order.head["do"] == "open":
                    self._open(order.head)
                elif order.head["do"] == "fork":
                    self._fork(order.head["release"])
                else:
                    self._count(order.head["release"])

    def _bury(self) -> None:
        while True:
            try:
                process, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if process == 0:
                return
            code = os.waitstatus_to_exitcode(status)
            send(self._channel, {"died": process, "status": code})

    def _open(self, order: dict[str, Any]) -> None:
        release, path = order["release"], Path(order["path"])
        # Only the release before may still need processes, which answer from the disk.
        self._paths = {k: self._paths[k] for k in list(self._paths)[-1:]} | {release: path}
        in_memory = bool(order["memory"]) and self._held(release, path, order["steps"])
        if not in_memory:
            self._replica = None
        send(self._channel, {"opened": release, "memory": in_memory})

    def _held(self, release: str, path: Path, steps: list[list[str]] | None) -> bool:
        if self._replica and self._replica.release == release:
            return True
        if self._replica and steps is not None:
            return self._replica.follow([Step(*map(Path, step)) for step in steps], release)
        try:
            self._replica = None
            self._replica = Replica.load(path, release)
        except CommuniqueError as error:
            log.warning("queries are answered from the disk: %s", error)
        return self._replica is not None

    def _fork(self, release: str) -> None:
        ours, theirs = pair()
        gc.freeze()
        process = os.fork()
        if process == 0:
            ours.close()
            self._work(release, theirs)
        theirs.close()
        send(self._channel, {"worker": process, "release": release}, descriptors=[ours.fileno()])
        ours.close()

    def _work(self, release: str, channel: socket.socket) -> NoReturn:
        """Be a query process."""
        status = 1
        try:
            _become_child()
            os.nice(_PATIENT)
            self._channel.close()
            store = self._store(release)
            serve(store, channel, self._memory)
            status = 0
        except CommuniqueError as error:
            send(channel, {"error": describe(error)})
        except OSError:
            pass
        finally:
            os._exit(status)

    def _count(self, release: str) -> None:
        """Have a process of its own count the release, without haste."""
        if release not in self._paths or os.fork() != 0:
            return
        try:
            _become_child()
            os.nice(_UNHURRIED)
            counts = count_snapshot(self._paths[release])
            send(self._channel, {"counted": release}, json.dumps(counts.as_json()).encode())
        except (CommuniqueError, OSError) as error:
            log.warning("the release cannot be counted: %s", error)
        finally:
            os._exit(0)

    def _store(self, release: str) -> EmbeddedStore:
        if self._replica and self._replica.release == release:
            return self._replica.store
        return EmbeddedStore.open_read_only(self._paths[release])


def _become_child() -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    end_with_parent(signal.SIGKILL)


def start(memory: int, replica: Replica | None) -> socket.socket:
    """Fork an engine from this process, which must have one thread; return the channel to it."""
    ours, theirs = pair()
    if os.fork() == 0:
        ours.close()
        end_with_parent(signal.SIGKILL)
        run(theirs, memory, replica)
    theirs.close()
    return ours


def run(channel: socket.socket, memory: int, replica: Replica | None = None) -> NoReturn:
    """Be an engine."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        Engine(channel, memory, replica).run()
        status = 0
    except OSError:
        pass
    finally:
        os._exit(status)


def end_with_parent(number: int) -> None:
    """Have the kernel end this process when its parent is gone, however that died."""
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl"):
        libc.prctl(_PARENT_DEATH, number)


if __name__ == "__main__":
    run(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]))
