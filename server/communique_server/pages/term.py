"""A term of the vocabulary or a constraint, as its page shows it."""

from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Node

from communique.graph.prefixes import PREFIXES
from communique_server.pages.naming import Link


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the page shows it."""

    anchor: str
    name: str
    label: str
    language: str
    iri: str
    definition: str
    example: str
    relations: tuple[tuple[str, tuple[Link, ...]], ...]
    severity: str = ""
    used: int | None = None
    """How often the release uses it; None where that is not counted."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Terms of one kind."""

    anchor: str
    title: str
    terms: tuple[Term, ...]


def short(term: URIRef) -> str:
    """Return a term with its prefix; ours have none, without a known prefix it is whole."""
    for prefix, namespace in PREFIXES.items():
        if term.startswith(str(namespace)):
            local = term.removeprefix(str(namespace))
            return local if prefix == "cmq" else f"{prefix}:{local}"
    return str(term).partition("://")[2] or str(term)


def fragment(term: Node) -> str:
    """Return the local name of a term, as its anchor and its short name."""
    return str(term).replace("#", "/").rstrip("/").rsplit("/", 1)[-1]
