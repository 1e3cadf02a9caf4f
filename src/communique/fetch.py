"""Fetches a report from an address that the operator allows, once, as it is.

Enters an http or https address, leaves its bytes. The host must stand in `[network] allow`. An
address within a private network or on this machine is reached only where that host itself is
listed as such ("localhost", "192.0.2.7"): a public name that leads there is refused, and what was
looked up is what is connected to. Redirects are followed to allowed hosts, few of them.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from communique import __version__
from communique.config import NetworkSettings
from communique.errors import ReportError, UsageError
from communique.text.receive import SUFFIXES

_AGENT = f"communique/{__version__} (report reader)"
_MOVED = frozenset((301, 302, 303, 307, 308))
MOST_REDIRECTS = 4
_PIECE = 65_536
_SUFFIX_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a report, the address that gave them, and a file name with a fitting suffix."""

    data: bytes
    url: str
    name: str


def is_address(words: str) -> bool:
    """Say whether words are an address on the web, not a path."""
    return bool(re.match(r"https?://", words, re.IGNORECASE))


def fetch(address: str, network: NetworkSettings, limit: int) -> Fetched:
    """Return what an address holds, at most `limit` bytes, within `network.fetch_seconds`.

    Raises UsageError for a host that is not allowed and ReportError for everything else: no answer,
    an error, too much, too slow, a compressed answer, or another scheme.
    """
    deadline = time.monotonic() + network.fetch_seconds
    url = address
    for _ in range(MOST_REDIRECTS + 1):
        status, headers, data = _get(url, network, limit, deadline)
        if status in _MOVED and headers.get("Location"):
            url = urljoin(url, headers["Location"])
            continue
        if status != http.client.OK:
            raise ReportError(f"the server answered {status}.", place=url)
        return Fetched(data, url, _name(url, headers))
    raise ReportError(f"more than {MOST_REDIRECTS} redirects.", place=address)


def _get(
    url: str, network: NetworkSettings, limit: int, deadline: float
) -> tuple[int, http.client.HTTPMessage, bytes]:
    host, port, ip = _looked_up(url, network)
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    left = max(0.1, deadline - time.monotonic())
    connection = _connection(parts.scheme.lower(), host, port, ip, left)
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity", "Connection": "close"}
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        if answer.headers.get("Content-Encoding", "identity").lower() not in ("", "identity"):
            raise ReportError(
                "the server sends it compressed, though it was asked not to.",
                place=url,
                remedy="Save the page to a file and read that.",
            )
        return answer.status, answer.headers, _body(answer, url, limit, deadline)
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise ReportError(f"the server does not answer: {error}.", place=url) from None
    finally:
        connection.close()


def _body(answer: http.client.HTTPResponse, url: str, limit: int, deadline: float) -> bytes:
    parts, size = [], 0
    while part := answer.read1(_PIECE):
        parts.append(part)
        size += len(part)
        if size > limit:
            raise ReportError(
                f"it has more than the {limit:,} bytes allowed.",
                place=url,
                remedy="Raise [limits] upload_bytes, or give the report alone.",
            )
        if time.monotonic() > deadline:
            raise ReportError(
                "it takes too long.", place=url, remedy="Raise [network] fetch_seconds."
            )
    return b"".join(parts)


def _looked_up(url: str, network: NetworkSettings) -> tuple[str, int, str]:
    """Return host, port and the one IP address to connect to, if the operator allows them."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise ReportError(f"this is no address: {error}.", place=url) from None
    if parts.scheme.lower() not in ("http", "https") or not host or parts.username is not None:
        raise ReportError("only plain http and https addresses are fetched.", place=url)
    if host not in {name.lower() for name in network.allow}:
        raise UsageError(
            f"the host {host} may not be reached.",
            remedy=f'Allow it in communique.toml: [network] allow = ["{host}"].',
        )
    port = port or (443 if parts.scheme.lower() == "https" else 80)
    try:
        found = [str(e[4][0]) for e in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise ReportError(f"there is no host {host}.", place=url) from None
    if not _names_itself(host) and not all(ipaddress.ip_address(ip).is_global for ip in found):
        raise UsageError(
            f"the host {host} leads into a private network.",
            remedy="Allow the address itself, if that is meant.",
        )
    return host, port, found[0]


def _names_itself(host: str) -> bool:
    """Whether a host in the list says by itself that it is private: an IP address, localhost."""
    if host == "localhost":
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _connection(
    scheme: str, host: str, port: int, ip: str, seconds: float
) -> http.client.HTTPConnection:
    """Return a connection to the address that was looked up, and to no other of that name."""
    made: http.client.HTTPConnection = http.client.HTTPConnection(host, port, timeout=seconds)
    sock = socket.create_connection((ip, port), timeout=seconds)
    if scheme == "https":
        sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    made.sock = sock
    return made


def _name(url: str, headers: http.client.HTTPMessage) -> str:
    """A file name for what an address gave: letters, digits, dots and hyphens of its last part."""
    last = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2]
    stem = re.sub(r"[^\w.-]+", "-", last).strip("-.")[:80] or "report"
    suffix = _SUFFIX_OF.get(headers.get_content_type(), "")
    if any(stem.lower().endswith(known) for known in SUFFIXES) and not suffix:
        return stem
    return stem if suffix and stem.lower().endswith(suffix) else f"{stem}{suffix or '.html'}"
