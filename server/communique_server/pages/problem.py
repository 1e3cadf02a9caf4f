"""The page of an error: what happened, what to do, and the nearest things that exist."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import request

from communique_server.pages.context import Language, PageContext
from communique_server.pages.naming import Link, local_words
from communique_server.pages.page import SITE, Frame, render_frame
from communique_server.pages.words import Words, words

_ENDING = re.compile(r"(?:-[a-z2-7]{6})?(?:\.\w{1,6})?$")
"""The letters that tell namesakes apart, and the name of a format."""
_LONGEST = 80
_PLACES = frozenset({"releases", "dump"})
"""Facts that are addresses to go to."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page says. `sought` are words of the address that may be searched for."""

    status: int
    name: str
    title: str
    detail: str
    suggestions: tuple[Link, ...]
    facts: tuple[tuple[str, Link], ...] = ()
    sought: str = ""
    command: str = ""


def render(
    context: PageContext | None,
    status: int,
    title: str,
    detail: str = "",
    suggestions: Sequence[tuple[str, str]] = (),
    facts: Mapping[str, Any] | None = None,
) -> str:
    """Return the page of an error; without a context nothing is published yet.

    `suggestions` are words and addresses, `facts` what machines are told besides.
    """
    language = context.language if context else _language()
    t = words(language)
    known = t.has(f"problem.{status}")
    shown = Shown(
        status,
        HTTPStatus(status).phrase if status in set(HTTPStatus) else "",
        t(f"problem.{status}") if known and language != "en" else title,
        _detail(t, status, detail, unpublished=context is None),
        tuple(Link(name, at if at.startswith("/") else "") for name, at in suggestions),
        _facts(t, facts or {}),
        _sought(context) if status in (404, 410) else "",
        next((at for _, at in suggestions), "") if status == 406 else "",
    )
    frame = Frame(f"{shown.title} · {SITE}" if not context else shown.title)
    return render_frame(context, language, "problem.html", frame, problem=shown)


def _facts(t: Words, facts: Mapping[str, Any]) -> tuple[tuple[str, Link], ...]:
    """Return the facts that the page has words for."""
    return tuple(
        (t(f"problem_fact.{name}"), Link(str(value), str(value) if name in _PLACES else ""))
        for name, value in facts.items()
        if t.has(f"problem_fact.{name}")
    )


def _sought(context: PageContext | None) -> str:
    """Return the words of the last part of the address, without what tells namesakes apart."""
    if context is None:
        return ""
    return local_words(_ENDING.sub("", urlsplit(context.path).path))[:_LONGEST]


def _detail(t: Words, status: int, detail: str, *, unpublished: bool) -> str:
    """Return what to do: in the page's language where the words do not depend on the case."""
    if unpublished and status == 503:
        return t("problem.unpublished")
    key = f"problem_detail.{status}"
    return t(key) if t.language != "en" and t.has(key) else detail


def _language() -> Language:
    return "ru" if request.accept_languages.best_match(["en", "ru"]) == "ru" else "en"
