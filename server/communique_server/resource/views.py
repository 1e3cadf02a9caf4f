"""`/graph-view/{kind}/{local}`: what stands beside a thing, drawn and in words."""

from flask import Blueprint, Response, request

from communique_server import rendering
from communique_server.current import release
from communique_server.documents import document, link, tag_of
from communique_server.errors import Problem
from communique_server.visitor import PAGE_VARIES, iri_of, is_iri, language, theme

blueprint = Blueprint("views", __name__)


@blueprint.get("/graph-view/<kind>/<local>")
def graph_view(kind: str, local: str) -> Response:
    """Show the neighbourhood of a thing."""
    iri = iri_of(f"id/{kind}/{local}")
    page = rendering.graph(iri) if is_iri(iri) else None
    if page is None:
        raise Problem(404, "There is nothing at this address", "Check the address, or search.")
    current = release()
    return document(
        lambda: page,
        "text/html",
        current,
        tag_of(current, "graph-view", iri, language(), theme(), request.full_path),
        links=[link(iri, "about"), link(f"/doc/{kind}/{local}", "related")],
        vary=PAGE_VARIES,
    )
