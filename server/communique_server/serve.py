"""Runs the publisher: one granian process for HTTP, which starts its own query processes.

The workspace reaches that process by its path in the environment, for granian loads the application
by name.
"""

import ctypes
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from flask import Flask
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from communique.errors import UsageError
from communique.workspace import open_workspace
from communique_server import create_app

WORKSPACE = "COMMUNIQUE_SERVE_WORKSPACE"
PROCESSES = "COMMUNIQUE_SERVE_PROCESSES"
THREADS = 16
"""Requests that one process works on at a time; most of them wait for a query process."""
_PARENT_DEATH = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
_HEADER_BYTES = 128 * 1024


def application() -> Flask:
    """Make the application from the environment that `serve` set; called in granian's process."""
    _end_with_parent()
    return create_app(
        open_workspace(Path(os.environ[WORKSPACE])), processes=int(os.environ[PROCESSES])
    )


def serve(
    workspace: Path, host: str, port: int, processes: int, *, ready: Callable[[], None]
) -> None:
    """Serve until SIGINT or SIGTERM. `ready` runs in a thread of its own, beside the server.

    Raises UsageError when something else listens on the port.
    """
    _refuse_a_busy_port(host, port)
    os.environ[WORKSPACE] = str(workspace)
    os.environ[PROCESSES] = str(processes)
    server = Server(
        f"{__name__}:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        backpressure=THREADS * 8,
        websockets=False,
        http1_settings=HTTP1Settings(max_buffer_size=_HEADER_BYTES),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=3,
    )
    server.on_startup(lambda: Thread(target=ready, daemon=True).start())
    server.serve()


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


def _end_with_parent() -> None:
    """Have the kernel end this process when its parent is gone, however that died."""
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl"):
        libc.prctl(_PARENT_DEATH, signal.SIGTERM)
