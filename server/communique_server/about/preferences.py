"""How a visitor wants to read, kept in two cookies that say nothing about who it is."""

from flask import Blueprint, Response, request

from communique_server.visitor import LANGUAGES, THEMES

blueprint = Blueprint("preferences", __name__)

_YEAR = 365 * 24 * 3600


@blueprint.post("/theme")
def choose_theme() -> Response:
    """Keep the colours a visitor chose and lead back to the page; "device" forgets the choice."""
    chosen = request.form.get("theme", "")
    response = Response(b"", 303, {"Location": _local(request.form.get("back", "/"))})
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=_YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie("theme", samesite="Lax", httponly=True)
    return response


@blueprint.after_app_request
def keep_language(response: Response) -> Response:
    """Keep the language that a page was asked for with `?lang=`."""
    chosen = request.args.get("lang", "")
    if chosen in LANGUAGES and response.mimetype == "text/html":
        response.set_cookie("lang", chosen, max_age=_YEAR, samesite="Lax", httponly=True)
    return response


def _local(path: str) -> str:
    """Return a path of this site; the first page for whatever leads elsewhere."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if safe and path.isprintable() else "/"
