"""Takes dumps into a store as they are: each file is read through before any is loaded."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from rdflib import URIRef

from communique.errors import DumpError
from communique.store.base import WorkingStore
from communique.store.oxigraph import count_quads

MEDIA_TYPES = {
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".rdf": "application/rdf+xml",
    ".jsonld": "application/ld+json",
}
"""What can be loaded, by suffix; each also with .gz behind it."""

Progress = Callable[[int], None]
"""Is told how many bytes of a file have been read."""


@dataclass(frozen=True, slots=True)
class Dump:
    """A file that was read through and can be loaded; `quads` may count one that repeats."""

    path: Path
    media_type: str
    quads: int
    without_graph: int


def check_dump(path: Path, progress: Progress) -> Dump:
    """Read a dump through. Raises DumpError with file and line where it is not well-formed."""
    media_type = _media_type(path)
    try:
        with _open(path, progress) as stream:
            return Dump(path, media_type, *count_quads(stream, media_type, str(path)))
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DumpError(f"cannot be read: {reason}.", place=str(path)) from None


def load_dumps(
    store: WorkingStore, dumps: Iterable[Dump], graph: URIRef, progress: Progress
) -> None:
    """Load what was checked; what names no graph goes to `graph`."""
    for dump in dumps:
        with _open(dump.path, progress) as stream:
            store.bulk_load(
                stream, dump.media_type, to_graph=graph, every_quad=dump.without_graph > 0
            )


def _media_type(path: Path) -> str:
    suffix = (path.with_suffix("") if path.suffix == ".gz" else path).suffix.lower()
    if suffix not in MEDIA_TYPES:
        raise DumpError(
            f"{suffix or 'a file without a suffix'} is no form of RDF.",
            place=str(path),
            remedy=f"Known: {' '.join(MEDIA_TYPES)}, each also with .gz.",
        )
    return MEDIA_TYPES[suffix]


@contextmanager
def _open(path: Path, progress: Progress) -> Iterator[IO[bytes]]:
    with _Counted(path, progress) as counted:
        stream = cast(IO[bytes], counted)
        if path.suffix != ".gz":
            yield stream
            return
        with gzip.open(stream) as unpacked:
            yield cast(IO[bytes], unpacked)


class _Counted(io.FileIO):
    """A file that tells how much of it has been read."""

    def __init__(self, path: Path, progress: Progress) -> None:
        super().__init__(path)
        self._progress = progress

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size) or b""
        self._progress(len(data))
        return data
