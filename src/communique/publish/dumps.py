"""The dumps of a release: a store goes in, files come out.

Every file is a function of the quads and the release's number: nothing in it comes from a clock,
nor from how it was made. `write_quads` and `write_facts` make them from everything, `revise_dumps`
from those of the release before and from what has changed since; both give the same bytes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from communique.graph.mint import Mint
from communique.graph.prefixes import PREFIXES
from communique.publish.classes import BY_CLASS, ClassFiles, class_changes
from communique.publish.differences import Changes, Fact, FactChanges
from communique.publish.files import DumpFile, link_file
from communique.publish.forms import JsonLd, NQuads, Table, TriG, Turtle, quad_item, quad_line
from communique.publish.lines import sorted_lines
from communique.publish.pieces import (
    Form,
    PieceFile,
    PieceWriter,
    Reading,
    Revision,
    key_of,
    revisions,
    write_items,
    write_revised,
)
from communique.publish.queries import csv_queries
from communique.publish.statistics import Statistics
from communique.publish.tables import RowsAbout, ask, ask_about, concerned
from communique.store.oxigraph import EmbeddedStore

NQUADS = "communique.nq.gz"
TURTLE = "communique.ttl.gz"
THINGS = (
    "agreement claim event institution participation person place post relation report role state "
    "statement tenure topic"
).split()
"""Kinds of things, which all have a prefix; so have the schemes of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of a release: what is downloaded, and the indexes of it."""

    dumps: Path
    index: Path

    def write(self, name: str, form: Form) -> PieceWriter:
        """Begin a file."""
        return PieceWriter(self.dumps / name, self.index / name, form)

    def read(self, name: str, form: Form) -> PieceFile:
        """Open a finished file. Raises FileNotFoundError."""
        return PieceFile(self.dumps / name, self.index / name, len(form.head))


class Dumps:
    """The files that hold what a release says: in which forms, under which names."""

    def __init__(self, store: EmbeddedStore, base: str) -> None:
        """Take the prefixes from the vocabulary in the store."""
        self._store = store
        self._base = base
        prefixes = dump_prefixes(base, store.unsorted_lines(Mint(base).graph("vocabulary")))
        self.quads: dict[str, Form] = {
            NQUADS: NQuads(),
            "communique.trig.gz": TriG(prefixes),
            "communique.jsonld.gz": JsonLd(f"{base}dataset"),
        }
        self.turtle = Turtle(prefixes)

    def write_quads(self, place: Place, statistics: Statistics) -> list[DumpFile]:
        """Write the files that keep graphs apart, and count the quads."""
        writers = {name: place.write(name, form) for name, form in self.quads.items()}
        # As they are sorted in the files: by the name with its brackets.
        for name in sorted(self._store.graph_names(), key=lambda name: name.n3().encode()):
            lines = sorted_lines(self._store.unsorted_lines(name), place.dumps)
            for key, group in groupby(map(quad_item, lines), key_of):
                items = list(group)
                statistics.count_quads(map(quad_line, items))
                for writer in writers.values():
                    writer.add(key, items)
        return [writer.finish(name) for name, writer in writers.items()]

    def write_facts(self, place: Place, statistics: Statistics) -> list[DumpFile]:
        """Write all other files, in which a fact stands once, and count the facts."""
        turtle = place.write(TURTLE, self.turtle)
        classes = ClassFiles(self.turtle, place.write)
        lines = (line.rsplit(b" ", 2)[0] + b" .\n" for line in self._store.nquads())
        for subject, group in groupby(sorted_lines(lines, place.dumps), key_of):
            items = list(group)
            facts = list(map(fact_of, items))
            statistics.count_subject(facts)
            turtle.add(subject, items)
            classes.add(subject, items, facts)
        tables = [self._write_table(place, *each) for each in csv_queries().items()]
        return [turtle.finish(TURTLE), *classes.finish(), *tables]

    def revise(
        self,
        before: Place,
        place: Place,
        old: EmbeddedStore,
        changes: Changes,
        facts: FactChanges,
        files: Iterable[DumpFile],
    ) -> list[DumpFile]:
        """Write all files from those of the release before, whose `files` and store are given."""
        written = self._revise_quads(before, place, changes)
        written.append(_revise(before, place, TURTLE, self.turtle, *_lines(facts)))
        for name, query in csv_queries().items():
            written.append(self._revise_table(before, place, name, query, old, facts))
        by_class = class_changes(facts, old, self._store)
        for name, part in by_class.items():
            written += _revise_class(before, place, name, self.turtle, *_lines(part))
        for file in files:
            if file.name.startswith(BY_CLASS) and file.name not in by_class:
                link_file(before.dumps / file.name, place.dumps / file.name)
                link_file(before.index / file.name, place.index / file.name)
                written.append(file)
        return written

    def _revise_quads(self, before: Place, place: Place, changes: Changes) -> list[DumpFile]:
        reading = self.quads[NQUADS]
        assert isinstance(reading, NQuads)
        gone, added = (set(map(quad_item, part)) for part in (changes.removed, changes.added))
        revised = revisions(before.read(NQUADS, reading), reading, Items(gone), added)
        return [
            _write_revised(before, place, name, form, revised) for name, form in self.quads.items()
        ]

    def _write_table(self, place: Place, name: str, query: str) -> DumpFile:
        head, items = ask(self._store, query)
        writer = place.write(f"csv/{name}.csv", Table(head))
        write_items(writer, items)
        return writer.finish(f"csv/{name}.csv")

    def _revise_table(
        self,
        before: Place,
        place: Place,
        name: str,
        query: str,
        old: EmbeddedStore,
        facts: FactChanges,
    ) -> DumpFile:
        things = concerned(query, facts, old, self._store)
        gone = RowsAbout(frozenset(thing[1:-1] for thing in things))
        with EmbeddedStore() as empty:
            form = Table(ask(empty, query)[0])
        rows = ask_about(self._store, query, things) if things else []
        return _revise(before, place, f"csv/{name}.csv", form, gone, rows)


@dataclass(frozen=True, slots=True)
class Items:
    """Items that go."""

    items: set[bytes]

    @property
    def keys(self) -> set[bytes]:
        """Their keys."""
        return set(map(key_of, self.items))

    def __contains__(self, item: object) -> bool:
        """Whether an item is one of them."""
        return item in self.items


def dump_prefixes(base: str, vocabulary: Iterable[bytes]) -> dict[str, str]:
    """Return our prefixes, and one for each kind of thing and each scheme of concepts."""
    pattern = re.compile(rb"<" + re.escape(f"{base}id/".encode()) + rb"([a-z-]+)/")
    kinds = {match[1].decode() for line in vocabulary for match in pattern.finditer(line)}
    names = {name: str(iri) for name, iri in PREFIXES.items()}
    return names | {kind: f"{base}id/{kind}/" for kind in sorted({*kinds, *THINGS} - names.keys())}


def fact_of(line: bytes) -> Fact:
    """Return the parts of a line of N-Triples."""
    subject, predicate, rest = line.split(b" ", 2)
    return subject, predicate, rest[:-3]


def _lines(facts: FactChanges) -> tuple[Items, set[bytes]]:
    gone, added = (
        {b" ".join(fact) + b" .\n" for fact in part} for part in (facts.removed, facts.added)
    )
    return Items(gone), added


def _revise(
    before: Place,
    place: Place,
    name: str,
    form: Reading,
    gone: Items | RowsAbout,
    added: Iterable[bytes],
) -> DumpFile:
    revised = revisions(before.read(name, form), form, gone, set(added))
    return _write_revised(before, place, name, form, revised)


def _write_revised(
    before: Place, place: Place, name: str, form: Form, revised: Iterable[Revision]
) -> DumpFile:
    writer = place.write(name, form)
    write_revised(writer, before.read(name, form), revised)
    return writer.finish(name)


def _revise_class(
    before: Place, place: Place, name: str, form: Turtle, gone: Items, added: set[bytes]
) -> list[DumpFile]:
    """Write the file of a class anew; it has none when no thing is left."""
    if not (before.index / name).is_file():
        writer = place.write(name, form)
        write_items(writer, sorted(added))
        return [writer.finish(name)]
    made = _revise(before, place, name, form, gone, added)
    if (place.index / name).stat().st_size:
        return [made]
    (place.dumps / name).unlink()
    (place.index / name).unlink()
    return []
