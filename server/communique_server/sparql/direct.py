"""Queries answered before the framework, which costs more than most lookups.

Plain questions only: one query, one format that Accept likes, no conditions. What is cheap is
answered in this process, the rest by a query process. Everything else, and whatever goes wrong, is
left to the route, so that each answer and each error has one form.
"""

import re
from binascii import a2b_qp
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import IO, Any
from urllib.parse import unquote_plus

from communique.errors import CommuniqueError
from communique.publish.formats import RDF_FORMATS, RESULT_FORMATS, Format
from communique.store.bounded_syntax import form_of
from communique_server.cache import KeptAnswer
from communique_server.client import Client
from communique_server.current import NothingPublished, OpenRelease, Pointer, Publication
from communique_server.documents import content_type, links_of_queries, query_limits, tag_of
from communique_server.headers import standing_headers, worth_compressing, zipped
from communique_server.negotiate import HTML, best

Environ = dict[str, Any]

FAILURE = "communique.failure"
"""Where the route finds what a query has already come to."""
_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_BODY = 64 * 1024
"""Bytes of a body that are read here."""
_IN_MEMORY = 8 * 1024 * 1024
"""Bytes of an answer that is sent from memory, and kept; larger ones are sent piece by piece."""
_PIECE = 256 * 1024
# Functions that give something else each time; what uses them is not kept.
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Direct:
    """An answer: what can be kept of it, and where the rest is."""

    kept: KeptAnswer
    pointer: Pointer
    """The release that it is of."""
    file: IO[bytes] | None = None

    def body(self) -> Iterable[bytes]:
        """Return the body, whole or piece by piece."""
        return [self.kept.body] if self.file is None else _pieces(self.file)


def is_changing(query: str) -> bool:
    """Tell whether a query may be answered differently each time it is asked."""
    return bool(_CHANGING.search(query))


def answer(environ: Environ, publication: Publication, client: Client) -> Direct | None:
    """Answer a request to the endpoint; None where that is the route's."""
    query = _query(environ)
    if not query:
        return None
    try:
        release = publication.borrow()
    except NothingPublished:
        return None
    try:
        return _cheap(environ, publication, release, query) or _heavy(
            environ, publication, release, query, client
        )
    except CommuniqueError as error:
        environ[FAILURE] = error
        return None
    finally:
        publication.give_back(release)


def _cheap(
    environ: Environ, publication: Publication, release: OpenRelease, query: str
) -> Direct | None:
    lookups = publication.lookups()
    found = lookups.cheap(query, release.tag) if lookups else None
    if found is None or lookups is None:
        return None
    chosen = _chosen(found.form, environ.get("HTTP_ACCEPT"))
    if chosen is None:
        return None
    data = lookups.answer(query, found, chosen, release.tag)
    return None if data is None else _written(environ, release, query, chosen, data)


def _heavy(
    environ: Environ, publication: Publication, release: OpenRelease, query: str, client: Client
) -> Direct | None:
    if is_changing(query):
        return None
    chosen = _chosen(form_of(query), environ.get("HTTP_ACCEPT"))
    if chosen is None:
        return None
    settings = publication.settings
    answer = release.pool.ask(
        query,
        chosen,
        limits=settings.limits,
        allow=settings.network.allow,
        base=settings.base,
        client=client.address,
        gone=client.gone,
    )
    if answer.file is None or answer.size <= _IN_MEMORY:
        return _written(environ, release, query, chosen, answer.read())
    headers = _headers(release, query, chosen, answer.size)
    return Direct(KeptAnswer(headers, b""), release.pointer, answer.file)


def _written(
    environ: Environ, release: OpenRelease, query: str, chosen: Format, data: bytes
) -> Direct:
    packed = worth_compressing(environ, len(data))
    body = zipped(data) if packed else data
    headers = _headers(release, query, chosen, len(body))
    if packed:
        headers.append(("Content-Encoding", "gzip"))
    return Direct(KeptAnswer(headers, body), release.pointer)


def _headers(release: OpenRelease, query: str, chosen: Format, size: int) -> list[tuple[str, str]]:
    return [
        ("Content-Type", content_type(chosen.media_type)),
        ("Content-Length", str(size)),
        ("ETag", f'W/"{tag_of(release, query, "", "", chosen.suffix)}"'),
        *_standing(release.modified, query_limits(release.limits)),
    ]


@lru_cache(4)
def _standing(modified: str, limits: str) -> tuple[tuple[str, str], ...]:
    return (
        ("Last-Modified", modified),
        ("Query-Limits", limits),
        *(("Link", link) for link in links_of_queries()),
        ("Vary", "Accept, Accept-Encoding"),
        *standing_headers(),
        ("Cache-Control", "no-cache"),
    )


@lru_cache(1000)
def _chosen(form: str, accept: str | None) -> Format | None:
    """Return the format that Accept likes best for a form of query; None leaves it to the route."""
    if form in ("CONSTRUCT", "DESCRIBE"):
        formats = RDF_FORMATS
    elif form in ("SELECT", "ASK"):
        formats = RESULT_FORMATS
    else:
        return None
    found = best((*formats, HTML), accept)
    return found if isinstance(found, Format) else None


def _query(environ: Environ) -> str:
    """Return the one query that a request asks, "" if it asks in another way."""
    address = environ.get("QUERY_STRING", "")
    if environ["REQUEST_METHOD"] == "GET":
        return _field(address)
    if address:
        return ""
    kind = environ.get("CONTENT_TYPE", "")
    size = environ.get("CONTENT_LENGTH", "")
    if kind not in (_FORM, _QUERY) or not size.isdigit() or int(size) > _BODY:
        return ""
    body = environ["wsgi.input"].read(int(size))
    # The route may want to read it again.
    environ["wsgi.input"] = BytesIO(body)
    try:
        return body.decode() if kind == _QUERY else _field(body.decode("ascii"))
    except UnicodeDecodeError:
        return ""


def _field(pairs: str) -> str:
    name, _, value = pairs.partition("=")
    if name != "query" or "&" in value or not value.isascii():
        return ""
    try:
        return _decoded(value)
    except UnicodeDecodeError:
        return ""


def _decoded(value: str) -> str:
    """Undo the percent encoding, by a decoder in C of another that differs in its sign only."""
    raw = value.encode("ascii")
    data = a2b_qp(raw.replace(b"+", b" ").replace(b"=", b"%3D").replace(b"%", b"="))
    if len(data) != len(raw) - 2 * raw.count(b"%"):
        # Not all signs were followed by two digits.
        return unquote_plus(value, errors="strict")
    return data.decode()


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
