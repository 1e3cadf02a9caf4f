"""Words of names that compare across scripts and spellings.

`Words` asks the index how rare a word is, and which ones look like a given one.
"""

import math
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache

from communique.search.linkable import Linkable
from communique.search.schema import letters_of

ALIKE = 0.75
"""How alike two words must be to be taken for spellings of one."""
_INITIAL = 0.6
"""How well an initial stands for a word."""
_FAMILIAR = 24
"""Words of the same letters that are looked at more closely."""
_REMEMBERED = 16_384
"""Words that are remembered with how rare they are, and what looks like them."""


class Words:
    """The words of all names of an index."""

    def __init__(self, names: Linkable) -> None:
        self._names = names
        remember = lru_cache(maxsize=_REMEMBERED)
        self.weight = remember(self._weight)
        self.alike = remember(self._alike)

    def _weight(self, word: str) -> float:
        """Return how much a word tells: much if it is rare, little if many things have it."""
        return math.log(1 + self._names.total / max(1, self._names.frequency_of("word", word)))

    def _alike(self, word: str) -> dict[str, float]:
        """Return the words that may be meant by `word`, each with how alike they are."""
        found = {word: 1.0} if self._names.frequency_of("word", word) else {}
        if len(word) < 3:
            return found
        shared: Counter[str] = Counter()
        # In the order of the word: of equally familiar words the same ones are looked at each time.
        for letters in letters_of(word):
            shared.update(self._names.spelt_with(letters))
        for other, _ in shared.most_common(_FAMILIAR):
            alike = _ratio(word, other)
            if alike >= ALIKE and other != word:
                found[other] = alike * 0.95
        return found


@lru_cache(maxsize=262_144)
def _ratio(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def aligned(
    asked: tuple[str, ...], name: tuple[str, ...], alike: dict[str, dict[str, float]], index: Words
) -> float:
    """Return how much two names share, 0 to 1: each word once, rare words counting more."""
    free = list(name)
    shared = 0.0
    for word in sorted(asked, key=len, reverse=True):
        best, which = 0.0, ""
        for other in free:
            value = 1.0 if word == other else alike[word].get(other, 0.0)
            if not value and min(len(word), len(other)) == 1 and word[0] == other[0]:
                value = _INITIAL
            if value > best:
                best, which = value, other
        if which:
            free.remove(which)
            shared += best * (index.weight(word) + index.weight(which))
    whole = sum(map(index.weight, asked)) + sum(map(index.weight, name))
    return shared / whole if whole else 0.0
