"""Which hosts lie inside: what a stranger asks must never reach them."""

import ipaddress
import socket


def leads_inside(host: str) -> bool:
    """Tell whether a host has an address that is private, loopback, link-local or the like.

    A name that cannot be resolved leads nowhere.
    """
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    return any(
        not ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found
    )
