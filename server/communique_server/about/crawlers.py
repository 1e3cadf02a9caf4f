"""For crawlers: robots.txt, and a sitemap with the addresses of the host that serves it.

A sitemap file may list 50,000 addresses; beyond that `/sitemap.xml` is an index of several.
"""

from itertools import islice
from xml.sax.saxutils import escape

from flask import Blueprint, Response
from rdflib import Literal

from communique_server.current import OpenRelease, publication, release
from communique_server.documents import content_type, document, tag_of
from communique_server.errors import Problem
from communique_server.queries import fill, load_query
from communique_server.visitor import path_of, site

blueprint = Blueprint("crawlers", __name__)

LONGEST = 50_000
"""Addresses in one file (sitemaps.org)."""
_PAGES = load_query(__package__, "pages")
_ROBOTS = """\
User-agent: *
Disallow: /sparql
Disallow: /search
Disallow: /q/
Disallow: /metrics
Disallow: /desk
Allow: /

Sitemap: {site}/sitemap.xml
"""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Let crawlers read the pages, and keep them from asking queries."""
    response = Response(_ROBOTS.format(site=site()))
    response.headers["Content-Type"] = content_type("text/plain")
    return response


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List all pages, or the parts of the list."""
    current = release()
    count = len(_paths(current))
    parts = -(-count // LONGEST)
    text = _urls(current, 1) if parts <= 1 else _index(current, parts)
    return _xml(text, current, "index")


@blueprint.get("/sitemap-<int:part>.xml")
def sitemap_part(part: int) -> Response:
    """List one part of the pages, counted from 1."""
    current = release()
    if not 1 <= part <= -(-len(_paths(current)) // LONGEST):
        raise Problem(404, "There is nothing at this address", "See /sitemap.xml.")
    return _xml(_urls(current, part), current, str(part))


def _xml(text: str, current: OpenRelease, part: str) -> Response:
    return document(
        lambda: text, "application/xml", current, tag_of(current, "sitemap", part, site())
    )


def _urls(current: OpenRelease, part: int) -> str:
    paths = islice(_paths(current), (part - 1) * LONGEST, part * LONGEST)
    day = current.created.date().isoformat()
    rows = "".join(
        f"<url><loc>{escape(site() + path)}</loc><lastmod>{day}</lastmod></url>\n" for path in paths
    )
    return f'{_HEAD}<urlset xmlns="{_SCHEMA}">\n{rows}</urlset>\n'


def _index(current: OpenRelease, parts: int) -> str:
    day = current.created.date().isoformat()
    rows = "".join(
        f"<sitemap><loc>{site()}/sitemap-{n}.xml</loc><lastmod>{day}</lastmod></sitemap>\n"
        for n in range(1, parts + 1)
    )
    return f'{_HEAD}<sitemapindex xmlns="{_SCHEMA}">\n{rows}</sitemapindex>\n'


def _paths(current: OpenRelease) -> tuple[str, ...]:
    """Return the paths of all pages, sorted, home first."""
    return current.remember("pages", lambda: _read_paths(current))


def _read_paths(current: OpenRelease) -> tuple[str, ...]:
    prefix = Literal(f"{publication().settings.base}id/")
    rows = current.store.select(fill(_PAGES, {"prefix": prefix}))
    found = {path_of(str(row["thing"])) for row in rows}
    documents = (
        path.replace("/id/", "/doc/", 1) for path in found if path and path.count("/") == 3
    )
    return ("/", *sorted(documents))
