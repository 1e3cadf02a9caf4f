"""Writes the bodies, states and places that a report names."""

from collections.abc import Iterator

from communique.extract.base import Notebook, Reading
from communique.extract.bodies import Body, bodies_in
from communique.extract.scene import Scene, scene_of
from communique.facts.model import Evidence, Name, Ref
from communique.names.authority import Match
from communique.text.document import Document
from communique.text.span import Span

INTERGOVERNMENTAL = "body"
"""The authority's kind of bodies whose members are states."""


def read_institutions(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write every body that is named, then the states and places named outside such names."""
    scene = scene_of(document, reading)
    for block in document.blocks:
        taken: list[Span] = []
        for body in bodies_in(scene, block.span):
            evidence = Evidence((body.span,), "authority" if body.match else "body")
            if body.parent is None and not body.match and _is_plain(scene, body):
                continue
            register_body(notebook, body, block.language, evidence)
            taken.extend(b.span for b in chain_of(body))
        for match in scene.matches_in(block.span):
            span = Span(match.start, match.end)
            if not any(t.overlaps(span) for t in taken):
                _register(notebook, match, Evidence((span,), "authority"), block.language)


def _is_plain(scene: Scene, body: Body) -> bool:
    """Whether it is only "the Ministry": a body that the words do not tell from others."""
    tokens = scene.tokens_in(body.span)
    return len([t for t in tokens if t.is_word]) < 2 and body.label not in scene.abbreviations.values()


def chain_of(body: Body | None) -> Iterator[Body]:
    """Yield a body and what it belongs to, inner to outer."""
    while body is not None:
        yield body
        body = body.parent


def register_body(
    notebook: Notebook, body: Body, language: str, evidence: Evidence, depth: int = 0
) -> Ref:
    """Find or add a body with its parents; return its reference."""
    parent = None
    if body.parent is not None and depth < 6:
        parent = register_body(notebook, body.parent, language, evidence, depth + 1)
    state = register_state(notebook, body.state, evidence) if body.state else None
    known = body.match is not None and body.match.entry.kind == INTERGOVERNMENTAL
    variants = (Name(body.alias, language),) if body.alias else ()
    return notebook.institution(
        body.label,
        language,
        evidence,
        variants=variants,
        parent=parent,
        state=state,
        intergovernmental=known,
        authority=body.match.entry.id if body.match else "",
    )


def register_state(notebook: Notebook, match: Match, evidence: Evidence) -> Ref:
    """Find or add the state that a known name means; return its reference."""
    return notebook.state(match.entry.label, evidence, authority=match.entry.id)


def _register(notebook: Notebook, match: Match, evidence: Evidence, language: str) -> None:
    if match.entry.kind == "state":
        register_state(notebook, match, evidence)
    elif match.entry.kind == "place":
        notebook.place(match.entry.label, evidence, authority=match.entry.id)
    elif match.entry.kind == "body":
        notebook.institution(
            match.entry.label,
            language,
            evidence,
            intergovernmental=True,
            authority=match.entry.id,
        )
