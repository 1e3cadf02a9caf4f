"""Organs of a body in an office's title: "Member, Governing Council", "Chairman of the Board".

An organ that has no name of its own belongs to the title; the office is held in its house. Where
no house is named, it is the one that held the event.
"""

from collections.abc import Sequence
from dataclasses import replace

from communique.extract.base import Notebook
from communique.extract.bodies import Body
from communique.extract.scene import Scene
from communique.extract.words import tokens_of
from communique.facts.model import MAIN_EVENT

ORGAN = "board"
"""The concept of the nouns for organs."""


def past_organ(scene: Scene, bodies: Sequence[Body]) -> tuple[Body | None, list[Body]]:
    """Return the organ that opens a list of bodies, if one does, and the bodies without it."""
    if not bodies or bodies[0].kind != ORGAN or bodies[0].match or bodies[0].alias:
        return None, list(bodies)
    tokens = scene.tokens_in(bodies[0].span)
    hit = scene.phrases("institution-type").at(tokens, 0)
    if hit is None or hit[0] != len(tokens) or not tokens[0].text.isascii():
        return None, list(bodies)
    parent = bodies[0].parent
    return bodies[0], [*([parent] if parent else []), *bodies[1:]]


def with_hosts(scene: Scene, notebook: Notebook) -> None:
    """Let those who sit on an organ without a named house sit on that of the event's host."""
    main = next((e for e in notebook.events if e.ref == MAIN_EVENT), None)
    if main is None or len(main.organizers) != 1:
        return
    notebook.tenures[:] = [
        replace(t, organization=main.organizers[0])
        if t.organization is None and t.represents is None and _names_organ(scene, t.title)
        else t
        for t in notebook.tenures
    ]


def _names_organ(scene: Scene, title: str) -> bool:
    hits = scene.phrases("institution-type").find(tokens_of(title))
    return title.isascii() and any(concept == ORGAN for _, _, concept in hits)
