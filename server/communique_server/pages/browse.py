"""The page of a list: facets as links with counts, active filters to take off, fifty a page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from communique_server.browse.asking import query_of
from communique_server.browse.catalogue import DATED, Catalogue, Item, counts
from communique_server.pages.context import PageContext
from communique_server.pages.listed import notes, statements
from communique_server.pages.naming import Link, choose, local_words
from communique_server.pages.page import Frame, render_page
from communique_server.pages.statements import Said
from communique_server.pages.words import words
from communique_server.pages.written import written

PAGE = 50
"""Things on one page."""
SHOWN = 12
"""Values of a facet that are shown at once."""
FOLDED = 100
"""Values of a facet that the page has; the rarest of more are left out."""


@dataclass(frozen=True, slots=True)
class Request:
    """What of a list is asked for: filters by facet, order ("name" or "date"), page from 1."""

    kind: str
    filters: Mapping[str, str]
    order: str = "name"
    page: int = 1

    def address(self, **changes: object) -> str:
        """Return the address of this list with something changed; None takes it off."""
        asked: dict[str, object] = dict(self.filters)
        if self.order != default_order(self.kind):
            asked["order"] = self.order
        if self.page > 1 and not changes:
            asked["page"] = self.page
        asked |= changes
        kept = {k: v for k, v in asked.items() if v not in (None, "", 1)}
        return f"/browse/{self.kind}" + (f"?{urlencode(kept)}" if kept else "")


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values: link, count, and whether the list is narrowed by it."""

    title: str
    values: tuple[tuple[Link, int, bool], ...]

    @property
    def shown(self) -> tuple[tuple[Link, int, bool], ...]:
        """The values that are shown at once."""
        return self.values[:SHOWN]

    @property
    def folded(self) -> tuple[tuple[Link, int, bool], ...]:
        """The values that fold."""
        return self.values[SHOWN:]


@dataclass(frozen=True, slots=True)
class Listing:
    """What the page shows."""

    title: str
    total: int
    lede: str
    items: tuple[tuple[Link, str, str], ...]
    """Link, when, and a line of words about it."""
    said: tuple[Said, ...]
    """The statements, where they are what is listed."""
    facets: tuple[Facet, ...]
    active: tuple[Link, ...]
    orders: tuple[tuple[Link, bool], ...]
    downloads: tuple[Link, ...]
    query: str
    """The address of the query that gives the same things."""
    previous: str
    following: str
    first: int


def default_order(kind: str) -> str:
    """Return the order of a list that names none: the latest first where things are dated."""
    return "date" if kind in DATED else "name"


def ordered(context: PageContext, items: list[Item], order: str) -> list[Item]:
    """Return the things by name, or the latest first."""
    by_name = sorted(items, key=lambda item: _place(context, item))
    return sorted(by_name, key=lambda i: i.date, reverse=True) if order == "date" else by_name


def _place(context: PageContext, item: Item) -> tuple[str, list[str | int]]:
    """Return the place by name; a statement's is its speaker's, then its number."""
    name = _name(context, item)[0].casefold()
    if "/statement/" in item.iri:
        name = name.partition(":")[0]
    return name, [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", item.iri)]


def render(context: PageContext, catalogue: Catalogue, asked: Request) -> str:
    """Return the page of a list."""
    t = words(context.language)
    chosen = catalogue.chosen(asked.filters)
    start = (asked.page - 1) * PAGE
    shown = ordered(context, chosen, asked.order)[start : start + PAGE]
    title = t(f"kinds.{asked.kind}") if t.has(f"kinds.{asked.kind}") else asked.kind
    iris = [item.iri for item in shown]
    noted = notes(context, asked.kind, iris)
    active = _active(context, catalogue, asked)
    view = Listing(
        title,
        len(chosen),
        t(
            "browse.lede",
            n=len(chosen),
            total=t.number(len(catalogue.items)),
            filters="; ".join(link.text for link in active),
        )
        if active
        else "",
        tuple(
            (
                _link(context, item),
                written(item.date, t) if item.date else "",
                noted.get(item.iri, ""),
            )
            for item in shown
        ),
        statements(context, iris) if asked.kind == "statement" else (),
        _facets(context, catalogue, asked, chosen),
        active,
        tuple(
            (Link(t(f"browse.by_{order}"), asked.address(order=order)), order == asked.order)
            for order in (("date", "name") if asked.kind in DATED else ())
        ),
        tuple(Link(f.upper(), asked.address(format=f)) for f in ("csv", "json")),
        f"/sparql?{urlencode({'query': query_of(context.base, asked.kind, asked.filters)})}",
        asked.address(page=asked.page - 1) if asked.page > 1 else "",
        asked.address(page=asked.page + 1) if start + PAGE < len(chosen) else "",
        start + 1,
    )
    frame = Frame(title, here=f"/browse/{asked.kind}")
    return render_page(context, "browse.html", frame, page=view)


def _facets(
    context: PageContext, catalogue: Catalogue, asked: Request, chosen: list[Item]
) -> tuple[Facet, ...]:
    t = words(context.language)
    found = []
    for facet, counter in counts(chosen).items():
        ranked = sorted(counter.items(), key=lambda each: (-each[1], each[0]))
        if facet == "year":
            ranked.sort(reverse=True)
        values = tuple(
            (
                Link(
                    _value(context, catalogue, facet, value),
                    asked.address(**{facet: None if asked.filters.get(facet) == value else value}),
                ),
                n,
                asked.filters.get(facet) == value,
            )
            for value, n in ranked[:FOLDED]
        )
        if len(ranked) > 1 or facet in asked.filters or facet == "disputed":
            found.append(Facet(t(f"facet.{facet}"), values))
    return tuple(sorted(found, key=lambda facet: facet.title))


def _active(context: PageContext, catalogue: Catalogue, asked: Request) -> tuple[Link, ...]:
    t = words(context.language)
    return tuple(
        Link(
            f"{t(f'facet.{facet}')}: {_value(context, catalogue, facet, value)}",
            asked.address(**{facet: None}),
        )
        for facet, value in asked.filters.items()
    )


def _value(context: PageContext, catalogue: Catalogue, facet: str, value: str) -> str:
    if facet == "disputed":
        return words(context.language)("value.yes")
    name, _ = choose(catalogue.labels.get(value, []), context.language)
    return name or (local_words(value) if "/" in value else value)


def _name(context: PageContext, item: Item) -> tuple[str, str]:
    return choose(item.labels, context.language)


def _link(context: PageContext, item: Item) -> Link:
    name, language = _name(context, item)
    return Link(name, context.href(item.iri), language)
