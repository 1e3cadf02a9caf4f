"""What every answer gets: headers of safety, cross-origin reading, 304, gzip, a count.

Nothing published here is secret, so every origin may read everything – but for the pages of those
who log in (`g.private`): these are neither open to other origins nor compressed, since a page that
holds a secret and words of others tells of the secret by its length (BREACH).
"""

import gzip
import time

from flask import Flask, Response, current_app, g, request

from communique_server import front
from communique_server.metrics import Metrics

_METRICS = "communique-metrics"
_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)
_EXPOSED = "Accept-Ranges, Content-Range, ETag, Link, Location, Retry-After"
_ALLOWED = (
    "Accept, Accept-Language, Authorization, Content-Type, If-Modified-Since, If-None-Match, Range"
)
_COMPRESSIBLE = ("text/", "application/json", "application/problem+json", "image/svg+xml")
_WORTH_COMPRESSING = 600
"""Bytes below which gzip gains nothing."""
_PACKED = "-gzip"
"""How the strong tag of a compressed answer ends."""
_DAY = "86400"


def install(app: Flask) -> None:
    """Have every request of the app timed and every answer finished."""
    app.extensions[_METRICS] = Metrics()
    app.before_request(_start)
    app.after_request(finish)


def metrics() -> Metrics:
    """Return the counters of the running app."""
    return metrics_of(current_app)


def metrics_of(app: Flask) -> Metrics:
    """Return the counters of an app."""
    found = app.extensions[_METRICS]
    assert isinstance(found, Metrics)
    return found


def _start() -> None:
    g.started = time.perf_counter()
    asked = request.environ.get("HTTP_IF_NONE_MATCH")
    if asked:
        request.environ["HTTP_IF_NONE_MATCH"] = asked.replace(f'{_PACKED}"', '"')


def finish(response: Response) -> Response:
    """Add what every answer has; shorten it to 304 or by gzip where the client asks for that."""
    _protect(response)
    private = bool(g.get("private"))
    if not private:
        _open_to_all_origins(response)
    response.headers.setdefault("Cache-Control", "no-cache")
    compressible = not private and _is_compressible(response)
    if compressible:
        response.vary.add("Accept-Encoding")
    if response.status_code == 200 and not response.direct_passthrough and request.method != "POST":
        response.make_conditional(request)
    if compressible and response.status_code == 200:
        _compress(response)
    route = request.url_rule.rule if request.url_rule else "none"
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    front.keep(request.environ, response)
    metrics().observe(route, request.method, response.status_code, seconds)
    return response


def _protect(response: Response) -> None:
    for name, value in (
        ("Content-Security-Policy", _POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ):
        response.headers.setdefault(name, value)


def _open_to_all_origins(response: Response) -> None:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    if request.method == "OPTIONS" and response.status_code < 400:
        response.status_code = 204
        response.set_data(b"")
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET")
        response.headers["Access-Control-Allow-Headers"] = _ALLOWED
        response.headers["Access-Control-Max-Age"] = _DAY


def _is_compressible(response: Response) -> bool:
    kind = response.mimetype or ""
    return (
        not response.direct_passthrough
        and "Content-Encoding" not in response.headers
        and (
            kind.startswith(_COMPRESSIBLE)
            or kind.endswith(("+json", "+xml", "n-triples", "n-quads", "trig"))
        )
    )


def _compress(response: Response) -> None:
    if not request.accept_encodings.quality("gzip"):
        return
    data = response.get_data()
    if len(data) < _WORTH_COMPRESSING:
        return
    response.set_data(gzip.compress(data, compresslevel=4, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    tag, weak = response.get_etag()
    if tag and not weak:
        # Other bytes need another strong tag (RFC 9110 §8.8.3.3).
        response.set_etag(f"{tag}{_PACKED}")
