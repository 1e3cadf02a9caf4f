"""Finds dates in running text, as precise as the text and no more.

Enters text, its language and, for words such as "yesterday", the day they are said on. Leaves
places with EDTF. The day of the run never enters: a date without a year stays without one unless
an anchor gives it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from communique.dates.edtf import bounds, is_edtf, joined
from communique.dates.words import DateWords, date_words

LONGEST_KEPT = 2000
"""Characters of the longest text whose dates are kept for the next who asks."""
FIRST_YEAR, LAST_YEAR = 1500, 2199
"""Four digits outside of these are no year."""

_YEAR = r"(?<![\d.,/№#$€£-])(?:1[5-9]|20|21)\d\d(?![\d/%]|[.,]\d|-\d{3})"
_YEAR_BEFORE = r"(?<![\d.,/№#$€£-])(?:1[5-9]|20|21)\d\d"
_YEAR_AFTER = r"(?:1[5-9]|20|21)\d\d(?![\d/%-]|[.,]\d)"
"""Two years with a hyphen between them, where a dash should stand."""
_DASH = r"\s?[–—‑-]\s?"


@dataclass(frozen=True, slots=True)
class DateFound:
    """The characters `[start, end)` that give a date.

    `edtf` is "" for a day and month without a year: then `month` and `day` say which. `relative`
    dates are counted from the anchor ("yesterday"). `interval` is one of several days or years.
    """

    start: int
    end: int
    edtf: str
    month: int = 0
    day: int = 0
    relative: bool = False

    @property
    def interval(self) -> bool:
        """Whether it has two ends, one of which may be open."""
        return "/" in self.edtf


_Read = Callable[[re.Match[str], "DateWords", str], DateFound | None]


def find_dates(text: str, language: str, *, anchor: str = "") -> list[DateFound]:
    """Return the dates of a text in their order, none overlapping, the longest of each place.

    `anchor` is the EDTF day that relative words and dates without a year are counted from; one
    that is no full day is not used.
    """
    day = anchor if _is_day(anchor) else ""
    if len(text) > LONGEST_KEPT:
        return _found(text, language, day)
    return list(_kept(text, language, day))


@lru_cache(maxsize=4096)
def _kept(text: str, language: str, day: str) -> tuple[DateFound, ...]:
    """The dates of a sentence, which several readers ask for."""
    return tuple(_found(text, language, day))


def _found(text: str, language: str, day: str) -> list[DateFound]:
    words = date_words(language)
    found: list[DateFound] = []
    taken = bytearray(len(text))
    for pattern, read in _rules(words.language):
        for match in pattern.finditer(text):
            if 1 in taken[match.start() : match.end()]:
                continue
            made = read(match, words, day)
            if made and (not made.edtf or is_edtf(made.edtf)):
                date = _without_space(made, text)
                found.append(date)
                taken[date.start : date.end] = b"\1" * (date.end - date.start)
    return sorted(found, key=lambda d: d.start)


def complete(found: DateFound, year: str) -> str:
    """Return the EDTF of a date without a year in a given year; "" if there is no such day."""
    if found.edtf or not found.month:
        return found.edtf
    edtf = f"{year}-{found.month:02}" + (f"-{found.day:02}" if found.day else "")
    return edtf if is_edtf(edtf) else ""


def _without_space(found: DateFound, text: str) -> DateFound:
    words = text[found.start : found.end]
    lead, tail = len(words) - len(words.lstrip()), len(words) - len(words.rstrip(" ,\t\r\n"))
    return replace(found, start=found.start + lead, end=found.end - tail)


def _is_day(edtf: str) -> bool:
    first, last = bounds(edtf)
    return first is not None and first == last


@cache
def _rules(language: str) -> tuple[tuple[re.Pattern[str], _Read], ...]:
    """The patterns of a language, the most precise first."""
    words = date_words(language)
    month = rf"(?:{_alternatives(words.months)})\b\.?"
    ordinal = words.pattern("ordinal")
    day = rf"(?:0?[1-9]|[12]\d|3[01])(?:{ordinal})?"
    suffix = words.patterns["year"]
    year = rf"(?:{_YEAR})(?:\s?(?:{suffix})\b\.?)?" if suffix else _YEAR
    to, from_, present = (words.pattern(name) for name in ("to", "from", "present"))
    start = rf"(?:\b(?:{from_})\s+)?"
    link = rf"(?:{_DASH}|\s+(?:{to})\s+)"
    current = words.pattern("current_year")
    dmy = rf"(?:the\s+)?{{d}}\s+(?:of\s+)?{{m}}(?:,?\s+(?:{{y}}|{current}))?"
    one = dmy.format(d=rf"(?P<d1>\b{day})", m=rf"(?P<m1>{month})", y=rf"(?P<y1>{year})")
    two = dmy.format(d=rf"(?P<d2>{day})", m=rf"(?P<m2>{month})", y=rf"(?P<y2>{year})")
    last = rf"(?P<d2>{day})\s+(?P<m2>{month})(?:,?\s+(?:(?P<y2>{year})|{current}))?"
    rules: list[tuple[str, _Read]] = [
        (rf"\b(?P<d1>{day}),\s(?:{day},\s)*(?:{day}\s+(?:{to})\s+){last}", _two_days),
        (rf"{start}{one}{link}{two}", _two_days),
        (rf"\b{start}(?P<d1>{day}){link}{last}", _two_days),
    ]
    if language == "en":
        us = rf"\b(?P<m1>{month})\s+(?P<d1>{day})\b"
        us_year, year_after = rf"(?:,?\s+(?P<y1>{year}))?", rf"(?:,?\s+(?P<y2>{year}))?"
        other = rf"(?P<m2>{month})\s+(?P<d2>{day})\b"
        same = rf"(?P<d2>{day})\b(?!\s+(?:{month}))"
        rules += [
            (rf"{start}{us}{us_year}{link}{other}{year_after}", _two_days),
            (rf"{start}{us}{link}{same}{year_after}", _two_days),
            (rf"{us}(?:(?:,|\s)\s*(?P<y1>{year}))?", _one_day),
        ]
    rules += [
        (one, _one_day),
        (r"(?<![\d.])(?P<y1>(?:19|20)\d\d)-(?P<n1>\d\d)-(?P<d1>\d\d)(?![\d-])", _numeric),
        (r"(?<![\d.])(?P<d1>\d\d?)\.(?P<n1>\d\d?)\.(?P<y1>(?:19|20)\d\d)(?![\d.])", _numeric),
        (r"(?<![\d/])(?P<d1>\d\d?)/(?P<n1>\d\d?)/(?P<y1>(?:19|20)\d\d)(?![\d/])", _slashes),
        (rf"\b(?P<m1>{month}){link}(?P<m2>{month}),?\s+(?P<y2>{year})", _two_months),
        (rf"\b(?P<m1>{month}),?\s+(?:of\s+)?(?P<y1>{year})", _one_month),
        (rf"\b(?P<m1>{month})\s+(?:{current})", _one_month),
        (rf"\b(?P<s1>{_seasons(words)})\s+(?:of\s+)?(?P<y1>{year})", _season),
        (rf"\b(?:{words.pattern('decade')})(?![\w])", _decade),
        (rf"\b(?:{words.pattern('century')})\b", _century),
        (rf"\b(?:{from_})\s+(?P<y1>{year})\s+(?:{to})\s+(?P<y2>{year})", _two_years),
        (rf"{start}(?P<y1>{year})(?:[–‑-]|\s+(?:{to})\s+)(?P<now>{present})\b", _two_years),
        (rf"(?P<y1>{_YEAR})[–‑-](?P<y2>{year})", _two_years),
        (rf"(?P<y1>{_YEAR_BEFORE})-(?P<y2>{_YEAR_AFTER})", _two_years),
        (rf"(?P<y1>{_YEAR})\s[–—]\s(?P<y2>{year})", _two_years),
        (rf"(?P<y1>{_YEAR})[–](?P<yy>\d\d)(?![\d.,:%])", _two_years),
        (rf"\b(?:{words.pattern('open_since')})\s+(?P<y1>{year})", _since),
        (rf"\b(?P<about>{words.pattern('circa')})\s+(?P<y1>{year})", _one_year),
        (rf"(?P<y1>{year})", _one_year),
        *_relative(words),
    ]
    return tuple((re.compile(p, re.IGNORECASE), read) for p, read in rules)


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def _seasons(words: DateWords) -> str:
    return "|".join(words.pattern(name) for name in ("spring", "summer", "autumn", "winter"))


def _relative(words: DateWords) -> Iterator[tuple[str, _Read]]:
    for name, away in (
        ("day_before_yesterday", -2),
        ("day_after_tomorrow", 2),
        ("yesterday", -1),
        ("today", 0),
        ("tomorrow", 1),
    ):
        yield rf"(?<![\w’'])(?:{words.pattern(name)})(?![\w’'-])", _days_away(away)
    for name, years in (("this_year", 0), ("last_year", -1), ("next_year", 1)):
        yield rf"(?<!\w)(?:{words.pattern(name)})(?!\w)", _years_away(years)
    days = _alternatives(words.days)
    named = "|".join(f"(?P<{name}>{words.pattern(name)})" for name in ("next", "last", "on"))
    # A weekday before a day of the month says nothing more: «в четверг 17 февраля».
    yield rf"\b(?:{named})\s+(?P<weekday>{days})\b(?!,?\s+\d)", _weekday


def _group(match: re.Match[str], name: str) -> str:
    return match.groupdict().get(name) or ""


def _number(match: re.Match[str], name: str) -> int:
    digits = re.match(r"\d+", _group(match, name))
    return int(digits.group()) if digits else 0


def _month(match: re.Match[str], name: str, words: DateWords) -> int:
    return words.months.get(_group(match, name).lower().rstrip("."), 0)


def _named_month(match: re.Match[str], words: DateWords) -> bool:
    """Whether the month is written as a name is: "may" and "mar" in small letters are none."""
    names = [_group(match, name) for name in ("m1", "m2") if _group(match, name)]
    return words.language != "en" or all(name[0].isupper() for name in names)


def _at(match: re.Match[str], edtf: str, month: int = 0, day: int = 0) -> DateFound:
    return DateFound(match.start(), match.end(), edtf, month, day)


def _one_day(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
    if not _named_month(match, words):
        return None
    month, day = _month(match, "m1", words), _number(match, "d1")
    year = str(_number(match, "y1") or anchor[:4])
    if not year:
        return _at(match, "", month, day)
    return _at(match, f"{year}-{month:02}-{day:02}", month, day)


def _are_two_days(match: re.Match[str]) -> bool:
    """Whether two Russian dates are told apart: «9 ноября 2020 года и 11 января 2021 года»."""
    both = _number(match, "y1") and _number(match, "y2")
    joined_by_and = re.search(r"\sи\s", match.group()) is not None
    return bool(both) and joined_by_and and not match.group().lower().startswith("между")


def _two_days(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
    if not _named_month(match, words):
        return None
    month2 = _month(match, "m2", words) or _month(match, "m1", words)
    month1 = _month(match, "m1", words) or month2
    if words.language == "ru" and _are_two_days(match):
        return None
    year2 = str(_number(match, "y2") or _number(match, "y1") or anchor[:4])
    if not year2:
        return _at(match, "", month1, _number(match, "d1"))
    year1 = str(_number(match, "y1") or year2)
    first = f"{year1}-{month1:02}-{_number(match, 'd1'):02}"
    last = f"{year2}-{month2:02}-{_number(match, 'd2'):02}"
    return _at(match, joined(first, last), month1, _number(match, "d1"))


def _numeric(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
    month, day = _number(match, "n1"), _number(match, "d1")
    return _at(match, f"{_group(match, 'y1')}-{month:02}-{day:02}", month, day)


def _slashes(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
    """Two numbers with slashes are a day only where one of them cannot be a month."""
    first, second = _number(match, "d1"), _number(match, "n1")
    if first > 12 or words.language == "ru" or first == second:
        day, month = first, second
    elif second > 12:
        day, month = second, first
    else:
        return _at(match, _group(match, "y1"))
    return _at(match, f"{_group(match, 'y1')}-{month:02}-{day:02}", month, day)


def _one_month(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
    month = _month(match, "m1", words)
    year = str(_number(match, "y1") if "y1" in match.groupdict() else anchor[:4])
    return _at(match, f"{year}-{month:02}" if year else "", month)


def _two_months(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
    first, last = _month(match, "m1", words), _month(match, "m2", words)
    year = _number(match, "y2")
    return _at(match, joined(f"{year}-{first:02}", f"{year}-{last:02}"), first)


def _season(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
    for number, name in enumerate(("spring", "summer", "autumn", "winter"), start=21):
        if re.fullmatch(words.pattern(name), _group(match, "s1"), re.IGNORECASE):
            return _at(match, f"{_number(match, 'y1')}-{number}")
    return None


def _decade(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
    digits = next((group for group in match.groups() if group), "")
    return _at(match, f"{digits}X") if FIRST_YEAR <= int(digits + "0") <= LAST_YEAR else None


def _century(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
    digits = next((group for group in match.groups() if group), "0")
    return _at(match, f"{int(digits) - 1:02}XX") if 15 < int(digits) < 22 else None


def _one_year(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
    if not _is_year(match, words):
        return None
    return _at(match, f"{_number(match, 'y1')}{'~' if _group(match, 'about') else ''}")


def _two_years(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
    first = _number(match, "y1")
    if _group(match, "now"):
        return _at(match, f"{first}/..")
    last = _number(match, "y2") or int(f"{first // 100}{_group(match, 'yy')}")
    return _at(match, f"{first}/{last}") if first < last else None


def _since(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
    return _at(match, f"{_number(match, 'y1')}/..")


def _is_year(match: re.Match[str], words: DateWords) -> bool:
    """Whether four digits are a year and not a count: what stands before and after says so."""
    text, start, end = match.string, match.start("y1"), match.end("y1")
    if not match.group("y1").isdigit():
        return True
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if re.search(rf"(?:^|\W)(?:{words.pattern('not_a_year')})\.?\s*$", before, re.IGNORECASE):
        return False
    counted = re.match(r"\s+(?:[a-zа-яё-]+\s+)?[a-zа-яё]+(?:s|en|ople|ов|ев|ей|ек|ий|ь|а)\b", after)
    round_number = int(match.group("y1")) % 50 == 0
    if words.language == "ru":
        listed = rf"\s*(?:,|{words.pattern('to')})\s*{_YEAR}"
        return bool(re.match(rf"\s*[).,;:»]|$|{listed}", after)) and not counted
    return not (counted and round_number)


def _days_away(days: int) -> _Read:
    def read(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
        if not anchor:
            return None
        when = date.fromisoformat(anchor[:10]) + timedelta(days=days)
        return replace(_at(match, when.isoformat(), when.month, when.day), relative=True)

    return read


def _years_away(years: int) -> _Read:
    def read(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
        return replace(_at(match, f"{int(anchor[:4]) + years}"), relative=True) if anchor else None

    return read


def _weekday(match: re.Match[str], words: DateWords, anchor: str) -> DateFound | None:
    """The last such day up to the anchor; the first one after it for "next"."""
    number = words.days.get(match.group("weekday").lower())
    if not anchor or number is None:
        return None
    day = date.fromisoformat(anchor[:10])
    back = (day.weekday() - number) % 7
    if match.group("next"):
        when = day + timedelta(days=7 - back)
    else:
        when = day - timedelta(days=back or (7 if match.group("last") else 0))
    return replace(_at(match, when.isoformat(), when.month, when.day), relative=True)
