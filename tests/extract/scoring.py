"""Compares what was read with what a person read: precision, recall and F1 by category.

Both sides have the form of the annotations in `tests/corpus`. Facts are paired one to one, the
most alike first; what is left over on either side counts against the reading.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from likeness import ALIKE, alike, likeness

Plain = dict[str, Any]
Compare = Callable[[Any, Any], float]

_SCALES = (
    (re.compile(r"\b(thousand|тыс)"), 1e3),
    (re.compile(r"\b(million|mln|млн|миллион)"), 1e6),
    (re.compile(r"\b(billion|bn|млрд|миллиард)"), 1e9),
)


@dataclass(frozen=True)
class Score:
    """How many were there, how many were read, and how many of those were right."""

    gold: int = 0
    read: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.read) if self.gold + self.read else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.gold + other.gold, self.read + other.read, self.right + other.right)


@dataclass(frozen=True)
class Compared:
    """The score of one category, with what was missed and what was read too much."""

    score: Score
    missed: list[Any]
    wrong: list[Any]


def compare(read: Plain, gold: Plain) -> dict[str, Compared]:
    """Return each category that the annotation has, compared."""
    found = {}
    for category, (items, same) in CATEGORIES.items():
        wanted, own = list(items(gold)), list(items(read))
        silent = category == "speakers" and "statements" in gold
        if category == "statements" and "statements" not in gold:
            silent = True
        if not silent and (wanted or own):
            found[category] = _match(wanted, own, same)
    return found


def _match(gold: list[Any], read: list[Any], same: Compare) -> Compared:
    pairs = [(same(g, r), -i, -j) for i, g in enumerate(gold) for j, r in enumerate(read)]
    found: dict[int, int] = {}
    for how_much, i, j in sorted(pairs, reverse=True):
        if how_much >= ALIKE and -i not in found and -j not in found.values():
            found[-i] = -j
    missed = [g for i, g in enumerate(gold) if i not in found]
    wrong = [r for j, r in enumerate(read) if j not in found.values()]
    return Compared(Score(len(gold), len(read), len(found)), missed, wrong)


def overlap(a: tuple[str, int, int], b: tuple[str, int, int]) -> float:
    """Return what share of the characters two statements of one speaker have in common."""
    shared = max(0, min(a[2], b[2]) - max(a[1], b[1]))
    union = max(a[2], b[2]) - min(a[1], b[1])
    return shared / union if union and alike([a[0]], [b[0]], person=True) else 0.0


def number(quantity: Plain) -> float:
    """Return the number meant: 1.5 of "billion dollars" is 1500000000."""
    value = float(quantity["value"])
    for pattern, factor in _SCALES:
        if pattern.search(str(quantity.get("unit", "")).lower()) and abs(value) < factor:
            return value * factor
    return value


def close(a: float, b: float) -> bool:
    """Say whether two numbers are the same but for rounding."""
    return abs(a - b) <= 1e-9 * max(1, abs(a))


def counted(facts: Plain) -> list[Plain]:
    """Return the quantities that count: neither ordinals of anniversaries nor soft ones."""
    return [q for q in facts["quantities"] if not q.get("soft") and q.get("unit") != "anniversary"]


def _names(thing: Plain) -> list[str]:
    return [thing["name"], *thing.get("variants", [])]


def _bodies(facts: Plain) -> dict[str, list[str]]:
    return {i["id"]: _names(i) for i in facts["institutions"]}


def _event(facts: Plain) -> Iterator[tuple[str, list[str]]]:
    event = facts["event"]
    for key in ("type", "date", "place", "format"):
        if event.get(key):
            yield key, [event[key], *event.get(f"{key}_variants", [])]
    bodies = _bodies(facts)
    for organizer in event.get("organizer", []):
        yield "organizer", bodies.get(organizer, [organizer])
    if event.get("commemorates"):
        yield "anniversary", [str(event["commemorates"]["anniversary"])]


def _same_field(a: tuple[str, list[str]], b: tuple[str, list[str]]) -> float:
    if a[0] != b[0]:
        return 0.0
    exact = a[0] in ("date", "anniversary")
    return float(a[1][0] == b[1][0]) if exact else likeness(a[1], b[1])


def _roles(facts: Plain) -> Iterator[tuple[list[str], Plain]]:
    for person in facts["participants"]:
        for role in person["roles"]:
            yield _names(person), role


def _titles(facts: Plain) -> Iterator[tuple[list[str], list[str]]]:
    for who, role in _roles(facts):
        if role.get("title"):
            yield who, [role["title"], *role.get("conflict", {}).values()]


def _affiliations(facts: Plain) -> Iterator[tuple[list[str], list[str]]]:
    bodies = _bodies(facts)
    for who, role in _roles(facts):
        keys = [*([role["org"]] if role.get("org") else []), *role.get("chain", [])]
        names = [n for key in keys for n in bodies.get(key, [key])] + role.get("org_any", [])
        if names:
            yield who, names


def _same_pair(a: tuple[list[str], list[str]], b: tuple[list[str], list[str]]) -> float:
    return min(likeness(a[0], b[0], person=True), likeness(a[1], b[1]))


def _institutions(facts: Plain) -> list[list[str]]:
    return [
        _names(i)
        for i in facts["institutions"]
        if i.get("variants") or not i.get("note", "").startswith("implied")
    ]


def _same_treaty(a: Plain, b: Plain) -> float:
    if a.get("year") and b.get("year") and a["year"] != b["year"]:
        return 0.0
    return likeness(_names(a), _names(b))


def _parties(facts: Plain) -> Iterator[tuple[Plain, list[str]]]:
    bodies = _bodies(facts)
    states = {s["name"]: _names(s) for s in facts.get("states", [])}
    for treaty in facts["treaties"]:
        for party in treaty.get("parties", []):
            own = treaty.get("parties_variants", {}).get(party)
            yield treaty, own or states.get(party) or bodies.get(party, [party])


def _same_party(a: tuple[Plain, list[str]], b: tuple[Plain, list[str]]) -> float:
    return min(_same_treaty(a[0], b[0]), likeness(a[1], b[1]))


def _same_quantity(a: Plain, b: Plain) -> float:
    units = {"%" if q.get("unit") in ("%", "percent", "per cent") else "" for q in (a, b)}
    return float(len(units) == 1 and close(number(a), number(b)))


def _years(facts: Plain) -> list[tuple[int, int | None]]:
    return [(p["start_year"], p["end_year"]) for p in facts["periods"]]


def _statements(facts: Plain) -> list[tuple[str, int, int]]:
    return [(s["speaker_name"], s["start"], s["end"]) for s in facts.get("statements", [])]


def _same_speaker(a: tuple[str, int], b: tuple[str, int]) -> float:
    return likeness([a[0]], [b[0]], person=True) * (1 if a[1] == b[1] else ALIKE)


CATEGORIES: dict[str, tuple[Callable[[Plain], Any], Compare]] = {
    "event fields": (_event, _same_field),
    "persons": (
        lambda f: [_names(p) for p in f["participants"]],
        lambda a, b: likeness(a, b, person=True),
    ),
    "role titles": (_titles, _same_pair),
    "affiliations": (_affiliations, _same_pair),
    "institutions": (_institutions, likeness),
    "treaties": (lambda f: f["treaties"], _same_treaty),
    "their parties": (_parties, _same_party),
    "mentioned events": (
        lambda f: [e["date"] for e in f["events_mentioned"] if e.get("date")],
        lambda a, b: float(a[:4] == b[:4]),
    ),
    "quantities": (counted, _same_quantity),
    "periods": (_years, lambda a, b: float(a == b)),
    "statements": (_statements, overlap),
    "speakers": (lambda f: list(f.get("statement_speakers", {}).items()), _same_speaker),
}
"""What is compared, and how alike two facts of a category are, 0 to 1."""
