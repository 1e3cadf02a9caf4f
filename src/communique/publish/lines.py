"""N-Quads as sorted lines: the form in which releases are compared and dumps are made.

Works on streams: what does not fit into memory is sorted in runs on disk and merged.
"""

import gzip
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path

RUN_LINES = 250_000
"""Lines that are sorted in memory at a time."""

TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
"""rdf:type, as N-Quads writes it."""


def sorted_lines(lines: Iterable[bytes], scratch: Path, *, run: int = RUN_LINES) -> Iterator[bytes]:
    """Yield lines in byte order, each once; `scratch` is a folder for what memory cannot hold."""
    source = iter(lines)
    first = sorted(islice(source, run))
    if len(first) < run:
        yield from unique(first)
        return
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        runs: list[Path] = []
        part = first
        while part:
            path = Path(folder) / f"{len(runs)}.nq"
            with path.open("wb") as stream:
                stream.writelines(part)
            runs.append(path)
            part = sorted(islice(source, run))
        yield from unique(heapq.merge(*(read_lines(path) for path in runs)))


def read_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file, gzipped or not."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        yield from stream


def unique(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield sorted lines, each once."""
    for line, _ in groupby(lines):
        yield line


def types_first(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield sorted triples with the class of each subject before the rest, as people read them."""
    for _, group in groupby(lines, key=lambda line: line.partition(b" ")[0]):
        yield from sorted(group, key=lambda line: line.split(b" ", 2)[1] != TYPE)


def difference(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Compare sorted lines; yield ("-", line) for what only `old` has and ("+", line) for `new`."""
    marked = heapq.merge(((line, 0) for line in old), ((line, 1) for line in new))
    for line, group in groupby(marked, key=lambda pair: pair[0]):
        sides = {side for _, side in group}
        if len(sides) == 1:
            yield ("+" if sides == {1} else "-"), line
