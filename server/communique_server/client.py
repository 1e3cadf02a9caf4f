"""Who asks: the address, behind proxies too, and whether it is still there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Client:
    """One client of the publisher."""

    address: str
    is_local: bool
    """Whether it is this machine itself, not a proxy on it."""

    def gone(self) -> bool:
        """Tell whether nobody waits for the answer any more."""
        return False


def client_of(environ: Mapping[str, Any], proxies: frozenset[str]) -> Client:
    """Return who asks: the last address in X-Forwarded-For, if a trusted proxy says so."""
    address = str(environ.get("REMOTE_ADDR", ""))
    forwarded = environ.get("HTTP_X_FORWARDED_FOR") if address in proxies else None
    if forwarded:
        return Client(str(forwarded).rpartition(",")[2].strip(), is_local=False)
    return Client(address, is_local=address in ("127.0.0.1", "::1"))
