"""Asks one SPARQL endpoint over one kept connection, times it, and makes answers comparable.

The client is as thin as Python allows: what it costs itself hides differences between engines.
"""

import json
import socket
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
_PATIENCE = 600


@dataclass(frozen=True, slots=True)
class Question:
    """One query of the bench."""

    name: str
    text: str

    @property
    def is_graph(self) -> bool:
        """Whether the answer is a graph."""
        return "\nCONSTRUCT" in self.text or "\nDESCRIBE" in self.text

    @property
    def is_cut_anywhere(self) -> bool:
        """Whether any rows are right, as long as there are so many: LIMIT without ORDER BY."""
        return "LIMIT" in self.text and "ORDER BY" not in self.text

    def variant(self, number: int) -> str:
        """Return the query as nobody has asked it before: a comment makes the text another."""
        return f"{self.text}\n# {number}"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, its headers with small names, its body, the seconds until its end."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


def questions(folder: Path) -> list[Question]:
    """Read the queries of a folder, in order of their names."""
    return [Question(p.stem, p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.rq"))]


class Client:
    """A client that keeps its connection (RFC 9112); the other end of it is on this machine."""

    def __init__(self, port: int, path: str) -> None:
        self.port = port
        self.path = path
        self._connect()

    def ask(self, question: Question, text: str) -> tuple[float, bytes]:
        """Return the seconds until the whole answer was there, and the answer."""
        reply = self.query(text, TRIPLES if question.is_graph else ROWS)
        if reply.status != 200:
            raise SystemExit(f"{question.name}: HTTP {reply.status}: {reply.body[:300]!r}")
        return reply.seconds, reply.body

    def query(self, text: str, accept: str = ROWS) -> Reply:
        """Ask a query, whatever comes of it."""
        return self.get(f"{self.path}?{urlencode({'query': text})}", accept)

    def get(self, path: str, accept: str = "*/*") -> Reply:
        """Get an address of the server."""
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n\r\n".encode()
        began = time.perf_counter()
        try:
            self._socket.sendall(request)
            status, headers = self._head()
        except (BrokenPipeError, ConnectionResetError, EOFError):
            # The server may close a connection that it kept.
            self._connect()
            self._socket.sendall(request)
            status, headers = self._head()
        body = self._body(headers)
        return Reply(status, headers, body, time.perf_counter() - began)

    def _connect(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self.port), _PATIENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def _more(self) -> bytes:
        data = self._socket.recv(1 << 20)
        if not data:
            raise EOFError
        return data

    def _head(self) -> tuple[int, dict[str, str]]:
        while b"\r\n\r\n" not in self._rest:
            self._rest += self._more()
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines[1:])
        return int(lines[0].split(" ", 2)[1]), {k.lower(): v.strip() for k, _, v in pairs}

    def _body(self, headers: dict[str, str]) -> bytes:
        if "content-length" in headers:
            return self._exactly(int(headers["content-length"]))
        parts = []
        while size := int(self._line().split(b";")[0], 16):
            parts.append(self._exactly(size + 2)[:-2])
        self._line()
        return b"".join(parts)

    def _line(self) -> bytes:
        while b"\r\n" not in self._rest:
            self._rest += self._more()
        line, _, self._rest = self._rest.partition(b"\r\n")
        return line

    def _exactly(self, size: int) -> bytes:
        parts, there = [self._rest], len(self._rest)
        while there < size:
            parts.append(self._more())
            there += len(parts[-1])
        data = b"".join(parts)
        self._rest = data[size:]
        return data[:size]


def comparable(question: Question, answer: bytes) -> object:
    """Return what equal answers have in common, whatever the order of their rows."""
    if question.is_graph:
        lines = {line for line in answer.decode().splitlines() if line.strip()}
        return len(lines) if question.is_cut_anywhere else lines
    said = json.loads(answer)
    if "boolean" in said:
        return said["boolean"]
    rows = [json.dumps(_plain(row), sort_keys=True) for row in said["results"]["bindings"]]
    return len(rows) if question.is_cut_anywhere else Counter(rows)


def _plain(row: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return a row without what says nothing: the datatype of a plain string."""
    string = "http://www.w3.org/2001/XMLSchema#string"
    return {
        name: {k: v for k, v in term.items() if (k, v) != ("datatype", string)}
        for name, term in row.items()
    }
