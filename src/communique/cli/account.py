"""What `communique extract --explain` and `--stop-after facts` print."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from communique.drafting import Drafted
from communique.extract.account import Entry, account

LONGEST = 80
"""Characters of a source's words that the table repeats."""


def explained(drafted: Drafted, line: int | None) -> dict[str, Any]:
    """Return what became of a report, or of one line of it, as JSON takes it."""
    entries = account(drafted.document, drafted.facts, line)
    return {"report": drafted.document.source.name, "entries": [asdict(e) for e in entries]}


def facts_of(drafted: Drafted) -> dict[str, Any]:
    """Return a report's facts as JSON takes them."""
    return {"report": drafted.document.source.name, "facts": asdict(drafted.facts)}


def as_json(values: Sequence[dict[str, Any]]) -> str:
    """Return one object for one report, a list for several."""
    whole = values[0] if len(values) == 1 else list(values)
    return json.dumps(whole, ensure_ascii=False, indent=1)


def print_table(drafted: Drafted, line: int | None) -> None:
    """Print which rule made what of which words, in the order of the text."""
    console = Console()
    table = Table(title=drafted.document.source.name, title_justify="left", box=None)
    table.add_column("line", justify="right")
    for heading in ("rule", "right", "made", "what", "words"):
        table.add_column(heading, overflow="fold")
    entries = account(drafted.document, drafted.facts, line)
    for entry in entries:
        right = "" if entry.confidence is None else f"{entry.confidence:.0%}"
        words = _short(entry.words)
        table.add_row(_lines(entry), entry.rule, right, entry.kind, entry.says, words)
    if entries:
        console.print(table, markup=False)
    else:
        nothing = "Nothing was made of it, and nothing set aside."
        console.print(nothing if line is None else f"line {line}: {nothing}")


def _lines(entry: Entry) -> str:
    if entry.line == entry.last:
        return str(entry.line or "")
    return f"{entry.line}–{entry.last}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 2]} …"
