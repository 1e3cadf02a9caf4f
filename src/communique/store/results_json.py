"""Reads SPARQL 1.1 Query Results JSON, and the older form that Virtuoso writes."""

import json
from typing import Any

from rdflib.namespace import XSD
from rdflib.term import BNode, Literal, Node, URIRef

from communique.errors import StoreError
from communique.store.base import Row

_VIRTUOSO_ASK = b"__ASK_RETVAL"
"""The variable in which Virtuoso answers an ASK, as if it were a SELECT; no row is no."""


def read_rows(data: bytes) -> list[Row]:
    """Return the solutions of a SELECT. Raises StoreError if this is none."""
    bindings = _read(data, "results")["bindings"]
    return [{name: _term(value) for name, value in row.items()} for row in bindings]


def read_boolean(data: bytes) -> bool:
    """Return the answer of an ASK. Raises StoreError if this is none."""
    if _VIRTUOSO_ASK in data:
        no = Literal("0", datatype=XSD.integer)
        return any(row[_VIRTUOSO_ASK.decode()] != no for row in read_rows(data))
    return bool(_read(data, "boolean"))


def _read(data: bytes, key: str) -> Any:
    try:
        return json.loads(data)[key]
    except (ValueError, KeyError, TypeError):
        raise StoreError(
            "what answers there does not speak SPARQL Results JSON.",
            remedy="Look at [store] query_endpoint.",
        ) from None


def _term(said: dict[str, str]) -> Node:
    value = said["value"]
    if said["type"] == "uri":
        return URIRef(value)
    if said["type"] == "bnode":
        return BNode(value)
    if language := said.get("xml:lang"):
        return Literal(value, lang=language)
    # Virtuoso says `typed-literal` where the standard says `literal`; both name the datatype.
    datatype = said.get("datatype", str(XSD.string))
    plain = datatype == str(XSD.string)
    return Literal(value, datatype=None if plain else URIRef(datatype), normalize=False)
