"""Finds things by their names and words, in any script, in the index of one release."""

import re
from dataclasses import dataclass
from pathlib import Path

import tantivy

from communique.errors import StoreError
from communique.search.entries import Entry
from communique.search.linkable import Linkable
from communique.search.schema import (
    FIELDS,
    FORMAT,
    LONGEST_BEGINNING,
    document,
    latin,
    plain,
    register,
    schema,
)

MARKER = "FORMAT"
"""The file of an index that says which format it has."""
_SPACED = re.compile(r"[\s\d\W_a-zA-Z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff]*")
"""Only letters of scripts that put spaces between words: Latin, Greek, Cyrillic."""
_WORD = re.compile(r"\w+")
_BOOSTS = {"names": 3.0, "names_en": 2.0, "names_ru": 2.0}
_EXACT = 20.0
_SHORT = 5
"""Letters of a word up to which one other letter makes it another word."""
_MEMORY = 50_000_000
_COUNT_KINDS = {"kinds": {"terms": {"field": "kind", "size": 100}}}


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found: entries best first, how many in all, how many of each kind."""

    entries: tuple[Entry, ...]
    total: int
    kinds: dict[str, int]
    loose: bool = False
    """True when no thing had all the words, and those with some are given."""


class SearchIndex:
    """The index of one release; many threads may ask it."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._index.reload()

    @classmethod
    def open(cls, folder: Path) -> "SearchIndex | None":
        """Open the index in a folder; None if there is none that we can read. Raises StoreError."""
        if not is_ours(folder):
            return None
        try:
            return cls(register(tantivy.Index.open(str(folder))))
        except (ValueError, OSError) as error:
            raise StoreError(
                f"the search index cannot be opened: {error}.",
                place=str(folder),
                remedy="Remove the folder: the index is then made anew in memory.",
            ) from None

    @classmethod
    def in_memory(cls, entries: dict[str, Entry]) -> "SearchIndex":
        """Return an index of these entries that lies in memory."""
        index = register(tantivy.Index(schema()))
        with index.writer(_MEMORY, 1) as writer:
            for entry in entries.values():
                writer.add_document(document(entry))
        return cls(index)

    def linkable(self) -> Linkable:
        """Return what asks the index for things that can be linked."""
        return Linkable(self._index)

    def __len__(self) -> int:
        """Return the number of things."""
        return int(self._index.searcher().num_docs)

    def search(self, text: str, kind: str = "", limit: int = 20, offset: int = 0) -> Hits:
        """Return the things that have all words of `text`; if none has, those that have some."""
        query = self._query(text, every=True)
        kinds = self._kinds(query)
        loose = not kinds
        if loose:
            query = self._query(text, every=False)
            kinds = self._kinds(query)
        if query is None or not kinds:
            return Hits((), 0, {})
        total = kinds.get(kind, 0) if kind else sum(kinds.values())
        if kind:
            query = _both(query, tantivy.Query.term_query(schema(), "kind", kind))
        shown = tuple(self._entries(query, limit, offset)) if offset < total else ()
        return Hits(shown, total, kinds, loose)

    def near(self, text: str, limit: int = 5) -> list[Entry]:
        """Return things whose names are spelt nearly like a word of `text`."""
        parts = [
            (
                tantivy.Occur.Should,
                tantivy.Query.fuzzy_term_query(
                    schema(), "names", word, distance=2 if len(word) > _SHORT else 1
                ),
            )
            for word in _WORD.findall(latin(text))
            if len(word) > 3 and word.isalpha()
        ]
        if not parts:
            return []
        return self._entries(tantivy.Query.boolean_query(parts), limit)

    def beginning(self, typed: str, limit: int) -> list[Entry]:
        """Return things whose names begin so, then those with a later word that begins so.

        The shortest names come first.
        """
        wanted = latin(typed.strip())[:LONGEST_BEGINNING]
        if not wanted:
            return []
        found: dict[str, Entry] = {}
        for field in ("begins", "word_begins"):
            query = tantivy.Query.term_query(schema(), field, wanted, "basic")
            for entry in self._shortest(query, limit):
                found.setdefault(entry.iri, entry)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def _query(self, text: str, *, every: bool) -> tantivy.Query | None:
        words = " ".join(_WORD.findall(plain(text)))
        if not words:
            return None
        fields = list(FIELDS) if _SPACED.fullmatch(text) else [*FIELDS, "pairs"]
        query, _ = self._index.parse_query_lenient(
            words, fields, field_boosts=_BOOSTS, conjunction_by_default=every
        )
        exact = tantivy.Query.term_query(schema(), "exact", latin(text.strip()), "basic")
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, query),
                (tantivy.Occur.Should, tantivy.Query.boost_query(exact, _EXACT)),
            ]
        )

    def _kinds(self, query: tantivy.Query | None) -> dict[str, int]:
        """Return how many things of each kind answer a query."""
        if query is None:
            return {}
        counted = self._index.searcher().aggregate(query, _COUNT_KINDS)
        return {row["key"]: row["doc_count"] for row in counted["kinds"]["buckets"]}

    def _entries(self, query: tantivy.Query, limit: int, offset: int = 0) -> list[Entry]:
        searcher = self._index.searcher()
        hits = searcher.search(query, max(1, limit), count=False, offset=offset).hits
        return [_entry(searcher, address) for _, address in hits]

    def _shortest(self, query: tantivy.Query, limit: int) -> list[Entry]:
        searcher = self._index.searcher()
        hits = searcher.search(
            query, limit, count=False, order_by_field="length", order=tantivy.Order.Asc
        ).hits
        return [_entry(searcher, address) for _, address in hits]


def is_ours(folder: Path) -> bool:
    """Tell whether a folder has an index of the format that we read and write."""
    try:
        return (folder / MARKER).read_text(encoding="ascii").strip() == FORMAT
    except (OSError, UnicodeDecodeError):
        return False


def _entry(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Entry:
    return Entry.from_json(str(searcher.doc(address)["entry"][0]))


def _both(one: tantivy.Query, other: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, one), (tantivy.Occur.Must, other)])
