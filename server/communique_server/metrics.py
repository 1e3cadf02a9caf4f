"""Counts of requests and their seconds, written in the text format of Prometheus."""

import threading
from bisect import bisect_left
from collections import defaultdict

BUCKETS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0)
"""Upper bounds of the histogram, in seconds."""


class Metrics:
    """Counters of one server process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: dict[tuple[str, str, int], int] = defaultdict(int)
        self._buckets: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = defaultdict(float)
        self._events: dict[str, int] = defaultdict(int)

    def observe(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        with self._lock:
            self._requests[route, method, status] += 1
            counts = self._buckets.setdefault(route, [0] * (len(BUCKETS) + 1))
            counts[bisect_left(BUCKETS, seconds)] += 1
            self._seconds[route] += seconds

    def count(self, event: str) -> None:
        """Count something that happened, such as a query stopped at its deadline."""
        with self._lock:
            self._events[event] += 1

    def exposition(self, gauges: dict[str, float]) -> str:
        """Return everything as Prometheus reads it; `gauges` are values of this moment."""
        with self._lock:
            lines = [*self._request_lines(), *self._histogram_lines(), *self._event_lines()]
        for name, value in gauges.items():
            lines += [f"# TYPE communique_{name} gauge", f"communique_{name} {value:g}"]
        return "\n".join(lines) + "\n"

    def _request_lines(self) -> list[str]:
        return ["# TYPE communique_requests_total counter"] + [
            f'communique_requests_total{{route="{route}",method="{method}",status="{status}"}} {n}'
            for (route, method, status), n in sorted(self._requests.items())
        ]

    def _histogram_lines(self) -> list[str]:
        lines = ["# TYPE communique_request_seconds histogram"]
        for route, counts in sorted(self._buckets.items()):
            total = 0
            for bound, count in zip([*map(str, BUCKETS), "+Inf"], counts, strict=True):
                total += count
                lines.append(
                    f'communique_request_seconds_bucket{{route="{route}",le="{bound}"}} {total}'
                )
            lines.append(
                f'communique_request_seconds_sum{{route="{route}"}} {self._seconds[route]:.6f}'
            )
            lines.append(f'communique_request_seconds_count{{route="{route}"}} {total}')
        return lines

    def _event_lines(self) -> list[str]:
        lines = []
        for event, count in sorted(self._events.items()):
            lines += [
                f"# TYPE communique_{event}_total counter",
                f"communique_{event}_total {count}",
            ]
        return lines
