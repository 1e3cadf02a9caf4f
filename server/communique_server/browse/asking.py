"""The query of a list: what gives the same things at the endpoint, for a reader to change."""

import re
from collections.abc import Mapping

from rdflib import Literal, URIRef

from communique_server.browse.catalogue import FACETED
from communique_server.queries import fill, load_query

_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
_PREFIX = re.compile(r"PREFIX .*\n")
_PATTERN = re.compile(r"WHERE \{\n(.*)\n\}", re.DOTALL)


def query_of(base: str, kind: str, filters: Mapping[str, str]) -> str:
    """Return a SELECT of the things of a kind that have these values of the kind's facets."""
    listed = load_query(__package__, "listed")
    narrowed = load_query(__package__, kind) if kind in FACETED else ""
    prefixes = sorted({*_PREFIX.findall(listed), *_PREFIX.findall(narrowed)})
    kept = [_pattern(fill(listed, {"prefix": Literal(f"{base}id/{kind}/")}))]
    for facet, value in filters.items():
        if facet == "year":
            kept.append(f"  FILTER(STRSTARTS(STR(?date), {Literal(value).n3()}))")
        else:
            term = URIRef(value) if _IRI.fullmatch(value) else Literal(value)
            chosen = f"FILTER(?facet = {Literal(facet).n3()} && ?value = {term.n3()})"
            kept.append(
                f"  {{ SELECT DISTINCT ?thing WHERE {{\n{_pattern(narrowed)}\n  {chosen} }} }}"
            )
    text = "\n".join(kept)
    head = f"{''.join(prefixes)}SELECT DISTINCT ?thing ?label ?date WHERE {{"
    return f"{head}\n{text}\n}}\nORDER BY ?label\n"


def _pattern(query: str) -> str:
    found = _PATTERN.search(query)
    assert found
    return found[1]
