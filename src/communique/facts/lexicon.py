"""The words that readers go by, as plain data.

They live in ontology/*.ttl as prefLabels, altLabels and hiddenLabels of concepts and reach the
readers through `graph.lexicon`, so that no word list stands in Python.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that points to a concept, in a language (BCP 47)."""

    text: str
    language: str
    concept: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues by concept scheme: "role", "event-type", "topic", "stance", "agreement-type" …

    Within a scheme they are sorted longest first, so that the first match is the longest.
    `classes` gives the ontology class of a concept where it has one: ("event-type", "round-table")
    -> "RoundTable"; `numbers` the factor of a word that multiplies: ("magnitude", "million") ->
    1000000.0; `broader` the concept above one: ("topic", "trade") -> "economy"; `labels` the
    preferred labels of a concept, one a language.
    """

    schemes: Mapping[str, tuple[Cue, ...]] = field(default_factory=dict)
    classes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    numbers: Mapping[tuple[str, str], float] = field(default_factory=dict)
    broader: Mapping[tuple[str, str], str] = field(default_factory=dict)
    labels: Mapping[tuple[str, str], tuple[Cue, ...]] = field(default_factory=dict)

    def cues(self, scheme: str, language: str = "") -> tuple[Cue, ...]:
        """Return the cues of a scheme, of one language if one is given."""
        return tuple(
            c for c in self.schemes.get(scheme, ()) if not language or c.language == language
        )
