"""Real remote stores on the loopback interface, each with a folder of its own."""

import gc
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from communique.config import StoreSettings

VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
NumberOfBuffers = 4000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = {rows}
"""
VIRTUOSO_ROWS = 100
"""Rows after which the Virtuoso of the tests cuts an answer: few, so that cutting is seen."""


@contextmanager
def oxigraph(folder: Path) -> Iterator[StoreSettings]:
    """Run `oxigraph serve` on an empty store."""
    port = free_port()
    command = Path(sys.executable).with_name("oxigraph")
    arguments = ["serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with _running([str(command), *arguments], f"http://127.0.0.1:{port}/"):
        yield StoreSettings(
            kind="sparql",
            query_endpoint=f"http://127.0.0.1:{port}/query",
            update_endpoint=f"http://127.0.0.1:{port}/update",
        )


@contextmanager
def virtuoso(folder: Path) -> Iterator[StoreSettings]:
    """Run Virtuoso on an empty database, with the password it comes with."""
    port = free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(
        VIRTUOSO_INI.format(folder=folder, port=port, sql_port=free_port(), rows=VIRTUOSO_ROWS)
    )
    command = ["virtuoso-t", "+foreground", "+configfile", str(ini)]
    with _running(command, f"http://127.0.0.1:{port}/sparql"):
        address = f"http://127.0.0.1:{port}/sparql-auth"
        yield StoreSettings("sparql", address, address, "dba", "dba")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], address: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _answers(address):
            assert process.poll() is None, f"{command[0]} ended before it answered"
            time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()
        # urllib leaves the refused half of each digest exchange to the garbage collector.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return True
    except OSError:
        return False
    return True
