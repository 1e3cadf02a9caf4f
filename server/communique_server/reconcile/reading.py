"""Reads what clients send: batches of queries in both versions of the API.

Enters: decoded JSON. Leaves: `Query` values, or a Problem that says what is wrong with which query.
"""

import json
from typing import Any

from communique.link.entities import Described, Value
from communique.link.index import Asked, Query
from communique_server.errors import Problem

LARGEST_BATCH = 200
"""Queries of a batch; the manifest says so."""
_MOST = 100
_DEFAULT = 10
_LONGEST = 500


def decoded(text: str, what: str) -> Any:
    """Return the JSON of a parameter or a body."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise refused(f"{what} is not JSON: {error}") from None


def refused(detail: str, status: int = 400) -> Problem:
    """Say what is wrong with a request."""
    return Problem(status, "This request is not understood", f"{detail}. See /reconcile.")


def read_batch(given: Any, catalogue: Described) -> dict[str, Query]:
    """Return the queries of a 0.2 batch by their keys."""
    if not isinstance(given, dict):
        raise refused("queries is not an object of queries")
    _check_size(len(given))
    return {key: read_query(query, catalogue, f"query {key!r}") for key, query in given.items()}


def read_query(given: Any, catalogue: Described, place: str = "the query") -> Query:
    """Return a 0.2 query; a bare string is its name (as in API 0.1)."""
    if not isinstance(given, dict):
        raise refused(f"{place} is not an object")
    name = given.get("query", "")
    if not isinstance(name, str):
        raise refused(f"{place}: query is not a string")
    properties = [_property(p, place) for p in _listed(given.get("properties"))]
    if not name.strip() and not properties:
        raise refused(f"{place} has neither query nor properties")
    strict = given.get("type_strict", "any")
    return Query(
        name[:_LONGEST].strip(),
        types=_types(_listed(given.get("type")), catalogue),
        strict=strict if strict in ("any", "all", "should") else "any",
        properties=tuple(properties),
        limit=_limit(given.get("limit"), place),
    )


def read_conditions(given: Any, catalogue: Described) -> list[Query]:
    """Return the queries of a 1.0 batch, in order."""
    queries = given.get("queries") if isinstance(given, dict) else None
    if not isinstance(queries, list):
        raise refused("the body is not an object with a list of queries")
    _check_size(len(queries))
    return [_of_conditions(q, catalogue, f"query {n}") for n, q in enumerate(queries)]


def _of_conditions(given: Any, catalogue: Described, place: str) -> Query:
    conditions = given.get("conditions") if isinstance(given, dict) else None
    if not isinstance(conditions, list) or not conditions:
        raise refused(f"{place} has no conditions")
    name = identifier = ""
    properties = []
    for condition in conditions:
        kind = condition.get("matchType") if isinstance(condition, dict) else None
        if kind not in ("name", "id", "property") or "propertyValue" not in condition:
            raise refused(f"{place}: a condition needs propertyValue and a matchType that is known")
        texts = [value.id or value.text for value in _values(condition["propertyValue"])]
        if kind == "name":
            name = " ".join(texts)[:_LONGEST].strip()
        elif kind == "id":
            identifier = texts[0] if texts else ""
        else:
            properties.append(_condition(condition, place))
    return Query(
        name,
        identifier,
        types=_types(_listed(given.get("type")), catalogue),
        properties=tuple(properties),
        limit=_limit(given.get("limit"), place),
    )


def _condition(given: dict[str, Any], place: str) -> Asked:
    if not isinstance(given.get("propertyId"), str):
        raise refused(f"{place}: a condition on a property needs propertyId")
    quantifier = given.get("matchQuantifier", "any")
    return Asked(
        given["propertyId"],
        _values(given["propertyValue"]),
        given.get("required") is True,
        quantifier if quantifier in ("any", "all", "none") else "any",
    )


def _property(given: Any, place: str) -> Asked:
    if not isinstance(given, dict) or not isinstance(given.get("pid"), str) or "v" not in given:
        raise refused(f"{place}: a property needs pid and v")
    return Asked(given["pid"], _values(given["v"]))


def _values(given: Any) -> tuple[Value, ...]:
    return tuple(_value(value) for value in _listed(given))


def _value(given: Any) -> Value:
    if isinstance(given, dict):
        identifier = str(given.get("id", ""))
        return Value(str(given.get("name", "")) or identifier, identifier)
    if isinstance(given, bool):
        return Value(str(given).lower())
    return Value(str(given)[:_LONGEST])


def _types(given: list[Any], catalogue: Described) -> tuple[str, ...]:
    names = [str(t.get("id", "")) if isinstance(t, dict) else str(t) for t in given if t]
    known = [(name, catalogue.type_named(name)) for name in names]
    return tuple(kind.id if kind else name for name, kind in known)


def _limit(given: Any, place: str) -> int:
    if given is None:
        return _DEFAULT
    if isinstance(given, bool) or not isinstance(given, int | float) or given < 1:
        raise refused(f"{place}: limit is not a number from 1")
    return min(_MOST, int(given))


def _listed(given: Any) -> list[Any]:
    if given is None:
        return []
    return given if isinstance(given, list) else [given]


def _check_size(size: int) -> None:
    if size > LARGEST_BATCH:
        raise refused(f"a batch has {LARGEST_BATCH} queries at most, not {size}", 413)
