"""A query process: answers one query after the other until its channel is closed.

It is forked by the engine (`communique.store.engine`) and has the release in memory or on disk. A
query runs until it is answered, the publisher kills the process, or the process's own alarm does:
nothing in the engine can stop it.
"""

import logging
import resource
import signal
import socket
from dataclasses import dataclass
from typing import Any

from communique.config import LimitSettings
from communique.errors import CommuniqueError, LimitExceeded, QueryError, StoreError
from communique.store.base import DatasetChoice
from communique.store.channel import Message, receive, send
from communique.store.oxigraph import EmbeddedStore
from communique.store.results import AnswerBuffer

log = logging.getLogger(__name__)

GRACE = 2.0
"""Seconds after the deadline at which a process ends itself, if the publisher has not done it."""


@dataclass(frozen=True, slots=True)
class _Form:
    media_type: str


def serve(store: EmbeddedStore, channel: socket.socket, memory: int) -> None:
    """Answer until the channel is closed, within so many bytes of address space."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    while (asked := receive(channel)) is not None:
        signal.setitimer(signal.ITIMER_REAL, asked.head["seconds"] + GRACE)
        _answer(store, asked, channel)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(store: EmbeddedStore, asked: Message, channel: socket.socket) -> None:
    request = asked.head
    with AnswerBuffer(request["bytes"]) as output:
        try:
            store.write_answer(
                asked.read().decode(),
                _Form(request["media_type"]),
                output,
                dataset=DatasetChoice(tuple(request["default"]), tuple(request["named"])),
                limits=LimitSettings(result_rows=request["rows"], result_bytes=request["bytes"]),
                allow=request["allow"],
                base=request["base"],
            )
        except CommuniqueError as error:
            send(channel, {"error": describe(error)})
            return
        if (file := output.file) is not None:
            file.flush()
            send(channel, {"size": output.size}, file=file)
        else:
            send(channel, {"size": output.size}, output.getvalue())


def describe(error: CommuniqueError) -> dict[str, Any]:
    """Return an error as the publisher can raise it again."""
    said: dict[str, Any] = {"message": error.message, "place": error.place, "remedy": error.remedy}
    if isinstance(error, QueryError):
        return said | {"type": "query", "line": error.line, "column": error.column}
    if isinstance(error, LimitExceeded):
        return said | {"type": "limit", "kind": error.kind, "limit": error.limit}
    return said


def as_error(said: dict[str, Any]) -> CommuniqueError:
    """Return the error that a query process described."""
    kind = said.get("type")
    if kind == "query":
        return QueryError(
            said["message"], line=said["line"], column=said["column"], remedy=said["remedy"]
        )
    if kind == "limit":
        return LimitExceeded(said["kind"], said["limit"])
    return StoreError(said["message"], place=said["place"], remedy=said["remedy"])
