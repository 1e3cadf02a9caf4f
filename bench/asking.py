"""Asks one SPARQL endpoint over one kept connection, times it, and makes answers comparable."""

import http.client
import json
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples"


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


def questions(folder: Path) -> list[Question]:
    """Read the queries of a folder, in order of their names."""
    return [Question(p.stem, p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.rq"))]


class Client:
    """A client that keeps its connection."""

    def __init__(self, port: int, path: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self._path = path

    def ask(self, question: Question, text: str) -> tuple[float, bytes]:
        """Return the seconds until the whole answer was there, and the answer."""
        address = f"{self._path}?{urlencode({'query': text})}"
        headers = {"Accept": TRIPLES if question.is_graph else ROWS}
        began = time.perf_counter()
        self._connection.request("GET", address, headers=headers)
        response = self._connection.getresponse()
        data = response.read()
        seconds = time.perf_counter() - began
        if response.status != 200:
            raise SystemExit(f"{question.name}: HTTP {response.status}: {data[:300]!r}")
        return seconds, data


def comparable(question: Question, answer: bytes) -> object:
    """Return what equal answers have in common, whatever the order of their rows."""
    if question.is_graph:
        lines = {line for line in answer.decode().splitlines() if line.strip()}
        return len(lines) if question.is_cut_anywhere else lines
    said = json.loads(answer)
    if "boolean" in said:
        return said["boolean"]
    rows = [json.dumps(row, sort_keys=True) for row in said["results"]["bindings"]]
    return len(rows) if question.is_cut_anywhere else Counter(rows)
