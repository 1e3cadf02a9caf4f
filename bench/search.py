#!/usr/bin/env python3
"""Measures the search: `bench/search.py [STATEMENTS]` prints build time and times of answers.

The statements are made of the words of the sample reports, the same each time; what is asked are
one and two words of them, frequent and rare, in Latin and Cyrillic, some with other endings.
"""

import random
import re
import statistics
import sys
import time
from pathlib import Path

from rdflib import Literal

from communique.search.entries import Entry
from communique.search.index import SearchIndex

REPORTS = Path(__file__).parents[1] / "data" / "reports"
ASKED = 400
WORD = re.compile(r"[^\W\d_]{3,}")


def words() -> list[str]:
    """Return the words of all reports, as often as they occur."""
    files = [path for path in sorted(REPORTS.iterdir()) if path.suffix in (".txt", ".md")]
    return [w for path in files for w in WORD.findall(path.read_text(encoding="utf-8"))]


def entries(count: int, chance: random.Random) -> dict[str, Entry]:
    """Return so many statements of 25 words, and a hundredth as many people with names."""
    known = words()
    people = [Literal(" ".join(chance.choices(known, k=2)).title()) for _ in range(count // 100)]
    made = {
        f"urn:p{n}": Entry(f"urn:p{n}", "person", labels=[name]) for n, name in enumerate(people)
    }
    for n in range(count):
        text = " ".join(chance.choices(known, k=25))
        made[f"urn:s{n}"] = Entry(
            f"urn:s{n}", "statement", text=text, speakers=[chance.choice(people)]
        )
    return made


def main() -> None:
    """Build, ask, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    chance = random.Random(5)
    made = entries(count, chance)
    started = time.perf_counter()
    index = SearchIndex.in_memory(made)
    print(f"index of {count:,} statements: {time.perf_counter() - started:.1f} s")
    known = words()
    asked = [" ".join(chance.choices(known, k=1 + n % 2)) for n in range(ASKED)]
    times = []
    for query in asked:
        started = time.perf_counter()
        index.search(query)
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    print(
        f"search: median {statistics.median(times):.2f} ms, "
        f"95th percentile {times[int(len(times) * 0.95)]:.2f} ms, worst {times[-1]:.2f} ms"
    )


if __name__ == "__main__":
    main()
