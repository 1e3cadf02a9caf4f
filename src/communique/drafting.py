"""From a source to its draft graph, without a workspace: what `extract` and `ingest` share."""

from dataclasses import dataclass, field
from functools import cached_property

from communique.errors import ExtractionError
from communique.extract.base import Reading, furniture_words
from communique.extract.pipeline import read as read_facts
from communique.facts.model import MAIN_EVENT, Facts
from communique.graph.build import build_draft
from communique.graph.draft import DraftGraph
from communique.graph.lexicon import load_lexicon
from communique.graph.mint import MemoryRegistry, Mint, Registry
from communique.names.authority import load_authority
from communique.text.document import Document
from communique.text.layout import read as read_layout
from communique.text.source import SourceText
from communique.vocab.resources import authority_dir


@dataclass(frozen=True, slots=True)
class Drafted:
    """One report as it was read: its structure, what it says, and that as RDF."""

    document: Document
    facts: Facts
    draft: DraftGraph


@dataclass
class Reader:
    """Reads reports under one base; the lexicon and the authority files are loaded once.

    With `model` a language model suggests names too, which are in the facts but in no graph.
    """

    base: str
    registry: Registry = field(default_factory=MemoryRegistry)
    model: bool = False

    @cached_property
    def reading(self) -> Reading:
        """The cue words and the authority files that every report is read with."""
        return Reading(lexicon=load_lexicon(), authority=load_authority(authority_dir()))

    def document(self, source: SourceText) -> Document:
        """Return the structure of a source."""
        return read_layout(source, furniture_words(self.reading.lexicon))

    def facts(self, document: Document) -> Facts:
        """Return what a report says.

        Raises ExtractionError when it tells of no event, for then there is nothing to publish.
        """
        facts = read_facts(document, self.reading, model=self.model)
        if not any(event.ref.startswith(MAIN_EVENT) for event in facts.events):
            encoding = document.source.encoding
            odd = "" if encoding == "utf-8" else f" (the file was read as {encoding})"
            raise ExtractionError(
                f"no event was found: no sentence says what took place, when or where{odd}.",
                place=document.source.name,
                remedy="If this is a report, name the event and its date in the first paragraph "
                "or state a title and a date in its .meta.toml.",
            )
        return facts

    def draft(self, source: SourceText) -> Drafted:
        """Return what a report says, as structure, facts and RDF. Raises ExtractionError."""
        document = self.document(source)
        facts = self.facts(document)
        draft = build_draft(facts, source, Mint(self.base, self.registry), self.reading)
        return Drafted(document, facts, draft)
