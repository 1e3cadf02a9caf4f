"""What is indexed of each thing: read from a store, and kept with the index as JSON."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Self

from rdflib import Literal, URIRef

from communique.store.base import ReadableStore, Row

SEARCHED = (
    "event", "person", "institution", "state", "agreement", "statement", "report", "topic",
    "place", "claim", "relation", "post",
)  # fmt: skip
"""Kinds of things that are found; participations and tenures are found through their people."""
_BATCH = 500
"""Things that one query asks about."""


@dataclass(slots=True)
class Entry:
    """What is indexed of one thing. `text` are the words of a statement."""

    iri: str
    kind: str
    labels: list[Literal] = field(default_factory=list)
    variants: list[Literal] = field(default_factory=list)
    text: str = ""
    language: str = ""
    speakers: list[Literal] = field(default_factory=list)
    ordinal: int = 0
    """The number of a statement among those of its speaker in a report; 0 for all else."""
    types: list[str] = field(default_factory=list)
    """The classes of what can be linked, by their local names; none of all else."""

    def to_json(self) -> str:
        """Return the entry as one line of JSON."""
        names = [_pairs(self.labels), _pairs(self.variants), _pairs(self.speakers)]
        return json.dumps(
            [self.iri, self.kind, *names, self.text, self.language, self.ordinal, self.types]
        )

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Return the entry that `to_json` wrote."""
        iri, kind, labels, variants, speakers, text, language, ordinal, types = json.loads(line)
        return cls(
            iri, kind, _literals(labels), _literals(variants), text, language, _literals(speakers),
            ordinal, types,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """The names of a thing that can be linked, as pairs of text and language, and its types."""

    iri: str
    labels: tuple[tuple[str, str], ...]
    variants: tuple[tuple[str, str], ...]
    types: tuple[str, ...]

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Return the names of the entry that `Entry.to_json` wrote."""
        iri, _, labels, variants, *_, types = json.loads(line)
        return cls(iri, tuple(map(tuple, labels)), tuple(map(tuple, variants)), tuple(types))


def read_entries(store: ReadableStore, base: str) -> dict[str, Entry]:
    """Return everything that a release names."""
    query = _query("things").replace("$classes", " ".join(_classes(store)))
    return _entries(store.select(query, {"prefix": Literal(f"{base}id/")}), base)


def read_some(store: ReadableStore, base: str, things: Iterable[str]) -> dict[str, Entry]:
    """Return those of some things that the store names."""
    found: dict[str, Entry] = {}
    query = _query("some").replace("$classes", ", ".join(_classes(store)))
    for part in _batches(sorted(things)):
        found |= _entries(store.select(query.replace("$things", part)), base)
    return found


def spoken_by(store: ReadableStore, people: Iterable[str]) -> set[str]:
    """Return the statements of some people."""
    return {
        str(row["statement"])
        for part in _batches(sorted(people))
        for row in store.select(_query("spoken").replace("$things", part))
    }


def kind_of(iri: str, base: str) -> str:
    """Return the kind of a thing that is searched, from its IRI; "" for all else."""
    prefix = f"{base}id/"
    kind = iri.removeprefix(prefix).partition("/")[0] if iri.startswith(prefix) else ""
    return kind if kind in SEARCHED and "#" not in iri else ""


def _entries(rows: Iterable[Row], base: str) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for row in rows:
        iri = str(row["thing"])
        kind = kind_of(iri, base)
        if kind:
            _add(entries.setdefault(iri, Entry(iri, kind)), row)
    return {iri: e for iri, e in entries.items() if e.labels or e.variants or e.text}


def _classes(store: ReadableStore) -> list[str]:
    """Return the classes of what can be linked, as SPARQL writes them."""
    return sorted(str(row["class"].n3()) for row in store.select(_query("linkable")))


def _add(entry: Entry, row: Row) -> None:
    name, text, speaker = row.get("name"), row.get("text"), row.get("speakerName")
    if "class" in row:
        entry.types = sorted(
            {*entry.types, str(row["class"]).rpartition("#")[2].rpartition("/")[2]}
        )
    if isinstance(name, Literal):
        names = entry.labels if "preferred" in row else entry.variants
        if name not in names:
            names.append(name)
    if isinstance(text, Literal):
        entry.text, entry.language = str(text), text.language or ""
        entry.ordinal = int(str(row.get("ordinal", 0)))
    if isinstance(speaker, Literal) and speaker not in entry.speakers:
        entry.speakers.append(speaker)


def _batches(things: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(things), _BATCH):
        yield " ".join(URIRef(thing).n3() for thing in things[start : start + _BATCH])


def _pairs(names: Iterable[Literal]) -> list[tuple[str, str]]:
    return [(str(name), name.language or "") for name in names]


def _literals(pairs: Iterable[tuple[str, str]]) -> list[Literal]:
    return [Literal(text, lang=language or None) for text, language in pairs]


def _query(name: str) -> str:
    text = files(__package__).joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))
