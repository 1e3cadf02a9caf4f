"""How often what a rule reads is right: confidence.toml, which tools/measure_rules.py writes."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("confidence.toml")


def confidence_of(kind: str, rule: str) -> float | None:
    """Return the measured confidence in what a rule reads of a kind; None if not measured."""
    measured = _table().get(kind, {}).get(rule)
    return float(measured["confidence"]) if measured else None


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
