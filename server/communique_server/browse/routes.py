"""`/browse/{kind}`: lists with facets, as a page, JSON or CSV."""

import csv
import io

from flask import Blueprint, Response, json, request

from communique.cells import inert
from communique_server import rendering
from communique_server.browse.catalogue import KINDS, Catalogue, read_catalogue
from communique_server.current import OpenRelease, publication, release
from communique_server.documents import document, tag_of
from communique_server.errors import Problem, not_acceptable
from communique_server.negotiate import HTML, JSON, Offer, Offered, best
from communique_server.pages import browse as page
from communique_server.pages.context import PageContext
from communique_server.pages.naming import choose
from communique_server.visitor import language, theme

blueprint = Blueprint("browse", __name__)

CSV = Offer("text/csv")
_FORMS = {"html": HTML, "json": JSON, "csv": CSV}
_OTHERS = frozenset({"order", "page", "format", "lang"})
_DATA_ROWS = 10_000
"""Rows of a list as JSON or CSV; a longer list is in the dumps."""


@blueprint.get("/browse")
@blueprint.get("/browse/")
def kinds() -> Response:
    """Lead to the list of events."""
    return Response("", 303, {"Location": "/browse/event"})


@blueprint.get("/browse/<kind>")
def listing(kind: str) -> Response:
    """List the things of a kind."""
    if kind not in KINDS:
        suggestions = tuple(f"/browse/{known}" for known in KINDS)
        raise Problem(404, "There is no such list", "", suggestions=suggestions)
    current = release()
    chosen = _format(kind)
    catalogue = _catalogue(current, kind)
    known = {facet for item in catalogue.items for facet in item.values}
    filters = {k: v for k, v in request.args.items() if k in known - _OTHERS and v}
    asked = page.Request(kind, filters, _order(kind), _page_number())
    context = rendering.page_context()
    if chosen is HTML:
        text = page.render(context, catalogue, asked)
    else:
        text = _data(context, catalogue, asked, chosen)
    tag = tag_of(current, "browse", chosen.media_type, language(), theme(), request.full_path)
    varies = ("Accept", "Accept-Language", "Cookie")
    return document(lambda: text, chosen.media_type, current, tag, vary=varies)


def _catalogue(current: OpenRelease, kind: str) -> Catalogue:
    base = publication().settings.base
    return current.remember(f"list-{kind}", lambda: read_catalogue(current.store, base, kind))


def _order(kind: str) -> str:
    asked = request.args.get("order", "")
    return asked if asked in ("name", "date") else page.default_order(kind)


def _page_number() -> int:
    asked = request.args.get("page", "1")
    return min(100_000, max(1, int(asked))) if asked.isascii() and asked.isdigit() else 1


def _format(kind: str) -> Offered:
    chosen = _FORMS.get(request.args.get("format", "")) or best(
        (HTML, JSON, CSV), request.headers.get("Accept")
    )
    if chosen is None:
        raise not_acceptable(
            {offer.media_type: f"/browse/{kind}?format={form}" for form, offer in _FORMS.items()}
        )
    return chosen


def _data(context: PageContext, catalogue: Catalogue, asked: page.Request, chosen: Offered) -> str:
    items = page.ordered(context, catalogue.chosen(asked.filters), asked.order)
    rows = [
        {"iri": item.iri, "label": choose(item.labels, context.language)[0], "date": item.date}
        for item in items[:_DATA_ROWS]
    ]
    if chosen is JSON:
        body = {"kind": asked.kind, "total": len(items), "items": rows}
        return json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    output = io.StringIO()
    writer = csv.DictWriter(output, ("iri", "label", "date"))
    writer.writeheader()
    writer.writerows({name: inert(said) for name, said in row.items()} for row in rows)
    return output.getvalue()
