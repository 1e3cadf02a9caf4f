"""`/timeline`: everything that is dated, in order of time."""

from flask import Blueprint, Response, request

from communique_server import rendering
from communique_server.browse.dated import KINDS, read_dated
from communique_server.current import release
from communique_server.documents import document, tag_of
from communique_server.pages import timeline as page
from communique_server.visitor import PAGE_VARIES, language, theme

blueprint = Blueprint("timeline", __name__)

_LAST_YEAR = 9999


@blueprint.get("/timeline")
def timeline() -> Response:
    """Show the timeline: `kind`, and the years `from` and `to`, narrow it."""
    current = release()
    dated = current.remember("dated", lambda: read_dated(current.store))
    kind = request.args.get("kind", "")
    asked = page.Asked(
        kind if kind in KINDS else "",
        _number("from", 0, _LAST_YEAR),
        _number("to", 0, _LAST_YEAR),
        _number("page", 1, 100_000),
    )
    return document(
        lambda: page.render(rendering.page_context(), dated, asked),
        "text/html",
        current,
        tag_of(current, "timeline", language(), theme(), request.full_path),
        vary=PAGE_VARIES,
    )


def _number(name: str, least: int, most: int) -> int:
    asked = request.args.get(name, "")[:9]
    return min(most, max(least, int(asked))) if asked.isascii() and asked.isdigit() else least
