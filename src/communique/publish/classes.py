"""One Turtle file a class: the triples about its things.

A thing of several classes stands in the file of each; what hangs from a thing (`…#…`) has a class
of its own. Only classes of our vocabulary have a file: the ontology's own terms are in its graph.
"""

import re
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from communique.publish.files import LineReader, gzipped
from communique.publish.lines import TYPE, parse_line, read_lines, triples, types_first
from communique.store.oxigraph import write_rdf

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def write_classes(source: Path, directory: Path, prefixes: Mapping[str, str]) -> None:
    """Write `{class}.ttl.gz` for each class of the vocabulary that has things."""
    directory.mkdir()
    with tempfile.TemporaryDirectory(dir=directory.parent) as scratch:
        for path in _split(source, Path(scratch), prefixes["cmq"]):
            with gzipped(directory / f"{path.stem}.ttl.gz") as stream:
                lines = LineReader(types_first(triples(read_lines(path))))
                write_rdf(lines, "text/turtle", prefixes, stream)


def _split(source: Path, scratch: Path, namespace: str) -> list[Path]:
    """Write the quads about the things of each class to a file of their own."""
    parts: dict[str, BinaryIO] = {}
    start = f"<{namespace}".encode()
    with ExitStack() as open_files:
        for _, lines in groupby(read_lines(source), key=lambda line: line.partition(b" ")[0]):
            about = list(lines)
            for name in _classes(about, start):
                if name not in parts:
                    path = scratch / f"{name}.nq"
                    parts[name] = open_files.enter_context(path.open("wb"))
                parts[name].writelines(about)
    return [scratch / f"{name}.nq" for name in sorted(parts)]


def _classes(about: Iterable[bytes], start: bytes) -> set[str]:
    types = (parse_line(line).object for line in about if line.split(b" ", 2)[1] == TYPE)
    return {
        _CAPITAL.sub("-", iri[len(start) : -1].decode()).lower()
        for iri in types
        if iri.startswith(start)
    }
