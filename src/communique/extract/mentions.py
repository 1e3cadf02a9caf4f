"""Reads which entities a statement names, and the one it is about: the subject at its start."""

import re

from communique.extract.base import Notebook, Reading
from communique.extract.named import named_in
from communique.extract.scene import scene_of
from communique.facts.model import MentionFact, Ref, StatementFact
from communique.text.document import Document
from communique.text.span import Span

_OPENING = re.compile(r"[^\w]*(?:\w+\s+){0,2}", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s?\b|[-–]\w")


def read_mentions(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write every place where a statement names an entity other than its own speaker."""
    text = scene_of(document, reading).text
    for statement in notebook.statements:
        named = [
            (span, ref)
            for span, ref in named_in(document, notebook, statement.span)
            if ref != statement.speaker
        ]
        subject = _subject(text, statement, named)
        notebook.mentions.extend(
            MentionFact(statement.ref, ref, span, about=ref == subject) for span, ref in named
        )


def _subject(text: str, statement: StatementFact, named: list[tuple[Span, Ref]]) -> Ref | None:
    """The entity that opens the statement, at most two words before it; no possessor of another."""
    if not named:
        return None
    span, ref = named[0]
    if not _OPENING.fullmatch(text, statement.span.start, span.start):
        return None
    return None if _POSSESSIVE.match(text, span.end) else ref
