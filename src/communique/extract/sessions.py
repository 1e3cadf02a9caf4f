"""Writes the sessions of an event: headings that name one."""

from communique.extract.base import Notebook
from communique.extract.scene import Scene
from communique.facts.model import MAIN_EVENT, EventFact, Evidence, Ref
from communique.text.document import BlockKind
from communique.text.span import Span


def write_sessions(scene: Scene, notebook: Notebook) -> None:
    """Headings that name a session become parts of the main event."""
    order = 0
    for index, block in scene.blocks():
        if block.kind is not BlockKind.HEADING:
            continue
        tokens = scene.tokens_in(block.span)
        hits = scene.phrases("event-type").find(tokens)
        if not any(c.endswith("session") and first <= 2 for first, _, c in hits):
            continue
        order += 1
        notebook.events.append(
            EventFact(
                ref=Ref(f"event/session-{order}"),
                kind="Session",
                label=" ".join(block.span.of(scene.text).split()),
                language=block.language,
                evidence=Evidence((block.span,), "heading.session"),
                concept="session",
                edtf="",
                part_of=MAIN_EVENT,
                order=order,
                extent=_extent(scene, index),
            )
        )


def _extent(scene: Scene, index: int) -> tuple[Span, ...]:
    """The stretch from a session's heading to the next heading of its level."""
    blocks = scene.document.blocks
    level = blocks[index].level
    end = blocks[index].span.end
    for block in blocks[index + 1 :]:
        if block.kind is BlockKind.HEADING and block.level <= level and level:
            break
        end = block.span.end
    return (Span(blocks[index].span.start, end),)
