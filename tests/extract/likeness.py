"""Whether two names are one: without honorifics, articles and spelling variants, in any order."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

ALIKE = 0.85
"""Likeness from which on two names are one."""
_HONORIFICS = frozenset(
    "h e he mr mrs ms dr prof professor shri smt sir general ambassador hon rt ret m mme honourable "
    "honorable his her excellency".split()
)
_SMALL = frozenset("the a an of in at and for on to de la".split())
_SPELLINGS = {
    "centre": "center",
    "defence": "defense",
    "programme": "program",
    "programmes": "program",
    "programs": "program",
    "organisation": "organization",
    "memoranda": "memorandum",
    "mou": "memorandum understanding",
    "mous": "memorandum understanding",
}


def alike(a: Iterable[str], b: Iterable[str], *, person: bool = False) -> bool:
    """Say whether one of the names in `a` is one of those in `b`."""
    return likeness(a, b, person=person) >= ALIKE


def likeness(a: Iterable[str], b: Iterable[str], *, person: bool = False) -> float:
    """Return how much the two names that are most alike have in common, 0 to 1."""
    others = list(b)
    return max((_common(x, y, person=person) for x in a for y in others), default=0.0)


def _common(a: str, b: str, *, person: bool) -> float:
    ours, theirs = _words(a, person=person), _words(b, person=person)
    if sorted(ours) == sorted(theirs):
        return 1.0
    if not ours or not theirs:
        return 0.0
    left = list(theirs)
    shared = 0.0
    for word in ours:
        same, best = max(((_ratio(word, w), w) for w in left), default=(0.0, ""))
        if same >= 0.8:
            shared += same
            left.remove(best)
    whole = _ratio(" ".join(sorted(ours)), " ".join(sorted(theirs)))
    return max(2 * shared / (len(ours) + len(theirs)), whole)


def _ratio(a: str, b: str) -> float:
    """Return what share of the longer word needs no edit."""
    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    edits = sum(max(i2 - i1, j2 - j1) for step, i1, i2, j1, j2 in steps if step != "equal")
    return 1 - edits / max(len(a), len(b), 1)


def _words(name: str, *, person: bool) -> list[str]:
    text = unicodedata.normalize("NFKD", name or "")
    text = "".join(c for c in text if not unicodedata.combining(c)).lower().replace("ё", "е")
    text = re.sub(r"[’']s\b", " ", text)
    text = re.sub(r"\b([a-z])\.(?=[a-z]\.)", r"\1", text)
    text = re.sub(r"\(([^)]{2,8})\)$", " ", text)
    words = [w for word in re.findall(r"\w+", text) for w in _SPELLINGS.get(word, word).split()]
    telling = [w for w in words if w not in _SMALL and not (person and w in _HONORIFICS)]
    return telling or words
