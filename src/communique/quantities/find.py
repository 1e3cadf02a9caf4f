"""Finds quantities in running text: a number with what it counts or measures.

Enters text, its language and the words for units and magnitudes; leaves values with their places.
Years, dates, ordinals, labels ("Article 5", "G20", "COVID-19") and numbers without a unit are none.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from communique.dates.find import find_dates
from communique.names.russian import is_counted, lemmas, parts_of_speech
from communique.quantities.number import NUMBER, number_of

PERCENT = "%"
"""The unit of a share, however it is printed."""

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?")
_NUMBERED = re.compile(r"(?:№|\bNos?\.|\bno\.)\s?$")
_ATTACHED = re.compile(r"[^\W\d_]{1,3}\d?\b")
_SIGN = re.compile(r"\s?(%|[^\W\d_]{0,3}[$€£¥₽₹₩])")


@dataclass(frozen=True, slots=True)
class Cues:
    """Words for units and for magnitudes, each with its concept or its factor.

    `percent` and `points` are the concepts of shares and of the difference between shares.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    magnitudes: Mapping[str, float] = field(default_factory=dict)
    percent: str = "percent"
    money: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class QuantityFound:
    """The characters `[start, end)` of a number with its unit and the words that bound it.

    Either `value`, or `minimum` and `maximum` of which one may be open. `unit` is "%" or as
    printed, without the magnitude, which is in the value.
    """

    start: int
    end: int
    as_printed: str
    unit: str
    value: float | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    low: float
    high: float | None = None
    spelled: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    end: int
    text: str
    factor: float = 1.0


def find_quantities(text: str, language: str, cues: Cues) -> list[QuantityFound]:
    """Return the quantities of a text in their order, none overlapping."""
    words = _words(language)
    dates = [(d.start, d.end) for d in find_dates(text, language)]
    found: list[QuantityFound] = list(_shares(text, language, words, dates))
    for number in _numbers(text, language, words):
        if any(f.start < number.end and number.start < f.end for f in found):
            continue
        if any(start < number.end and number.start < end for start, end in dates):
            continue
        if _NUMBERED.search(text[max(0, number.start - 5) : number.start]):
            continue
        made = _quantity(text, language, words, cues, number)
        if made:
            found.append(made)
    return sorted(found, key=lambda f: f.start)


def _shares(
    text: str, language: str, words: Mapping[str, Any], dates: Sequence[tuple[int, int]]
) -> Iterator[QuantityFound]:
    """ "two of the three vaccines": how many, and of how many, in words or in digits."""
    numbers = "|".join((*_spelled(), NUMBER))
    among = _either(words["among"])
    noun = r"[^\W\d_]+"
    pattern = _compiled(
        rf"(?<![\w.,])(?P<a>{numbers})\s+(?:{among})\s+(?P<b>{numbers})\s+(?P<n>{noun})"
    )
    for match in pattern.finditer(text):
        part, whole = (_valued(match[name], language) for name in "ab")
        inside = any(s < match.end() and match.start() < e for s, e in dates)
        if part is None or whole is None or part > whole or inside:
            continue
        unit = match["n"]
        yield QuantityFound(match.start(), match.end("a"), match["a"], unit, part)
        yield QuantityFound(
            match.start("b"), match.end(), text[match.start("b") : match.end()], unit, whole
        )


def _valued(printed: str, language: str) -> float | None:
    spelled = _spelled().get(printed.lower())
    return float(spelled) if spelled is not None else number_of(printed, language)


def _quantity(
    text: str, language: str, words: Mapping[str, Any], cues: Cues, number: _Number
) -> QuantityFound | None:
    sign = _currency_before(text, number.start, cues)
    unit = _unit_after(text, language, words, cues, number, money=bool(sign))
    if sign and unit is None:
        unit = _Unit(number.end, "")
    if unit is None:
        return None
    start, bound = _bound_before(text, sign[0] if sign else number.start, words)
    name = sign[1] if sign else unit.text
    low = round(number.low * unit.factor, 6)
    printed = text[start : unit.end]
    if number.high is not None:
        high = round(number.high * unit.factor, 6)
        return QuantityFound(start, unit.end, printed, name, None, min(low, high), max(low, high))
    return QuantityFound(
        start,
        unit.end,
        printed,
        name,
        value=None if bound in ("minimum", "maximum") else low,
        minimum=low if bound == "minimum" else None,
        maximum=low if bound == "maximum" else None,
    )


