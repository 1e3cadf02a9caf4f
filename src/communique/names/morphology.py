"""What a Russian word's form says: its part of speech, its case, whether it is a name.

Answers come from the OpenCorpora dictionary through pymorphy3; a word it does not know is judged by
its ending.
"""

import unicodedata
from functools import lru_cache
from typing import Any

from pymorphy3 import MorphAnalyzer


@lru_cache(maxsize=1)
def analyzer() -> Any:
    """Return the analyzer, loaded once (about half a second)."""
    return MorphAnalyzer()


@lru_cache(maxsize=65536)
def readings(word: str) -> tuple[Any, ...]:
    """Return what a word can be, the likeliest first."""
    return tuple(analyzer().parse("".join(map(_named, word))))


def _named(character: str) -> str:
    """A character, or a sign for one that Unicode gives no name, at which the analyzer fails."""
    return character if unicodedata.name(character, "") else "?"


def is_genitive(word: str) -> bool:
    """Say whether a word can be a noun or an adjective in the genitive, or a foreign word."""
    tags = [r.tag for r in readings(word)]
    if any(t.POS is None for t in tags):
        return True
    return any(
        t.POS in ("NOUN", "ADJF", "PRTF") and t.case in ("gent", "gen1", "gen2") for t in tags
    ) or any("Fixd" in t for t in tags)


def is_adjective(word: str) -> bool:
    """Say whether a word can be an adjective in a full form."""
    return any(r.tag.POS in ("ADJF", "PRTF") and "Fixd" not in r.tag for r in readings(word))


def is_name(word: str) -> bool:
    """Say whether a word can be a person's first name, patronymic or surname."""
    return any({"Name", "Surn", "Patr"} & set(map(str, r.tag.grammemes)) for r in readings(word))


def is_oblique(word: str) -> bool:
    """Say whether a Russian noun or adjective cannot be in the nominative (singular)."""
    nominal = [r.tag for r in readings(word) if r.tag.POS in ("NOUN", "ADJF", "PRTF")]
    singular = [tag for tag in nominal if tag.number == "sing"]
    cases = {tag.case for tag in singular or nominal}
    return bool(cases) and "nomn" not in cases


def is_nominative(word: str) -> bool:
    """Say whether a word can be a noun or an adjective in the nominative."""
    return any(r.tag.POS in ("NOUN", "ADJF") and r.tag.case == "nomn" for r in readings(word))


def is_plural(word: str) -> bool:
    """Say whether a Russian noun is in the plural before all else."""
    return bool(readings(word.lower())[0].tag.number == "plur")


def may_be_several(word: str) -> bool:
    """Say whether a word can be a noun in the nominative plural."""
    return any(
        p.tag.POS == "NOUN" and p.tag.case == "nomn" and p.tag.number == "plur"
        for p in readings(word.lower())
    )


def is_plural_verb(word: str) -> bool:
    """Say whether a word is before all else a verb of which several are the subject."""
    tag = readings(word.lower())[0].tag
    return bool(tag.POS == "VERB" and tag.number == "plur")


def is_only_plural(word: str) -> bool:
    """Say whether a Russian noun or adjective can be nothing but a plural."""
    nominal = [r.tag for r in readings(word.lower()) if r.tag.POS in ("NOUN", "ADJF", "PRTF")]
    return bool(nominal) and all(tag.number == "plur" for tag in nominal)


def is_locative(word: str) -> bool:
    """Say whether a word can stand in the prepositional case, or never changes."""
    return any(
        r.tag.case in ("loct", "loc1", "loc2") or "Fixd" in r.tag or r.tag.POS is None
        for r in readings(word)
    )


def is_dative(word: str) -> bool:
    """Say whether a word can be a noun or an adjective in the dative."""
    return any(
        r.tag.POS in ("NOUN", "ADJF", "PRTF") and r.tag.case == "datv" for r in readings(word)
    )


def is_pronoun(word: str) -> bool:
    """Say whether a word is, before all else, a pronoun used as an adjective: «наш», «этот»."""
    return "Apro" in readings(word.lower())[0].tag


def is_preposition(word: str) -> bool:
    """Say whether a word is, before all else, a preposition."""
    return bool(readings(word.lower())[0].tag.POS == "PREP")
