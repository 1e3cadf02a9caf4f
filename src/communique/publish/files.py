"""Files of a release: where they lie, and what is said of each."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A file of a release: its name below dumps/, its size in bytes, its checksum."""

    name: str
    size: int
    sha256: str


def describe_files(directory: Path, known: Iterable[DumpFile] = ()) -> list[DumpFile]:
    """Return all files below a folder, sorted by name; those known are not read again."""
    found = {file.name: file for file in known}
    for path in directory.rglob("*"):
        name = path.relative_to(directory).as_posix()
        if path.is_file() and name not in found:
            found[name] = DumpFile(name, path.stat().st_size, _sha256(path))
    return [found[name] for name in sorted(found)]


def link_file(source: Path, target: Path) -> None:
    """Give a file a second place, by a hard link where the disk allows."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


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
