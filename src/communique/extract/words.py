"""Tokens of a text and the cue phrases among them, compared by word form.

English words are compared in lower case, Russian ones by their dictionary form, so that a cue
meets every form of its words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.facts.lexicon import Cue, Lexicon
from communique.names.russian import lemma_key, lemmas
from communique.text.span import Span

_TOKEN = re.compile(
    r"(?:[A-ZА-ЯЁ]\.){1,3}(?:-[A-ZА-ЯЁ]\.)?|[^\W_]+(?:[’'‑-][^\W_]+)*|[^\w\s]", re.UNICODE
)
_CYRILLIC = re.compile(r"[а-яёА-ЯЁ]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, an initial or a sign, with its place in the text."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it has a letter or a digit."""
        return self.text[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def tokens_of(text: str, within: Span | None = None) -> list[Token]:
    """Return the tokens of a text, or of a stretch of it, with offsets in the whole text."""
    start, end = (within.start, within.end) if within else (0, len(text))
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """Return what two forms of one word share."""
    lowered = word.lower().replace("’", "'").replace("‑", "-")
    if _CYRILLIC.search(lowered):
        return lemma_key(lowered)
    return lowered


@lru_cache(maxsize=65536)
def word_forms(word: str) -> frozenset[str]:
    """Return every dictionary form that a word may have; an English word is its own."""
    if _CYRILLIC.search(word):
        return lemmas(word)
    return frozenset({word.lower().replace("’", "'").replace("‑", "-")})


class Phrases:
    """The cue phrases of one scheme, found among tokens, the longest first."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._by_first: dict[str, list[tuple[tuple[frozenset[str], ...], str]]] = {}
        for cue in cues:
            forms = tuple(word_forms(t.text) for t in tokens_of(cue.text) if t.is_word)
            for form in forms[0] if forms else ():
                self._by_first.setdefault(form, []).append((forms, cue.concept))
        for entries in self._by_first.values():
            entries.sort(key=lambda e: -len(e[0]))
        self._begins = lru_cache(maxsize=16384)(self._beginnings)

    def _beginnings(self, word: str) -> tuple[list[tuple[tuple[frozenset[str], ...], str]], ...]:
        """The cues that a word may begin, those of each of its forms together."""
        if not word[0].isalnum():
            return ()
        forms = (self._by_first.get(form) for form in word_forms(word))
        return tuple(entries for entries in forms if entries)

    def at(self, tokens: Sequence[Token], index: int) -> tuple[int, str] | None:
        """Return how many tokens from `index` on make a cue, and its concept."""
        if index >= len(tokens):
            return None
        best: tuple[int, str] | None = None
        for entries in self._begins(tokens[index].text):
            for forms, concept in entries:
                length = self._length(tokens, index, forms)
                if length and (best is None or length > best[0]):
                    best = length, concept
                if length:
                    break
        return best

    def find(self, tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
        """Return every cue as (first token, one after its last token, concept)."""
        found = []
        index = 0
        while index < len(tokens):
            hit = self.at(tokens, index)
            if hit:
                found.append((index, index + hit[0], hit[1]))
                index += hit[0]
            else:
                index += 1
        return found

    def _length(
        self, tokens: Sequence[Token], index: int, forms: tuple[frozenset[str], ...]
    ) -> int:
        position = index
        for form in forms:
            while position < len(tokens) and tokens[position].text in "-–’'." and position > index:
                position += 1
            if position >= len(tokens) or not form & word_forms(tokens[position].text):
                return 0
            position += 1
        return position - index


class Words:
    """All cue phrases of a lexicon, one `Phrases` a scheme, made when first asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._schemes: dict[str, Phrases] = {}

    def scheme(self, name: str) -> Phrases:
        """Return the cues of a scheme ("title", "institution-type", "role" …)."""
        if name not in self._schemes:
            self._schemes[name] = Phrases(self._lexicon.cues(name))
        return self._schemes[name]


_CACHE: dict[int, Words] = {}


def words_of(lexicon: Lexicon) -> Words:
    """Return the words of a lexicon; the same lexicon gives the same object."""
    if id(lexicon) not in _CACHE:
        _CACHE.clear()
        _CACHE[id(lexicon)] = Words(lexicon)
    return _CACHE[id(lexicon)]
