"""Short addresses of queries, `/q/…`: the address holds the query, so nothing is stored.

A query is compressed with the words that queries of this graph are made of (RFC 1950, a preset
dictionary), and written in the letters of base64url. It works on every copy of the graph, for ever:
`words.txt` is never changed; other words would get another first letter.
"""

import base64
import binascii
import zlib
from functools import cache
from importlib.resources import files

_FIRST = "a"
"""Which dictionary an address was written with."""
_LONGEST = 100_000
"""Characters of a query that an address may unfold to."""


@cache
def _words() -> bytes:
    return files(__package__).joinpath("words.txt").read_bytes()


def address(query: str) -> str:
    """Return the short address of a query, a path of this site."""
    packer = zlib.compressobj(9, zdict=_words())
    packed = packer.compress(query.encode("utf-8", "replace")) + packer.flush()
    return f"/q/{_FIRST}{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def query_in(token: str) -> str | None:
    """Return the query that the last part of an address holds; None if it holds none."""
    if not token.startswith(_FIRST) or not token.isascii():
        return None
    letters = token[1:]
    unpacker = zlib.decompressobj(zdict=_words())
    try:
        packed = base64.b64decode(letters + "=" * (-len(letters) % 4), b"-_", validate=True)
        text = unpacker.decompress(packed, _LONGEST).decode()
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        return None
    return text if unpacker.eof else None
