"""Annotated reports of a folder, read as `communique extract` reads them, and their scores."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plain_facts import plain_facts
from rdflib import Graph
from scoring import Compared, Score, compare

from communique.drafting import Drafted, Reader
from communique.errors import ExtractionError
from communique.text.receive import receive

CORPUS = Path(__file__).parents[1] / "corpus"
PARTS = {
    "corpus": CORPUS,
    "development": CORPUS / "development",
    "unread": CORPUS / "unread",
    "unseen": CORPUS / "unseen",
}
"""The folders of annotated reports; what each is for stands in `tests/corpus/README.md`."""
_NOTHING: dict[str, Any] = {
    "event": {},
    "participants": [],
    "institutions": [],
    "treaties": [],
    "events_mentioned": [],
    "quantities": [],
    "periods": [],
}


@dataclass(frozen=True)
class Annotated:
    """A report with its facts by hand."""

    path: Path
    gold: dict[str, Any]

    @property
    def language(self) -> str:
        return str(self.gold.get("language", "en"))

    def read(self, reader: Reader) -> Drafted | None:
        """Return what the reader drafts; None when it finds no event."""
        try:
            return reader.draft(receive(self.path.read_bytes(), self.path.name))
        except ExtractionError:
            return None

    def compared(self, reader: Reader) -> dict[str, Compared]:
        """Return each category of the annotation, compared with what is read."""
        drafted = self.read(reader)
        if drafted is None:
            return compare(_NOTHING, self.gold)
        graph = Graph()
        for s, p, o, _ in drafted.draft.dataset.quads():
            graph.add((s, p, o))
        return compare(plain_facts(graph), self.gold)


def annotated(folder: Path, texts: Path | None = None) -> list[Annotated]:
    """Return the annotated reports of a folder; their texts lie beside them, or in `texts`."""
    golds = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.gold.json"))]
    return [Annotated((texts or folder) / gold["source"], gold) for gold in golds]


def total(reports: list[Annotated], reader: Reader) -> dict[str, Score]:
    """Return the scores of all `reports` together, by category."""
    found: dict[str, Score] = {}
    for report in reports:
        for category, compared in report.compared(reader).items():
            found[category] = found.get(category, Score()) + compared.score
    return found
