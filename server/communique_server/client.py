"""Who asks: the address, behind proxies too, and whether it is still there."""

import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_ESTABLISHED = "01"
_SERVER = "Granian"


@dataclass(frozen=True, slots=True)
class Client:
    """One client of the publisher."""

    address: str
    is_local: bool
    """Whether it is this machine itself, not a proxy on it."""
    peer: str = ""
    """Address at the other end of the connection: the client's, or that of a proxy."""
    port: str = ""
    """Port that it is connected to; "" if requests come in another way than by connections."""

    def gone(self) -> bool:
        """Tell whether nobody can be waiting: the peer has no connection to the server any more.

        The server does not say which connection a request came by, so one that has others open is
        taken to be there; the deadline ends its query.
        """
        if not self.port.isdigit():
            return False
        try:
            return self.peer not in _connected(int(self.port))
        except (OSError, ValueError):
            return False


def client_of(environ: Mapping[str, Any], proxies: frozenset[str]) -> Client:
    """Return who asks: the last address in X-Forwarded-For, if a trusted proxy says so."""
    peer = str(environ.get("REMOTE_ADDR", ""))
    connected = environ.get("SERVER_SOFTWARE") == _SERVER
    port = str(environ.get("SERVER_PORT", "")) if connected else ""
    forwarded = environ.get("HTTP_X_FORWARDED_FOR") if peer in proxies else None
    if forwarded:
        return Client(str(forwarded).rpartition(",")[2].strip(), False, peer, port)
    return Client(peer, peer in ("127.0.0.1", "::1"), peer, port)


def _connected(port: int) -> set[str]:
    """Return the addresses that have a connection to a port of this machine (proc(5))."""
    return {address for table in _TABLES for address in _peers(table, f":{port:04X}")}


def _peers(table: Path, port: str) -> Iterator[str]:
    with table.open(encoding="ascii") as lines:
        next(lines)
        for line in lines:
            _, local, remote, state, *_ = line.split()
            if state == _ESTABLISHED and local.endswith(port):
                yield _address(remote.partition(":")[0])


def _address(written: str) -> str:
    """Return an address that the kernel writes as words of four bytes, each turned round."""
    words = [bytes.fromhex(written[i : i + 8])[::-1] for i in range(0, len(written), 8)]
    data = b"".join(words)
    if len(data) == 4:
        return socket.inet_ntop(socket.AF_INET, data)
    mapped = data[:12] == bytes(10) + b"\xff\xff"
    if mapped:
        return socket.inet_ntop(socket.AF_INET, data[12:])
    return socket.inet_ntop(socket.AF_INET6, data)
