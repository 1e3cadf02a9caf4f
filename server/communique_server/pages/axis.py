"""Places dates on a line of years, no more exactly than they are known.

A day is a dot, a year or a decade as long as it is, an open end is dotted: unknown is said, never
drawn as known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from communique.dates.edtf import bounds

WIDTH = 1000
"""Units of the width of a drawing; it scales."""
_MARGIN = 30
_SHORTEST = 6.0
"""Units below which a time is drawn as a dot."""
_TICKS = 8
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Lasting:
    """A time on the line: from x to x; a dot if it is short; which ends are open."""

    start: float
    end: float
    dot: bool
    open_start: bool = False
    open_end: bool = False

    @property
    def middle(self) -> float:
        """Where a dot stands."""
        return round((self.start + self.end) / 2, 1)


@dataclass(frozen=True, slots=True)
class Axis:
    """The years [first, last) on the width of a drawing."""

    first: int
    last: int

    @property
    def ticks(self) -> tuple[tuple[float, int], ...]:
        """The years that are named, with their places."""
        span = self.last - self.first
        step = next((s for s in _STEPS if span / s <= _TICKS), _STEPS[-1])
        start = -(-self.first // step) * step
        return tuple((self.x(date(y, 1, 1)), y) for y in range(start, self.last + 1, step))

    def x(self, day: date) -> float:
        """Return the place of a day."""
        passed = day.year + (day.timetuple().tm_yday - 1) / 366 - self.first
        return round(_MARGIN + passed * (WIDTH - 2 * _MARGIN) / (self.last - self.first), 1)

    def place(self, edtf: str) -> Lasting | None:
        """Return a time on the line; None for what is no date."""
        start, end = bounds(edtf)
        if start is None and end is None:
            return None
        begins = self.x(start) if start else _MARGIN
        ends = self.x(end) if end else WIDTH - _MARGIN
        dot = start is not None and end is not None and ends - begins < _SHORTEST
        return Lasting(begins, ends, dot, start is None, end is None)


def axis_of(times: Iterable[str]) -> Axis | None:
    """Return the line that holds all these dates with a little room; None if none is a date."""
    days = [day for edtf in times for day in bounds(edtf) if day is not None]
    if not days:
        return None
    first, last = min(days).year, max(days).year + 1
    room = max(1, (last - first) // 12)
    return Axis(max(1, first - room), min(9998, last + room))
