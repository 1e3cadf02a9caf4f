"""Keeps answers within their limits: bytes while they are written, rows once they are.

A large answer is written to an unnamed file, so that no process holds it in memory.
"""

import io
import mmap
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from communique.errors import LimitExceeded

KEPT_IN_MEMORY = 60_000
"""Bytes of an answer that stay in memory; more go to a file."""
_LARGE = 16 * 1024 * 1024
"""Bytes up to which that file is one in memory (memfd_create(2))."""
_BLOCK = 1 << 20


class AnswerBuffer(io.RawIOBase):
    """Takes an answer as it is written, so many bytes and no more."""

    def __init__(self, limit: int, in_memory: int = KEPT_IN_MEMORY) -> None:
        super().__init__()
        self.limit = limit
        self.size = 0
        self._room = in_memory
        self._file: IO[bytes] = io.BytesIO()

    @property
    def file(self) -> IO[bytes] | None:
        """The file that holds the answer; None if it is in memory."""
        return None if isinstance(self._file, io.BytesIO) else self._file

    def writable(self) -> bool:
        """Say that bytes can be written."""
        return True

    def write(self, data: Any) -> int:
        """Take bytes. Raises LimitExceeded."""
        self.size += len(data)
        if self.size > self.limit:
            raise LimitExceeded("bytes", self.limit)
        if self.size > self._room:
            self._move()
        return self._file.write(data)

    def _move(self) -> None:
        """Go on in a file, which is in memory itself as long as it is not large."""
        if self.size <= _LARGE:
            spool: IO[bytes] = os.fdopen(os.memfd_create("answer", os.MFD_CLOEXEC), "w+b")
            self._room = _LARGE
        else:
            spool = tempfile.TemporaryFile()  # noqa: SIM115 - closed with this buffer
            self._room = self.limit
        for block in self.blocks():
            spool.write(block)
        self._file.close()
        self._file = spool

    def getvalue(self) -> bytes:
        """Return the whole answer."""
        self._file.seek(0)
        return self._file.read()

    def blocks(self) -> Iterator[bytes]:
        """Yield the answer piece by piece."""
        self._file.flush()
        self._file.seek(0)
        return iter(lambda: self._file.read(_BLOCK), b"")

    def matches(self, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
        """Yield the matches in the answer, which need not be in memory for it."""
        self._file.flush()
        if isinstance(self._file, io.BytesIO):
            return pattern.finditer(self._file.getbuffer())
        return pattern.finditer(mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ))

    def close(self) -> None:
        """Let go of the answer."""
        self._file.close()
        super().close()


def refuse_too_many_rows(answer: AnswerBuffer, extension: str, limit: int) -> None:
    """Raise LimitExceeded if an answer that the engine wrote has more rows than `limit`.

    The engine writes answers four times as fast as Python could count their solutions, so the rows
    are counted in the bytes. The first count may be too high, never too low.
    """
    least, quick, exact = _COUNTS[extension]
    if answer.size > limit * least and quick(answer) > limit and exact(answer) > limit:
        raise LimitExceeded("rows", limit)


def _occurrences(mark: bytes, more: int) -> Callable[[AnswerBuffer], int]:
    """Return what counts a mark of one to three bytes wherever it stands, plus `more`."""

    def count(answer: AnswerBuffer) -> int:
        found, end = 0, b""
        for block in answer.blocks():
            found += (end + block).count(mark)
            end = block[-(len(mark) - 1) :] if len(mark) > 1 else b""
        return found + more

    return count


def _outside(strings: bytes, mark: bytes, more: int) -> Callable[[AnswerBuffer], int]:
    """Return what counts a mark outside of strings, plus `more`."""
    pattern = re.compile(strings + b"|" + re.escape(mark), re.DOTALL)

    def count(answer: AnswerBuffer) -> int:
        return sum(match.group() == mark for match in answer.matches(pattern)) + more

    return count


_rows_of_xml = _occurrences(b"<result>", 0)
_rows_of_tsv = _occurrences(b"\n", -1)
# How many bytes the shortest row has, a quick count, an exact one.
_COUNTS = {
    "srx": (17, _rows_of_xml, _rows_of_xml),
    "tsv": (1, _rows_of_tsv, _rows_of_tsv),
    "csv": (2, _rows_of_tsv, _outside(rb'"[^"]*"', b"\n", -1)),
    # `},{` stands between rows only: within a row a comma is followed by a key.
    "srj": (3, _occurrences(b"},{", 1), _outside(rb'"(?:[^"\\]|\\.)*"', b"},{", 1)),
}
