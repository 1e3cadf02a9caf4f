"""What a request says of its visitor: language, colours, the address of the site."""

import re

from flask import request

from communique_server.current import publication
from communique_server.negotiate import best_language
from communique_server.pages.context import Language, Theme

LANGUAGES: dict[str, Language] = {"en": "en", "ru": "ru"}
THEMES: dict[str, Theme] = {"light": "light", "dark": "dark"}
PAGE_VARIES = ("Accept", "Accept-Language", "Cookie")
"""What a page depends on besides its address."""
_LAST_OF_PLANES = "".join(chr(p << 16 | last) for p in range(1, 14) for last in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(
    r"[\x00-\x20<>\"{}|\\^`\[\]#?\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff"
    rf"\U000e0000-\U000e0fff\U000efffe-\U0010ffff{_LAST_OF_PLANES}]|%(?![0-9A-Fa-f]{{2}})"
)


def language() -> Language:
    """Return the language of pages: `?lang=`, the cookie, Accept-Language, or else English."""
    chosen = (request.args.get("lang", ""), request.cookies.get("lang", ""))
    liked = best_language(request.headers.get("Accept-Language"), tuple(LANGUAGES))
    return LANGUAGES[next((name for name in chosen if name in LANGUAGES), liked)]


def theme() -> Theme:
    """Return the colours the visitor chose; empty when the device decides."""
    return THEMES.get(request.cookies.get("theme", ""), "")


def site() -> str:
    """Return the address under which the visitor reaches the server, without a slash at the end."""
    return (publication().settings.server.public_url or request.host_url).rstrip("/")


def iri_of(path: str) -> str:
    """Return the IRI that a path of this server stands for, under the configured base."""
    return publication().settings.base + path.lstrip("/")


def path_of(iri: str) -> str | None:
    """Return the path of this server at which an IRI is answered; None for an IRI of others."""
    base = publication().settings.base
    return "/" + iri.removeprefix(base) if iri.startswith(base) else None


def is_iri(text: str) -> bool:
    """Tell whether a text has only what an IRI has before query and fragment (RFC 3987 §2.2)."""
    return _FORBIDDEN.search(text) is None
