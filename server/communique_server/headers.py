"""Headers that every published answer has, and gzip where the client takes it."""

import gzip
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)
_EXPOSED = (
    "Accept-Ranges, Content-Range, ETag, Link, Location, Query-Limits, Retry-After, X-Request-Id"
)
SAFETY = (
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
)
ORIGINS = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", _EXPOSED),
)
_WORTH_COMPRESSING = 600
"""Bytes below which gzip gains nothing."""


def standing_headers() -> tuple[tuple[str, str], ...]:
    """Return what every answer has."""
    return SAFETY + ORIGINS


def worth_compressing(environ: Mapping[str, Any], size: int) -> bool:
    """Tell whether the client takes gzip and a text of so many bytes gains by it."""
    return size >= _WORTH_COMPRESSING and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING"))


def zipped(data: bytes) -> bytes:
    """Return bytes compressed, the same each time."""
    return gzip.compress(data, compresslevel=4, mtime=0)


@lru_cache(1000)
def _takes_gzip(header: str | None) -> bool:
    return bool(header) and bool(parse_accept_header(header, Accept).quality("gzip"))
