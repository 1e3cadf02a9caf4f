"""What a list says of each thing on a page of it: a line beside its name; a statement whole."""

from collections import defaultdict
from collections.abc import Sequence

from rdflib import Literal, URIRef

from communique.store.base import Row
from communique_server.pages.asking import iri, literals, number, query, text
from communique_server.pages.context import PageContext
from communique_server.pages.naming import choose
from communique_server.pages.statements import Said, statements_in
from communique_server.pages.words import words
from communique_server.queries import fill_list

_NOTED = frozenset({"event", "person", "institution", "state", "agreement", "topic", "report"})
_LONGEST = 3
"""Values of one kind in a line."""


def notes(context: PageContext, kind: str, things: Sequence[str]) -> dict[str, str]:
    """Return the line of each thing that has one."""
    if kind not in _NOTED or not things:
        return {}
    rows: dict[str, list[Row]] = defaultdict(list)
    asked = fill_list(query(f"note_{kind}"), "things", map(URIRef, things))
    for row in context.store.select(asked):
        rows[text(row, "thing")].append(row)
    return {thing: _note(context, each) for thing, each in rows.items()}


def statements(context: PageContext, things: Sequence[str]) -> tuple[Said, ...]:
    """Return statements as lists show them, in the order given."""
    if not things:
        return ()
    asked = fill_list(query("some_statements"), "things", map(URIRef, things))
    found = {said.link.href: said for said in statements_in(context, context.store.select(asked))}
    places = (context.href(thing) for thing in things)
    return tuple(found[href] for href in places if href in found)


def _note(context: PageContext, rows: list[Row]) -> str:
    t = words(context.language)
    parts = []
    for place in dict.fromkeys(text(row, "place") for row in rows):
        same = [row for row in rows if text(row, "place") == place]
        counted = number(same[0], "n")
        if counted:
            parts.append(t("count.statements", n=counted))
        elif "n" not in same[0]:
            parts.append(_names(context, same))
    return " · ".join(part for part in parts if part)


def _names(context: PageContext, rows: list[Row]) -> str:
    by_value: dict[URIRef | None, list[Literal]] = defaultdict(list)
    for row in rows:
        by_value[iri(row, "value")] += literals([row], "label")
    named = [choose(labels, context.language)[0] for labels in by_value.values()]
    more = " …" if len(named) > _LONGEST else ""
    return ", ".join(dict.fromkeys(named[:_LONGEST])) + more
