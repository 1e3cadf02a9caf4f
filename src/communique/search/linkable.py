"""Asks the index of a release for what can be linked: by words, by beginnings, by identifier."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

import tantivy

from communique.names.keys import latin_words
from communique.search.entries import Named
from communique.search.schema import LINKABLE, LONGEST_BEGINNING, latin, schema

_BEGINNINGS = 200
"""Words that begin as typed, the commonest first, that suggestions look for."""


class Linkable:
    """The things of an index that can be linked, and the words of their names."""

    def __init__(self, index: tantivy.Index) -> None:
        self._searcher = index.searcher()

    @cached_property
    def total(self) -> int:
        """The number of things."""
        return self.frequency_of("type", LINKABLE)

    def frequency_of(self, field: str, term: str) -> int:
        """Return how many things have a term in a field."""
        return int(self._searcher.doc_freq(field, term))

    def spelt_with(self, letters: str) -> list[str]:
        """Return the words that have these three letters, the commonest first."""
        known = self._searcher.terms_with_prefix("letters", f"{letters} ")
        return [term[len(letters) + 1 :] for term, _ in known]

    def sharing(self, worth: Mapping[str, float], types: Iterable[str], limit: int) -> list[Named]:
        """Return the things of these types (of all, if none is named) whose names have most of
        the worth of these words."""
        words = [(tantivy.Occur.Should, _constant("word", word, worth[word])) for word in worth]
        if not words:
            return []
        return self._entries(self._of(types, tantivy.Query.boolean_query(words)), limit)

    def named(self, iris: Collection[str]) -> dict[str, Named]:
        """Return those of some things that there are."""
        query = tantivy.Query.term_set_query(schema(), "iri", list(iris))
        return {e.iri: e for e in self._entries(self._of((), query), len(iris))} if iris else {}

    def beginning(self, typed: str, limit: int) -> list[Named]:
        """Return things whose names begin so, then those with all the words, of which the last
        may be unfinished; the shortest names come first."""
        wanted = latin(typed.strip())[:LONGEST_BEGINNING]
        *whole, last = latin_words(typed) or ("",)
        if not last:
            return []
        ends = self._searcher.terms_with_prefix("word", last, limit=_BEGINNINGS)
        words = [
            *(_constant("word", word, 1.0) for word in whole),
            tantivy.Query.term_set_query(schema(), "word", [word for word, _ in ends]),
        ]
        found: dict[str, Named] = {}
        for query in (
            tantivy.Query.term_query(schema(), "begins", wanted, "basic"),
            tantivy.Query.boolean_query([(tantivy.Occur.Must, word) for word in words]),
        ):
            for entry in self._entries(self._of((), query), limit, shortest=True):
                found.setdefault(entry.iri, entry)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def _of(self, types: Iterable[str], query: tantivy.Query) -> tantivy.Query:
        kinds = tantivy.Query.term_set_query(schema(), "type", list(types) or [LINKABLE])
        none = tantivy.Query.const_score_query(kinds, 0.0)
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, none), (tantivy.Occur.Must, query)]
        )

    def _entries(self, query: tantivy.Query, limit: int, *, shortest: bool = False) -> list[Named]:
        by = "length" if shortest else None
        hits = self._searcher.search(
            query, max(1, limit), count=False, order_by_field=by, order=tantivy.Order.Asc
        ).hits
        found = (self._searcher.doc(address) for _, address in hits)
        return [Named.from_json(str(document["entry"][0])) for document in found]


def _constant(field: str, term: str, score: float) -> tantivy.Query:
    query = tantivy.Query.term_query(schema(), field, term, "basic")
    return tantivy.Query.const_score_query(query, score)
