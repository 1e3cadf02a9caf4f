"""Counts of requests and their seconds, written in the text format of Prometheus."""

import threading
from bisect import bisect_left
from collections import defaultdict

BUCKETS = (0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0)
"""Upper bounds of the histogram, in seconds."""
_OUTCOMES = ("", "", "ok", "ok", "refused", "failed")
"""What a status comes to, by its first digit: 4xx is the client's fault, 5xx ours."""


class Metrics:
    """Counters of one server process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: dict[tuple[str, str, int], int] = defaultdict(int)
        self._buckets: dict[tuple[str, str], list[int]] = {}
        self._seconds: dict[tuple[str, str], float] = defaultdict(float)
        self._events: dict[str, int] = defaultdict(int)

    def observe(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        series = route, _OUTCOMES[status // 100]
        with self._lock:
            self._requests[route, method, status] += 1
            counts = self._buckets.get(series)
            if counts is None:
                counts = self._buckets[series] = [0] * (len(BUCKETS) + 1)
            counts[bisect_left(BUCKETS, seconds)] += 1
            self._seconds[series] += seconds

    def count(self, event: str) -> None:
        """Count something that happened, such as a query stopped at its deadline."""
        with self._lock:
            self._events[event] += 1

    def exposition(self, gauges: dict[str, float]) -> str:
        """Return everything as Prometheus reads it; `gauges` are values of this moment.

        Those that end in `_total` have only ever grown.
        """
        with self._lock:
            lines = [*self._request_lines(), *self._histogram_lines(), *self._event_lines()]
        for name, value in gauges.items():
            kind = "counter" if name.endswith("_total") else "gauge"
            lines += [f"# TYPE communique_{name} {kind}", f"communique_{name} {value:g}"]
        return "\n".join(lines) + "\n"

    def _request_lines(self) -> list[str]:
        return ["# TYPE communique_requests_total counter"] + [
            f'communique_requests_total{{route="{route}",method="{method}",status="{status}"}} {n}'
            for (route, method, status), n in sorted(self._requests.items())
        ]

    def _histogram_lines(self) -> list[str]:
        lines = ["# TYPE communique_request_seconds histogram"]
        for series, counts in sorted(self._buckets.items()):
            labels = 'route="{}",outcome="{}"'.format(*series)
            total = 0
            for bound, count in zip([*map(str, BUCKETS), "+Inf"], counts, strict=True):
                total += count
                lines.append(f'communique_request_seconds_bucket{{{labels},le="{bound}"}} {total}')
            lines += [
                f"communique_request_seconds_sum{{{labels}}} {self._seconds[series]:.6f}",
                f"communique_request_seconds_count{{{labels}}} {total}",
            ]
        return lines

    def _event_lines(self) -> list[str]:
        lines = []
        for event, count in sorted(self._events.items()):
            lines += [
                f"# TYPE communique_{event}_total counter",
                f"communique_{event}_total {count}",
            ]
        return lines
