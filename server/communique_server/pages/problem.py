"""The page of an error: what happened, what to do, and the nearest things that exist."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from communique_server.pages.context import Language, PageContext
from communique_server.pages.naming import Link
from communique_server.pages.page import SITE, Frame, render_frame
from communique_server.pages.words import Words, words


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page says."""

    status: int
    title: str
    detail: str
    suggestions: tuple[Link, ...]


def render(
    context: PageContext | None,
    status: int,
    title: str,
    detail: str = "",
    suggestions: Sequence[str] = (),
) -> str:
    """Return the page of an error; without a context nothing is published yet."""
    language = context.language if context else _language()
    t = words(language)
    known = t.has(f"problem.{status}")
    shown = Shown(
        status,
        t(f"problem.{status}") if known and language != "en" else title,
        _detail(t, status, detail, unpublished=context is None),
        tuple(Link(each, each) if each.startswith("/") else Link(each) for each in suggestions),
    )
    frame = Frame(f"{shown.title} · {SITE}" if not context else shown.title)
    return render_frame(context, language, "problem.html", frame, problem=shown)


def _detail(t: Words, status: int, detail: str, *, unpublished: bool) -> str:
    """Return what to do: in the page's language where the words do not depend on the case."""
    if unpublished and status == 503:
        return t("problem.unpublished")
    key = f"problem_detail.{status}"
    return t(key) if t.language != "en" and t.has(key) else detail


def _language() -> Language:
    return "ru" if request.accept_languages.best_match(["en", "ru"]) == "ru" else "en"
