"""The forms that files of a release have, as `communique.publish.pieces` writes them.

Items are sorted bytes that begin with their key: of quads `<graph>\\0` and the line of N-Quads, of
facts the line of N-Triples, of rows the IRI of what they are about, a space and the row as it is.
"""

import gzip
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from communique.publish.files import LineReader
from communique.publish.lines import types_first
from communique.store.oxigraph import read_triples, write_rdf

_ROW = re.compile(rb'(?:[^"\n]|"[^"]*")*\n')
_QUOTED = re.compile(rb'"((?:[^"]|"")*)"')


def quad_item(line: bytes) -> bytes:
    """Return a line of N-Quads as an item."""
    return line.rsplit(b" ", 2)[1] + b"\0" + line


def quad_line(item: bytes) -> bytes:
    """Return the line of N-Quads of an item."""
    return item.partition(b"\0")[2]


def row_item(row: bytes) -> bytes:
    """Return a row of a table as an item; its first column is an IRI."""
    quoted = _QUOTED.match(row)
    iri = quoted[1].replace(b'""', b'"') if quoted else row.partition(b",")[0].rstrip()
    return iri + b" " + row


def rows(table: bytes) -> list[bytes]:
    """Return the rows of a CSV table as they are, its head first."""
    return _ROW.findall(table)


@dataclass(frozen=True, slots=True)
class NQuads:
    """Quads as gzipped N-Quads."""

    head: bytes = b""
    tail: bytes = b""

    def pack(self, items: Sequence[bytes]) -> bytes:
        """Return the lines of the items."""
        return _packed(b"".join(map(quad_line, items)))

    def unpack(self, piece: bytes) -> list[bytes]:
        """Return the lines of a piece as items."""
        return [quad_item(line + b"\n") for line in gzip.decompress(piece).split(b"\n")[:-1]]


class _Written:
    """RDF that the engine writes, with the prefixes at the head of the file and nowhere else."""

    def __init__(self, media_type: str, prefixes: Mapping[str, str]) -> None:
        self.media_type = media_type
        self.prefixes = prefixes
        # The engine writes no prefix before there is something to say.
        written = self._written([b"<urn:a> <urn:b> <urn:c> <urn:d> .\n"])
        self.prologue = b"".join(
            line for line in written.splitlines(keepends=True) if line.startswith(b"@prefix")
        )
        self.head = _packed(self.prologue)
        self.tail = b""

    def _written(self, lines: Iterable[bytes]) -> bytes:
        output = io.BytesIO()
        write_rdf(LineReader(lines), self.media_type, self.prefixes, output)
        return output.getvalue()

    def _body(self, lines: Iterable[bytes]) -> bytes:
        return self._written(types_first(lines)).removeprefix(self.prologue)


class TriG(_Written):
    """Quads as gzipped TriG."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Take the prefixes of the file."""
        super().__init__("application/trig", prefixes)

    def pack(self, items: Sequence[bytes]) -> bytes:
        """Return the items as blocks of graphs."""
        return _packed(self._body(map(quad_line, items)))


class Turtle(_Written):
    """Facts as gzipped Turtle."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Take the prefixes of the file."""
        super().__init__("text/turtle", prefixes)

    def pack(self, items: Sequence[bytes]) -> bytes:
        """Return the items, the class of each subject first."""
        return _packed(self._body(items))

    def unpack(self, piece: bytes) -> list[bytes]:
        """Return the facts of a piece, sorted."""
        data = self.prologue + gzip.decompress(piece)
        return sorted(f"{t.text}\n".encode() for t in read_triples(data, self.media_type))


class JsonLd(_Written):
    """Quads as gzipped JSON-LD: one list, which a node begins that says nothing."""

    def __init__(self, dataset: str) -> None:
        """Take the IRI of the dataset."""
        super().__init__("application/ld+json", {})
        self.head = _packed(b'[{"@id":"%s"}' % dataset.encode())
        self.tail = _packed(b"]\n")

    def pack(self, items: Sequence[bytes]) -> bytes:
        """Return the items as members of the list."""
        return _packed(b",\n" + self._body(map(quad_line, items))[1:-1])


@dataclass(slots=True)
class Table:
    """Rows as CSV, as the engine writes them."""

    head: bytes
    tail: bytes = field(default=b"")

    def pack(self, items: Sequence[bytes]) -> bytes:
        """Return the rows of the items."""
        return b"".join(item.partition(b" ")[2] for item in items)

    def unpack(self, piece: bytes) -> list[bytes]:
        """Return the rows of a piece as items."""
        return sorted(map(row_item, rows(piece)))


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)
