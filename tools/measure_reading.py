"""Prints how well reports are read: F1 by category over annotated reports.

    python tools/measure_reading.py                      the parts of tests/corpus, as a table
    python tools/measure_reading.py FOLDER…              folders of reports with NAME.gold.json
    python tools/measure_reading.py --texts DIR FOLDER   annotations whose texts lie elsewhere
    python tools/measure_reading.py --errors FOLDER      also what was missed (-) and misread (+)
    python tools/measure_reading.py --language ru        only the reports in one language

Facts are taken out of the draft graph, by the public vocabulary, and paired one to one with those
of the annotation. All facts of a part count alike, so that a long report weighs more.
"""

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from communique.config import DEFAULT_BASE
from communique.drafting import Reader

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "extract"))
corpus: Any = importlib.import_module("annotated")
scoring: Any = importlib.import_module("scoring")


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--texts", type=Path, help="folder of the texts, if not beside")
    parser.add_argument("--errors", action="store_true", help="list what was missed and misread")
    parser.add_argument("--language", choices=["en", "ru"], help="reports in this language alone")
    args = parser.parse_args()
    folders = {f.name: f for f in args.folders} or corpus.PARTS
    reader = Reader(DEFAULT_BASE)
    columns = {}
    for name, folder in folders.items():
        reports = corpus.annotated(folder, args.texts)
        if not reports:
            parser.error(f"{folder}: no NAME.gold.json in it")
        chosen = [r for r in reports if args.language in (None, r.language)]
        if args.errors:
            _print_errors(chosen, reader)
        columns[f"{name} ({len(chosen)})"] = corpus.total(chosen, reader)
    _print_table(columns)
    return 0


def _print_errors(reports: list[Any], reader: Reader) -> None:
    for report in reports:
        print(f"{report.path.name}")
        for category, compared in report.compared(reader).items():
            for sign, facts in (("-", compared.missed), ("+", compared.wrong)):
                for fact in facts:
                    print(f"  {sign} {category}: {json.dumps(fact, ensure_ascii=False)[:160]}")


def _print_table(columns: dict[str, dict[str, Any]]) -> None:
    print(f"| F1 | {' | '.join(columns)} |")
    print(f"| --- |{' ---: |' * len(columns)}")
    for category in scoring.CATEGORIES:
        scores = [column.get(category) for column in columns.values()]
        cells = " | ".join(f"{s.f1:.2f}" if s else "" for s in scores)
        print(f"| {category} | {cells} |")


if __name__ == "__main__":
    sys.exit(main())
