"""Names made comparable: keys that are equal for two spellings of one name."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"['’]s?\b")
_SPELLINGS = (
    (re.compile(r"centre"), "center"),
    (re.compile(r"defence"), "defense"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"(\w)isation\b"), r"\1ization"),
    (re.compile(r"labour"), "labor"),
)


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return a key for comparing names of bodies and places.

    Case, accents, punctuation, articles at the start and British or American spelling do not
    count: "The ASEAN Centre" and "Asean Center" share a key.
    """
    folded = unicodedata.normalize("NFKD", name)
    folded = "".join(c for c in folded if not unicodedata.combining(c)).lower().replace("ё", "е")
    folded = _POSSESSIVE.sub("", folded)
    for pattern, replacement in _SPELLINGS:
        folded = pattern.sub(replacement, folded)
    words = _WORD.findall(folded)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def person_key(name: str) -> str:
    """Return a key for comparing names of persons: the words without regard to their order.

    "Kin Phea" and "Phea Kin" share a key; initials stay part of it.
    """
    return " ".join(sorted(name_key(name).split()))


@lru_cache(maxsize=262_144)
def latin_words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower-case Latin letters: "Кин Пхеа" is ("kin", "pkhea")."""
    return tuple(name_key(anyascii(name_key(name))).split())


def slug(name: str) -> str:
    """Return the name in lower-case Latin letters and hyphens; "unnamed" if nothing is left."""
    return "-".join(re.findall(r"[a-z0-9]+", anyascii(name).lower()))[:80].strip("-") or "unnamed"
