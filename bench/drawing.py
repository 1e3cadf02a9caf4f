"""Lines on two logarithmic scales, as SVG without anything around it."""

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 420, 60, 50, 20
RIGHT = 190
COLOURS = ("#1f5fa8", "#b3472c", "#3c7a3c", "#7a4a99")

Point = tuple[float, float]


def draw(lines: Mapping[str, Sequence[Point]]) -> str:
    """Return a drawing of seconds over quads; each line has its name at its end."""
    xs = [log10(x) for points in lines.values() for x, _ in points]
    ys = [log10(max(y, 1e-3)) for points in lines.values() for _, y in points]
    left, right = floor(min(xs)), max(ceil(max(xs)), floor(min(xs)) + 1)
    low, high = floor(min(ys)), max(ceil(max(ys)), floor(min(ys)) + 1)

    def place(x: float, y: float) -> Point:
        across = (log10(x) - left) / (right - left)
        up = (log10(max(y, 1e-3)) - low) / (high - low)
        return (
            LEFT + across * (WIDTH - LEFT - RIGHT),
            HEIGHT - BOTTOM - up * (HEIGHT - BOTTOM - TOP),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="12"><title>Seconds over quads</title>'
    ]
    for power in range(left, right + 1):
        x, y = place(10**power, 10**low)
        parts.append(f'<line x1="{x:.0f}" y1="{y:.0f}" x2="{x:.0f}" y2="{TOP}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{x:.0f}" y="{y + 18:.0f}" text-anchor="middle">{10**power:,}</text>'
        )
    for power in range(low, high + 1):
        x, y = place(10**left, 10.0**power)
        end = WIDTH - RIGHT
        parts.append(f'<line x1="{x:.0f}" y1="{y:.0f}" x2="{end}" y2="{y:.0f}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{x - 6:.0f}" y="{y + 4:.0f}" text-anchor="end">{10.0**power:g}</text>'
        )
    for colour, (name, points) in zip(COLOURS, lines.items(), strict=False):
        places = [place(*point) for point in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        x, y = places[-1]
        parts.append(f'<text x="{x + 8:.0f}" y="{y + 4:.0f}" fill="{colour}">{escape(name)}</text>')
    parts.append(
        f'<text x="{LEFT}" y="{HEIGHT - 8}">quads in the release; seconds of the processor</text>'
    )
    return "\n".join([*parts, "</svg>"]) + "\n"
