"""`/suggest?q=`: names that begin with what is typed, as OpenSearch suggestions."""

import bisect
import re
from collections.abc import Iterable
from dataclasses import dataclass

from anyascii import anyascii
from flask import Blueprint, Response, json, request

from communique_server.current import OpenRelease, release
from communique_server.documents import document, tag_of
from communique_server.search.index import Entry
from communique_server.search.routes import LONGEST, search_index
from communique_server.visitor import site

blueprint = Blueprint("suggest", __name__)

MOST = 10
_TYPE = "application/x-suggestions+json"
_WORD = re.compile(r"\w+")
_EXAMINED = 500
"""Names beginning as typed that are weighed against each other."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing, as it is written."""

    text: str
    kind: str
    iri: str


class Names:
    """All names of a release, found by the beginning of any of their words."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        rows = {
            (folded[match.start() :], match.start() > 0, name.lower(), entry.iri): Name(
                str(name), entry.kind, entry.iri
            )
            for entry in entries
            if entry.kind != "statement"
            for name in (*entry.labels, *entry.variants)
            for folded in {anyascii(name).lower(), name.lower()}
            for match in _WORD.finditer(folded)
        }
        self._keys = sorted(rows)
        self._rows = rows

    def beginning(self, typed: str) -> list[Name]:
        """Return names with a word that begins so; those that begin so themselves come first."""
        wanted = typed.strip().lower()
        if not wanted:
            return []
        start = bisect.bisect_left(self._keys, (wanted,))
        near = self._keys[start : start + _EXAMINED]
        found = [key for key in near if key[0].startswith(wanted)]
        ranked = sorted(found, key=lambda key: (key[1], len(key[2]), key[2]))
        return list({key[3]: self._rows[key] for key in ranked[::-1]}.values())[::-1][:MOST]


@blueprint.get("/suggest")
def suggest() -> Response:
    """Complete a name (OpenSearch Suggestions 1.1)."""
    current = release()
    typed = request.args.get("q", "")[:LONGEST]
    return document(
        lambda: _written(typed, _names(current).beginning(typed)),
        _TYPE,
        current,
        tag_of(current, "suggest", typed, site()),
    )


def _names(current: OpenRelease) -> Names:
    return current.remember("names", lambda: Names(search_index(current).entries.values()))


def _written(typed: str, found: list[Name]) -> str:
    columns = [n.text for n in found], [n.kind for n in found], [n.iri for n in found]
    return json.dumps([typed, *columns], ensure_ascii=False) + "\n"
