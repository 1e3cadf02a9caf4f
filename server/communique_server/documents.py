"""Answers that a cache may keep: bytes of one release, with the tag and the date that say so."""

import hashlib
from collections.abc import Callable, Iterable
from functools import partial

from flask import Response, request
from rdflib import Dataset, Graph
from werkzeug.http import is_resource_modified

from communique.config import LimitSettings
from communique.publish.formats import Format
from communique_server import cache
from communique_server.current import OpenRelease

_WITH_CHARSET = ("text/",)


def content_type(media_type: str) -> str:
    """Return the Content-Type of a media type: text types name their charset."""
    return f"{media_type}; charset=utf-8" if media_type.startswith(_WITH_CHARSET) else media_type


def tag_of(release: OpenRelease, *parts: str) -> str:
    """Return the entity tag of an answer that follows from the release and `parts` alone."""
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
    return f"{release.tag}-{digest}"


def document(
    body: Callable[[], bytes | str],
    media_type: str,
    release: OpenRelease,
    tag: str,
    *,
    links: Iterable[str] = (),
    vary: Iterable[str] = (),
    keep: bool = True,
    strong: bool = False,
) -> Response:
    """Return a document of a release; `body` is called only if nobody asked for this version yet.

    `keep` is False for what differs each time; `strong` is True where the body is the same to the
    byte whenever it is written anew (RFC 9110 §8.8.1). What the client
    has becomes a 304 when it is finished (§13.1).
    """
    changed = is_resource_modified(
        request.environ,
        f'"{tag}"' if strong else f'W/"{tag}"',
        last_modified=release.created,
        ignore_if_range=True,
    )
    compute = partial(cache.body, tag, body) if keep else body
    response = Response(compute() if changed or request.method == "HEAD" else b"", 200)
    response.headers["Content-Type"] = content_type(media_type)
    response.set_etag(tag, weak=not strong)
    response.last_modified = release.created
    for link in links:
        response.headers.add("Link", link)
    response.vary.update(vary)
    return response


def write_graph(graph: Graph, chosen: Format) -> bytes:
    """Return a small graph of ours as bytes in one of the formats."""
    if chosen.kind == "dataset":
        dataset = Dataset()
        for prefix, namespace in graph.namespaces():
            dataset.bind(prefix, namespace)
        for triple in graph:
            dataset.add(triple)
        return bytes(dataset.serialize(format=chosen.rdflib, encoding="utf-8"))
    return bytes(graph.serialize(format=chosen.rdflib, encoding="utf-8"))


def query_limits(limits: LimitSettings) -> str:
    """Return what an answer of the endpoint may take, as the header Query-Limits announces it."""
    return (
        f"seconds={limits.query_seconds:g}, rows={limits.result_rows}, bytes={limits.result_bytes}"
    )


def links_of_queries() -> list[str]:
    """Return the links from every answer of the endpoint to what describes it."""
    return [
        link("/sparql", "service-desc", "text/turtle"),
        link("/dataset", "describedby", "text/turtle"),
    ]


def link(target: str, relation: str, media_type: str = "", language: str = "") -> str:
    """Return one member of a Link header (RFC 8288)."""
    kind = f'; type="{media_type}"' if media_type else ""
    tongue = f'; hreflang="{language}"' if language else ""
    return f'<{target}>; rel="{relation}"{kind}{tongue}'
