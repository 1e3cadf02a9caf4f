"""Has the kernel back what was loaded by large pages.

A process that forks copies its page tables, and one that ends gives them back: with pages of 2 MiB
that takes a third of the time at a million quads, and queries miss fewer translations.
"""

import ctypes
import re
from contextlib import suppress
from pathlib import Path

_MAPS = Path("/proc/self/maps")
_MAPPING = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw-p 0+ 00:00 0(?: +\[heap\])?")
_SIZE = 2 * 1024 * 1024
_SMALLEST = 16 * _SIZE
_HUGEPAGE, _COLLAPSE = 14, 25
"""Advice of madvise(2): MADV_HUGEPAGE, and MADV_COLLAPSE since Linux 6.1."""


def use_huge_pages() -> None:
    """Put large mappings of this process into large pages, where the kernel allows it."""
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        for line in _MAPS.read_text(encoding="ascii").splitlines():
            found = _MAPPING.fullmatch(line.rstrip())
            if found is None:
                continue
            begin = -(-int(found[1], 16) // _SIZE) * _SIZE
            size = int(found[2], 16) // _SIZE * _SIZE - begin
            if size >= _SMALLEST:
                for advice in (_HUGEPAGE, _COLLAPSE):
                    libc.madvise(ctypes.c_void_p(begin), ctypes.c_size_t(size), advice)
