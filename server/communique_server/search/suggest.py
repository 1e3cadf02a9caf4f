"""`/suggest?q=`: names that begin with what is typed, as OpenSearch suggestions."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, json, request

from communique.search.entries import Entry
from communique.search.schema import beginnings, latin
from communique_server.current import release
from communique_server.documents import document, tag_of
from communique_server.search.finding import search_index
from communique_server.search.routes import LONGEST
from communique_server.visitor import site

blueprint = Blueprint("suggest", __name__)

MOST = 10
_TYPE = "application/x-suggestions+json"
_EXAMINED = 40
"""Things whose names begin as typed that are weighed against each other."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing, as it is written."""

    text: str
    kind: str
    iri: str


@blueprint.get("/suggest")
def suggest() -> Response:
    """Complete a name (OpenSearch Suggestions 1.1)."""
    current = release()
    typed = request.args.get("q", "")[:LONGEST]
    return document(
        lambda: _written(typed, names(search_index(current).beginning(typed, _EXAMINED), typed)),
        _TYPE,
        current,
        tag_of(current, "suggest", typed, site()),
    )


def names(entries: Iterable[Entry], typed: str) -> list[Name]:
    """Return of each thing the name that fits what is typed, those that begin so first."""
    wanted = latin(typed.strip())
    found = []
    for entry in entries:
        fitting = [
            (number, len(name), str(name))
            for name in (*entry.labels, *entry.variants)
            for number, rest in enumerate(beginnings(name))
            if rest.startswith(wanted)
        ]
        if fitting:
            place, length, text = min(fitting)
            found.append((place > 0, length, text, Name(text, entry.kind, entry.iri)))
    return [name for *_, name in sorted(found, key=lambda each: each[:3])][:MOST]


def _written(typed: str, found: list[Name]) -> str:
    columns = [n.text for n in found], [n.kind for n in found], [n.iri for n in found]
    return json.dumps([typed, *columns], ensure_ascii=False) + "\n"
