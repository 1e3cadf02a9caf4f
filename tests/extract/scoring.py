"""Compares what was read with what a person read: precision, recall and F1 by category.

Names are compared without honorifics, articles and spelling variants; two names are one when
their words are alike to 85 %.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from communique.facts.model import MAIN_EVENT, Facts, Ref
from communique.names.keys import name_key

ALIKE = 0.85
_SMALL = {"the", "a", "of", "in", "at", "and", "for", "on", "to"}


@dataclass(frozen=True)
class Score:
    """How many were there, how many were read, and how many of those were right."""

    gold: int
    read: int
    right: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.read) if self.gold + self.read else 1.0


def alike(a: Iterable[str], b: Iterable[str]) -> bool:
    """Say whether one of the names in `a` is one of those in `b`."""
    return any(_ratio(_words(x), _words(y)) >= ALIKE for x in a for y in b)


def _words(name: str) -> str:
    name = re.sub(r"\s*\([^)]{2,8}\)$", "", name)
    return " ".join(sorted(w for w in name_key(name).split() if w not in _SMALL))


def _ratio(a: str, b: str) -> float:
    return 1.0 if a == b else SequenceMatcher(None, a, b, autojunk=False).ratio()


def match(gold: list[Any], read: list[Any], same: Callable[[Any, Any], bool]) -> Score:
    """Pair each of `gold` with at most one of `read`."""
    left = list(read)
    right = 0
    for wanted in gold:
        found = next((r for r in left if same(wanted, r)), None)
        if found is not None:
            left.remove(found)
            right += 1
    return Score(len(gold), len(read), right)


def scores(facts: Facts, gold: dict[str, Any]) -> dict[str, Score]:
    """Return the score of each category that the annotation has."""
    reader = _Read(facts)
    found = {
        "persons": match([p["name"] for p in gold["participants"]], reader.participants(), _names),
        "titles": match(_gold_titles(gold), reader.titles(), _pairs),
        "affiliations": match(_gold_affiliations(gold), reader.affiliations(), _pairs),
        "institutions": match(_gold_institutions(gold), reader.institutions(), alike),
        "treaties": match(
            [t["name"] for t in gold["treaties"]], [a.label for a in facts.agreements], _names
        ),
        "quantities": match(_gold_quantities(gold), reader.quantities(), _close),
    }
    if any("start" in s for s in gold.get("statements", ())):
        wanted = [(s["speaker_name"], s["start"], s["end"]) for s in gold["statements"]]
        found["statements"] = match(wanted, reader.statements(), _overlap)
    return found


def _names(a: str, b: str) -> bool:
    return alike([a], [b])


def _pairs(a: tuple[str, list[str]], b: tuple[str, list[str]]) -> bool:
    return alike([a[0]], [b[0]]) and alike(a[1], b[1])


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * max(1, abs(a))


def _overlap(a: tuple[str, int, int], b: tuple[str, int, int]) -> bool:
    shared = max(0, min(a[2], b[2]) - max(a[1], b[1]))
    union = max(a[2], b[2]) - min(a[1], b[1])
    return _names(a[0], b[0]) and shared / union >= ALIKE


def _gold_titles(gold: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [
        (p["name"], [r["title"], *r.get("conflict", {}).values()])
        for p in gold["participants"]
        for r in p["roles"]
        if r.get("title")
    ]


def _gold_affiliations(gold: dict[str, Any]) -> list[tuple[str, list[str]]]:
    bodies = {i["id"]: [i["name"], *i["variants"]] for i in gold["institutions"]}
    return [
        (p["name"], [n for key in {r["org"], *r.get("chain", [])} for n in bodies.get(key, [key])])
        for p in gold["participants"]
        for r in p["roles"]
        if r.get("org")
    ]


def _gold_institutions(gold: dict[str, Any]) -> list[list[str]]:
    return [
        [i["name"], *i["variants"]]
        for i in gold["institutions"]
        if not i.get("note", "").startswith("implied")
    ]


_SCALES = ((r"\b(thousand|тыс)", 1e3), (r"\b(million|mln|млн)", 1e6), (r"\b(billion|млрд)", 1e9))


def _gold_quantities(gold: dict[str, Any]) -> list[float]:
    found = []
    for quantity in gold["quantities"]:
        if quantity.get("unit") == "anniversary" or quantity.get("soft"):
            continue
        value = float(quantity["value"])
        for pattern, factor in _SCALES:
            if re.search(pattern, quantity.get("unit", "")) and value < factor:
                value *= factor
        found.append(value)
    return found


class _Read:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.bodies = {i.ref: i for i in facts.institutions}
        self.labels = {p.ref: p.label for p in facts.persons}
        held = {e.ref for e in facts.events if e.ref == MAIN_EVENT or e.part_of}
        self.part = {p.participant for p in facts.participations if p.event in held}

    def participants(self) -> list[str]:
        return [p.label for p in self.facts.persons if p.ref in self.part]

    def titles(self) -> list[tuple[str, list[str]]]:
        return [(self.labels[t.person], [t.title]) for t in self._tenures()]

    def affiliations(self) -> list[tuple[str, list[str]]]:
        held = [t for t in self._tenures() if t.organization]
        return [(self.labels[t.person], self._chain(t.organization)) for t in held]

    def institutions(self) -> list[list[str]]:
        named = [i for i in self.facts.institutions if not i.implied]
        return [[i.label, *(v.text for v in i.variants)] for i in named]

    def quantities(self) -> list[float]:
        values = (
            next(v for v in (q.value, q.minimum, q.maximum) if v is not None)
            for q in self.facts.quantities
        )
        return [abs(v) for v in values]

    def statements(self) -> list[tuple[str, int, int]]:
        return [
            (self.labels[s.speaker], s.span.start, s.span.end)
            for s in self.facts.statements
            if s.speaker
        ]

    def _tenures(self) -> list[Any]:
        return [t for t in self.facts.tenures if t.person in self.part]

    def _chain(self, ref: Ref | None) -> list[str]:
        names: list[str] = []
        while ref in self.bodies and len(names) < 40:
            body = self.bodies[ref]
            names += [body.label, *(v.text for v in body.variants)]
            ref = body.parent
        return names
