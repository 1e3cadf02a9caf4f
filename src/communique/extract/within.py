"""Which statement a place of the text lies in, and which states are named around it."""

from communique.extract.base import Notebook
from communique.extract.named import named_in
from communique.facts.model import MAIN_EVENT, Ref, StatementFact
from communique.text.document import Document
from communique.text.span import Span

LEAD = 1200
"""Characters from the start in which a report lists whose event it is."""
WIDEST_GAP = 26
"""Characters between two states of a list: ", the Republic of "."""


def statement_at(notebook: Notebook, span: Span) -> StatementFact | None:
    """Return the statement that holds a span; None for the rapporteur's own words."""
    return next((s for s in notebook.statements if s.span.contains(span)), None)


def said_in(notebook: Notebook, span: Span) -> Ref | None:
    """Return the reference of the statement that holds a span and has a speaker."""
    statement = statement_at(notebook, span)
    return statement.ref if statement and statement.speaker else None


def states_in(document: Document, notebook: Notebook, span: Span) -> tuple[Ref, ...]:
    """Return the states named within a span, each once, in their order."""
    refs = (ref for _, ref in named_in(document, notebook, span) if notebook.states.has(ref))
    return tuple(dict.fromkeys(refs))


def listed_states(notebook: Notebook) -> tuple[Ref, ...]:
    """Return three states and more that the report's lead lists beside each other, else ().

    Where the event has two sides, it is theirs, whoever else is listed.
    """
    main = next((e for e in notebook.events if e.ref == MAIN_EVENT), None)
    if main is None or len([p for p in main.parties if notebook.states.has(p)]) == 2:
        return ()
    places = sorted(
        (span, state.ref)
        for state in notebook.states.facts()
        for span in state.evidence.spans
        if span.start < LEAD
    )
    run: list[tuple[Span, Ref]] = []
    for span, ref in places:
        if run and span.start - run[-1][0].end > WIDEST_GAP:
            if len({r for _, r in run}) > 2:
                break
            run = []
        run.append((span, ref))
    listed = tuple(dict.fromkeys(ref for _, ref in run))
    return listed if len(listed) > 2 else ()


def main_relation(notebook: Notebook) -> tuple[Ref, ...]:
    """Return the two states whose relation the report is about; () if there are no two."""
    for event in notebook.events:
        if event.ref != MAIN_EVENT:
            continue
        for parties in (event.anniversary.parties if event.anniversary else (), event.parties):
            states = tuple(ref for ref in parties if notebook.states.has(ref))
            if len(states) == 2:
                return states
    named = sorted(notebook.states.facts(), key=lambda s: -len(s.evidence.spans))
    return tuple(state.ref for state in named) if len(named) == 2 else ()


def relation_at(document: Document, notebook: Notebook, span: Span) -> tuple[Ref, ...]:
    """Return the two states a passage speaks of, else those of the report, else ()."""
    states = states_in(document, notebook, span)
    return states if len(states) == 2 else main_relation(notebook)
