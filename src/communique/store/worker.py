"""One process that answers queries on a snapshot: `communique.store.worker PATH BYTES QUADS`.

Requests come as frames on standard input and leave as frames on standard output (`frames`). A query
runs until it is answered, the parent kills the process, or the process's own alarm does: nothing in
the engine can stop it. The alarm also ends it when the parent is gone.
"""

import json
import logging
import os
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from communique.config import LimitSettings
from communique.errors import CommuniqueError, LimitExceeded, QueryError
from communique.store.base import DatasetChoice
from communique.store.frames import ANSWER, ERROR, READY, read_frame, write_frame
from communique.store.oxigraph import EmbeddedStore

log = logging.getLogger(__name__)

GRACE = 2.0
"""Seconds after the deadline at which a process ends itself, if the parent has not done it."""


@dataclass(frozen=True, slots=True)
class _Form:
    media_type: str


def main(path: Path, memory: int, memory_quads: int) -> None:
    """Answer requests until standard input ends; from memory, if there are so few quads."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Frames go to a descriptor of their own: whatever else prints must not break them.
    output = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    try:
        store = EmbeddedStore.open_read_only(path)
    except CommuniqueError as error:
        write_frame(output, ERROR, describe(error))
        return
    write_frame(output, READY, b"")
    held = _Held(store)
    if store.quad_count() <= memory_quads:
        Thread(target=held.move_to_memory, daemon=True).start()
    _serve(held, sys.stdin.buffer, output)


@dataclass(slots=True)
class _Held:
    """The store that answers: first the one on disk, which is there at once."""

    store: EmbeddedStore

    def move_to_memory(self) -> None:
        """Answer from memory from now on; from the disk, if that fails."""
        try:
            self.store = self.store.copied_to_memory()
        except CommuniqueError as error:
            log.warning("queries are answered from the disk: %s", error)


def _serve(held: _Held, requests: BinaryIO, output: Any) -> None:
    while (frame := read_frame(requests)) is not None:
        request = json.loads(frame[1])
        signal.setitimer(signal.ITIMER_REAL, request["seconds"] + GRACE)
        try:
            kind, payload = ANSWER, _answer(held.store, request)
        except CommuniqueError as error:
            kind, payload = ERROR, describe(error)
        signal.setitimer(signal.ITIMER_REAL, 0)
        write_frame(output, kind, payload)


def _answer(store: EmbeddedStore, request: dict[str, Any]) -> bytes:
    return store.answer(
        request["query"],
        _Form(request["media_type"]),
        dataset=DatasetChoice(tuple(request["default"]), tuple(request["named"])),
        limits=LimitSettings(result_rows=request["rows"], result_bytes=request["bytes"]),
        allow=request["allow"],
        base=request["base"],
    )


def describe(error: CommuniqueError) -> bytes:
    """Return an error as the parent can raise it again."""
    said: dict[str, Any] = {"message": error.message, "place": error.place, "remedy": error.remedy}
    if isinstance(error, QueryError):
        said |= {"type": "query", "line": error.line, "column": error.column}
    elif isinstance(error, LimitExceeded):
        said |= {"type": "limit", "kind": error.kind, "limit": error.limit}
    return json.dumps(said).encode()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
