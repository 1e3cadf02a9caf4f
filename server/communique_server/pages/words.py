"""The words of the pages: messages/{en,ru}.toml, with plural forms and dates by CLDR."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date

THIN_SPACE = "\u202f"
_LOCALES = {"en": "en_GB", "ru": "ru"}


class Words:
    """The catalogue of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(_LOCALES[language])
        text = (files("communique_server") / "messages" / f"{language}.toml").read_text("utf-8")
        self._messages: Mapping[str, Any] = tomllib.loads(text)

    def __call__(self, key: str, **values: object) -> str:
        """Return a message; `n` chooses its plural form. Raises KeyError for an unknown key."""
        found = self.look_up(key)
        if isinstance(found, Mapping):
            number = values.get("n", 0)
            form = self.locale.plural_form(number if isinstance(number, int) else 0)
            found = found.get(form, found["other"])
        if "n" in values and isinstance(values["n"], int):
            values = {**values, "n": self.number(values["n"])}
        return str(found).format_map(values) if values else str(found)

    def sentence(self, key: str, **values: object) -> str:
        """Return a message as a sentence: a capital first, one full stop last."""
        text = self(key, **values)
        return text[:1].upper() + text[1:].rstrip(".") + "."

    def look_up(self, key: str) -> Any:
        """Return what the catalogue has under a dotted key."""
        found: Any = self._messages
        for part in key.split("."):
            found = found[part]
        return found

    def has(self, key: str) -> bool:
        """Tell whether the catalogue has a dotted key."""
        try:
            self.look_up(key)
        except (KeyError, TypeError):
            return False
        return True

    def number(self, number: int) -> str:
        """Write a whole number with thin spaces between thousands."""
        return f"{number:,}".replace(",", THIN_SPACE)

    def day(self, day: date) -> str:
        """Write a day as in a sentence: 9 April 2021, 9 апреля 2021 г."""
        return format_date(day, "long", locale=self.locale)

    def month(self, day: date) -> str:
        """Write a month with its year: April 2021, апрель 2021 г."""
        pattern = "LLLL y" if self.language == "en" else "LLLL y 'г'."
        return format_date(day, pattern, locale=self.locale)

    def joined(self, parts: list[str]) -> str:
        """Join names as a sentence does: A, B and C."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self('sentence.and')} {parts[-1]}"


@cache
def words(language: str) -> Words:
    """Return the catalogue of a language, read once."""
    return Words(language)
