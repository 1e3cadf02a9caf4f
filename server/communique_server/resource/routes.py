"""Things and the documents about them: `/id/…` leads to `/doc/…`, which negotiates.

The IRIs of things begin with the configured base; this server answers for the path behind it,
wherever it runs.
"""

from flask import Blueprint, Response, request
from rdflib.namespace import SDO

from communique.publish.formats import GRAPH_FORMATS, Format
from communique_server import rendering
from communique_server.current import publication, release
from communique_server.documents import document, link, tag_of
from communique_server.errors import Problem, not_acceptable, wants_page
from communique_server.negotiate import HTML, best
from communique_server.pages.naming import choose
from communique_server.resource import description
from communique_server.resource.standing import Standing, last_holding, standing_of
from communique_server.search.finding import search_index
from communique_server.visitor import PAGE_VARIES, iri_of, is_iri, language, path_of, site, theme

blueprint = Blueprint("resource", __name__)

_BY_SUFFIX = {f.suffix: f for f in GRAPH_FORMATS}


@blueprint.get("/id/<scheme>")
@blueprint.get("/id/<kind>/<local>")
def thing(kind: str = "", local: str = "", scheme: str = "") -> Response:
    """Lead from a thing to the document about it (303), or to what replaced it (301).

    A concept scheme has an address one step above its concepts.
    """
    name = scheme or f"{kind}/{local}"
    standing = _standing(name)
    if standing.replacement:
        return _moved(standing.replacement, "/id/")
    if standing.retired:
        raise _gone(standing)
    path = f"/doc/{name}"
    response = Response(
        f"The document about this is at {path}.\n", 303, {"Location": path}, mimetype="text/plain"
    )
    response.headers.add("Link", link(path, "describedby"))
    response.vary.add("Accept")
    return response


@blueprint.get("/doc/<scheme>")
@blueprint.get("/doc/<kind>/<local>")
def description_of(kind: str = "", local: str = "", scheme: str = "") -> Response:
    """Give the document about a thing as a page or as RDF."""
    name, chosen = _negotiated(scheme or f"{kind}/{local}")
    standing = _standing(name)
    if standing.replacement:
        return _moved(standing.replacement, "/doc/")
    if standing.retired:
        raise _gone(standing)
    links = _links(name, standing.iri)
    if chosen is None:
        return _page(standing.iri, name, links)
    current = release()
    return document(
        lambda: description.write(current, standing.iri, chosen),
        chosen.media_type,
        current,
        tag_of(current, "doc", standing.iri, chosen.suffix),
        links=links,
        vary=("Accept",),
        strong=True,
    )


def _negotiated(name: str) -> tuple[str, Format | None]:
    """Return the name without its suffix and the format; None stands for the page."""
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix == "html":
        return stem, None
    if dot and suffix in _BY_SUFFIX:
        return stem, _BY_SUFFIX[suffix]
    chosen = best((*GRAPH_FORMATS, HTML), request.headers.get("Accept"))
    if chosen is None:
        path = f"/doc/{name}"
        alternatives = {f.media_type: f"{path}.{f.suffix}" for f in GRAPH_FORMATS}
        raise not_acceptable({**alternatives, HTML.media_type: f"{path}.html"})
    return name, chosen if isinstance(chosen, Format) else None


def _page(iri: str, name: str, links: list[str]) -> Response:
    current = release()
    shown = rendering.entity(iri)
    if shown is None:
        raise _unknown(name)
    return document(
        lambda: shown,
        "text/html",
        current,
        tag_of(current, "page", iri, language(), theme(), request.full_path),
        links=links,
        vary=PAGE_VARIES,
    )


def _links(name: str, iri: str) -> list[str]:
    """Return what the document leads to; cite-as, type, license, describedby as in Signposting."""
    path = f"/doc/{name}"
    formats = [link(f"{path}.{f.suffix}", "alternate", f.media_type) for f in GRAPH_FORMATS]
    licence = publication().settings.publication.licence
    described = [link(f"{path}.{f.suffix}", "describedby", f.media_type) for f in GRAPH_FORMATS]
    return [
        link(iri, "describes"),
        link(iri, "cite-as"),
        link(str(SDO.AboutPage), "type"),
        link(licence, "license"),
        *described,
        link(iri_of(path), "canonical"),
        *formats,
        link(f"{path}.html", "alternate", "text/html"),
    ]


def _standing(name: str) -> Standing:
    iri = iri_of(f"id/{name}")
    found = standing_of(release().store, iri) if is_iri(iri) else None
    if found is None:
        raise _unknown(name)
    return found


def _unknown(name: str) -> Problem:
    near = _near(name.rpartition("/")[2])
    return Problem(
        404,
        "There is nothing at this address",
        "Check the address, or search for the name.",
        suggestions=tuple(near),
        names=near,
    )


def _near(local: str) -> dict[str, str]:
    """Return things with nearly this name, for people who mistyped an address: path -> name."""
    if not wants_page():
        return {}
    found = {}
    for entry in search_index(release()).near(local.replace("-", " ")):
        path = path_of(entry.iri)
        if path:
            name, _ = choose(entry.labels or entry.variants, language())
            found[path.replace("/id/", "/doc/", 1)] = name
    return found


def _moved(replacement: str, under: str) -> Response:
    path = path_of(replacement)
    target = path.replace("/id/", under, 1) if path else replacement
    return Response(f"This is now at {target}.\n", 301, {"Location": target}, mimetype="text/plain")


def _gone(standing: Standing) -> Problem:
    current = release().release.number
    last = last_holding(publication().workspace, standing.iri, current)
    return Problem(
        410,
        "This entry was withdrawn",
        standing.reason
        or "Its publisher withdrew it. Earlier releases may hold it: see /releases/.",
        facts={"thing": standing.iri}
        | ({"withdrawn": standing.since} if standing.since else {})
        | ({"last_release": f"{site()}/releases/{last}/"} if last else {})
        | {"releases": f"{site()}/releases/"},
    )
