"""`/reconcile` and what lies under it.

0.2 speaks with parameters (`queries=`, `extend=`, `callback=`), the 1.0 draft with JSON bodies at
`/reconcile/match` and `/reconcile/extend`; the manifest of the draft is at `/reconcile/1.0` and for
`Accept: application/json;version=1.0-draft`.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, render_template, request

from communique import __version__
from communique.link.candidates import LINKABLE
from communique.link.entities import Entity, read_catalogue
from communique.link.exports import as_mixnmatch, mappings
from communique.link.index import Candidate, CandidateIndex
from communique.link.released import Vocabulary, index_of
from communique.store.base import ReadableStore
from communique_server.current import OpenRelease, publication, release
from communique_server.errors import Problem
from communique_server.reconcile import reading, writing
from communique_server.search.finding import search_index
from communique_server.visitor import language, site

blueprint = Blueprint("reconcile", __name__, template_folder="templates")

_CALLBACK = re.compile(r"[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*")
_FRAMED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *"
"""Other sites show previews in a frame; a preview loads nothing."""
_LISTED, _MOST = 20, 100


def candidate_index(current: OpenRelease) -> CandidateIndex:
    """Return what finds candidates in the index that the release is searched by."""
    base = publication().settings.base
    return current.remember(
        "candidates", lambda: index_of(current.store, base, search_index(current))
    )


@blueprint.route("/reconcile", methods=["GET", "POST"], strict_slashes=False)
def service() -> Response:
    """Answer the manifest, a batch of queries, or an extension, by what is asked."""
    index, asked = candidate_index(release()), request.values
    if "queries" in asked:
        queries = reading.decoded(asked["queries"], "queries")
        batch = reading.read_batch(queries, index.catalogue)
        every = zip(batch, index.find_all(batch.values()), strict=True)
        return _said({key: {"result": _written(index, found)} for key, found in every})
    if "query" in asked:
        return _said({"result": _single(index, asked["query"])})
    if "extend" in asked:
        given = reading.decoded(asked["extend"], "extend")
        return _said(_extended(index, given, draft=False))
    if request.method == "POST" and request.is_json:
        return match()
    if _wants_draft():
        return draft_manifest()
    return _said(writing.manifest(index.catalogue, site(), _title(), __version__))


@blueprint.get("/reconcile/1.0")
def draft_manifest() -> Response:
    """Give the manifest of the 1.0 draft."""
    catalogue = candidate_index(release()).catalogue
    response = _said(writing.draft_manifest(catalogue, site(), _title(), __version__))
    response.vary.add("Accept")
    return response


@blueprint.post("/reconcile/match")
@blueprint.post("/reconcile/1.0/match")
def match() -> Response:
    """Answer a batch of queries with conditions (1.0 draft)."""
    index = candidate_index(release())
    queries = reading.read_conditions(_body(), index.catalogue)
    every = index.find_all(queries)
    return _said({"results": [{"candidates": _written(index, found)} for found in every]})


@blueprint.post("/reconcile/extend")
@blueprint.post("/reconcile/1.0/extend")
def extend() -> Response:
    """Give values of properties (1.0 draft)."""
    return _said(_extended(candidate_index(release()), _body(), draft=True))


@blueprint.get("/reconcile/extend/propose")
@blueprint.get("/reconcile/1.0/extend/propose")
def propose() -> Response:
    """Propose the properties that entities of a type have."""
    catalogue = candidate_index(release()).catalogue
    assert isinstance(catalogue, Vocabulary)
    asked = request.args.get("type", "")
    used = catalogue.used_by(asked) if asked else set(catalogue.properties)
    known = sorted((p for p in catalogue.properties.values() if p.id in used), key=_in_order)
    limit = _number("limit", _MOST)
    said: dict[str, Any] = {
        "properties": [writing.suggested_property(p, language()) for p in known[:limit]]
    }
    if asked:
        said["type"] = asked
    if "limit" in request.args:
        said["limit"] = limit
    return _said(said)


@blueprint.get("/reconcile/suggest/<kind>")
@blueprint.get("/reconcile/1.0/suggest/<kind>")
def suggest(kind: str) -> Response:
    """Complete what someone types: entities, types or properties."""
    index, prefix = candidate_index(release()), request.args.get("prefix", "")[:200].strip()
    # The draft calls `offset` what 0.2 calls `cursor`.
    offset = _number("offset", 0) or _number("cursor", 0)
    limit, catalogue, spoken = _number("limit", _LISTED), index.catalogue, language()
    if kind == "entity":
        entities = index.suggest(prefix, limit, offset)
        return _listed(writing.suggested_entity(e, catalogue, spoken) for e in entities)
    if kind == "type":
        types = [t for t in catalogue.types.values() if _begins(t.id, t.labels, prefix)]
        chosen = types[offset : offset + limit]
        return _listed(writing.suggested_type(t, catalogue, spoken) for t in chosen)
    if kind == "property":
        known = sorted(catalogue.properties.values(), key=_in_order)
        properties = [p for p in known if _begins(p.id, p.labels, prefix)]
        return _listed(
            writing.suggested_property(p, spoken) for p in properties[offset : offset + limit]
        )
    raise Problem(404, "There is nothing at this address", "Known: entity, type, property.")


@blueprint.get("/reconcile/flyout/<kind>")
def flyout(kind: str) -> Response:
    """Give a few words about an entity, a type or a property, as HTML inside JSON."""
    catalogue, asked = candidate_index(release()).catalogue, request.args.get("id", "")
    if kind == "entity":
        entity = _entity(asked)
        title, text = entity.label(language()), catalogue.described(entity, language())
    else:
        known = (catalogue.types if kind == "type" else catalogue.properties).get(asked)
        if known is None:
            raise _unknown(asked)
        title, text = known.label(language()), getattr(known, "definition", "") or known.iri
    html = render_template("reconcile/flyout.html", title=title, text=text)
    return _said({"id": asked, "html": html})


@blueprint.get("/reconcile/preview")
@blueprint.get("/reconcile/1.0/preview")
def preview() -> Response:
    """Show an entity in a small frame of another site."""
    entity = _entity(request.args.get("id", ""))
    catalogue = candidate_index(release()).catalogue
    rows = [
        (catalogue.properties[name].label(language()), [value.text for value in values[:4]])
        for name, values in entity.values.items()
        if name in catalogue.properties
    ]
    page = render_template(
        "reconcile/preview.html",
        entity=entity,
        name=entity.label(language()),
        text=catalogue.described(entity, language()),
        rows=rows[:6],
        address=site() + writing.view_path(entity),
        language=language(),
    )
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = _FRAMED
    return response


@blueprint.get("/reconcile/view")
def view() -> Response:
    """Lead from an identifier to the page about the thing."""
    return _leads(writing.view_path(_entity(request.args.get("id", ""))))


@blueprint.get("/reconcile/feature")
def feature() -> Response:
    """Lead from a feature of a candidate to what it is about."""
    name = request.args.get("id", "").removeprefix("property_")
    known = candidate_index(release()).catalogue.properties.get(name)
    return _leads(f"/ns#{known.id}" if known else "/ns")


@blueprint.get("/export/mixnmatch.tsv")
def mixnmatch() -> Response:
    """Give the catalogue that Mix'n'match imports, at an address that stays."""
    current, base = release(), publication().settings.base
    text = current.remember("mixnmatch", lambda: _as_mixnmatch(current.store, base))
    text = text.replace(f"\t{base}id/", f"\t{site()}/id/")
    return Response(text, content_type="text/tab-separated-values; charset=utf-8")


def _as_mixnmatch(store: ReadableStore, base: str) -> str:
    catalogue = read_catalogue(store, base)
    items = mappings(catalogue, (), authority=True).items()
    return as_mixnmatch(catalogue, LINKABLE, items, base)


def _leads(path: str) -> Response:
    return Response(f"See {path}.\n", 303, {"Location": path}, mimetype="text/plain")


def _single(index: CandidateIndex, text: str) -> list[dict[str, Any]]:
    given = reading.decoded(text, "query") if text.lstrip().startswith("{") else {"query": text}
    return _written(index, index.find(reading.read_query(given, index.catalogue)))


def _written(index: CandidateIndex, found: Iterable[Candidate]) -> list[dict[str, Any]]:
    spoken = language()
    return [writing.candidate(c, index.catalogue, spoken) for c in found]


def _extended(index: CandidateIndex, given: Any, *, draft: bool) -> dict[str, Any]:
    ids = given.get("ids") if isinstance(given, dict) else None
    properties = given.get("properties") if isinstance(given, dict) else None
    if not isinstance(ids, list) or not isinstance(properties, list):
        raise reading.refused("an extension needs lists of ids and properties")
    names = [str(p.get("id", "")) for p in properties if isinstance(p, dict)]
    asked = [str(name) for name in ids[: 10 * reading.LARGEST_BATCH]]
    entities = index.entities.named(asked)
    rows = {name: {p: _values(entities.get(name), p) for p in names} for name in asked}
    said: dict[str, Any] = {"meta": [writing.meta(p, index.catalogue, language()) for p in names]}
    if not draft:
        return said | {"rows": rows}
    listed = [
        {"id": name, "properties": [{"id": p, "values": v} for p, v in row.items()]}
        for name, row in rows.items()
    ]
    return said | {"rows": listed}


def _values(entity: Entity | None, prop: str) -> list[dict[str, str]]:
    return [writing.value(value) for value in entity.values.get(prop, ())] if entity else []


def _entity(name: str) -> Entity:
    entity = candidate_index(release()).entities.named([name]).get(name)
    if entity is None:
        raise _unknown(name)
    return entity


def _unknown(name: str) -> Problem:
    return Problem(404, "There is no such entity", f"Nothing is known of {name[:100]!r}.")


def _begins(name: str, labels: Iterable[Any], prefix: str) -> bool:
    wanted = prefix.lower()
    known = (name, *(label.text for label in labels))
    return any(
        text.lower().startswith(wanted) or f" {wanted}" in text.lower() for text in known if text
    )


def _in_order(known: Any) -> tuple[int, str]:
    return known.order, known.id


def _number(name: str, default: int) -> int:
    given = request.args.get(name, "")
    return min(10_000, int(given)) if given.isascii() and given.isdigit() else default


def _body() -> Any:
    return reading.decoded(request.get_data(as_text=True), "the body")


def _wants_draft() -> bool:
    named = request.args.get("version") or request.accept_mimetypes.to_header()
    return writing.DRAFT in named


def _title() -> str:
    return publication().settings.server.title


def _listed(entries: Iterable[dict[str, Any]]) -> Response:
    return _said({"result": list(entries)})


def _said(body: Any) -> Response:
    """Answer JSON; as a call (JSONP) when the client names a function."""
    text = json.dumps(body, ensure_ascii=False)
    callback = request.args.get("callback")
    if callback is None:
        return Response(text + "\n", mimetype="application/json")
    if not _CALLBACK.fullmatch(callback) or len(callback) > 100:
        raise reading.refused("callback is not the name of a function")
    # U+2028 and U+2029 end a line in old JavaScript; the comment keeps content sniffers away.
    safe = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Response(f"/**/{callback}({safe});\n", mimetype="text/javascript")
