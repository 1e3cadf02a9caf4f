"""Runs the publisher: one granian process for HTTP, one that forks the query processes.

Both are forked from this one, which has loaded the release before: the memory is there once until
somebody writes to it.
"""

import logging
import mmap
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Thread

from flask import Flask
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from communique.errors import CommuniqueError, UsageError
from communique.publish.release import open_current
from communique.store import engine
from communique.store.replica import Replica
from communique.store.room import wants_memory
from communique.store.workers import WAITING_FOR_EACH
from communique.workspace import Workspace, open_workspace
from communique_server import create_app
from communique_server.current import Publication, name_of, publication_of

logger = logging.getLogger(__name__)

SPARE_THREADS = 16
"""Requests that can be worked on while as many as may wait for a query process do so."""
_HEADER_BYTES = 128 * 1024


class Prepared:
    """What was loaded and started while there was one thread, so that forks share it."""

    def __init__(self, replica: Replica | None, channel: socket.socket) -> None:
        self._replica = replica
        self._channel = channel
        self._taken = mmap.mmap(-1, 1)

    def take(self) -> tuple[Replica | None, socket.socket | None]:
        """Return the replica and the channel to the engine, to the first process that asks.

        A process that takes the place of that one starts an engine of its own: the first is still
        talked to until the old process has ended.
        """
        if self._taken[0]:
            self._channel.close()
            return None, None
        self._taken[0] = 1
        return self._replica, self._channel

    def let_go(self) -> None:
        """Close the channel here, so that the engine ends with the process that took it."""
        self._channel.close()


def prepare(workspace: Workspace, processes: int) -> Prepared:
    """Load the current release, if it has room in memory, and start the engine with it."""
    settings = replace(workspace.settings.server, workers=processes)
    replica = None
    try:
        current = open_current(workspace)
        if current and wants_memory(settings, current.counts.get("quads", 0)):
            replica = Replica.load(current.path / "store", name_of(current))
    except CommuniqueError as error:
        # The application says it to every visitor, until there is one that can be opened.
        logger.error("the current release cannot be loaded: %s", error)
    return Prepared(replica, engine.start(workspace.settings.limits.query_memory, replica))


def application(workspace: Workspace, processes: int, prepared: Prepared) -> Flask:
    """Make the application in granian's own process, which has just been forked."""
    engine.end_with_parent(signal.SIGTERM)
    replica, channel = prepared.take()
    if channel is None:
        # After a reload: the settings may have changed.
        workspace = open_workspace(workspace.root)
    app = create_app(workspace, processes=processes, replica=replica, channel=channel)
    _close_at_signal(publication_of(app), workspace.settings.server.shutdown_seconds)
    return app


def serve(
    workspace: Workspace, host: str, port: int, processes: int, *, started: Callable[[], None]
) -> None:
    """Serve until SIGINT or SIGTERM; SIGHUP reloads the settings and drops no request.

    `started` runs in a thread once the server was forked.

    Raises UsageError when something else listens on the port.
    """
    _refuse_a_busy_port(host, port)
    prepared = prepare(workspace, processes)
    threads = processes * (WAITING_FOR_EACH + 1) + SPARE_THREADS
    server = Server(
        __name__,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        backpressure=threads * 8,
        websockets=False,
        http1_settings=HTTP1Settings(max_buffer_size=_HEADER_BYTES),
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=int(workspace.settings.server.shutdown_seconds) + 3,
    )

    def announce() -> None:
        while not server.wrks:
            time.sleep(0.01)
        prepared.let_go()
        started()

    server.on_startup(lambda: Thread(target=announce, daemon=True).start())
    server.serve(
        target_loader=partial(application, workspace, processes, prepared), wrap_loader=False
    )


def _refuse_a_busy_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"cannot listen there: {error.strerror or error}.",
                place=f"{host}:{port}",
                remedy="Stop what listens there, or name another port with --port.",
            ) from None


def _close_at_signal(publication: Publication, patience: float) -> None:
    """Have SIGINT and SIGTERM end the queries that are under way after so many seconds.

    granian installs handlers of its own later; the descriptor of Python's wake-ups stays ours.
    """
    woken, wake = socket.socketpair()
    wake.setblocking(False)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)

    def wait() -> None:
        with wake:
            while woken.recv(1)[:1] not in (bytes([signal.SIGINT]), bytes([signal.SIGTERM])):
                continue
            publication.rest(patience)
            publication.close()

    Thread(target=wait, daemon=True).start()
