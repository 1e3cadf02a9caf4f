"""The fields of the index, and how their words are cut.

Names and words are indexed as they are, in the stems of English and of Russian, in Latin letters,
and in pairs of characters for scripts that put no spaces between words; names also by their
beginnings, for what is still being typed. Names of what can be linked are indexed by their words in
Latin letters, too, and the words by each three of their letters: so the list of words of the index
tells which ones may be spellings of a given one.
"""

import re
from functools import cache

import tantivy
from anyascii import anyascii

from communique.names.keys import latin_words
from communique.search.entries import Entry

FORMAT = "3"
"""Changes with the schema: an index of another format is written anew."""
FIELDS = ("names", "names_en", "names_ru", "words_en", "words_ru")
LINKABLE = "*"
"""Stands among the types of everything that can be linked."""
LONGEST_BEGINNING = 24
"""Characters of a beginning that are indexed."""
_WORD = re.compile(r"\w+")


@cache
def schema() -> tantivy.Schema:
    """Return the fields of an index."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("iri", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("exact", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("entry", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("length", fast=True)
    for name in FIELDS:
        tokenizer = {"en": "english", "ru": "russian"}.get(name[-2:], "folded")
        builder.add_text_field(name, tokenizer_name=tokenizer)
    builder.add_text_field("pairs", tokenizer_name="pairs")
    for name in ("word", "letters", "type"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("begins", "word_begins"):
        builder.add_text_field(name, tokenizer_name="beginnings", index_option="basic")
    return builder.build()


def register(index: tantivy.Index) -> tantivy.Index:
    """Make the ways of cutting words known to an index, which does not keep them."""
    for name, analyzer in _analyzers().items():
        index.register_tokenizer(name, analyzer)
    return index


def document(entry: Entry) -> tantivy.Document:
    """Return what is indexed of a thing."""
    made = tantivy.Document()
    made.add_text("iri", entry.iri)
    made.add_text("kind", entry.kind)
    made.add_text("entry", entry.to_json())
    # A statement's label repeats its words, so its names are not names.
    names = [] if entry.kind == "statement" else [str(n) for n in (*entry.labels, *entry.variants)]
    made.add_unsigned("length", min(map(len, names), default=0))
    for name in names:
        _add_name(made, name)
    if entry.types:
        _add_words(made, names)
        for kind in (LINKABLE, *entry.types):
            made.add_text("type", kind)
    for words in (entry.text, *map(str, entry.speakers)):
        if words:
            for field in ("words_en", "words_ru", "pairs"):
                made.add_text(field, plain(words))
    return made


def plain(text: str) -> str:
    """Return a text whose letters are written one way only: ё is commonly printed as е."""
    return text.replace("ё", "е").replace("Ё", "Е")


def latin(text: str) -> str:
    """Return a text in small Latin letters without accents, in whatever script it was."""
    return anyascii(plain(text)).lower()


def beginnings(name: str) -> list[str]:
    """Return a name in Latin letters from each of its words on."""
    folded = latin(name)
    return [folded[match.start() :] for match in _WORD.finditer(folded)]


def letters_of(word: str) -> list[str]:
    """Return each three letters of a word, with its ends: "ab" gives "^ab" and "ab$"."""
    marked = f"^{word}$"
    return list(dict.fromkeys(marked[start : start + 3] for start in range(len(marked) - 2)))


def _add_words(made: tantivy.Document, names: list[str]) -> None:
    for word in sorted({word for name in names for word in latin_words(name)}):
        made.add_text("word", word)
        for letters in letters_of(word):
            made.add_text("letters", f"{letters} {word}")


def _add_name(made: tantivy.Document, name: str) -> None:
    made.add_text("exact", latin(name))
    for field in ("names", "names_en", "names_ru", "pairs"):
        made.add_text(field, plain(name))
    if not name.isascii():
        made.add_text("names", anyascii(name))
    for number, rest in enumerate(beginnings(name)):
        made.add_text("word_begins" if number else "begins", rest[:LONGEST_BEGINNING])


def _analyzers() -> dict[str, tantivy.TextAnalyzer]:
    def simple() -> tantivy.TextAnalyzerBuilder:
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        return builder.filter(tantivy.Filter.lowercase())

    def folded() -> tantivy.TextAnalyzerBuilder:
        return simple().filter(tantivy.Filter.ascii_fold())

    def cut(least: int, most: int, *, first: bool) -> tantivy.TextAnalyzer:
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(least, most, first))
        return builder.filter(tantivy.Filter.lowercase()).build()

    return {
        "folded": folded().build(),
        "english": folded().filter(tantivy.Filter.stemmer("english")).build(),
        "russian": simple().filter(tantivy.Filter.stemmer("russian")).build(),
        "pairs": cut(1, 2, first=False),
        "beginnings": cut(1, LONGEST_BEGINNING, first=True),
    }
