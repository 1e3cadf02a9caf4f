"""What both languages ask of the words around a body's name."""

from bisect import bisect_left
from collections.abc import Sequence

from communique.extract.scene import Scene
from communique.extract.words import Token
from communique.names.authority import Match
from communique.text.span import Span

UNNAMED = frozenset({"programme", "project", "initiative"})
"""Kinds that are bodies only within another: the South Asia Programme of a foundation."""
ARTICLES = frozenset({"the", "a", "an"})
LONGEST_ABBREVIATION = 8
"""Letters of an abbreviation; longer words in capitals are printed so for show."""
LONGEST_ADDED = 6
"""Words of the longest name that goes on after that of a known body."""
QUOTES = {"«": "»", "“": "”", '"': '"', "„": "“"}


POSTS = frozenset({"embassy", "consulate", "mission"})
"""Kinds of bodies whose place is part of their name."""


class BodyWords:
    """The tokens of a stretch of text, and which of them are nouns of bodies."""

    def __init__(self, scene: Scene, tokens: Sequence[Token], commas: bool) -> None:
        self.scene = scene
        self.commas = commas
        self.tokens = tokens
        self.capitals = any(t.text.isupper() and len(t.text) > LONGEST_ABBREVIATION for t in tokens)
        self.nouns: set[int] = set()
        self.heads: dict[int, int] = {}
        self.posts: set[int] = set()
        """Nouns of bodies that a state keeps abroad, of which there is one in each place."""
        for first, last, concept in scene.phrases("institution-type").find(tokens):
            whole = any(t.text == "of" for t in tokens[first:last])
            self.nouns.add(first if whole else last - 1)
            self.heads[first] = last - 1
            if concept in POSTS:
                self.posts.add(first if whole else last - 1)

    def _proper(self, index: int) -> str:
        """The name that begins here of a body without a noun in it, "" if none does."""
        start = self.tokens[index].start
        return next((n for n in self.scene.proper if self.scene.text.startswith(n, start)), "")

    def _capitalised(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].is_capitalised

    def _covers(self, match: Match) -> bool:
        """Whether the last word of a state's name looks like a body's noun ("Union")."""
        last = self._index_at(match.end) - 1
        return last in self.nouns

    def _goes_on(self, end: int) -> bool:
        """Whether a known name is only the first part of a longer one ("ASEAN Centre")."""
        return end < len(self.tokens) and (
            self.tokens[end].is_capitalised
            and (
                end in self.nouns
                or (
                    end + 1 < len(self.tokens)
                    and end + 1 in self.nouns
                    and self.tokens[end + 1].is_capitalised
                )
            )
        )

    def _longer(self, end: int) -> int:
        """Where a body within a known one ends: "African Union | Peace and Security Council"."""
        position = end
        while position < len(self.tokens) and position - end < LONGEST_ADDED:
            token = self.tokens[position]
            title = self.scene.phrases("title").at(self.tokens, position)
            joint = token.text == "and" and position > end
            if title or not (joint or (token.is_word and token.is_capitalised)):
                return 0
            if position in self.nouns and position > end + 1 and not joint:
                return position + 1
            position += 1
        return 0

    def _programme(self, index: int) -> bool:
        hit = self.scene.phrases("institution-type").at(self.tokens, index)
        return hit is not None and hit[1] in UNNAMED

    def _abbreviates(self, index: int) -> bool:
        """Whether a word in capitals is a body: explained in the report, or after an office."""
        token = self.tokens[index]
        if self._known_abbreviation(index):
            return True
        return (
            self.commas
            and len(token.text) > 2
            and self.scene.is_abbreviation(token.text)
            and self.scene.match_at(token.start) is None
            and not self.scene.phrases("title").at(self.tokens, index)
            and not self.scene.phrases("honorific").at(self.tokens, index)
        )

    def _known_abbreviation(self, index: int) -> bool:
        return self.tokens[index].text in self.scene.abbreviations

    def _quoted(self, index: int) -> int:
        closing = QUOTES[self.tokens[index].text]
        for position in range(index + 1, min(index + 8, len(self.tokens))):
            if self.tokens[position].text == closing:
                return position + 1
        return 0

    def _after_state(self, index: int) -> bool:
        """Whether a state's name has just ended: a capitalised word after it is somebody else."""
        previous = self.tokens[index - 1]
        return any(
            m.end == previous.end and m.entry.kind == "state" and not m.adjectival
            for m in self.scene.matches_in(Span(self.tokens[0].start, previous.end))
        )

    def _index_at(self, offset: int) -> int:
        return bisect_left(self.tokens, offset, key=lambda token: token.start)
