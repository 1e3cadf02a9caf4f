"""The door of the desk: who is logged in, and whether a form comes from a page of ours.

Without a librarian there is no desk: every address of it answers 404.
"""

import hmac
import time
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, current_app, g, redirect, request

from communique.link.librarians import Librarian, read_librarians
from communique_server.current import publication
from communique_server.desk.sessions import Session, Sessions
from communique_server.desk.throttle import Throttle
from communique_server.errors import Problem
from communique_server.visitor import site

COOKIE, PATH = "desk", "/desk"
_EXTENSION = "communique-desk"
_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Door:
    """The sessions and the wrong tries of one server."""

    sessions: Sessions
    throttle: Throttle


def install(app: Flask, tries: int) -> None:
    """Give the app its door."""
    app.extensions[_EXTENSION] = Door(Sessions(), Throttle(tries))


def door() -> Door:
    """Return the door of the running app."""
    found = current_app.extensions[_EXTENSION]
    assert isinstance(found, Door)
    return found


def refuse_strangers() -> None:
    """Close the desk that nobody may use, and to forms of other sites."""
    g.private = True
    if not read_librarians(publication().workspace):
        raise Problem(404, "There is nothing at this address", "This publisher has no desk.")
    if request.method == "POST" and not _is_ours():
        raise Problem(403, "This form comes from another site", "Open /desk and send it there.")


def _is_ours() -> bool:
    """Tell whether the browser says that this site sent the form (Fetch Metadata, RFC 6454)."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    ours = {urlsplit(site()).netloc, request.host}
    return origin is None or urlsplit(origin).netloc in ours


def keep_private(response: Response) -> Response:
    """Keep the pages of the desk out of caches, frames and the reach of other sites."""
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def who() -> tuple[Session, Librarian] | None:
    """Return the session of the request and its librarian; None if nobody is logged in."""
    session = door().sessions.of(request.cookies.get(COOKIE, ""), time.monotonic())
    if session is None:
        return None
    librarian = read_librarians(publication().workspace).get(session.login)
    # Whoever was removed, or has a new password, is out at once.
    return (session, librarian) if librarian and librarian.password == session.password else None


def to_login() -> Response:
    """Lead to the page of the login, and back from there."""
    back = request.full_path.removesuffix("?") if request.method == "GET" else PATH
    response = redirect(f"{PATH}/login?{urlencode({'back': back})}", 303)
    assert isinstance(response, Response)
    return response


def check_token(session: Session) -> None:
    """Raise Problem unless the form carries what the session's pages gave it."""
    if not hmac.compare_digest(request.form.get("token", "").encode(), session.token.encode()):
        raise Problem(
            403, "This form is out of date", "Go back, load the page again, and send it once more."
        )


def is_secure() -> bool:
    """Tell whether visitors reach the server by https, so that the cookie never goes without."""
    return site().startswith("https://")
