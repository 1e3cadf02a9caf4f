"""A callable before the framework, which is most of the cost of a small answer.

The same request on the same release gets the same answer; queries go to `sparql.direct` first. Only
whole answers of documents are kept: GET, 200, with an entity tag; whatever depends on anything else
goes through. Each request gets an identifier and, if the operator wants it, a line in the log.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from flask import Response

from communique_server.cache import ByteCache, KeptAnswer
from communique_server.client import Client, client_of
from communique_server.current import Publication, borrowed
from communique_server.metrics import Metrics
from communique_server.rates import Rates
from communique_server.requests_log import RequestLog, request_id
from communique_server.sparql import direct

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
_CONDITIONS = frozenset(("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"))
_ENDPOINT = "/sparql"


class Front:
    """Answers from memory what it can, and lets the application answer the rest."""

    def __init__(
        self, application: Application, publication: Publication, metrics: Metrics
    ) -> None:
        settings = publication.settings
        self._application = application
        self._publication = publication
        self._metrics = metrics
        self._kept: ByteCache[KeptAnswer] = ByteCache(KEPT_BYTES)
        publication.gauge("cache_bytes", lambda: self._kept.size)
        publication.gauge("cache_hits_total", lambda: self._kept.hits)
        publication.gauge("cache_misses_total", lambda: self._kept.misses)
        self._proxies = frozenset(settings.server.trusted_proxies)
        self._rates = Rates(settings.limits.requests_per_second, settings.limits.requests_at_once)
        self._log = RequestLog() if settings.server.log_requests else None

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        started = time.perf_counter()
        client = client_of(environ, self._proxies)
        number = request_id(environ)
        environ["communique.request"] = number

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            headers.append(("X-Request-Id", number))
            if self._log:
                seconds = time.perf_counter() - started
                self._log.write(environ, client, number, status, headers, seconds)
            return start_response(status, headers, *rest)

        if self._rates.limited and not client.is_local:
            wait = self._rates.wait(client.address)
            if wait:
                self._metrics.observe("limited", environ["REQUEST_METHOD"], 429, 0.0)
                return self._rates.refuse(wait, start)
        return self._answer(environ, client, started, start)

    def _answer(
        self, environ: Environ, client: Client, started: float, start: StartResponse
    ) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        key = None
        if method == "GET" and _CONDITIONS.isdisjoint(environ):
            key = (self._publication.pointer(), *[environ.get(name) for name in _ASKED])
            found = self._kept.get(key)
            if found is not None:
                start("200 OK", list(found.headers))
                self._metrics.observe("memory", "GET", 200, time.perf_counter() - started)
                return [found.body]
        if environ["PATH_INFO"] == _ENDPOINT and (key or method == "POST"):
            answer = direct.answer(environ, self._publication, client)
            if answer is not None:
                if key and answer.file is None and answer.pointer == key[0]:
                    size = len(answer.kept.body) + _OVERHEAD
                    self._kept.put(key, answer.kept, size)
                start("200 OK", list(answer.kept.headers))
                self._metrics.observe(_ENDPOINT, method, 200, time.perf_counter() - started)
                return answer.body()
        if key:
            environ[_KEPT] = (self._kept, key)
        return self._application(environ, start)


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
