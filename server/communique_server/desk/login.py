"""`/desk/login` and `/desk/logout`."""

import time

from flask import Blueprint, Response, request

from communique.link.librarians import recognised
from communique_server import rendering
from communique_server.current import publication
from communique_server.desk import access
from communique_server.desk.throttle import Throttle
from communique_server.pages import desk as desk_page

blueprint = Blueprint("desk_login", __name__)
blueprint.before_request(access.refuse_strangers)
blueprint.after_request(access.keep_private)


@blueprint.get("/desk/login")
def ask() -> Response:
    """Show the form, or lead on whoever is logged in."""
    back = _back(request.args.get("back", ""))
    return _leads(back) if access.who() else _page(200, back)


@blueprint.post("/desk/login")
def log_in() -> Response:
    """Begin a session for the right password; count the wrong ones."""
    login = request.form.get("login", "")[:64].strip().lower()
    password = request.form.get("password", "")[:1024]
    back = _back(request.form.get("back", ""))
    now, throttle = time.monotonic(), access.door().throttle
    keys = (f"login {login}", f"address {request.remote_addr}")
    wait = throttle.wait(keys, now)
    if wait:
        return _waiting(back, login, wait)
    librarian = recognised(publication().workspace, login, password)
    if librarian is None:
        return _refused(throttle, keys, now, back, login)
    throttle.succeeded(keys)
    seconds = publication().settings.desk.session_hours * 3600
    response = _leads(back)
    response.set_cookie(
        access.COOKIE,
        access.door().sessions.open(login, librarian.password, now, seconds),
        path=access.PATH,
        httponly=True,
        samesite="Strict",
        secure=access.is_secure(),
    )
    return response


@blueprint.post("/desk/logout")
def log_out() -> Response:
    """End the session."""
    known = access.who()
    if known:
        access.check_token(known[0])
        access.door().sessions.close(request.cookies.get(access.COOKIE, ""))
    response = _leads("/desk/login")
    response.delete_cookie(access.COOKIE, path=access.PATH, httponly=True, samesite="Strict")
    return response


def _refused(
    throttle: Throttle, keys: tuple[str, ...], now: float, back: str, login: str
) -> Response:
    throttle.failed(keys, now)
    wait = throttle.wait(keys, now)
    return _waiting(back, login, wait) if wait else _page(403, back, login, "wrong")


def _waiting(back: str, login: str, wait: int) -> Response:
    response = _page(429, back, login, wait=wait)
    response.headers["Retry-After"] = str(wait)
    return response


def _page(status: int, back: str, login: str = "", wrong: str = "", wait: int = 0) -> Response:
    context = rendering.page_context()
    text = desk_page.render_login(context, back, login, wrong, wait)
    return Response(text, status, mimetype="text/html")


def _back(path: str) -> str:
    """Return a path of the desk; its first page for whatever leads elsewhere."""
    safe = path == "/desk" or path.startswith(("/desk/", "/desk?"))
    return path if safe and path.isprintable() and not path.startswith("/desk/log") else "/desk"


def _leads(path: str) -> Response:
    return Response(b"", 303, {"Location": path})
