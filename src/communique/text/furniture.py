"""Tells the report from what surrounds it on a page: menus, ratings, polls, footers."""

import re
from collections.abc import Iterator, Mapping, Sequence

from communique.text.document import BlockKind
from communique.text.lines import Piece

_SIGNS = re.compile(r"[\W_]+")
_TALLY = re.compile(r"^\W*(?:\d[\d\s.,]*\s*)?\(?\s*\d{1,3}(?:[.,]\d+)?\s*%\s*\)?\W*$")
_VOTES = re.compile(
    r"^\W*(?:\(?\s*(?:votes?|rating|views?|просмотр\w*|голос\w*|рейтинг)\b[^.]{0,60}|"
    r"\d[\d\s]*\s*(?:votes?|views?|shares?|comments?|просмотр\w*|голос\w*|комментари\w*))\W*$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\b\d[\d\s,.]*\s*(?:min(?:ute)?s?\s+read|мин\.?\s+чтения)\b", re.IGNORECASE)
_COUNTED = re.compile(r"[–—:-]\s*\d{1,3}(?:[.,]\d+)?\s*%")
_COPYRIGHT = re.compile(r"©|\(c\)\s*\d{4}|^\W*all rights reserved", re.IGNORECASE)
_TRAIL = re.compile(r"^[^»›>|.!?«]+(?:\s[»›>]\s[^»›>|.!?«]+){2,}$")
"""A line of links from the site's front page down to this one: "Home » News » 2022"."""
_ENDING = frozenset({"poll", "related", "comments", "footer", "subscribe"})
"""What opens the tail of a page: nothing of the report follows but more of the same."""
LONGEST_LINE = 120
"""Characters of the longest line that its words alone can show to be furniture."""
PROSE = 200
"""Characters from which on a paragraph is taken for the report's own."""


class Furniture:
    """Judges pieces one after another; `words` are typical lines by reason."""

    def __init__(self, words: Mapping[str, tuple[str, ...]], language: str) -> None:
        self._language = language
        self._phrases = {
            _key(phrase): reason for reason, phrases in words.items() for phrase in phrases
        }
        self._longest = max((len(k.split()) for k in self._phrases), default=0)

    def judge(self, pieces: Sequence[Piece], text: str) -> Iterator[tuple[Piece, str]]:
        """Yield each piece with the reason why it is not read, "" for the report's own."""
        reasons = [self._reason(p, text) for p in pieces]
        self._polls(pieces, reasons, text)
        tail = self._tail(pieces, reasons, text)
        for index, piece in enumerate(pieces):
            if index >= tail and not reasons[index]:
                reasons[index] = "footer"
            yield piece, reasons[index]

    def _reason(self, piece: Piece, text: str) -> str:
        words = piece.span.of(text)
        if piece.furniture:
            return self._named(words) or "menu"
        if len(words) > LONGEST_LINE or not any(c.isalnum() for c in words):
            return "" if any(c.isalnum() for c in words) else "ornament"
        if _VOTES.match(words) or _BYLINE.search(words):
            return "rating"
        if _TALLY.match(words):
            return "poll"
        if _COPYRIGHT.search(words):
            return "footer"
        if _TRAIL.match(words):
            return "menu"
        return self._named(words)

    def _named(self, words: str) -> str:
        """The reason of a line that is, or begins with, a typical phrase of pages."""
        key = _key(words)
        if key in self._phrases:
            return self._phrases[key]
        tokens = key.split()
        sentence = words.rstrip().endswith((".", "!", "?", ";")) and len(tokens) > 8
        for length in range(min(self._longest, len(tokens)), 0, -1):
            reason = self._phrases.get(" ".join(tokens[:length]))
            if reason is None or sentence:
                continue
            introduced = re.match(rf"^\W*(?:\w+\W+){{{length}}}", words + " ")
            rest = words[introduced.end() :].strip() if introduced else ""
            labelled = introduced is not None and introduced.group().rstrip().endswith(":")
            if labelled or length >= 3 or (length >= 2 and len(tokens) <= 2 * length) or not rest:
                return reason
        return ""

    def _polls(self, pieces: Sequence[Piece], reasons: list[str], text: str) -> None:
        """Take with a poll's heading its questions, answers and tallies."""
        for index, reason in enumerate(reasons):
            if reason != "poll":
                continue
            words = pieces[index].span.of(text)
            if _TALLY.match(words):
                self._answer_above(pieces, reasons, index, text)
                continue
            for later in range(index + 1, len(pieces)):
                line = pieces[later].span.of(text)
                if len(line) > PROSE and line.rstrip().endswith("."):
                    break
                if _TALLY.match(line) or _COUNTED.search(line) or line.rstrip().endswith("?"):
                    for between in range(index + 1, later + 1):
                        reasons[between] = reasons[between] or "poll"

    def _answer_above(
        self, pieces: Sequence[Piece], reasons: list[str], index: int, text: str
    ) -> None:
        above = index - 1
        if above >= 0 and not reasons[above] and len(pieces[above].span.of(text)) < PROSE:
            reasons[above] = "poll"

    def _tail(self, pieces: Sequence[Piece], reasons: list[str], text: str) -> int:
        """Index from which on nothing is the report's: after its last long or listed piece."""
        last = max(
            (i for i, p in enumerate(pieces) if not reasons[i] and _substantial(p, text)),
            default=len(pieces),
        )
        for index in range(last + 1, len(pieces)):
            if reasons[index] in _ENDING or reasons[index] == "rating":
                return index
        return len(pieces)


def _substantial(piece: Piece, text: str) -> bool:
    words = piece.span.of(text)
    if piece.kind in (BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.ROW):
        return True
    return len(words) > 80 and words.rstrip().endswith((".", "!", "»", "”", '"', ";", ":"))


def _key(words: str) -> str:
    return _SIGNS.sub(" ", words.lower().replace("ё", "е")).strip()
