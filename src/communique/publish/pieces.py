"""Files of a release in pieces: what changed is written anew, the rest is copied as it lies there.

A file is a head, pieces and a tail. Its items are sorted; an item begins with its key, up to the
first space, and items of one key lie in one piece. A piece begins at a key that its checksum says,
so the same items always give the same pieces and bytes, whatever was written before. Gzip members
one after another are one gzip file (RFC 1952 §2.2).

Which key each piece begins with, and how long it is, stands in an index beside the release's files.
"""

import hashlib
import mmap
import zlib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from communique.publish.files import CHUNK, DumpFile

KEYS = 128
"""Keys in a piece, on average."""


class Form(Protocol):
    """How items become bytes of a file."""

    @property
    def head(self) -> bytes:
        """What the file begins with."""
        ...

    @property
    def tail(self) -> bytes:
        """What it ends with."""
        ...

    def pack(self, items: Sequence[bytes]) -> bytes:
        """Return the piece of a file that holds these items."""
        ...


class Reading(Form, Protocol):
    """A form that items can be read back from."""

    def unpack(self, piece: bytes) -> list[bytes]:
        """Return the items of a piece, sorted."""
        ...


class Piece(NamedTuple):
    """Where a piece lies in its file, and the key of its first item."""

    key: bytes
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Revision:
    """New items for a run of pieces, `[start, end)`."""

    start: int
    end: int
    items: list[bytes]


def key_of(item: bytes) -> bytes:
    """Return the key of an item."""
    return item.partition(b" ")[0]


def begins_piece(key: bytes) -> bool:
    """Say whether a piece begins at this key."""
    return zlib.crc32(key) % KEYS == 0


class PieceFile:
    """A finished file and its index."""

    def __init__(self, path: Path, index: Path, head: int) -> None:
        """Read the index; `head` is the length of the head. Raises FileNotFoundError."""
        self.path = path
        self.pieces: list[Piece] = []
        start = head
        for line in index.read_bytes().splitlines():
            length, _, key = line.partition(b" ")
            self.pieces.append(Piece(key, start, int(length)))
            start += int(length)

    def read(self, number: int) -> bytes:
        """Return the bytes of one piece."""
        _, start, length = self.pieces[number]
        return self._mapped[start : start + length]

    @cached_property
    def _mapped(self) -> mmap.mmap:
        with self.path.open("rb") as stream:
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


class PieceWriter:
    """Writes a file and its index; close it with `finish`."""

    def __init__(self, path: Path, index: Path, form: Form) -> None:
        for folder in (path.parent, index.parent):
            folder.mkdir(parents=True, exist_ok=True)
        self._form = form
        self._stream: BinaryIO = path.open("wb", CHUNK)
        self._index: BinaryIO = index.open("wb", CHUNK)
        self._digest = hashlib.sha256()
        self._size = 0
        self._waiting: list[bytes] = []
        self._write(form.head)

    def add(self, key: bytes, items: Iterable[bytes]) -> None:
        """Add all items of one key; keys come sorted."""
        if self._waiting and begins_piece(key):
            self.end_piece()
        self._waiting.extend(items)

    def end_piece(self) -> None:
        """Write what waits as a piece."""
        if self._waiting:
            packed = self._form.pack(self._waiting)
            self._note(key_of(self._waiting[0]), len(packed))
            self._write(packed)
            self._waiting = []

    def copy(self, old: PieceFile, start: int, end: int) -> None:
        """Copy pieces `[start, end)` of another file, bytes as they are."""
        pieces = old.pieces[start:end]
        if not pieces:
            return
        self._index.writelines(b"%d %s\n" % (p.length, p.key) for p in pieces)
        with old.path.open("rb") as stream:
            stream.seek(pieces[0].start)
            left = sum(p.length for p in pieces)
            while left:
                chunk = stream.read(min(left, CHUNK))
                left -= len(chunk)
                self._write(chunk)

    def finish(self, name: str) -> DumpFile:
        """Write the rest and the tail; return what was written, under that name."""
        self.end_piece()
        self._write(self._form.tail)
        self._stream.close()
        self._index.close()
        return DumpFile(name, self._size, self._digest.hexdigest())

    def _note(self, key: bytes, length: int) -> None:
        self._index.write(b"%d %s\n" % (length, key))

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._digest.update(data)
        self._size += len(data)


def write_items(writer: PieceWriter, items: Iterable[bytes]) -> None:
    """Write sorted items."""
    for key, group in groupby(items, key_of):
        writer.add(key, group)


def write_revised(writer: PieceWriter, old: PieceFile, revisions: Iterable[Revision]) -> None:
    """Write the old file with some of its pieces replaced."""
    done = 0
    for revision in revisions:
        writer.copy(old, done, revision.start)
        write_items(writer, revision.items)
        writer.end_piece()
        done = revision.end
    writer.copy(old, done, len(old.pieces))


def revisions(
    old: PieceFile, form: Reading, gone: "Gone", added: Collection[bytes]
) -> list[Revision]:
    """Return what changes in a file when some items go and others come, in order."""
    reviser = _Reviser(old, form, gone, added)
    found: list[Revision] = []
    for number in reviser.concerned():
        items = reviser.items(number)
        start = number
        if number and not (items and begins_piece(key_of(items[0]))):
            # Its first key is gone: what is left belongs to the piece before.
            if found and found[-1].end == number:
                before = found.pop()
                start, items = before.start, [*before.items, *items]
            else:
                start, items = number - 1, [*form.unpack(old.read(number - 1)), *items]
        found.append(Revision(start, number + 1, items))
    return found


class Gone(Protocol):
    """Which items go: those of some keys of which it says so."""

    @property
    def keys(self) -> Collection[bytes]:
        """The keys."""
        ...

    def __contains__(self, item: object, /) -> bool: ...


class _Reviser:
    def __init__(self, old: PieceFile, form: Reading, gone: Gone, added: Collection[bytes]) -> None:
        self._old = old
        self._form = form
        self._gone = gone
        self._keys = [piece.key for piece in old.pieces]
        self._added: dict[int, set[bytes]] = {}
        for item in added:
            self._added.setdefault(self._place(key_of(item)), set()).add(item)

    def concerned(self) -> list[int]:
        """The numbers of the pieces that change, sorted."""
        return sorted(self._added.keys() | {self._place(key) for key in self._gone.keys})

    def items(self, number: int) -> list[bytes]:
        """The items of a piece as they are now."""
        if not self._keys:
            return sorted(self._added.get(number, ()))
        held = self._form.unpack(self._old.read(number))
        kept = {item for item in held if item not in self._gone}
        return sorted(kept | self._added.get(number, set()))

    def _place(self, key: bytes) -> int:
        return max(0, bisect_right(self._keys, key) - 1)


def differing(
    old: PieceFile, new: PieceFile, form: Reading
) -> tuple[Iterator[bytes], Iterator[bytes]]:
    """Return the items of the pieces that two files do not share, sorted."""
    shared = {p[::2] for p in old.pieces} & {p[::2] for p in new.pieces}
    before, after = ({p[::2]: n for n, p in enumerate(f.pieces)} for f in (old, new))
    equal = {which for which in shared if old.read(before[which]) == new.read(after[which])}
    return _others(old, form, equal), _others(new, form, equal)


def _others(
    file: PieceFile, form: Reading, equal: Collection[tuple[bytes, int]]
) -> Iterator[bytes]:
    for number, piece in enumerate(file.pieces):
        if piece[::2] not in equal:
            yield from form.unpack(file.read(number))
