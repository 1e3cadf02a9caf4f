"""Names cut into words that compare across scripts and spellings.

`Words` knows all words of an index: how rare each is, and which ones look like a given one.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from anyascii import anyascii

from communique.names.keys import name_key

ALIKE = 0.75
"""How alike two words must be to be taken for spellings of one."""
_INITIAL = 0.6
"""How well an initial stands for a word."""
_FAMILIAR = 24
"""Words of the same letters that are looked at more closely."""


@lru_cache(maxsize=262_144)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower-case Latin letters: "Кин Пхеа" is ("kin", "pkhea")."""
    return tuple(name_key(anyascii(name_key(name))).split())


class Words:
    """The words of all names."""

    def __init__(self, names: Iterable[tuple[str, ...]]) -> None:
        self._counts: Counter[str] = Counter()
        total = 0
        for name in names:
            self._counts.update(set(name))
            total += 1
        self._total = max(1, total)
        self._sorted = sorted(self._counts)
        self._by_letters: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._sorted:
            for letters in set(_letters(word)):
                self._by_letters[letters].append(word)

    def weight(self, word: str) -> float:
        """Return how much a word tells: much if it is rare, little if many names have it."""
        return math.log(1 + self._total / max(1, self._counts[word]))

    def beginning_with(self, prefix: str, limit: int = 2000) -> list[str]:
        """Return the words that begin so."""
        start = bisect_left(self._sorted, prefix)
        found = []
        for word in islice(self._sorted, start, start + limit):
            if not word.startswith(prefix):
                break
            found.append(word)
        return found

    def alike(self, word: str) -> dict[str, float]:
        """Return the words that may be meant by `word`, each with how alike they are."""
        found = {word: 1.0} if word in self._counts else {}
        if len(word) < 3:
            return found
        shared: Counter[str] = Counter()
        # In the order of the word: of equally familiar words the same ones are looked at each time.
        for letters in dict.fromkeys(_letters(word)):
            shared.update(self._by_letters.get(letters, ()))
        for other, _ in shared.most_common(_FAMILIAR):
            alike = _ratio(word, other)
            if alike >= ALIKE and other != word:
                found[other] = alike * 0.95
        return found


def _letters(word: str) -> Iterator[str]:
    marked = f"^{word}$"
    for start in range(len(marked) - 2):
        yield marked[start : start + 3]


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
