"""`/cite/…`: what cites the entry about a thing, in BibTeX or CSL-JSON.

It names the release, since a citation should lead to what its author saw.
"""

import re
from dataclasses import dataclass

from flask import Blueprint, Response, json, render_template, request
from markupsafe import Markup
from rdflib import Literal, URIRef

from communique_server.cite.bibtex import escape, key
from communique_server.current import OpenRelease, publication, release
from communique_server.documents import document, link, tag_of
from communique_server.errors import Problem, not_acceptable
from communique_server.negotiate import Offer, best
from communique_server.pages.naming import choose
from communique_server.queries import fill, load_query
from communique_server.visitor import iri_of, is_iri, language

blueprint = Blueprint("cite", __name__)

CSL = Offer("application/vnd.citationstyles.csl+json", ("application/json",))
BIBTEX = Offer("application/x-bibtex", ("text/x-bibtex",))
_FORMS = {"json": CSL, "bib": BIBTEX}
_QUERY = load_query(__package__, "cited")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a bibliography says of an entry here."""

    key: str
    title: str
    language: str
    publisher: str
    url: str
    version: str
    year: int
    month: int
    day: int


@blueprint.get("/cite/<kind>/<local>")
def cite(kind: str, local: str) -> Response:
    """Give the citation of a thing; a suffix names the form, else Accept."""
    stem, dot, suffix = local.rpartition(".")
    by_suffix = _FORMS.get(suffix) if dot else None
    name = stem if by_suffix else local
    chosen = by_suffix or best(tuple(_FORMS.values()), request.headers.get("Accept"))
    if chosen is None:
        path = f"/cite/{kind}/{name}"
        raise not_acceptable({f.media_type: f"{path}.{s}" for s, f in _FORMS.items()})
    current, iri = release(), iri_of(f"id/{kind}/{name}")
    cited = _cited(current, iri, name)
    if cited is None:
        raise Problem(404, "There is nothing at this address", "Search for the name: /search.")
    return document(
        lambda: _bibtex(cited) if chosen is BIBTEX else _csl(cited),
        chosen.media_type,
        current,
        tag_of(current, "cite", iri, chosen.media_type, cited.language),
        links=[link(iri, "describes")],
        vary=("Accept", "Accept-Language", "Cookie"),
    )


def _cited(current: OpenRelease, iri: str, local: str) -> Citation | None:
    rows = current.store.select(fill(_QUERY, {"thing": URIRef(iri)})) if is_iri(iri) else []
    labels = [row["label"] for row in rows if isinstance(row["label"], Literal)]
    if not labels:
        return None
    title, tongue = choose(labels, language())
    settings, created = publication().settings, current.created
    return Citation(
        key(local, current.release.number),
        _SPACES.sub(" ", title),
        tongue or language(),
        settings.publication.publisher or settings.server.title,
        iri,
        str(current.release.number),
        created.year,
        created.month,
        created.day,
    )


def _csl(cited: Citation) -> str:
    day = {"date-parts": [[cited.year, cited.month, cited.day]]}
    entry = {
        "id": cited.key,
        "type": "entry",
        "title": cited.title,
        "language": cited.language,
        "author": [{"literal": cited.publisher}],
        "publisher": cited.publisher,
        "version": cited.version,
        "issued": day,
        "URL": cited.url,
    }
    return json.dumps([entry], ensure_ascii=False, indent=1) + "\n"


def _bibtex(cited: Citation) -> str:
    # BibTeX is no HTML: the template must not escape it as such.
    text = {name: Markup(escape(getattr(cited, name))) for name in ("title", "publisher")}
    return render_template("cite.bib", cited=cited, **text)
