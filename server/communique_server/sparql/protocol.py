"""A request of the SPARQL 1.1 Protocol, query operation (§2.1), read from HTTP.

Reads GET, POST of a form and POST of a query; refuses what the protocol refuses, with the status it
names. Does not look into the query itself.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

from communique.store.base import DatasetChoice
from communique_server.errors import Problem

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_FIELDS = 10_000
ALL = DatasetChoice()
"""No choice: the query's own dataset, or everything."""


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """What a client asks: the query (None: it sent none), the dataset, the format it names."""

    query: str | None
    dataset: DatasetChoice = ALL
    format: str = ""
    """Value of `format=` or `output=`: a short name or a media type; "" leaves it to Accept."""


def read_request(request: Request) -> SparqlRequest:
    """Read the operation. Raises Problem 400, 403, 413 or 415."""
    url = _pairs(request.query_string)
    if request.method != "POST":
        return _operation(url)
    kind = request.mimetype
    if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Problem(415, "The body is not UTF-8", "Send the query in UTF-8.")
    if kind == FORM:
        operation = _operation(_pairs(_body(request)) + _format_only(url))
    elif kind == QUERY:
        text = _decoded(_body(request))
        operation = _operation([("query", text), *(p for p in url if p[0] != "query")])
    elif kind == UPDATE:
        raise _read_only()
    else:
        raise Problem(
            415,
            "A query cannot be sent like this",
            f"Send it as {FORM} with the field query, or as {QUERY}.",
            headers={"Accept-Post": f"{FORM}, {QUERY}"},
        )
    if operation.query is None:
        raise Problem(400, "There is no query", "Send the query in the field query.")
    return operation


def _body(request: Request) -> bytes:
    """Read the body. A chunked one ends at the limit without a word: that is looked for here."""
    data = request.get_data(cache=False)
    limit = request.max_content_length
    if request.content_length is None and limit is not None and len(data) >= limit:
        raise RequestEntityTooLarge
    return data


def _operation(pairs: list[tuple[str, str]]) -> SparqlRequest:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise _read_only()
    queries = values.get("query", [])
    if len(queries) > 1:
        raise Problem(400, "There is more than one query", "Send one query in a request.")
    if queries and not queries[0].strip():
        raise Problem(400, "The query is empty", "Send a query such as ASK {}.")
    return SparqlRequest(
        query=queries[0] if queries else None,
        dataset=DatasetChoice(
            default=tuple(values.get("default-graph-uri", ())),
            named=tuple(values.get("named-graph-uri", ())),
        ),
        format=(values.get("format") or values.get("output") or [""])[0],
    )


def _format_only(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [pair for pair in pairs if pair[0] in ("format", "output")]


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            data.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_FIELDS,
        )
    except UnicodeError:
        raise _not_utf8() from None
    except ValueError:
        raise Problem(400, "The request has too many fields") from None


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise _not_utf8() from None


def _not_utf8() -> Problem:
    return Problem(400, "The query is not UTF-8", "Send the query in UTF-8.")


def _read_only() -> Problem:
    return Problem(
        403,
        "This endpoint answers queries only",
        "It takes no updates. The data changes with the releases of its publisher.",
    )
