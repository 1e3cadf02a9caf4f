"""The servers that are compared, each on a free port of the loopback address, for one block."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TOOLS = Path(sys.executable).parent
PEERS = Path(__file__).resolve().parents[1] / "build" / "bench-peers"
"""Where `bench/setup.sh` puts what comes from PyPI."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: its port, its process and the path of its endpoint."""

    port: int
    process: int
    path: str


@contextmanager
def communique(workspace: Path, **settings: object) -> Iterator[Server]:
    """Serve the current release; queries may take their time, for the peers have no deadline."""
    port = free_port()
    wanted = {"limits_query_seconds": 600} | settings
    environment = {f"COMMUNIQUE_{name.upper()}": str(value) for name, value in wanted.items()}
    arguments = [TOOLS / "communique", "serve", "--workspace", workspace, "--port", port]
    with running(arguments, port, environment) as process:
        yield Server(port, process, "/sparql")


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Serve a store of Oxigraph by Oxigraph."""
    port = free_port()
    arguments = [TOOLS / "oxigraph", "serve-read-only", "--location", folder]
    bind = ["--union-default-graph", "--bind", f"127.0.0.1:{port}"]
    with running([*arguments, *bind], port) as process:
        yield Server(port, process, "/query")


@contextmanager
def rdflib_endpoint(dump: Path) -> Iterator[Server]:
    """Serve N-Quads by rdflib-endpoint, in its own environment."""
    port = free_port()
    command = [PEERS / "bin" / "rdflib-endpoint", "serve", "--host", "127.0.0.1", "--port", port]
    with running([*command, dump], port, patience=600) as process:
        yield Server(port, process, "/")


@contextmanager
def nginx(files: Path) -> Iterator[Server]:
    """Serve a folder by nginx, with one process."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="communique-nginx-") as scratch:
        # As root it would take another user, who may not read these folders.
        user = "user root;" if os.geteuid() == 0 else ""
        config = Path(scratch) / "nginx.conf"
        config.write_text(
            f"""
            {user} worker_processes 1; daemon off; pid {scratch}/pid; error_log {scratch}/error.log;
            events {{ worker_connections 256; }}
            http {{
              access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000;
              types {{ text/html html; application/n-triples nt; }}
              open_file_cache max=100;
              server {{ listen 127.0.0.1:{port}; root {files}; }}
            }}
            """,
            encoding="utf-8",
        )
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        with running([program, "-p", scratch, "-c", config], port) as process:
            yield Server(port, process, "/")


@contextmanager
def running(
    arguments: list[object],
    port: int,
    environment: Mapping[str, str] | None = None,
    patience: float = 120,
) -> Iterator[int]:
    """Run a server until the block ends; begin when it listens. Yields its process."""
    process = subprocess.Popen(
        [str(argument) for argument in arguments],
        env=os.environ | dict(environment or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + patience
        while process.poll() is None and time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            raise SystemExit(f"{arguments[0]} ended before it answered.")
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def command(name: str, *arguments: object) -> float:
    """Run a tool of the environment; return the seconds it took."""
    began = time.monotonic()
    subprocess.run([str(TOOLS / name), *map(str, arguments)], check=True)
    return time.monotonic() - began


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
