"""Makes files from strangers out of files that are well: with a seed, so that each comes again."""

import random
from collections.abc import Callable

NASTY = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\x0c", b"\x1b[31m", b"\xe2\x80\xae", b"\xe2\x80\xa8",
    b"<script>alert(1)</script>", b"<!--", b"]]>", b"&#x0;", b"&lol9;", b"</div>" * 50, b"<table>" * 60,
    b"<!DOCTYPE x [<!ENTITY lol 'lol'><!ENTITY lol9 SYSTEM 'file:///etc/passwd'>]>",
    b"../../../../etc/passwd", b"javascript:alert(1)", b"data:text/html,x", b"=HYPERLINK(\"x\")",
    b"\r\nSet-Cookie: a=b", b"%0d%0a", b"' OR 1=1 --", b"\"\"\"", b"\\", b"{{7*7}}", b"${x}", b"}" * 40,
    b"(" * 300, b"9" * 400, b"1" + b"0" * 60 + b"%", b"31 February 2021", b"32/13/0000", b"-", b";" * 200,
    "Ж".encode() * 200, "é̂".encode() * 50, "𝕏".encode(), "\u200f\u202e".encode(), b"\n" * 500, b" " * 2000,
    b"A. " * 300, b"Mr. " * 120, b", and " * 150, b"\xe2\x80\xa2 " * 60, b"Department of " * 80,
)  # fmt: skip
"""What has broken readers of text, HTML, XML, CSV and RDF before."""


def mutate(data: bytes, others: list[bytes], seed: int) -> bytes:
    """Return `data` changed in one to six ways that the seed decides; at most 200,000 bytes."""
    draw = random.Random(seed)
    changed = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        draw.choice(_WAYS)(changed, others, draw)
    return bytes(changed[:200_000])


def _place(data: bytearray, draw: random.Random) -> int:
    return draw.randint(0, len(data))


def _flip(data: bytearray, _: list[bytes], draw: random.Random) -> None:
    for _ in range(draw.randint(1, 30)):
        if data:
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)


def _insert(data: bytearray, _: list[bytes], draw: random.Random) -> None:
    at = _place(data, draw)
    data[at:at] = draw.choice(NASTY)


def _remove(data: bytearray, _: list[bytes], draw: random.Random) -> None:
    at = _place(data, draw)
    del data[at : at + draw.randint(1, 2000)]


def _cut(data: bytearray, _: list[bytes], draw: random.Random) -> None:
    del data[_place(data, draw) :]


def _repeat(data: bytearray, _: list[bytes], draw: random.Random) -> None:
    at = _place(data, draw)
    piece = bytes(data[at : at + draw.randint(1, 400)])
    data[at:at] = piece * draw.randint(1, 40)


def _swap(data: bytearray, _: list[bytes], draw: random.Random) -> None:
    lines = data.split(b"\n")
    draw.shuffle(lines)
    data[:] = b"\n".join(lines)


def _graft(data: bytearray, others: list[bytes], draw: random.Random) -> None:
    other = draw.choice(others)
    at, start = _place(data, draw), draw.randint(0, len(other))
    data[at:at] = other[start : start + draw.randint(1, 3000)]


def _recode(data: bytearray, _: list[bytes], draw: random.Random) -> None:
    text = data.decode("utf-8", "replace")
    data[:] = text.encode(
        draw.choice(("utf-16", "cp1251", "latin-1", "koi8-r", "utf-7")), "replace"
    )


_WAYS: tuple[Callable[[bytearray, list[bytes], random.Random], None], ...] = (
    _flip, _insert, _insert, _insert, _remove, _cut, _repeat, _swap, _graft, _recode,
)  # fmt: skip
