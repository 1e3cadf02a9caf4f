"""Quads as N-Quads writes them: the form in which graphs are compared and dumps are made."""

import re
from typing import NamedTuple

_QUAD = re.compile(
    rb"(\S+) (\S+) "
    rb'(<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?)(?: (\S+))? \.\n'
)


class Quad(NamedTuple):
    """The four parts of a line, as written; `graph` is b"" for the default graph."""

    subject: bytes
    predicate: bytes
    object: bytes
    graph: bytes

    @property
    def fact(self) -> tuple[bytes, bytes, bytes]:
        """Subject, predicate and object."""
        return self.subject, self.predicate, self.object

    def line(self) -> bytes:
        """Return the line of N-Quads."""
        return b" ".join(part for part in self if part) + b" .\n"


def parse_line(line: bytes) -> Quad:
    """Return the parts of a canonical N-Quads line. Raises ValueError for anything else."""
    match = _QUAD.fullmatch(line)
    if match is None:
        raise ValueError(f"this is no canonical N-Quads line: {line!r}")
    subject, predicate, obj, graph = match.groups(b"")
    return Quad(subject, predicate, obj, graph)
