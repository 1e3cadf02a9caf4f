"""Finds what else beside a name tells of a person: a body in brackets, a line below it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.extract.bodies import bodies_in, chain_of
from communique.extract.names import PersonName
from communique.extract.roles import Role, has_title
from communique.extract.scene import Scene
from communique.extract.words import Token
from communique.names.morphology import is_preposition
from communique.names.russian import is_russian
from communique.text.document import Block
from communique.text.span import Span

_HELD_SINCE = re.compile(r",?\s(?:since|from|until)\s\d{4}")
LONGEST_BELOW = 30
"""Words of the longest office in a line below a name."""


def with_bracket(
    scene: Scene, tokens: Sequence[Token], name: PersonName, roles: list[Role]
) -> list[Role]:
    """The body in brackets after a name: "Professor NAME (University of X)"."""
    if name.last + 1 >= len(tokens) or tokens[name.last].text != "(" or (roles and roles[0].body):
        return roles
    end = next((i for i in range(name.last, len(tokens)) if tokens[i].text == ")"), 0)
    if end <= name.last + 1:
        return roles
    inside = Span(tokens[name.last + 1].start, tokens[end - 1].end)
    words = inside.of(scene.text)
    if scene.is_abbreviation(words) and words not in scene.abbreviations:
        return roles
    bodies = bodies_in(scene, inside, commas=True)
    if not bodies or bodies[0].span.start > inside.start + 4:
        return roles
    if roles:
        return [replace(roles[0], body=bodies[0]), *roles[1:]]
    return [Role(inside, "", bodies[0])]


def body_beside(
    scene: Scene, tokens: Sequence[Token], name: PersonName, *, opens: bool = False
) -> list[Role]:
    """Return the body after "of", "from", "at" or a comma: "Prof. NAME of the University of X".

    A name that `opens` an item of a list needs no title of honour.
    """
    word = tokens[name.last].text if name.last < len(tokens) else ""
    if word not in ("of", "from", "at", ",") or name.last + 1 >= len(tokens):
        return []
    if word != "from" and not name.honorifics and not opens:
        return []
    after = Span(tokens[name.last + 1].start, tokens[-1].end)
    bodies = bodies_in(scene, after, commas=word == ",")
    if not bodies or bodies[0].span.start > after.start + 4:
        return []
    house = list(chain_of(bodies[0]))[-1]
    ends = scene.text[house.span.end : after.end].lstrip()[:1]
    if word == "," and (ends not in ("", ";", ",", ".", "(") or is_russian(name.label)):
        return []
    return [Role(bodies[0].span, "", bodies[0])]


def office_below(
    scene: Scene, index: int, block: Block, tokens: Sequence[Token], name: PersonName
) -> Span | None:
    """The next line, where a name stands alone on its own: a signature or a list in two lines."""
    blocks = scene.document.blocks
    if name.first != 0 or name.last != len(tokens) or index + 1 >= len(blocks):
        return None
    below = blocks[index + 1]
    words = scene.tokens_in(below.span)
    if words and is_russian(words[0].text) and is_preposition(words[0].text):
        return None
    if not has_title(scene, words[:6]):
        return None
    first = scene.sentences_of(below)[:1] or [below.span]
    until = _HELD_SINCE.search(scene.text, first[0].start, first[0].end)
    span = Span(first[0].start, until.start()) if until else first[0]
    return span if len(scene.tokens_in(span)) <= LONGEST_BELOW else None
