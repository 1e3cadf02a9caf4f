"""The frame of every page: title, navigation, language and theme, footer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import render_template

from communique_server.pages.context import Language, PageContext
from communique_server.pages.naming import Link
from communique_server.pages.words import Words, words

NAVIGATION = (
    ("nav.events", "/browse/event"),
    ("nav.people", "/browse/person"),
    ("nav.institutions", "/browse/institution"),
    ("nav.agreements", "/browse/agreement"),
    ("nav.statements", "/browse/statement"),
    ("nav.sparql", "/sparql"),
    ("nav.data", "/releases/"),
)
SITE = "communique"
_TONGUES = {"en": "English", "ru": "Русский"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What the layout shows around a page."""

    title: str
    description: str = ""
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    """Media type and address of each other form of the page."""
    json_ld: str = ""
    here: str = ""
    """The entry of the navigation that the page stands under."""
    script: str = ""
    """A script of ours that improves the page; it reads without."""


def render_page(context: PageContext, template: str, frame: Frame, **view: Any) -> str:
    """Return a page: the view model `view` in a template, inside the frame."""
    return render_frame(context, context.language, template, frame, **view)


def render_frame(
    context: PageContext | None, language: Language, template: str, frame: Frame, **view: Any
) -> str:
    """Return a page; without a context it is one that needs no release."""
    catalogue = words(language)
    path = context.path if context else "/"
    navigation = [
        (Link(catalogue(key), href), href == frame.here or href == urlsplit(path).path)
        for key, href in NAVIGATION
    ]
    return render_template(
        template,
        t=catalogue,
        context=context,
        site=context.title if context else SITE,
        frame=frame,
        navigation=navigation,
        tongues=_other_languages(language, path),
        date=_day(catalogue, context.created) if context else "",
        **view,
    )


def _other_languages(language: Language, path: str) -> list[Link]:
    parts = urlsplit(path)
    kept = [(k, v) for k, v in parse_qsl(parts.query) if k != "lang"]
    return [
        Link(name, f"{parts.path}?{urlencode([*kept, ('lang', code)])}", code)
        for code, name in _TONGUES.items()
        if code != language
    ]


def _day(catalogue: Words, moment: str) -> str:
    try:
        return catalogue.day(datetime.fromisoformat(moment).date())
    except ValueError:
        return moment
