"""Makes whoever guesses passwords wait: some wrong ones, then none for ten minutes."""

import threading
from collections import defaultdict
from collections.abc import Iterable

WINDOW = 600.0
"""Seconds that a wrong password is remembered."""
_MOST_KEYS = 10_000


class Throttle:
    """Wrong tries by key: a login, an address."""

    def __init__(self, tries: int) -> None:
        self._tries = tries
        self._lock = threading.Lock()
        self._wrong: defaultdict[str, list[float]] = defaultdict(list)

    def wait(self, keys: Iterable[str], now: float) -> int:
        """Return the seconds that one of the keys has to wait, rounded up; 0 if none has to."""
        with self._lock:
            waits = [self._wait(key, now) for key in keys if key in self._wrong]
        return max(waits, default=0)

    def failed(self, keys: Iterable[str], now: float) -> None:
        """Remember a wrong try."""
        with self._lock:
            for key in keys:
                self._wrong[key].append(now)
            if len(self._wrong) > _MOST_KEYS:
                for key in [k for k, times in self._wrong.items() if times[-1] < now - WINDOW]:
                    del self._wrong[key]

    def succeeded(self, keys: Iterable[str]) -> None:
        """Forget the wrong tries of whoever has the right password."""
        with self._lock:
            for key in keys:
                self._wrong.pop(key, None)

    def _wait(self, key: str, now: float) -> int:
        recent = [moment for moment in self._wrong[key] if moment > now - WINDOW]
        self._wrong[key] = recent
        if not recent:
            del self._wrong[key]
        if len(recent) < self._tries:
            return 0
        return int(recent[-self._tries] + WINDOW - now) + 1
