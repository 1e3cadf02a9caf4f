"""Says of every fact whether the report's narrator or a speaker vouches for it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from communique.extract.base import Notebook, Reading
from communique.facts.model import MAIN_EVENT, Evidence, StatementFact
from communique.text.document import Document


def attribute(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Attest what stands only within statements by those statements: their speakers say so."""
    statements = sorted(notebook.statements, key=lambda s: s.span)
    for registry in (notebook.states, notebook.places, notebook.institutions, notebook.persons):
        for fact in registry.facts():
            registry.update(_attested(fact, statements))
    notebook.tenures[:] = [_attested(t, statements) for t in notebook.tenures]
    notebook.events[:] = [
        e if e.ref.startswith(MAIN_EVENT) or e.part_of else _attested(e, statements)
        for e in notebook.events
    ]
    notebook.agreements[:] = [_attested(a, statements) for a in notebook.agreements]
    notebook.quantities[:] = [_attested(q, statements) for q in notebook.quantities]
    notebook.periods[:] = [_attested(p, statements) for p in notebook.periods]


def _attested(fact: Any, statements: Sequence[StatementFact]) -> Any:
    evidence: Evidence = fact.evidence
    holders = [next((s for s in statements if s.span.contains(p)), None) for p in evidence.spans]
    first = holders[0]
    said_in = first.ref if first is not None and all(holders) else None
    return (
        fact
        if said_in == evidence.said_in
        else replace(fact, evidence=replace(evidence, said_in=said_in))
    )