def _numbers(text: str, language: str, words: Mapping[str, Any]) -> Iterator[_Number]:
    """Numbers in digits, ranges of two as one, and number words (only magnitudes may follow)."""
    between, link = _either(words["between"]), _either(words["and"])
    sign = r"(?:\s?%|\s?[^\W\d_]{0,3}[$€£])?"
    digits = rf"(?<![\w.,:/+№#-])(?P<a>{NUMBER})"
    second = rf"(?P<b>{NUMBER})(?![\w]*\d)"
    ranged = (
        rf"{digits}{sign}\s?[–—-]\s?{second}|\b(?:{between})\s+{digits.replace('?P<a>', '?P<c>')}"
    )
    ranged += rf"{sign}\s+(?:{link})\s+{second.replace('?P<b>', '?P<d>')}"
    spelled = "|".join(_spelled())
    pattern = _compiled(rf"{ranged}|{digits.replace('?P<a>', '?P<e>')}|\b(?P<w>{spelled})\b")
    for match in pattern.finditer(text):
        first = match["a"] or match["c"] or match["e"]
        if match["w"]:
            yield _Number(match.start(), match.end(), _spelled()[match["w"].lower()], spelled=True)
            continue
        low = number_of(first, language)
        last = match["b"] or match["d"]
        high = number_of(last, language) if last else None
        if low is not None and not re.match(r"[:/+]\s?\d|[-‑–][^\W\d_]", text[match.end() :]):
            start = match.start("c") if match["c"] else match.start()
            yield _Number(start, match.end(), low, high)


def _currency_before(text: str, start: int, cues: Cues) -> tuple[int, str] | None:
    """The sign or code of a currency right before a number ("$", "US$", "EUR ")."""
    before = re.search(
        r"([^\W\d_]{0,4}[$€£¥₽₹₩]|\b[A-Z]{3}\b)\s?$", text[max(0, start - 8) : start]
    )
    if not before:
        return None
    word = before.group(1)
    if word[-1] in "$€£¥₽₹₩" or cues.units.get(word) in cues.money:
        return start - len(before.group()), word
    return None


def _unit_after(
    text: str,
    language: str,
    words: Mapping[str, Any],
    cues: Cues,
    number: _Number,
    *,
    money: bool,
) -> _Unit | None:
    """What follows a number: a magnitude, a sign, a unit, or a noun in the plural."""
    position, factor = number.end, 1.0
    magnitude = _magnitude(text, position, cues, money=money)
    if magnitude:
        position, factor = magnitude
    elif number.spelled:
        return _percent_word(text, position, cues)
    elif re.match(r"[^\W\d_]", text[position:]):
        return _attached(text, position, cues)
    if money:
        return _Unit(position, "", factor)
    sign = _SIGN.match(text, position)
    if sign:
        return _Unit(sign.end(), sign.group(1), factor)
    unit = _cue(text, position, cues) or _noun(text, language, words, number, position, factor)
    if unit:
        return _Unit(unit[0], PERCENT if unit[1] == cues.percent else unit[2], factor)
    return _Unit(position, "", factor) if magnitude else None


def _magnitude(text: str, position: int, cues: Cues, *, money: bool) -> tuple[int, float] | None:
    """The end and the factor of "million", "тыс." …; single letters only after a currency."""
    match = re.compile(r"\s?-?([^\W\d_]+)(\.?)").match(text, position)
    if not match:
        return None
    word = match.group(1)
    for key in dict.fromkeys((word, word.lower(), *sorted(lemmas(word)))):
        factor = cues.magnitudes.get(key) or cues.magnitudes.get(key + ".")
        if factor and (len(word) > 1 or money):
            dotted = bool(match.group(2)) and key + "." in cues.magnitudes
            return match.end() if dotted else match.end(1), factor
    return None


