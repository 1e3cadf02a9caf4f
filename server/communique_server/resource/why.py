"""`/why?s=…&p=…&o=…`: why a fact is here, as a page."""

from flask import Blueprint, Response, request

from communique_server import rendering
from communique_server.current import release
from communique_server.documents import document, tag_of
from communique_server.errors import Problem
from communique_server.visitor import PAGE_VARIES, is_iri, language, theme

blueprint = Blueprint("why", __name__)


@blueprint.get("/why")
def why() -> Response:
    """Explain a fact: `s` and `p` are IRIs, `o` a value if only one is meant."""
    subject, name, value = (request.args.get(key, "") for key in "spo")
    if not all(text and is_iri(text.replace("#", "")) for text in (subject, name)):
        raise Problem(400, "A fact has a subject and a property", "Give s and p as IRIs.")
    page = rendering.why(subject, name, value)
    if page is None:
        raise Problem(404, "No such fact is known", "See the page of the thing.")
    current = release()
    tag = tag_of(current, "why", subject, name, value, language(), theme(), request.full_path)
    return document(lambda: page, "text/html", current, tag, vary=PAGE_VARIES)
