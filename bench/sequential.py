"""The 22 queries, asked of two servers in turn over a kept connection; answers are compared."""

import time
from dataclasses import dataclass
from itertools import count
from math import exp, log
from statistics import median

from asking import Client, Question, comparable

LOOKUPS = ("01", "02", "03", "04", "05", "06", "07", "08", "10")
"""Queries about one thing; the others are the heavier ones."""
MOST_TIMES, LEAST_TIMES = 51, 3


@dataclass(frozen=True, slots=True)
class Timing:
    """Median seconds of one query: asked anew by us and the peer, and asked again."""

    question: Question
    ours: float
    theirs: float
    ours_again: float
    theirs_again: float
    equal: bool = True
    """Whether the answers are."""

    @property
    def is_lookup(self) -> bool:
        """Whether it asks about one thing."""
        return self.question.name[:2] in LOOKUPS

    @property
    def cold(self) -> float:
        """How many times as fast we are with a query that nobody has asked before."""
        return self.theirs / self.ours

    @property
    def repeated(self) -> float:
        """How many times as fast we are with a query asked before."""
        return self.theirs_again / self.ours_again


def measure(
    question: Question,
    ours: Client,
    theirs: Client,
    *,
    seconds: float = 5.0,
    strict: bool = True,
) -> Timing:
    """Ask both in turn; stop if their answers differ, when it is `strict`."""
    (_, mine), (_, peers) = (c.ask(question, question.variant(0)) for c in (ours, theirs))
    equal = comparable(question, mine) == comparable(question, peers)
    if strict and not equal:
        raise SystemExit(f"{question.name}: the answers differ.")
    fresh: tuple[list[float], list[float]] = ([], [])
    again: tuple[list[float], list[float]] = ([], [])
    deadline = time.monotonic() + seconds
    for number in count(1):
        for client, cold, repeated in zip((ours, theirs), fresh, again, strict=True):
            text = question.variant(number)
            cold.append(client.ask(question, text)[0])
            repeated.append(client.ask(question, text)[0])
        if number >= MOST_TIMES or (number >= LEAST_TIMES and time.monotonic() > deadline):
            break
    new, old = (tuple(map(median, pair)) for pair in (fresh, again))
    return Timing(question, new[0], new[1], old[0], old[1], equal)


def mean(values: list[float]) -> float:
    """Return the geometric mean."""
    return exp(sum(log(v) for v in values) / len(values))


def table(timings: list[Timing]) -> list[str]:
    """Return the lines of the table."""
    return [
        "| query | ms, new | peer | ratio | ms, again | peer | ratio |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *(
            f"| {t.question.name} | {t.ours * 1e3:.2f} | {t.theirs * 1e3:.2f} | {t.cold:.2f} "
            f"| {t.ours_again * 1e3:.2f} | {t.theirs_again * 1e3:.2f} | {t.repeated:.2f} |"
            for t in timings
        ),
    ]
