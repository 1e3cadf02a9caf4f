"""How often one client may ask: a bucket of tokens for each address (RFC 6585 §4 when empty)."""

import json
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from communique_server.headers import standing_headers

_CLIENTS = 100_000
"""Addresses that are remembered; the one that has been silent longest is forgotten first."""


class Rates:
    """Buckets that hold `burst` tokens and get `rate` a second; a rate of 0 is no limit."""

    def __init__(
        self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limited = rate > 0
        self._rate = rate
        self._burst = max(1, burst)
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """Take a token; return 0, or the seconds until there is one."""
        now = self._clock()
        with self._lock:
            tokens, then = self._buckets.pop(address, (float(self._burst), now))
            tokens = min(self._burst, tokens + (now - then) * self._rate)
            taken = tokens >= 1
            self._buckets[address] = (tokens - taken, now)
            if len(self._buckets) > _CLIENTS:
                self._buckets.popitem(last=False)
        return 0.0 if taken else (1 - tokens) / self._rate

    def refuse(self, wait: float, start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer 429 as problem details, with the seconds to wait."""
        seconds = math.ceil(wait)
        problem = {
            "type": "about:blank",
            "title": "Too many requests",
            "status": 429,
            "detail": f"Each client may send {self._rate:g} requests a second. "
            f"Try again in {seconds} s, or download the dump at /releases/latest/.",
        }
        body = json.dumps(problem).encode() + b"\n"
        headers = [
            ("Content-Type", "application/problem+json"),
            ("Content-Length", str(len(body))),
            ("Retry-After", str(seconds)),
            ("Cache-Control", "no-store"),
            *standing_headers(),
        ]
        start("429 Too Many Requests", headers)
        return [body]
