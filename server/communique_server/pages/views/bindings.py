"""Reads columns of SPARQL 1.1 Query Results JSON: which hold numbers, which hold things."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rdflib.namespace import XSD

Bindings = Sequence[Mapping[str, Mapping[str, str]]]
"""The rows of a result: variable -> term."""
_NUMERIC = frozenset(
    str(XSD[name])
    for name in (
        "integer", "decimal", "double", "float", "int", "long", "short", "byte",
        "nonNegativeInteger", "positiveInteger", "unsignedInt", "unsignedLong",
    )
)  # fmt: skip
_YEAR = re.compile(r"\d{4}")


def columns_of(result: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the variables of a result, in order."""
    return tuple(result.get("head", {}).get("vars", ()))


def rows_of(result: Mapping[str, Any]) -> Bindings:
    """Return the rows of a result."""
    found: Bindings = result.get("results", {}).get("bindings", [])
    return found


def number(term: Mapping[str, str] | None) -> float | None:
    """Return the number that a term is; None for all else."""
    if term is None or term.get("datatype") not in _NUMERIC:
        return None
    try:
        value = float(term["value"])
    except ValueError:
        return None
    return value if value == value and abs(value) != float("inf") else None


def numeric(rows: Bindings, columns: Iterable[str]) -> list[str]:
    """Return the columns that hold numbers wherever they hold anything."""
    return [c for c in columns if _all(rows, c, lambda term: number(term) is not None)]


def things(rows: Bindings, columns: Iterable[str]) -> list[str]:
    """Return the columns that hold IRIs wherever they hold anything."""
    return [c for c in columns if _all(rows, c, lambda term: term["type"] == "uri")]


def texts(rows: Bindings, columns: Iterable[str]) -> list[str]:
    """Return the columns that hold words."""
    taken = {*numeric(rows, columns), *things(rows, columns)}
    return [c for c in columns if c not in taken and any(c in row for row in rows)]


def years(values: Sequence[str]) -> bool:
    """Tell whether all values begin with a year."""
    return len(values) > 1 and all(_YEAR.match(value) for value in values)


def _all(rows: Bindings, column: str, test: Any) -> bool:
    terms = [row[column] for row in rows if column in row]
    return bool(terms) and all(test(term) for term in terms)
