"""A stretch of text, and whose words it reports."""

from dataclasses import dataclass

from communique.facts.model import Ref
from communique.text.document import BlockKind
from communique.text.span import Span

ITEMS = (BlockKind.BULLET, BlockKind.NUMBERED)
"""The blocks of lists."""


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of text and whose words it reports; `person` None for an unknown turn."""

    span: Span
    person: Ref | None
    block: int
    rule: str
