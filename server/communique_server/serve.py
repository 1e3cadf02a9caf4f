"""Runs the publisher: one granian process for HTTP, one that forks the query processes.

Both are forked from this one, which has loaded the release before: the memory is there once until
somebody writes to it.
"""

import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from threading import Thread

from flask import Flask
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from communique.errors import UsageError
from communique.publish.release import open_current
from communique.store import engine
from communique.store.replica import Replica
from communique.store.room import wants_memory
from communique.store.workers import WAITING_FOR_EACH
from communique.workspace import Workspace
from communique_server import create_app
from communique_server.current import Publication, name_of, publication_of

SPARE_THREADS = 16
"""Requests that can be worked on while as many as may wait for a query process do so."""
_HEADER_BYTES = 128 * 1024


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was loaded and started while there was one thread, so that forks share it."""

    replica: Replica | None
    channel: socket.socket


def prepare(workspace: Workspace, processes: int) -> Prepared:
    """Load the current release, if it has room in memory, and start the engine with it."""
    settings = replace(workspace.settings.server, workers=processes)
    current = open_current(workspace)
    replica = None
    if current and wants_memory(settings, current.counts.get("quads", 0)):
        replica = Replica.load(current.path / "store", name_of(current))
    return Prepared(replica, engine.start(workspace.settings.limits.query_memory, replica))


def application(workspace: Workspace, processes: int, prepared: Prepared) -> Flask:
    """Make the application in granian's own process, which has just been forked."""
    engine.end_with_parent(signal.SIGTERM)
    app = create_app(
        workspace, processes=processes, replica=prepared.replica, channel=prepared.channel
    )
    _close_at_signal(publication_of(app))
    return app


def serve(
    workspace: Workspace, host: str, port: int, processes: int, *, started: Callable[[], None]
) -> None:
    """Serve until SIGINT or SIGTERM. `started` runs in a thread once the server was forked.

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
        workers_kill_timeout=3,
    )

    def announce() -> None:
        while not server.wrks:
            time.sleep(0.01)
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


def _close_at_signal(publication: Publication) -> None:
    """Have SIGINT and SIGTERM end the queries under way, so that stopping waits for none of them.

    granian installs handlers of its own later; the descriptor of Python's wake-ups stays ours.
    """
    woken, wake = socket.socketpair()
    wake.setblocking(False)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)

    def wait() -> None:
        with wake:
            while woken.recv(1)[:1] not in (bytes([signal.SIGINT]), bytes([signal.SIGTERM])):
                continue
            publication.close()

    Thread(target=wait, daemon=True).start()
