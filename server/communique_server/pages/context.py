"""What every page is told: the release it shows, and how its visitor wants to read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rdflib import URIRef

from communique.store.base import ReadableStore

Language = Literal["en", "ru"]
Theme = Literal["light", "dark", ""]


def _no_text(_report: URIRef) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class PageContext:
    """The release a page reads and the way its visitor reads.

    `base` ends with a slash. `created` is the release's moment in ISO 8601. `path` is the path of
    the request with its query string. `text_of` returns the stored text of a report, or None.
    """

    store: ReadableStore
    base: str
    release: int
    created: str
    title: str
    language: Language = "en"
    theme: Theme = ""
    path: str = "/"
    text_of: Callable[[URIRef], str | None] = _no_text

    @property
    def inferred_graph(self) -> str:
        """IRI prefix of the graphs that hold what follows."""
        return f"{self.base}graph/inferred"

    @property
    def links_graph(self) -> str:
        """IRI of the graph that holds links to other catalogues."""
        return f"{self.base}graph/links"

    @property
    def vocabulary_graph(self) -> str:
        """IRI of the graph that holds the ontology and the concepts."""
        return f"{self.base}graph/vocabulary"

    def href(self, iri: str) -> str:
        """Return where a visitor finds an IRI: a path of this site if it is ours."""
        if iri.startswith(f"{self.base}id/"):
            return "/doc/" + iri.removeprefix(f"{self.base}id/")
        if iri.startswith(self.base):
            return "/" + iri.removeprefix(self.base)
        return iri
