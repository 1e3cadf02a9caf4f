"""The page of a search: mixed kinds, best first, and why each was found."""

from dataclasses import dataclass
from urllib.parse import urlencode

from communique.search.entries import Entry
from communique.search.index import Hits
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link, choose
from communique_server.pages.page import Frame, render_page
from communique_server.pages.words import words
from communique_server.search.snippet import Piece, snippet

PAGE = 20
"""Things on one page."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    link: Link
    kind: str
    why: str
    pieces: tuple[Piece, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Results:
    """What the page shows. `kinds` are links that narrow the search, with counts."""

    asked: str
    kind: str
    hits: tuple[Hit, ...]
    total: int
    loose: bool
    kinds: tuple[tuple[Link, int, bool], ...]
    previous: str
    following: str
    near: tuple[Link, ...]
    downloads: tuple[Link, ...]


def render(
    context: PageContext, asked: str, kind: str, page: int, hits: Hits | None, near: list[Entry]
) -> str:
    """Return the page; `hits` is None when nothing was asked, `page` counts from 1."""
    t = words(context.language)
    view = _results(context, asked, kind, page, hits, near)
    title = t("search.title_for", asked=asked) if asked else t("search.title")
    return render_page(context, "search.html", Frame(title, here="/search"), page=view, title=title)


def _results(
    context: PageContext, asked: str, kind: str, page: int, hits: Hits | None, near: list[Entry]
) -> Results:
    found = hits or Hits((), 0, {})
    kinds = tuple(
        (
            Link(_kind(context, name), _address(asked, "" if name == kind else name, 1)),
            n,
            name == kind,
        )
        for name, n in sorted(found.kinds.items(), key=lambda each: -each[1])
    )
    return Results(
        asked,
        kind,
        tuple(_hit(context, entry, asked) for entry in found.entries),
        found.total,
        found.loose,
        kinds,
        _address(asked, kind, page - 1) if page > 1 else "",
        _address(asked, kind, page + 1) if found.total > page * PAGE else "",
        tuple(Link(_name(context, entry)[0], context.href(entry.iri)) for entry in near),
        tuple(
            Link(form.upper(), f"/search?{urlencode({'q': asked, 'kind': kind, 'format': form})}")
            for form in ("json", "csv")
        )
        if found.total
        else (),
    )


def _hit(context: PageContext, entry: Entry, asked: str) -> Hit:
    t = words(context.language)
    name, language = _name(context, entry)
    lowered = asked.strip().casefold()
    variant = next((v for v in entry.variants if v.casefold() == lowered), None)
    why = ""
    if variant is not None:
        why = t("search.also_called", name=str(variant))
    elif any(label.casefold() == lowered for label in entry.labels):
        why = t("search.exact")
    elif entry.kind != "statement" and not _found(name, asked):
        also = next((str(v) for v in entry.variants if _found(str(v), asked)), "")
        why = t("search.also_called", name=also) if also else ""
    other = entry.language if entry.language != context.language else ""
    return Hit(
        Link(name, context.href(entry.iri), language),
        _kind(context, entry.kind),
        why,
        snippet(entry.text, asked) if entry.text else (),
        other,
    )


def _found(name: str, asked: str) -> bool:
    return any(piece.found for piece in snippet(name, asked))


def _name(context: PageContext, entry: Entry) -> tuple[str, str]:
    if entry.speakers:
        speaker, language = choose(entry.speakers, context.language)
        if not entry.ordinal:
            return speaker, language
        t = words(context.language)
        return t("statement.title_plain", speaker=speaker, n=entry.ordinal), language
    return choose(entry.labels or entry.variants, context.language)


def _kind(context: PageContext, kind: str) -> str:
    t = words(context.language)
    return t(f"kind.{kind}") if t.has(f"kind.{kind}") else kind


def _address(asked: str, kind: str, page: int) -> str:
    asked_for = {"q": asked, "kind": kind, "page": page if page > 1 else ""}
    return f"/search?{urlencode({k: v for k, v in asked_for.items() if v})}"
