"""What a stranger's RDF may not make a parser do: fetch, read other files, or grow without bound.

JSON-LD parsers fetch contexts by their address, file: too; XML parsers replace entities by what
they stand for, which may stand for others. Neither is followed here.
"""

import json
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from communique.errors import ReportError

LONGEST_ENTITY = 500
"""Characters that an entity may stand for; namespaces, which entities are used for, are shorter."""


def refuse_hostile(data: bytes, form: str, name: str) -> None:
    """Raise ReportError for JSON-LD or RDF/XML that would make a parser fetch or grow.

    Data that is not JSON or not XML at all is left to the parser, which says what is wrong.
    """
    if form == "json-ld":
        _refuse_remote_contexts(data, name)
    elif form == "xml":
        _refuse_entities(data, name)


def _refuse_remote_contexts(data: bytes, name: str) -> None:
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return
    for address in _addresses(said):
        raise ReportError(
            f"the context {address!r} would have to be fetched, which is never done.",
            place=name,
            remedy="Write the context itself in its place.",
        )


def _addresses(said: Any) -> Iterator[str]:
    """Yield the contexts that JSON-LD names by address (JSON-LD 1.1, 3.1 and 9.15)."""
    if isinstance(said, list):
        for part in said:
            yield from _addresses(part)
    elif isinstance(said, dict):
        context = said.get("@context")
        for part in context if isinstance(context, list) else [context]:
            if isinstance(part, str):
                yield part
        if "@import" in said:
            yield str(said["@import"])
        for part in said.values():
            yield from _addresses(part)


def _refuse_entities(data: bytes, name: str) -> None:
    parser = expat.ParserCreate()

    def declared(
        entity: str, parameter: bool, value: str | None, *where: str | None
    ) -> None:  # expat's own order
        if parameter or value is None or "&" in value or "%" in value:
            what = f"the entity {entity!r} stands for a file or for other entities"
        elif len(value) > LONGEST_ENTITY:
            what = f"the entity {entity!r} stands for {len(value):,} characters"
        else:
            return
        raise ReportError(
            f"{what}, which is not followed.",
            place=f"{name}:{parser.CurrentLineNumber}",
            remedy="Write what it stands for in its place.",
        )

    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        return
