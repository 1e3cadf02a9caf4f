"""Writes what a person accepted into the graph of its report, with who decided and when."""

from dataclasses import dataclass
from datetime import date

from rdflib import RDF, RDFS, Dataset, Graph, Literal, URIRef

from communique.extract.suggestions import Suggestion
from communique.graph.evidence import write_evidence
from communique.graph.mint import Mint, local_name
from communique.text.span import Span
from communique.vocab import cmq, oa, prov

_NAMED = {"person": cmq.Person, "institution": cmq.Institution}
_PREDICATES = {
    "stance": cmq.stance,
    "modality": cmq.modality,
    "supports": cmq.supports,
    "disputes": cmq.disputes,
}


@dataclass(frozen=True, slots=True)
class Review:
    """A person's yes: `by` is their name as they gave it."""

    by: str
    at: date


class Accepted:
    """Writes accepted suggestions of a report; `draft` is what was read, `text` its words."""

    def __init__(self, report: URIRef, draft: Dataset, text: str, mint: Mint) -> None:
        self.report = report
        self.text = text
        self.mint = mint
        self.dataset = Dataset()
        self.graph: Graph = self.dataset.graph(mint.graph(f"report/{local_name(report)}"))
        self._statements = _statements(draft)

    def write(self, suggestion: Suggestion, review: Review) -> bool:
        """Add a suggestion; False when its statement is no longer read as it was."""
        if suggestion.kind in _NAMED:
            self._review(self._named(suggestion), review)
            return True
        subject = self._statements.get(suggestion.statement or (0, 0))
        value = self.mint.concept(suggestion.kind, suggestion.value)
        if suggestion.target is not None:
            target = self._statements.get(suggestion.target)
            if target is None:
                return False
            value = target
        if subject is None:
            return False
        self.graph.add((subject, _PREDICATES[suggestion.kind], value))
        self._review(subject, review)
        return True

    def _named(self, suggestion: Suggestion) -> URIRef:
        name = suggestion.value
        subject = self.mint.iri(suggestion.kind, name, distinct=local_name(self.report))
        said_in = self._said_in(suggestion)
        self.graph.add((subject, RDF.type, _NAMED[suggestion.kind]))
        self.graph.add((subject, RDFS.label, Literal(name, lang=suggestion.language)))
        self.graph.add((subject, cmq.attestedBy, said_in or self.report))
        self.graph.add((subject, prov.wasGeneratedBy, URIRef(f"{self.report}#run")))
        self.graph.add((subject, cmq.rule, Literal(suggestion.rule)))
        place = Span(suggestion.start, suggestion.end)
        write_evidence(self.graph, subject, self.report, self.text, (place,))
        if said_in is not None:
            self.graph.add((said_in, cmq.mentions, subject))
        return subject

    def _said_in(self, suggestion: Suggestion) -> URIRef | None:
        return next(
            (
                iri
                for (start, end), iri in sorted(self._statements.items())
                if start <= suggestion.start and suggestion.end <= end
            ),
            None,
        )

    def _review(self, subject: URIRef, review: Review) -> None:
        accepted = self.mint.concept("review", "accepted")
        self.graph.add((subject, cmq.reviewStatus, accepted))
        self.graph.add((subject, cmq.reviewedBy, Literal(review.by)))
        self.graph.add((subject, cmq.reviewedAt, Literal(review.at)))


def _statements(draft: Dataset) -> dict[tuple[int, int], URIRef]:
    """Return the statements of a draft by their place."""
    found = {}
    for subject, _, _, _ in draft.quads((None, RDF.type, cmq.Statement, None)):
        for _, _, span, _ in draft.quads((subject, cmq.span, None, None)):
            for _, _, selector, _ in draft.quads((span, oa.hasSelector, None, None)):
                ends = [
                    int(str(value))
                    for predicate in (oa.start, oa.end)
                    for _, _, value, _ in draft.quads((selector, predicate, None, None))
                ]
                if len(ends) == 2:
                    found[(ends[0], ends[1])] = URIRef(str(subject))
    return found
