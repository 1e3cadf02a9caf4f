"""For those who run the server: is it alive, is it ready, what has it done."""

from datetime import UTC, datetime

from flask import Blueprint, Response

from communique_server.current import NothingPublished, publication, release
from communique_server.documents import content_type
from communique_server.middleware import metrics

blueprint = Blueprint("operations", __name__)


def _plain(text: str, status: int = 200) -> Response:
    response = Response(text, status)
    response.headers["Content-Type"] = content_type("text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/healthz")
def alive() -> Response:
    """Say that the process answers."""
    return _plain("ok\n")


@blueprint.get("/readyz")
def ready() -> Response:
    """Say whether there is a release to read from."""
    try:
        current = release()
    except NothingPublished:
        return _plain("nothing is published yet\n", 503)
    lookups = publication().lookups()
    if not current.pool.in_memory:
        where = "answered from the disk"
    elif lookups and lookups.knows(current.tag):
        where = "in memory, lookups here"
    else:
        where = "in memory"
    return _plain(f"ok, release {current.release.number}, {where}\n")


@blueprint.get("/metrics")
def counters() -> Response:
    """Give the counters in the text format of Prometheus 0.0.4."""
    gauges: dict[str, float] = {"release": 0}
    try:
        current = release()
    except NothingPublished:
        pass
    else:
        age = datetime.now(UTC) - current.created
        gauges = {
            "release": current.release.number,
            "release_age_seconds": age.total_seconds(),
            "release_in_memory": float(current.pool.in_memory),
            "queries_waiting": current.pool.waiting,
            **publication().gauges(),
        }
    response = _plain(metrics().exposition(gauges))
    response.headers["Content-Type"] = "text/plain; version=0.0.4; charset=utf-8"
    return response
