"""What passes between the publisher and a query process: one letter, a length, so many bytes."""

import struct
from typing import BinaryIO, Protocol

READY, REQUEST, ANSWER, ERROR = b"R", b"Q", b"A", b"E"

HEAD = struct.Struct(">cQ")


class Writer(Protocol):
    """A stream that may take less than it is given."""

    def write(self, data: memoryview, /) -> int | None:
        """Take bytes; return how many."""
        ...


def write_frame(stream: Writer, kind: bytes, payload: bytes) -> None:
    """Write one frame whole."""
    for part in (HEAD.pack(kind, len(payload)), payload):
        rest = memoryview(part)
        while rest:
            rest = rest[stream.write(rest) or 0 :]


def read_frame(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """Return the kind and the payload of the next frame; None at the end of the stream."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, length = HEAD.unpack(head)
    return kind, stream.read(length)
