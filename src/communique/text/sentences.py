"""Sentences of a paragraph, English and Russian: where one ends and the next begins."""

import re

from communique.text.span import Span

_STOP = re.compile(
    r"[.!?…]+[\"”’»)\]*]*(?=\s+[\"“‘«(\[*–—-]*\s*[A-ZА-ЯЁÀ-Þ0-9])|[.!?…]+[\"”’»)\]]*\s*$"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«“\"])(?:(?:[A-ZА-ЯЁ]\.-?)*[A-ZА-ЯЁ]|(?:[а-яё]{1,6}\.\s?)+[а-яё]{1,2}|Mr|Mrs|Ms|Dr|Prof|Profs|Drs|Smt|Ambs|Amb|Gen|Col|Lt|Maj|Capt|Adm|Cmdr|Cdr|Comm|Brig|Sgt|Rev|Fr|Eng|Ing|Lic|Supt|Insp|Gov|Messrs|Mme|Sen|Rep|Hon|St|No|Nos|Art|"
    r"[Rr]etd?|[Rr]td|Jr|Sr|Inc|Ltd|Co|vs|cf|approx|e\.g|i\.e|H\.E|U\.S|U\.N|U\.K|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"г|гг|им|проф|акад|тыс|млн|млрд|руб|долл|ул|стр|ст|п|др|т\.е|т\.д|т\.п|канд|докт|доц|чл|корр)\.$"
)

_YEAR = re.compile(r"\d\s?гг?\.$")
_BEGINS = re.compile(r"\s+(?:Он|Она|Они|Это|По|В|На|При|Также|Кроме|Его|Её|Их|Как|Однако)\s")
"""Words with which a Russian sentence begins, and no name after an initial."""
_TELLS = re.compile(r"\w(?:л|ла|ло|ли|лся|лась|лось|лись|ует|уют|ется|ются|ится|ятся)\b")
"""Endings of Russian verbs: words before «2016 г.» without one go on in the same sentence."""


def sentences(text: str, within: Span) -> list[Span]:
    """Return the sentences of `text` within a span, in order, without the space around them."""
    found: list[Span] = []
    start = within.start
    for match in _STOP.finditer(text, within.start, within.end):
        head = text[start : match.start() + 1]
        if (
            match.group().startswith(".")
            and match.end() < within.end
            and _ABBREVIATION.search(head)
            and not (_YEAR.search(head) and _TELLS.search(head))
            and not _BEGINS.match(text, match.end())
        ):
            continue
        _append(found, text, start, match.end())
        start = match.end()
    if start < within.end:
        _append(found, text, start, within.end)
    return found


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    if left < right:
        found.append(Span(left, right))
