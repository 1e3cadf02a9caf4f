"""The timeline: everything that is dated, in order, each beside its place on a line of years."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from communique_server.browse.dated import KINDS, Dated
from communique_server.pages.axis import WIDTH, Axis, Lasting, axis_of
from communique_server.pages.browse import Facet
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link, choose, local_words
from communique_server.pages.page import Frame, render_page
from communique_server.pages.words import words
from communique_server.pages.written import written

PAGE = 60
"""Things on one page."""
_BARS = 80
"""Years up to which each has a bar of its own; of more, each decade has one."""
_HIGH = 84


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: one kind or all (""), years from and to (0: no end), page from 1."""

    kind: str = ""
    start: int = 0
    end: int = 0
    page: int = 1

    def address(self, **changes: object) -> str:
        """Return the address of this page with something changed; None takes it off."""
        asked: dict[str, object] = {"kind": self.kind, "from": self.start, "to": self.end}
        kept = {k: v for k, v in (asked | changes).items() if v and (k, v) != ("page", 1)}
        return "/timeline" + (f"?{urlencode(kept)}" if kept else "")

    def holds(self, each: Dated) -> bool:
        """Tell whether a thing is asked for."""
        first, last = each.years
        return (
            self.kind in ("", each.kind)
            and last >= self.start
            and (not self.end or first <= self.end)
        )


@dataclass(frozen=True, slots=True)
class Bar:
    """How many things begin in some years, as drawn: a link to them."""

    x: float
    width: float
    y: float
    height: float
    link: Link


@dataclass(frozen=True, slots=True)
class Line:
    """A thing: when, what, of which kind, and its place on the line."""

    when: str
    link: Link
    kind: str
    kind_name: str
    lasting: Lasting | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the page shows."""

    total: int
    bars: tuple[Bar, ...]
    axis: Axis | None
    lines: tuple[Line, ...]
    facets: tuple[Facet, ...]
    active: tuple[Link, ...]
    previous: str
    following: str
    width: int = WIDTH
    high: int = _HIGH


def render(context: PageContext, every: Sequence[Dated], asked: Asked) -> str:
    """Return the page of what is asked for among everything that is dated."""
    t = words(context.language)
    chosen = [each for each in every if asked.holds(each)]
    start = (asked.page - 1) * PAGE
    shown = chosen[start : start + PAGE]
    whole = axis_of(each.edtf for each in chosen)
    axis = axis_of(each.edtf for each in shown)
    view = Timeline(
        len(chosen),
        _bars(chosen, whole, asked) if whole else (),
        axis,
        tuple(_line(context, each, axis) for each in shown),
        _facets(context, every, asked),
        _active(context, asked),
        asked.address(page=asked.page - 1) if asked.page > 1 else "",
        asked.address(page=asked.page + 1) if start + PAGE < len(chosen) else "",
    )
    frame = Frame(t("timeline.title"), t("timeline.lede"), here="/timeline")
    return render_page(context, "timeline.html", frame, page=view, whole=whole)


def _line(context: PageContext, each: Dated, axis: Axis | None) -> Line:
    t = words(context.language)
    name, language = choose(each.labels, context.language)
    whole, _ = choose(each.of, context.language)
    return Line(
        written(each.edtf, t),
        Link(name or local_words(each.iri), context.href(each.iri), language, note=whole),
        each.kind,
        t(f"timeline.{each.kind}"),
        axis.place(each.edtf) if axis else None,
    )


def _bars(chosen: Sequence[Dated], axis: Axis, asked: Asked) -> tuple[Bar, ...]:
    size = 1 if axis.last - axis.first <= _BARS else 10
    counts = Counter(each.years[0] // size * size for each in chosen)
    most = max(counts.values())
    bars = []
    for year, n in sorted(counts.items()):
        place = axis.place(str(year) if size == 1 else f"{year // 10}X")
        if place is None:
            continue
        height = round(max(3, (_HIGH - 18) * n / most), 1)
        name = f"{year}–{year + size - 1}" if size > 1 else str(year)
        link = Link(name, asked.address(**{"from": year, "to": year + size - 1}), note=str(n))
        width = round(max(3, place.end - place.start - 1), 1)
        bars.append(Bar(place.start, width, round(_HIGH - height, 1), height, link))
    return tuple(bars)


def _facets(context: PageContext, every: Sequence[Dated], asked: Asked) -> tuple[Facet, ...]:
    t = words(context.language)
    kinds = Counter(e.kind for e in every if Asked("", asked.start, asked.end).holds(e))
    of_kind = [e for e in every if Asked(asked.kind).holds(e)]
    decades = Counter(e.years[0] // 10 * 10 for e in of_kind)
    return (
        Facet(
            t("timeline.kind"),
            tuple(
                (_taken(asked, Link(t(f"timeline.{k}s"), k), "kind"), kinds[k], asked.kind == k)
                for k in KINDS
                if kinds[k]
            ),
        ),
        Facet(
            t("timeline.decade"),
            tuple(
                (
                    Link(t("date.decade", decade=d), asked.address(**_decade(asked, d))),
                    n,
                    (asked.start, asked.end) == (d, d + 9),
                )
                for d, n in sorted(decades.items(), reverse=True)
            ),
        ),
    )


def _taken(asked: Asked, value: Link, name: str) -> Link:
    chosen = None if getattr(asked, name) == value.href else value.href
    return Link(value.text, asked.address(**{name: chosen}))


def _decade(asked: Asked, decade: int) -> dict[str, int | None]:
    on = (asked.start, asked.end) == (decade, decade + 9)
    return {"from": None, "to": None} if on else {"from": decade, "to": decade + 9}


def _active(context: PageContext, asked: Asked) -> tuple[Link, ...]:
    t = words(context.language)
    found = []
    if asked.kind:
        found.append(Link(t(f"timeline.{asked.kind}s"), asked.address(kind=None)))
    if asked.start or asked.end:
        years = "–".join(str(y) if y else "…" for y in dict.fromkeys((asked.start, asked.end)))
        found.append(Link(years, asked.address(**{"from": None, "to": None})))
    return tuple(found)
