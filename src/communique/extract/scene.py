"""One document as every reader looks at it: its tokens, and the known names among them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from communique.extract.base import Reading
from communique.extract.words import Phrases, Token, Words, tokens_of, words_of
from communique.names.authority import Match
from communique.text.document import Block, Document
from communique.text.sentences import sentences
from communique.text.span import Span

_ABBREVIATED = re.compile(
    r"^[A-ZА-ЯЁ][A-ZА-ЯЁ&.-]*[A-ZА-ЯЁ]\d?$|^[А-ЯЁ]{2,}(?:[а-яё]{1,2}[А-ЯЁ]+)+$|^[А-ЯЁ][а-яё]{1,2}[А-ЯЁ]{2,}$"
)
_ROMAN = re.compile(r"^[IVX]+$")
"""The number of an event or a ruler: "XII Forum"."""

Made = TypeVar("Made")


@dataclass
class Scene:
    """Tokens, known names and sentences of a document, made once and shared by its readers."""

    document: Document
    reading: Reading
    abbreviations: dict[str, str] = field(default_factory=dict)
    """Abbreviations that the report itself explains: "IAIS" -> its full name."""
    proper: list[str] = field(default_factory=list)
    """Names that no noun shows to be a body's, but an office held there does."""
    fuller: dict[str, str] = field(default_factory=dict)
    """The fullest Russian name of each body of a state, by its words with the state's row."""
    asides: list[Span] = field(default_factory=list)
    """Questions and the like: words that are neither the narrator's nor a statement."""
    _made: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text as readers see it; offsets are those of the source."""
        return self.document.reading or self.document.source.text

    @cached_property
    def words(self) -> Words:
        """The cue words."""
        return words_of(self.reading.lexicon)

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens of all blocks, in order."""
        return [t for b in self.document.blocks for t in tokens_of(self.text, b.span)]

    def cached(self, key: str, make: Callable[[], Made]) -> Made:
        """Return what `make` gave for a key, made once a document."""
        if key not in self._made:
            self._made[key] = make()
        made: Made = self._made[key]
        return made

    @cached_property
    def all_sentences(self) -> list[Span]:
        """The sentences of all blocks, in order."""
        return [s for b in self.document.blocks for s in self.sentences_of(b)]

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    @cached_property
    def matches(self) -> list[Match]:
        """What the authority files know by name in the blocks, in order."""
        found: list[Match] = []
        for block in self.document.blocks:
            words = block.span.of(self.text)
            for match in self.reading.authority.matches(words, block.language):
                found.append(
                    replace(
                        match,
                        start=match.start + block.span.start,
                        end=match.end + block.span.start,
                    )
                )
        return found

    def phrases(self, scheme: str) -> Phrases:
        """Return the cue phrases of a scheme."""
        return self.words.scheme(scheme)

    def tokens_in(self, span: Span) -> list[Token]:
        """Return the tokens within a span of a block."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [t for t in self.tokens[first:last] if t.end <= span.end]

    def matches_in(self, span: Span, kind: str = "") -> list[Match]:
        """Return the known names within a span, of one kind if one is given."""
        first = bisect_left(self._match_starts, span.start)
        last = bisect_left(self._match_starts, span.end)
        return [
            m
            for m in self.matches[first:last]
            if m.end <= span.end and (not kind or m.entry.kind == kind)
        ]

    def match_at(self, start: int, kind: str = "") -> Match | None:
        """Return the known name that begins at an offset."""
        index = bisect_left(self._match_starts, start)
        if index < len(self.matches) and self.matches[index].start == start:
            match = self.matches[index]
            return match if not kind or match.entry.kind == kind else None
        return None

    def match_over(self, offset: int, kind: str = "") -> Match | None:
        """Return the known name that the character at an offset is part of."""
        index = bisect_right(self._match_starts, offset) - 1
        if index < 0 or self.matches[index].end <= offset:
            return None
        match = self.matches[index]
        return match if not kind or match.entry.kind == kind else None

    @cached_property
    def _match_starts(self) -> list[int]:
        return [m.start for m in self.matches]

    def sentences_of(self, block: Block) -> list[Span]:
        """Return the sentences of a block."""
        found: list[Span] = self.cached(
            f"sentences {block.span.start}", lambda: sentences(self.text, block.span)
        )
        return found

    def blocks(self) -> Iterator[tuple[int, Block]]:
        """Yield each block with its index."""
        yield from enumerate(self.document.blocks)

    def in_title(self, offset: int) -> bool:
        """Whether the word at an offset goes on with the words for an office: "… of Foreign …"."""
        inner: frozenset[int] = self.cached("titles", self._inner_titles)
        return offset in inner

    def _inner_titles(self) -> frozenset[int]:
        starts = (
            token.start
            for block in self.document.blocks
            if block.language != "ru"
            for tokens in (self.tokens_in(block.span),)
            for first, last, _ in self.phrases("title").find(tokens)
            for token in tokens[first + 1 : last]
        )
        return frozenset(starts)

    def is_abbreviation(self, word: str) -> bool:
        """Whether a word is written in capitals as abbreviations are."""
        return len(word) >= 2 and bool(_ABBREVIATED.match(word)) and not _ROMAN.match(word)


_LAST: list[Scene] = []


def scene_of(document: Document, reading: Reading) -> Scene:
    """Return the scene of a document; every reader of it is given the same one."""
    if not _LAST or _LAST[0].document is not document or _LAST[0].reading is not reading:
        _LAST[:] = [Scene(document, reading)]
    return _LAST[0]
