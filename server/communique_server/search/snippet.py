"""The part of a text that shows why it was found, cut into words found and words around them."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
LENGTH = 240
"""Characters that a snippet shows."""
_STEM = 4
"""Characters of two words that must agree at least; endings change."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, found or not."""

    text: str
    found: bool = False


def snippet(text: str, asked: str) -> tuple[Piece, ...]:
    """Return the text around the first word that was asked for, all such words marked."""
    sought = [word.casefold() for word in _WORD.findall(asked)]
    hits = [m for m in _WORD.finditer(text) if any(_alike(m[0].casefold(), w) for w in sought)]
    if not hits:
        hits = [m for word in _WORD.findall(asked) for m in re.finditer(re.escape(word), text)]
    start = max(0, hits[0].start() - LENGTH // 3) if hits else 0
    if start:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + LENGTH)
    pieces = [Piece("… ")] if start else []
    at = start
    for hit in hits:
        if hit.start() < at or hit.end() > end:
            continue
        pieces += [Piece(text[at : hit.start()]), Piece(hit[0], found=True)]
        at = hit.end()
    pieces.append(Piece(text[at:end] + (" …" if end < len(text) else "")))
    return tuple(piece for piece in pieces if piece.text)


def _alike(word: str, other: str) -> bool:
    """Tell whether two words differ in their endings at most."""
    shared = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), None)
    length = min(len(word), len(other)) if shared is None else shared
    if abs(len(word) - len(other)) > _STEM:
        return False
    return word == other or length >= max(_STEM, min(len(word), len(other)) - 2)
