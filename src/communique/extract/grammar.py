"""Small words of a language that bound names in a sentence, from grammar.toml beside this file."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Grammar:
    """Word sets and expressions of one language."""

    language: str
    sets: dict[str, frozenset[str]]
    patterns: dict[str, re.Pattern[str]]

    def has(self, name: str, word: str) -> bool:
        """Say whether a word is one of a set, whatever its case."""
        return word.lower() in self.sets[name]


@cache
def grammar_of(language: str) -> Grammar:
    """Return the small words of a language; those of English for an unknown one."""
    table = tomllib.loads(files(__package__).joinpath("grammar.toml").read_text(encoding="utf-8"))
    language = language if language in table else "en"
    entries = table[language]
    return Grammar(
        language=language,
        sets={name: frozenset(v) for name, v in entries.items() if isinstance(v, list)},
        patterns={
            name: re.compile(value, re.IGNORECASE)
            for name, value in entries.items()
            if isinstance(value, str)
        },
    )
