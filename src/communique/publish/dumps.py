"""The dumps of a release: a snapshot goes in, files come out.

Every file is a function of the quads and the release's number: nothing in it comes from a clock.
All are made from the sorted N-Quads, in streams; of what is held in memory only the classes of
each subject grow with the data.
"""

import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from communique.config import LimitSettings, Settings
from communique.graph.prefixes import PREFIXES
from communique.publish.classes import write_classes
from communique.publish.files import LineReader, gzipped
from communique.publish.formats import Format, format_named
from communique.publish.licence import licence_text
from communique.publish.lines import (
    TYPE,
    difference,
    parse_line,
    read_lines,
    sorted_lines,
    triples,
    types_first,
)
from communique.publish.queries import csv_queries
from communique.store.oxigraph import EmbeddedStore, write_rdf

NQUADS = "communique.nq.gz"
ADDED, REMOVED = "CHANGES.nq", "CHANGES.removed.nq"
"""The quads that the release before did not have, and those that it alone has."""
_NO_LIMITS = LimitSettings(result_rows=1 << 62, result_bytes=1 << 62)


def write_nquads(store: EmbeddedStore, directory: Path) -> str:
    """Write the sorted N-Quads; return the SHA-256 of what is inside the gzip file."""
    digest = hashlib.sha256()
    with gzipped(directory / NQUADS) as stream:
        for line in sorted_lines(store.nquads(), directory):
            stream.write(line)
            digest.update(line)
    return digest.hexdigest()


def write_dumps(
    store: EmbeddedStore, directory: Path, settings: Settings, number: int, previous: Path | None
) -> None:
    """Write all files but void.ttl and the checksums beside the sorted N-Quads.

    `previous` is the sorted N-Quads of the release before, None if this is the first.
    """
    source = directory / NQUADS
    prefixes = dump_prefixes(settings.base, source)
    with tempfile.TemporaryDirectory(dir=directory) as scratch:
        by_graph = Path(scratch) / "by-graph.nq"
        with by_graph.open("wb") as stream:
            stream.writelines(_by_graph(source, directory))
        for form in ("trig", "jsonld"):
            _write(read_lines(by_graph), form, prefixes, directory)
    _write(types_first(triples(read_lines(source))), "turtle", prefixes, directory)
    write_classes(source, directory / "by-class", prefixes)
    _write_tables(store, directory / "csv")
    _write_changes(directory, previous, number)
    _write_words(directory, settings, number)


def dump_prefixes(base: str, source: Path) -> dict[str, str]:
    """Return our prefixes, and one for each kind of thing that occurs under the base."""
    pattern = re.compile(rb"<" + re.escape(f"{base}id/".encode()) + rb"([a-z-]+)/")
    kinds = {match[1].decode() for line in read_lines(source) for match in pattern.finditer(line)}
    names = {name: str(iri) for name, iri in PREFIXES.items()}
    return names | {kind: f"{base}id/{kind}/" for kind in sorted(kinds - names.keys())}


def _by_graph(source: Path, scratch: Path) -> Iterable[bytes]:
    """Return the quads by graph and subject, the class of each subject before the rest."""
    return (line.rpartition(b"\0")[2] for line in sorted_lines(_keyed(source), scratch))


def _keyed(source: Path) -> Iterator[bytes]:
    for line in read_lines(source):
        quad = parse_line(line)
        yield b"\0".join((quad.graph, quad.subject, b"1" if quad.predicate != TYPE else b"0", line))


def _write(lines: Iterable[bytes], form: str, prefixes: Mapping[str, str], directory: Path) -> None:
    chosen = _format(form)
    with gzipped(directory / f"communique.{chosen.suffix}.gz") as stream:
        write_rdf(LineReader(lines), chosen.media_type, prefixes, stream)


def _write_tables(store: EmbeddedStore, directory: Path) -> None:
    directory.mkdir()
    for name, query in csv_queries().items():
        table = store.answer(query, _format("csv"), limits=_NO_LIMITS)
        (directory / f"{name}.csv").write_bytes(table)


def _write_changes(directory: Path, previous: Path | None, number: int) -> None:
    with (
        (directory / ADDED).open("wb") as added,
        (directory / REMOVED).open("wb") as removed,
    ):
        if previous is None:
            added.write(b"# The first release: all of communique.nq.gz is new.\n")
            removed.write(b"# The first release.\n")
            return
        before = previous.parents[1].name
        added.write(f"# Quads of release {number} that release {before} does not have.\n".encode())
        removed.write(f"# Quads of release {before} that release {number} has no more.\n".encode())
        for sign, line in difference(read_lines(previous), read_lines(directory / NQUADS)):
            (added if sign == "+" else removed).write(line)


def _write_words(directory: Path, settings: Settings, number: int) -> None:
    words = files(__package__).joinpath("words/README.txt").read_text(encoding="utf-8")
    licence = settings.publication.licence
    filled = Template(words).substitute(
        title=settings.server.title, number=number, base=settings.base, licence=licence
    )
    (directory / "README.txt").write_text(filled, encoding="utf-8")
    (directory / "LICENSE").write_text(licence_text(licence), encoding="utf-8")


def _format(name: str) -> Format:
    found = format_named(name)
    assert found is not None
    return found
