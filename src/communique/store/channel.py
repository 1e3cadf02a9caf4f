"""Messages between the publisher and its query processes: JSON, bytes, open files.

They pass over a Unix socket that keeps their borders (SOCK_SEQPACKET). What is too large for one
message is written to an unnamed file, whose descriptor is passed instead (unix(7), SCM_RIGHTS).
"""

import array
import json
import os
import socket
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, Any

INLINE = 60_000
"""Bytes that travel in the message itself."""
_BUFFER = 128 * 1024
_MOST_FILES = 4
_ITEM = array.array("i").itemsize


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its head, its bytes (or the file that holds them), further descriptors."""

    head: dict[str, Any]
    data: bytes = b""
    file: IO[bytes] | None = None
    descriptors: tuple[int, ...] = field(default=())

    def read(self) -> bytes:
        """Return the bytes, wherever they are."""
        if self.file is None:
            return self.data
        with self.file:
            return self.file.read()


def pair() -> tuple[socket.socket, socket.socket]:
    """Return the two ends of a channel."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(
    channel: socket.socket,
    head: dict[str, Any],
    data: bytes = b"",
    *,
    file: IO[bytes] | None = None,
    descriptors: Sequence[int] = (),
) -> None:
    """Send one message; `file` stands for its bytes, from its beginning. Raises OSError."""
    if file is None and len(data) > INLINE:
        with tempfile.TemporaryFile() as spool:
            spool.write(data)
            spool.flush()
            send(channel, head, file=spool, descriptors=descriptors)
        return
    passed = [*([file.fileno()] if file else []), *descriptors]
    start = json.dumps([head, file is not None]).encode()
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", passed))] if passed else []
    channel.sendmsg([start, b"\n", data], rights)


def receive(channel: socket.socket) -> Message | None:
    """Return the next message; None when the other end is closed. Raises OSError."""
    room = socket.CMSG_SPACE(_MOST_FILES * _ITEM)
    content, ancillary, _flags, _address = channel.recvmsg(_BUFFER, room, socket.MSG_CMSG_CLOEXEC)
    if not content:
        return None
    passed = array.array("i")
    for level, kind, rights in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            passed.frombytes(rights[: len(rights) - len(rights) % _ITEM])
    start, _, data = content.partition(b"\n")
    head, in_file = json.loads(start)
    if not in_file:
        return Message(head, data, None, tuple(passed))
    file = os.fdopen(passed[0], "rb")
    file.seek(0)
    return Message(head, b"", file, tuple(passed[1:]))
