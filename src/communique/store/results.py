"""Keeps answers within their limits: bytes while they are written, rows when they are."""

import io
import re

from communique.errors import LimitExceeded

_JSON_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_CSV_QUOTED = re.compile(rb'"[^"]*"')


class LimitedBuffer(io.BytesIO):
    """A buffer that takes so many bytes and no more."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Take bytes. Raises LimitExceeded."""
        if self.tell() + len(data) > self.limit:
            raise LimitExceeded("bytes", self.limit)
        return super().write(data)


def too_many_rows(data: bytes, extension: str, limit: int) -> None:
    """Raise LimitExceeded if an answer that the engine wrote has more rows than `limit`.

    The engine writes answers four times as fast as Python could count their solutions, so the rows
    are counted in the bytes. The first count may be too high, never too low.
    """
    if _COUNTS[extension][0](data) > limit and _COUNTS[extension][1](data) > limit:
        raise LimitExceeded("rows", limit)


def _xml(data: bytes) -> int:
    return data.count(b"<result>")


def _lines(data: bytes) -> int:
    return data.count(b"\n") - 1


def _csv(data: bytes) -> int:
    return _lines(_CSV_QUOTED.sub(b"", data))


def _json_separators(data: bytes) -> int:
    # `},{` stands between rows only: within a row a comma is followed by a key.
    return data.count(b"},{") + 1


def _json(data: bytes) -> int:
    return _json_separators(_JSON_STRING.sub(b"", data))


_COUNTS = {
    "srx": (_xml, _xml),
    "tsv": (_lines, _lines),
    "csv": (_lines, _csv),
    "srj": (_json_separators, _json),
}
