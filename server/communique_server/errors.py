"""One shape for every error: problem+json (RFC 9457) for machines, a page for people.

A view raises `Problem`; whatever else is raised is turned into one here. Nothing that a visitor
sees names a file of the server or shows a stack.
"""

import logging
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, json, request
from werkzeug.exceptions import HTTPException

from communique.errors import CommuniqueError, StoreError
from communique_server import rendering
from communique_server.current import NothingPublished
from communique_server.negotiate import HTML, PROBLEM, best

logger = logging.getLogger(__name__)


class Problem(Exception):
    """An answer that is an error: what happened, what to do, what a machine may want to know."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        suggestions: tuple[str, ...] = (),
        facts: Mapping[str, Any] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.detail = detail
        self.headers = dict(headers or {})
        self.suggestions = suggestions
        self.facts = dict(facts or {})
        self.names = dict(names or {})
        """What a page calls a suggestion, by its address."""


def install(app: Flask) -> None:
    """Register the handlers of all errors."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(NothingPublished, _of_nothing)
    app.register_error_handler(CommuniqueError, _of_communique)
    app.register_error_handler(Exception, _of_bug)


def answer(problem: Problem) -> Response:
    """Write a problem as problem+json or as a page, as the visitor likes it."""
    if wants_page():
        named = [(problem.names.get(each, each), each) for each in problem.suggestions]
        text = rendering.problem(
            problem.status, problem.title, problem.detail, named, problem.facts
        )
        response = Response(text, problem.status, mimetype="text/html")
    else:
        body = {
            "type": "about:blank",
            "title": problem.title,
            "status": problem.status,
            "detail": problem.detail,
            **problem.facts,
        }
        if problem.suggestions:
            body["suggestions"] = list(problem.suggestions)
        text = json.dumps({k: v for k, v in body.items() if v != ""}, ensure_ascii=False)
        response = Response(text + "\n", problem.status, mimetype="application/problem+json")
    response.headers.extend(problem.headers)
    response.vary.add("Accept")
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def wants_page() -> bool:
    """Tell whether the visitor reads an error better as a page than as problem+json."""
    return best((PROBLEM, HTML), request.headers.get("Accept")) is HTML


def not_acceptable(links: Mapping[str, str]) -> Problem:
    """Say which representations there are: media type -> address (RFC 9110 §15.5.7)."""
    types = list(links)
    alternates = ", ".join(f'<{u}>; rel="alternate"; type="{t}"' for t, u in links.items())
    return Problem(
        406,
        "None of the formats you accept is available",
        f"Available: {', '.join(types)}. For example: "
        f"curl -H 'Accept: {types[0]}' {request.base_url}",
        headers={"Link": alternates},
        suggestions=tuple(links.values()),
        facts={"available": types},
        names={address: kind for kind, address in links.items()},
    )


def _of_http(error: HTTPException) -> Response:
    original = error.get_response()
    if error.code is None or error.code < 400:
        return Response(original.get_data(), original.status, original.headers)
    titles = {404: "There is nothing at this address", 413: "The request is too large"}
    status = HTTPStatus(error.code)
    kept = ("Allow", "Retry-After", "Content-Range", "WWW-Authenticate")
    return answer(
        Problem(
            error.code,
            titles.get(error.code, status.phrase),
            _DETAILS.get(error.code, status.description),
            headers={name: original.headers[name] for name in kept if name in original.headers},
        )
    )


_DETAILS = {
    404: "Check the address, or search for the name.",
    405: "This address does not answer that method; the Allow header lists those it does.",
}


def _of_nothing(_error: NothingPublished) -> Response:
    return answer(
        Problem(
            503,
            "Nothing is published yet",
            "Nothing is published yet. `communique ingest` a report, then `communique publish`.",
            headers={"Retry-After": "10"},
        )
    )


def _of_communique(error: CommuniqueError) -> Response:
    logger.error("%s", error)
    if isinstance(error, StoreError):
        return answer(
            Problem(
                503,
                "The store does not answer",
                "Try again in a moment.",
                headers={"Retry-After": "5"},
            )
        )
    return _of_bug(error)


def _of_bug(error: Exception) -> Response:
    number = request.environ.get("communique.request") or secrets.token_hex(6)
    logger.error("error %s at %s %s", number, request.method, request.path, exc_info=error)
    problem = Problem(
        500,
        "The server could not answer",
        f"This is our fault. The operator finds it in the log under {number}.",
        facts={"error": number},
    )
    try:
        return answer(problem)
    except Exception:
        logger.exception("error %s cannot be shown as a page", number)
        return Response(f"{problem.title}. {problem.detail}\n", 500, mimetype="text/plain")
