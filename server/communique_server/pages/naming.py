"""Names of things in the visitor's language, and links to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from rdflib import Literal, URIRef

from communique_server.pages.context import PageContext


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere. `language` is "" when the words are in the page's language.

    `note` is said after the words; `external` marks an address of others.
    """

    text: str
    href: str = ""
    language: str = ""
    note: str = ""
    external: bool = False


def choose(labels: Iterable[Literal], language: str) -> tuple[str, str]:
    """Return the best label and its language ("" if it is the page's or unknown).

    The page's language first, then English, then one without a language, then any other.
    """
    ranks = {language: 0, "en": 1, None: 2}
    ordered = sorted(labels, key=lambda n: (ranks.get(n.language, 3), n.language or "", len(n), n))
    if not ordered:
        return "", ""
    chosen = ordered[0]
    other = chosen.language if chosen.language and chosen.language != language else ""
    return str(chosen), other


def link(context: PageContext, target: URIRef, labels: Iterable[Literal], note: str = "") -> Link:
    """Return a link to a thing under its best label, or under its local name if it has none."""
    label, language = choose(labels, context.language)
    href = context.href(target)
    return Link(label or local_words(target), href, language, note, href == str(target))


def local_words(target: str) -> str:
    """Return the last part of an IRI as words."""
    tail = target.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
    return unquote(tail).replace("-", " ").replace("_", " ") or target
