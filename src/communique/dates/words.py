"""The words that dates are made with, in one language: regular expressions, built once.

Month and day names come from CLDR through Babel, everything else from words.toml beside this file.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel import Locale

from communique.names.russian import all_forms


@dataclass(frozen=True, slots=True)
class DateWords:
    """Names of months and days in lower case, with their numbers, and the words of words.toml."""

    language: str
    months: dict[str, int]
    days: dict[str, int]
    patterns: dict[str, str]

    def pattern(self, name: str) -> str:
        """Return the expression for a word; one that never matches if the language has none."""
        return self.patterns.get(name) or "(?!)"


@cache
def date_words(language: str) -> DateWords:
    """Return the words of a language; those of English for one that words.toml does not know."""
    table = _table()
    language = language if language in table else "en"
    locale = Locale.parse(language)
    return DateWords(
        language=language,
        months=_names(locale.months, language),
        days={
            name: number for name, number in _names(locale.days, language).items() if len(name) > 3
        },
        patterns=table[language],
    )


def is_day_name(word: str) -> bool:
    """Say whether a word is the English name of a weekday or a month."""
    words = date_words("en")
    return word.lower() in words.days or word.lower() in words.months


@cache
def _table() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    return table


def _names(source: object, language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            names = source[context][width]  # type: ignore[index]
            for number, name in dict(names).items():
                word = str(name).lower().rstrip(".")
                forms = all_forms(word) if language == "ru" and width == "wide" else ()
                for form in {word, *forms}:
                    if len(form) > 2:
                        found.setdefault(form, int(number))
    if language == "en" and "sep" in found:
        found["sept"] = found["sep"]
    return found
