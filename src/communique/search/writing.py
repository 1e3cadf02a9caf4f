"""Writes the index of a release; where the release before has one, only what changed is written.

The files of an index are never rewritten, so those of the release before are shared by hard links.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import tantivy
from rdflib import OWL, RDF, RDFS
from rdflib.namespace import SKOS

from communique.search.entries import kind_of, read_entries, read_some, spoken_by
from communique.search.index import MARKER, is_ours
from communique.search.schema import FORMAT, document, register, schema
from communique.store.base import ReadableStore
from communique.vocab import cmq
from communique.vocab import schema as sdo

_MEMORY = 50_000_000
_MOST_CHANGED = 0.3
"""The share of changed things from which on all is written anew."""
_READ = frozenset(
    str(name).encode()
    for name in (
        RDFS.label, SKOS.prefLabel, SKOS.altLabel, sdo.text, cmq.speaker, RDF.type, OWL.deprecated,
    )
)  # fmt: skip
"""The properties that the index is made of."""


def write_index(
    store: ReadableStore,
    base: str,
    folder: Path,
    *,
    before: Path | None = None,
    changes: tuple[Path, ...] = (),
) -> int:
    """Write the index of all that a store names; return how many things were written.

    `before` is the index of the release before, `changes` are N-Quads of what came and went since.
    """
    if before is not None and is_ours(before):
        things = _changed(store, base, changes)
        held = register(tantivy.Index.open(str(before))).searcher().num_docs
        if len(things) <= held * _MOST_CHANGED:
            shutil.copytree(
                before,
                folder,
                copy_function=_share,
                ignore=shutil.ignore_patterns("*.lock", MARKER),
            )
            index = register(tantivy.Index.open(str(folder)))
            return _update(store, base, index, things, folder)
    folder.mkdir(parents=True)
    entries = read_entries(store, base)
    index = register(tantivy.Index(schema(), path=str(folder)))
    with index.writer(_MEMORY, 1) as writer:
        for entry in entries.values():
            writer.add_document(document(entry))
    _mark(folder)
    return len(entries)


def _update(
    store: ReadableStore, base: str, index: tantivy.Index, things: set[str], folder: Path
) -> int:
    entries = read_some(store, base, things)
    if things:
        with index.writer(_MEMORY, 1) as writer:
            for iri in sorted(things):
                writer.delete_documents_by_term("iri", iri)
            for _, entry in sorted(entries.items()):
                writer.add_document(document(entry))
    _mark(folder)
    return len(entries)


def _changed(store: ReadableStore, base: str, changes: tuple[Path, ...]) -> set[str]:
    """Return the things whose names or words changed, and the statements of renamed people."""
    things = {iri for path in changes for iri in _subjects(path) if kind_of(iri, base)}
    people = {iri for iri in things if kind_of(iri, base) == "person"}
    return things | spoken_by(store, people)


def _subjects(path: Path) -> Iterator[str]:
    with path.open("rb") as lines:
        for line in lines:
            subject, _, rest = line.partition(b" ")
            predicate = rest.partition(b" ")[0]
            if subject.startswith(b"<") and predicate[1:-1] in _READ:
                yield subject[1:-1].decode()


def _mark(folder: Path) -> None:
    (folder / MARKER).write_text(f"{FORMAT}\n", encoding="ascii")


def _share(source: str, target: str) -> None:
    """Share a file by a hard link where the disk allows, but for those that say what is in use."""
    try:
        if source.endswith(".json"):
            shutil.copyfile(source, target)
        else:
            os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
