"""A callable before the framework: the same request on the same release gets the same answer.

For small documents the framework is most of the cost. Only whole answers of documents are kept:
GET, 200, with an entity tag; whatever depends on anything else goes through.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Response

from communique_server.cache import ByteCache
from communique_server.current import Publication, borrowed
from communique_server.metrics import Metrics

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

KEPT_BYTES = 64 * 1024 * 1024
_KEPT = "communique.front"
_OVERHEAD = 2048
"""Bytes counted for the headers of an answer."""
# What an answer may depend on besides the release.
_ASKED = (
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_HOST",
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_COOKIE",
)
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A whole answer, ready to be sent again."""

    headers: list[tuple[str, str]]
    body: bytes


class Front:
    """Answers from memory what it can, and lets the application answer the rest."""

    def __init__(
        self, application: Application, publication: Publication, metrics: Metrics
    ) -> None:
        self._application = application
        self._publication = publication
        self._metrics = metrics
        self._kept: ByteCache[KeptAnswer] = ByteCache(KEPT_BYTES)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        if environ["REQUEST_METHOD"] != "GET" or any(name in environ for name in _CONDITIONS):
            return self._application(environ, start_response)
        started = time.perf_counter()
        key = (self._publication.pointer(), *[environ.get(name) for name in _ASKED])
        found = self._kept.get(key)
        if found is None:
            environ[_KEPT] = (self._kept, key)
            return self._application(environ, start_response)
        start_response("200 OK", list(found.headers))
        self._metrics.observe("memory", "GET", 200, time.perf_counter() - started)
        return [found.body]


def keep(environ: Environ, response: Response) -> None:
    """Keep a finished answer for the next who asks the same, if it is a document."""
    kept, key = environ.get(_KEPT, (None, None))
    if kept is None or response.status_code != 200 or response.direct_passthrough:
        return
    read = borrowed()
    if read is None or read.pointer != key[0]:
        # The pointer moved, or cannot be followed, while this was answered.
        return
    headers = response.headers
    if "ETag" not in headers or "Set-Cookie" in headers:
        return
    body = response.get_data()
    lines = [(name, value) for name, value in headers.items() if name != "Date"]
    kept.put(key, KeptAnswer(lines, body), len(body) + _OVERHEAD)
