"""Answers that were given before: least recently used go first, counted in bytes.

Two are kept: bodies by their entity tag, whoever asks; and, in front of the framework, whole
answers by the request that led to them. Both keys name the release, so nothing is ever stale.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import Flask, current_app

V = TypeVar("V")
_EXTENSION = "communique-bodies"
_BODIES = 64 * 1024 * 1024
"""Bytes of bodies that are kept."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A whole answer, ready to be sent again."""

    headers: list[tuple[str, str]]
    body: bytes


class ByteCache(Generic[V]):
    """Values with their sizes; together they take no more than `capacity` bytes."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._size = 0
        self.hits = self.misses = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._size

    def get(self, key: Hashable) -> V | None:
        """Return what is kept under a key, if it is still there."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                self.misses += 1
                return None
            self.hits += 1
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: V, size: int) -> None:
        """Keep a value, unless it would take more than an eighth of the room."""
        if size > self._capacity // 8:
            return
        with self._lock:
            self._size += size - self._kept.pop(key, (value, 0))[1]
            self._kept[key] = (value, size)
            while self._size > self._capacity:
                _, (_, freed) = self._kept.popitem(last=False)
                self._size -= freed


def install(app: Flask) -> None:
    """Give the app its cache of bodies."""
    app.extensions[_EXTENSION] = ByteCache[bytes](_BODIES)


def body(tag: str, compute: Callable[[], bytes | str]) -> bytes:
    """Return the body that belongs to an entity tag, computed only if it is not kept."""
    bodies: ByteCache[bytes] = current_app.extensions[_EXTENSION]
    kept = bodies.get(tag)
    if kept is None:
        computed = compute()
        kept = computed.encode() if isinstance(computed, str) else computed
        bodies.put(tag, kept, len(kept) + len(tag))
    return kept
