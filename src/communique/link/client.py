"""Asks a service that speaks the Reconciliation Service API 0.2, and others that answer JSON.

Reaches only hosts that the operator allows, takes no more than it can hold, follows a redirect only
to another allowed host, waits before it tries again, says who it is, and keeps what it was told.
"""

import hashlib
import ipaddress
import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlencode, urlsplit

from communique import __version__
from communique.errors import StoreError, UsageError
from communique.workspace import write_file

AGENT = f"communique/{__version__} (reconciliation client)"
_LARGEST = 8 * 1024 * 1024
_AGAIN = frozenset((429, 500, 502, 503, 504))
_LONGEST_WAIT = 30.0


@dataclass(slots=True)
class Service:
    """A service at an address. `cache` is a folder; `pause` seconds lie between two requests."""

    address: str
    allow: tuple[str, ...]
    cache: Path
    timeout: float = 20.0
    tries: int = 4
    pause: float = 0.5
    fresh: bool = False
    _told: float = field(default=0.0, init=False)

    def manifest(self) -> dict[str, Any]:
        """Return what the service says of itself. Raises StoreError if that is no manifest."""
        said = self._ask(None)
        if "identifierSpace" not in said and "versions" not in said:
            raise self._failed("this is no reconciliation service: its manifest has no versions")
        return said

    def batch(self, queries: Mapping[str, Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
        """Return the candidates for each query; none for one that is not answered."""
        said = self._ask({"queries": json.dumps(queries, ensure_ascii=False, sort_keys=True)})
        found = {}
        for key in queries:
            entry = said.get(key)
            results = entry.get("result") if isinstance(entry, dict) else None
            listed = results if isinstance(results, list) else []
            found[key] = [r for r in listed if isinstance(r, dict) and isinstance(r.get("id"), str)]
        return found

    def ask(self, request: urllib.request.Request) -> dict[str, Any]:
        """Send a request to the service's host, and return the JSON object that it answers.

        Raises StoreError when it fails, UsageError for a host that is not allowed.
        """
        body = request.data if isinstance(request.data, bytes) else b""
        key = hashlib.sha256(request.full_url.encode() + b"\0" + body).hexdigest()
        kept = self.cache / f"{key[:32]}.json"
        if kept.is_file() and not self.fresh:
            return self._decoded(kept.read_bytes())
        data = self._fetch(request)
        said = self._decoded(data)
        write_file(kept, data)
        return said

    def _ask(self, form: Mapping[str, str] | None) -> dict[str, Any]:
        body = urlencode(form).encode() if form is not None else None
        headers = {"User-Agent": AGENT, "Accept": "application/json"}
        allowed_host(self.address, self.allow)
        return self.ask(urllib.request.Request(self.address, body, headers))

    def _decoded(self, data: bytes) -> dict[str, Any]:
        try:
            said = json.loads(data)
        except ValueError:
            raise self._failed("the service answered something that is not JSON") from None
        if not isinstance(said, dict):
            raise self._failed("the service answered JSON that is not an object")
        return said

    def _fetch(self, request: urllib.request.Request) -> bytes:
        host = allowed_host(request.full_url, self.allow)
        opener = urllib.request.build_opener(_Redirects(self.allow, host))
        problem = ""
        for attempt in range(self.tries):
            time.sleep(max(0.0, self._told + self.pause - time.monotonic()))
            self._told = time.monotonic()
            wait = min(_LONGEST_WAIT, self.pause * 2**attempt)
            try:
                with opener.open(request, timeout=self.timeout) as answer:
                    return self._limited(answer)
            except urllib.error.HTTPError as error:
                if error.code not in _AGAIN:
                    raise self._failed(f"the service answered {error.code}") from None
                problem = f"the service answered {error.code}"
                wait = _retry_after(error.headers, wait)
            except (OSError, HTTPException) as error:
                problem = f"the service does not answer: {error}"
            if attempt + 1 < self.tries:
                time.sleep(wait)
        raise self._failed(f"{problem}, {self.tries} times")

    def _limited(self, answer: IO[bytes]) -> bytes:
        """Read an answer that may be endless, in size or in time."""
        deadline = time.monotonic() + 3 * self.timeout
        parts, size = [], 0
        while part := answer.read(65_536):
            parts.append(part)
            size += len(part)
            if size > _LARGEST:
                raise self._failed(f"the answer is larger than {_LARGEST:,} bytes")
            if time.monotonic() > deadline:
                raise self._failed("the answer takes too long")
        return b"".join(parts)

    def _failed(self, what: str) -> StoreError:
        return StoreError(
            f"{what}.", place=self.address, remedy="Nothing was lost; try again later."
        )


def allowed_host(address: str, allow: tuple[str, ...]) -> str:
    """Return the host of an address. Raises UsageError for one that is not allowed."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(f"{address!r} is not an address that begins with http:// or https://.")
    if host.lower() not in {name.lower() for name in allow}:
        raise UsageError(
            f"the host {host} may not be reached.",
            remedy=f'Allow it in communique.toml: [network] allow = ["{host}"].',
        )
    return host


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to an allowed host only, and never into the network of this machine."""

    max_redirections = 4
    max_repeats = 2

    def __init__(self, allow: tuple[str, ...], first: str) -> None:
        self._allow = allow
        self._first = first

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> urllib.request.Request | None:
        host = allowed_host(newurl, self._allow)
        if host != self._first and _is_private(host):
            raise UsageError(f"the service leads to {host}, inside a private network.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _is_private(host: str) -> bool:
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return True
    return any(not ipaddress.ip_address(str(entry[4][0])).is_global for entry in found)


def _retry_after(headers: Message, otherwise: float) -> float:
    given = headers.get("Retry-After", "")
    return min(_LONGEST_WAIT, float(given)) if given.isdigit() else otherwise
