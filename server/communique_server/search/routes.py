"""`/search?q=`: full text in any script, as a page, JSON or CSV."""

import csv
import io

from flask import Blueprint, Response, json, request

from communique.cells import inert
from communique.search.index import Hits
from communique_server import rendering
from communique_server.current import release
from communique_server.documents import document, tag_of
from communique_server.errors import not_acceptable
from communique_server.negotiate import HTML, JSON, Offer, Offered, best
from communique_server.pages import search as page
from communique_server.pages.context import PageContext
from communique_server.pages.naming import choose
from communique_server.search.finding import search_index
from communique_server.visitor import language, theme

blueprint = Blueprint("search", __name__)

CSV = Offer("text/csv")
LONGEST = 500
"""Characters of a search that are read."""
_DATA_PAGE = 100


@blueprint.get("/search")
def search() -> Response:
    """Find things by their names and words."""
    current = release()
    asked = request.args.get("q", "")[:LONGEST].strip()
    kind = request.args.get("kind", "")
    number = _page_number()
    chosen = _format()
    size = page.PAGE if chosen is HTML else _DATA_PAGE
    index = search_index(current)
    hits = index.search(asked, kind, size, (number - 1) * size) if asked else None
    context = rendering.page_context()
    if chosen is HTML:
        near = index.near(asked) if hits is not None and not hits.total else []
        text = page.render(context, asked, kind, number, hits, near)
    elif chosen is CSV:
        text = _csv(context, hits)
    else:
        text = _json(context, asked, hits)
    tag = tag_of(current, "search", chosen.media_type, language(), theme(), request.full_path)
    varies = ("Accept", "Accept-Language", "Cookie")
    return document(lambda: text, chosen.media_type, current, tag, vary=varies)


def _page_number() -> int:
    asked = request.args.get("page", "1")
    return min(10_000, max(1, int(asked))) if asked.isascii() and asked.isdigit() else 1


def _format() -> Offered:
    named = {"json": JSON, "csv": CSV, "html": HTML}.get(request.args.get("format", ""))
    chosen = named or best((HTML, JSON, CSV), request.headers.get("Accept"))
    if chosen is None:
        forms = ("html", "json", "csv")
        raise not_acceptable(
            {
                o.media_type: f"/search?format={f}"
                for o, f in zip((HTML, JSON, CSV), forms, strict=True)
            }
        )
    return chosen


def _rows(context: PageContext, hits: Hits | None) -> list[dict[str, str]]:
    return [
        {
            "iri": entry.iri,
            "kind": entry.kind,
            "label": choose(entry.labels or entry.variants, context.language)[0],
            "text": entry.text,
        }
        for entry in (hits.entries if hits else ())
    ]


def _json(context: PageContext, asked: str, hits: Hits | None) -> str:
    body = {
        "query": asked,
        "total": hits.total if hits else 0,
        "kinds": hits.kinds if hits else {},
        "results": _rows(context, hits),
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _csv(context: PageContext, hits: Hits | None) -> str:
    output = io.StringIO()
    writer = csv.DictWriter(output, ("iri", "kind", "label", "text"))
    writer.writeheader()
    writer.writerows(
        {name: inert(said) for name, said in row.items()} for row in _rows(context, hits)
    )
    return output.getvalue()
