"""What every answer of the framework gets: headers, 304, gzip, a count.

Nothing published here is secret, so every origin may read everything – but for the pages of those
who log in (`g.private`): these are neither open to other origins nor compressed, since a page that
holds a secret and words of others tells of the secret by its length (BREACH).
"""

import time

from flask import Flask, Response, current_app, g, request

from communique_server import front
from communique_server.headers import ORIGINS, SAFETY, worth_compressing, zipped
from communique_server.metrics import Metrics

_METRICS = "communique-metrics"
_ALLOWED = (
    "Accept, Accept-Language, Authorization, Content-Type, If-Modified-Since, If-None-Match, "
    "Range, X-Request-Id"
)
_COMPRESSIBLE = ("text/", "application/json", "application/problem+json", "image/svg+xml")
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
    for name, value in SAFETY:
        response.headers.setdefault(name, value)


def _open_to_all_origins(response: Response) -> None:
    for name, value in ORIGINS:
        response.headers[name] = value
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
    data = response.get_data()
    if not worth_compressing(request.environ, len(data)):
        return
    response.set_data(zipped(data))
    response.headers["Content-Encoding"] = "gzip"
    tag, weak = response.get_etag()
    if tag and not weak:
        # Other bytes need another strong tag (RFC 9110 §8.8.3.3).
        response.set_etag(f"{tag}{_PACKED}")
