"""The full-text index of one release: built in memory from its store, asked in any script.

Names and words are indexed as they are, in the stems of English and of Russian, in Latin letters,
and in pairs of characters for scripts that put no spaces between words.
"""

import re
from dataclasses import dataclass, field

import tantivy
from anyascii import anyascii
from rdflib import Literal

from communique.store.base import ReadableStore
from communique_server.queries import load_query

_QUERY = load_query(__package__, "things")
_SPACED = re.compile(r"[\s\d\W_a-zA-Z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff]*")
"""Only letters of scripts that put spaces between words: Latin, Greek, Cyrillic."""
_WORD = re.compile(r"\w+")
_FIELDS = ("names", "names_en", "names_ru", "words_en", "words_ru")
_BOOSTS = {"names": 3.0, "names_en": 2.0, "names_ru": 2.0}
_MEMORY = 50_000_000
_COUNT_KINDS = {"kinds": {"terms": {"field": "kind", "size": 100}}}
SEARCHED = (
    "event", "person", "institution", "state", "agreement", "statement", "report", "topic",
    "place", "claim", "relation", "post",
)  # fmt: skip
"""Kinds of things that are found; participations and tenures are found through their people."""


@dataclass(slots=True)
class Entry:
    """What is indexed of one thing."""

    iri: str
    kind: str
    labels: list[Literal] = field(default_factory=list)
    variants: list[Literal] = field(default_factory=list)
    text: str = ""
    language: str = ""
    speakers: list[Literal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found: entries best first, how many in all, how many of each kind."""

    entries: tuple[Entry, ...]
    total: int
    kinds: dict[str, int]
    loose: bool = False
    """True when no thing had all the words, and those with some are given."""


class SearchIndex:
    """The index of one release."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        self.entries = entries
        self._index = tantivy.Index(_schema())
        for name, analyzer in _analyzers().items():
            self._index.register_tokenizer(name, analyzer)
        with self._index.writer(_MEMORY, 1) as writer:
            for entry in entries.values():
                writer.add_document(_document(entry))
        self._index.reload()

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
            of_kind = tantivy.Query.term_query(_schema(), "kind", kind)
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, query), (tantivy.Occur.Must, of_kind)]
            )
        shown = tuple(self._entries(query, limit, offset)) if offset < total else ()
        return Hits(shown, total, kinds, loose)

    def near(self, text: str, limit: int = 5) -> list[Entry]:
        """Return things whose names are spelt nearly like a word of `text`."""
        parts = [
            (
                tantivy.Occur.Should,
                tantivy.Query.fuzzy_term_query(_schema(), "names", word, distance=2),
            )
            for word in _WORD.findall(anyascii(text).lower())
            if len(word) > 3
        ]
        if not parts:
            return []
        return self._entries(tantivy.Query.boolean_query(parts), limit)

    def _query(self, text: str, *, every: bool) -> tantivy.Query | None:
        words = " ".join(_WORD.findall(text))
        if not words:
            return None
        fields = list(_FIELDS) if _SPACED.fullmatch(text) else [*_FIELDS, "pairs"]
        query, _ = self._index.parse_query_lenient(
            words, fields, field_boosts=_BOOSTS, conjunction_by_default=every
        )
        exact = tantivy.Query.boost_query(
            tantivy.Query.term_query(_schema(), "exact", text.strip().lower()), 20.0
        )
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, query), (tantivy.Occur.Should, exact)]
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
        found = (searcher.doc(address)["iri"][0] for _, address in hits)
        return [self.entries[str(iri)] for iri in found]


def build_index(store: ReadableStore, base: str) -> SearchIndex:
    """Return the index of everything that a release names."""
    prefix = f"{base}id/"
    entries: dict[str, Entry] = {}
    for row in store.select(_QUERY, {"prefix": Literal(prefix)}):
        iri = str(row["thing"])
        kind = iri.removeprefix(prefix).partition("/")[0]
        if kind not in SEARCHED:
            continue
        entry = entries.setdefault(iri, Entry(iri, kind))
        name, text, speaker = row.get("name"), row.get("text"), row.get("speakerName")
        if isinstance(name, Literal):
            names = entry.labels if "preferred" in row else entry.variants
            if name not in names:
                names.append(name)
        if isinstance(text, Literal):
            entry.text, entry.language = str(text), text.language or ""
        if isinstance(speaker, Literal) and speaker not in entry.speakers:
            entry.speakers.append(speaker)
    return SearchIndex(entries)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("iri", stored=True, tokenizer_name="raw")
    builder.add_text_field("exact", tokenizer_name="raw")
    builder.add_text_field("kind", tokenizer_name="raw", fast=True)
    for name in _FIELDS:
        tokenizer = {"en": "english", "ru": "russian"}.get(name[-2:], "folded")
        builder.add_text_field(name, tokenizer_name=tokenizer)
    builder.add_text_field("pairs", tokenizer_name="pairs")
    return builder.build()


def _analyzers() -> dict[str, tantivy.TextAnalyzer]:
    def simple() -> tantivy.TextAnalyzerBuilder:
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        return builder.filter(tantivy.Filter.lowercase())

    pairs = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(1, 2, False))
    return {
        "folded": simple().filter(tantivy.Filter.ascii_fold()).build(),
        "english": simple()
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build(),
        "russian": simple().filter(tantivy.Filter.stemmer("russian")).build(),
        "pairs": pairs.filter(tantivy.Filter.lowercase()).build(),
    }


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("iri", entry.iri)
    document.add_text("kind", entry.kind)
    # A statement's label repeats its words, so its names are not names.
    names = [] if entry.kind == "statement" else [str(n) for n in (*entry.labels, *entry.variants)]
    for name in names:
        document.add_text("exact", name.lower())
        for field_name in ("names", "names_en", "names_ru", "pairs"):
            document.add_text(field_name, name)
        if not name.isascii():
            document.add_text("names", anyascii(name))
    for words in (entry.text, *map(str, entry.speakers)):
        if words:
            for field_name in ("words_en", "words_ru", "pairs"):
                document.add_text(field_name, words)
    return document
