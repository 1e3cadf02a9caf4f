"""A part of a page: its heading, the template that shows it, and what the template reads."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    """`anchor` names the part in the page's address; `count` is None where none is said."""

    anchor: str
    title: str
    template: str
    content: Any
    count: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a kind of thing adds to the page that every thing has.

    `lead` sections stand before the facts, `sections` after them. `without` are properties that
    these sections show better than a row of facts. `extra` are rows of facts before those of
    the ontology, `missing` rows after them.
    """

    lede: str = ""
    kind: str = ""
    title: str = ""
    lead: tuple[Section, ...] = ()
    sections: tuple[Section, ...] = ()
    without: frozenset[Any] = frozenset()
    incoming_without: frozenset[Any] = frozenset()
    extra: tuple[Any, ...] = ()
    missing: tuple[Any, ...] = ()