def _percent_word(text: str, position: int, cues: Cues) -> _Unit | None:
    unit = _cue(text, position, cues)
    return _Unit(unit[0], PERCENT) if unit and unit[1] == cues.percent else None


def _attached(text: str, position: int, cues: Cues) -> _Unit | None:
    """A unit written without a space: "20km"."""
    match = _ATTACHED.match(text, position)
    if match and match.group() in cues.units:
        return _Unit(match.end(), match.group())
    return None


def _cue(text: str, position: int, cues: Cues) -> tuple[int, str, str] | None:
    """The longest unit of the ontology that follows: its end, its concept, as printed."""
    found, best = position, None
    tokens: list[tuple[int, str]] = []
    while len(tokens) < 4:
        match = re.compile(rf"\s\(?(?:{_WORD.pattern})").match(text, found)
        if not match:
            break
        found = match.end()
        tokens.append((found, match.group().strip().lstrip("(")))
        for phrase in _spellings([word for _, word in tokens]):
            if phrase in cues.units:
                end = found if phrase.endswith(".") or text[found - 1] != "." else found - 1
                best = end, cues.units[phrase], text[position:end].strip()
    return best


def _spellings(words: list[str]) -> Iterator[str]:
    """A phrase as printed, in small letters, without its last point, and by dictionary forms."""
    joined = " ".join(words)
    yield from (joined, joined.lower(), joined.rstrip("."), joined.lower().rstrip("."))
    if len(words) == 1:
        yield from sorted(lemmas(joined.rstrip(".")))
    else:
        yield " ".join(min(lemmas(word.rstrip("."))) for word in words)


def _noun(
    text: str,
    language: str,
    words: Mapping[str, Any],
    number: _Number,
    position: int,
    factor: float,
) -> tuple[int, str, str] | None:
    """A counted noun in the plural, up to two words that describe it before it."""
    if factor == 1.0 and (_is_label(text, number, words) or number.low == 0):
        return None
    end = position
    for _ in range(3):
        match = re.compile(rf"\s(?:{_WORD.pattern})").match(text, end)
        if not match:
            return None
        word = match.group().strip()
        stop = word.endswith(".")
        word = word.rstrip(".")
        if word.lower() in words["not_before_unit"]:
            return None
        end = match.end() - stop
        if _is_counted(word, language, words, number.low):
            return end, "", text[position:end].strip()
        if stop or not _describes(word, language):
            return None
    return None


def _is_counted(word: str, language: str, words: Mapping[str, Any], number: float) -> bool:
    if language == "ru":
        return is_counted(word, number)
    return bool(re.fullmatch(words["plural"], word))


def _describes(word: str, language: str) -> bool:
    if language == "ru":
        return bool({"ADJF", "PRTF"} & parts_of_speech(word))
    return not word.endswith("ly") or word.endswith(("family", "monthly", "yearly"))


def _is_label(text: str, number: _Number, words: Mapping[str, Any]) -> bool:
    """Whether a small number belongs to the word before it: "Session 2", "Article 5"."""
    before = re.search(r"([^\W\d_]+)\s$", text[max(0, number.start - 30) : number.start])
    if not before or number.low >= 1000:
        return False
    word = before.group(1)
    return word[0].isupper() and word.lower() not in words["before_number"]


def _bound_before(text: str, start: int, words: Mapping[str, Any]) -> tuple[int, str]:
    """Where the words that bound a number begin ("more than"), and which side they bound."""
    before = text[max(0, start - 30) : start]
    for name in ("minimum", "maximum", "about"):
        match = _compiled(rf"(?<!\w)(?:{_either(words[name])})\s?(?:a\s)?$").search(before)
        rising = match and before[: match.start()].rstrip()[-1:] in "%0123456789"
        if match and not (rising and before[: match.start()].strip()):
            return start - len(before) + match.start(), name
    return start, ""


def _either(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True)) or "(?!)"


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def _words(language: str) -> Mapping[str, Any]:
    table = _table()
    words: Mapping[str, Any] = table.get(language) or table["en"]
    return words


@cache
def _spelled() -> dict[str, float]:
    return {word: float(value) for word, value in _table()["numbers"].items()}
