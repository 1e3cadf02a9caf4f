"""The 22 queries, asked of two servers in turn over a kept connection; answers are compared."""

import time
from dataclasses import dataclass
from itertools import count
from math import exp, log
from statistics import median

from asking import Client, Question, comparable
from memory import processor, spent_between

LOOKUPS = ("01", "02", "03", "04", "05", "06", "07", "08", "10")
"""Queries about one thing; the others are the heavier ones."""
MOST_TIMES, LEAST_TIMES = 51, 3


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two servers: a client of it, and its process."""

    client: Client
    process: int


@dataclass(frozen=True, slots=True)
class Timing:
    """Median seconds of one query: asked anew by us and the peer, and asked again."""

    question: Question
    ours: float
    theirs: float
    ours_again: float
    theirs_again: float
    equal: bool
    """Whether the answers are."""
    ours_spent: float
    """Seconds of processor time for one that is asked anew; other work does not count there."""
    theirs_spent: float

    @property
    def is_lookup(self) -> bool:
        """Whether it asks about one thing."""
        return self.question.name[:2] in LOOKUPS

    @property
    def cold(self) -> float:
        """How many times as fast we are with a query that nobody has asked before."""
        return self.theirs / self.ours

    @property
    def spent(self) -> float:
        """How many times as much processor time the peer needs for it."""
        return self.theirs_spent / self.ours_spent

    @property
    def repeated(self) -> float:
        """How many times as fast we are with a query asked before."""
        return self.theirs_again / self.ours_again


def measure(
    question: Question,
    ours: Side,
    theirs: Side,
    *,
    seconds: float = 5.0,
    strict: bool = True,
) -> Timing:
    """Ask both in turn; stop if their answers differ, when it is `strict`."""
    (_, mine), (_, peers) = (s.client.ask(question, question.variant(0)) for s in (ours, theirs))
    equal = comparable(question, mine) == comparable(question, peers)
    if strict and not equal:
        raise SystemExit(f"{question.name}: the answers differ.")
    fresh: tuple[list[float], list[float]] = ([], [])
    again: tuple[list[float], list[float]] = ([], [])
    deadline = time.monotonic() + seconds
    for number in count(1):
        for side, cold, repeated in zip((ours, theirs), fresh, again, strict=True):
            text = question.variant(number)
            cold.append(side.client.ask(question, text)[0])
            repeated.append(side.client.ask(question, text)[0])
        if number >= MOST_TIMES or (number >= LEAST_TIMES and time.monotonic() > deadline):
            break
    new, old = ((median(pair[0]), median(pair[1])) for pair in (fresh, again))
    mine_spent, peers_spent = (_spent(question, side, number) for side in (ours, theirs))
    return Timing(question, *new, *old, equal, mine_spent, peers_spent)


def _spent(question: Question, side: Side, times: int) -> float:
    """Return the seconds of processor time that one query takes, asked anew so many times."""
    before = processor(side.process)
    for number in range(1, times + 1):
        side.client.ask(question, question.variant(-number))
    return spent_between(before, processor(side.process)) / times


def mean(values: list[float]) -> float:
    """Return the geometric mean."""
    return exp(sum(log(v) for v in values) / len(values))


def table(timings: list[Timing]) -> list[str]:
    """Return the lines of the table."""
    return [
        "| query | ms, new | peer | ratio | ms, again | peer | ratio "
        "| processor ms | peer | ratio |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(
            f"| {t.question.name} | {t.ours * 1e3:.2f} | {t.theirs * 1e3:.2f} | {t.cold:.2f} "
            f"| {t.ours_again * 1e3:.2f} | {t.theirs_again * 1e3:.2f} | {t.repeated:.2f} "
            f"| {t.ours_spent * 1e3:.2f} | {t.theirs_spent * 1e3:.2f} | {t.spent:.2f} |"
            for t in timings
        ),
    ]
