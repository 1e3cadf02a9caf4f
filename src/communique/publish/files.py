"""Files of a release: written so that the same content gives the same bytes, with checksums."""

import gzip
import hashlib
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A file of a release: its name below dumps/, its size in bytes, its checksum."""

    name: str
    size: int
    sha256: str


@contextmanager
def gzipped(path: Path) -> Iterator[BinaryIO]:
    """Open a gzip file for writing; neither its name nor the time goes into it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
        io.BufferedWriter(packed, CHUNK) as stream,
    ):
        yield stream


def describe_files(directory: Path) -> list[DumpFile]:
    """Return all files below a folder, sorted by name."""
    paths = sorted(path for path in directory.rglob("*") if path.is_file())
    return [
        DumpFile(path.relative_to(directory).as_posix(), path.stat().st_size, _sha256(path))
        for path in paths
    ]


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class LineReader:
    """Lines as a stream of bytes, for parsers that read files."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._rest = b""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; b"" at the end."""
        parts, length = [self._rest], len(self._rest)
        while length < size and (line := next(self._lines, b"")):
            parts.append(line)
            length += len(line)
        data = b"".join(parts)
        self._rest = data[size:]
        return data[:size]
