"""Answers to queries: from memory if asked before, else from a query process.

Query processes are ended at the deadline; then, or when an answer is too large, a reason is given.
"""

from flask import Response, request

from communique.errors import Busy, CommuniqueError, LimitExceeded, QueryError, QueryTimeout
from communique.publish.formats import Format
from communique_server.client import client_of
from communique_server.current import OpenRelease, publication, release
from communique_server.documents import document, links_of_queries, query_limits, tag_of
from communique_server.errors import Problem
from communique_server.sparql.direct import FAILURE, is_changing
from communique_server.sparql.protocol import SparqlRequest
from communique_server.visitor import site


def respond(operation: SparqlRequest, chosen: Format) -> Response:
    """Return the answer as a document. Raises Problem."""
    current = release()
    changing = is_changing(operation.query or "")
    response = document(
        lambda: answer(current, operation, chosen),
        chosen.media_type,
        current,
        tag(current, operation, chosen.suffix),
        links=links_of_queries(),
        vary=("Accept",),
        keep=not changing,
    )
    response.headers["Query-Limits"] = query_limits(current.limits)
    if changing:
        for header in ("ETag", "Last-Modified"):
            response.headers.pop(header, None)
        response.headers["Cache-Control"] = "no-store"
    return response


def answer(current: OpenRelease, operation: SparqlRequest, chosen: Format) -> bytes:
    """Return the answer of a query. Raises Problem: 400 for the query's faults, 503 for limits."""
    query = operation.query or ""
    settings = publication().settings
    client = client_of(request.environ, frozenset(settings.server.trusted_proxies))
    try:
        if isinstance(failure := request.environ.get(FAILURE), CommuniqueError):
            raise failure
        return current.pool.ask(
            query,
            chosen,
            dataset=operation.dataset,
            limits=settings.limits,
            allow=settings.network.allow,
            base=settings.base,
            client=client.address,
            gone=client.gone,
        ).read()
    except (QueryError, QueryTimeout, LimitExceeded, Busy) as error:
        raise _problem(error) from error


def tag(current: OpenRelease, operation: SparqlRequest, *parts: str) -> str:
    """Return the entity tag of an answer."""
    dataset = operation.dataset
    return tag_of(
        current, operation.query or "", "\1".join(dataset.default), "\1".join(dataset.named), *parts
    )


def _problem(error: CommuniqueError) -> Problem:
    if isinstance(error, QueryTimeout):
        return _stopped()
    if isinstance(error, LimitExceeded):
        return _too_large(error)
    if isinstance(error, Busy):
        return Problem(
            503,
            "All query processes are busy",
            "Try again in a few seconds.",
            headers={"Retry-After": "5"},
        )
    assert isinstance(error, QueryError)
    return _unreadable(error)


def _unreadable(error: QueryError) -> Problem:
    place = {"line": error.line, "column": error.column} if error.line else {}
    where = f"line {error.line}, column {error.column}: " if error.line else ""
    detail = f"{where}{error.message} {error.remedy}".strip()
    return Problem(400, "The query cannot be answered", detail, facts=place)


def _stopped() -> Problem:
    seconds = publication().settings.limits.query_seconds
    return Problem(
        503,
        f"Stopped after {seconds:g} seconds",
        f"Stopped after {seconds:g} seconds. Add LIMIT, or download the dump.",
        headers={"Retry-After": "60"},
        facts={"seconds": seconds, "dump": f"{site()}/releases/latest/"},
    )


def _too_large(error: LimitExceeded) -> Problem:
    return Problem(
        400,
        "The answer is too large",
        f"{error.message} Add LIMIT, or download the dump.",
        facts={"kind": error.kind, "limit": error.limit, "dump": f"{site()}/releases/latest/"},
    )
