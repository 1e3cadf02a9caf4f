"""Finds the places where a report introduces a person: a name with what shows it to be one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from communique.extract.bodies import Body, bodies_in, chain_of
from communique.extract.grammar import grammar_of
from communique.extract.names import PersonName, label_of, name_at
from communique.extract.offices import body_beside, office_below, with_bracket
from communique.extract.offices_after import office_after
from communique.extract.offices_before import office_apposed, office_before, within_office
from communique.extract.roles import Role, roles_in
from communique.extract.scene import Scene
from communique.extract.turns import takes_turns, turn_names
from communique.extract.words import Token
from communique.names.authority import Match
from communique.names.morphology import is_oblique
from communique.names.russian import is_russian
from communique.text.document import Block, BlockKind
from communique.text.span import Span

_RANKS = frozenset({"ambassador", "minister", "professor", "general", "admiral", "senator"})
"""Titles that stand before a name though the office was given before the comma."""
SHORTEST_TITLE = 3
"""Letters of the shortest Russian word that tells its case."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person named in one place with an office or a title of honour."""

    block: int
    name: PersonName
    phrase: Span
    roles: tuple[Role, ...]
    rule: str
    counterpart_of: Match | None = None


def appearances(scene: Scene) -> list[Appearance]:
    """Return every place where a person is introduced, in order of the text."""
    return scene.cached("appearances", lambda: _appearances(scene))


def _appearances(scene: Scene) -> list[Appearance]:
    found: list[Appearance] = []
    for index, block in scene.blocks():
        found.extend(_in_block(scene, index, block))
    full = {a.name.label for a in found if len(a.name.label.split()) > 1}
    return [a for a in found if not _is_short(a, full)]


def _is_short(appearance: Appearance, full: Iterable[str]) -> bool:
    """Whether a surname with a title of honour means one person who is named in full elsewhere."""
    if appearance.rule != "honorific" or " " in appearance.name.label:
        return False
    return sum(appearance.name.label in name.split()[1:] for name in full) == 1


def _in_block(scene: Scene, index: int, block: Block) -> Iterator[Appearance]:
    if len(block.cells) > 1:
        yield from _in_row(scene, index, block)
        return
    spans = [block.span] if block.kind is BlockKind.HEADING else scene.sentences_of(block)
    shouted = (
        block.kind in (BlockKind.TITLE, BlockKind.HEADING) and block.span.of(scene.text).isupper()
    )
    for span in spans:
        for appearance in _in_span(scene, index, block, span):
            if not shouted or appearance.name.label in scene.text:
                yield appearance


def _in_span(scene: Scene, index: int, block: Block, span: Span) -> Iterator[Appearance]:
    tokens = scene.tokens_in(span)
    position = floor = 0
    while position < len(tokens):
        name = name_at(scene, tokens, position)
        appearance = _appearance(scene, index, block, tokens, name, floor) if name else None
        if appearance is None:
            position += 1
            continue
        yield appearance
        ends = max(appearance.phrase.end, appearance.name.span.end)
        position = next((i for i, t in enumerate(tokens) if t.start >= ends), len(tokens))
        floor = position


def _appearance(
    scene: Scene,
    index: int,
    block: Block,
    tokens: Sequence[Token],
    name: PersonName,
    floor: int = 0,
) -> Appearance | None:
    if within_office(scene, tokens, name):
        return None
    after = office_after(scene, tokens, name.last)
    roles = roles_in(scene, after) if after else []
    apposed = office_apposed(scene, tokens, name, floor)
    before = office_before(scene, tokens, name.first) or apposed
    if before is not None and apposed is None:
        before = _with_fuller(scene, tokens, before)
    if roles and after and not apposed:
        name = _in_case(scene, name, after)
        return Appearance(
            index, name, Span(name.span.start, after.end), tuple(roles), "office.after"
        )
    if before:
        led = _led_by(scene, tokens, before)
        roles = with_bracket(scene, tokens, name, roles_in(scene, before))
        if roles and led is not None and roles[0].body is None and not roles[0].represents:
            roles = [replace(roles[0], body=led), *roles[1:]]
        if roles:
            name = _in_case(scene, name, before)
            roles = _of_state(scene, tokens, name, roles)
            roles = _of_body(scene, tokens, name, roles)
            phrase = Span(before.start, name.span.end)
            return Appearance(index, name, phrase, tuple(roles), "office.before")
    opens = name.first == 0 and block.kind in (BlockKind.BULLET, BlockKind.NUMBERED)
    labelled = _after_label(scene, tokens, name) or _is_turn(scene, index, name)
    if labelled and is_russian(name.label):
        printed = " ".join(name.span.of(scene.text).split())
        name = replace(name, label=printed) if not printed.isupper() else name
    if name.honorifics or labelled:
        rule = "honorific" if name.honorifics else "label"
        held = with_bracket(scene, tokens, name, [])
        held = held or body_beside(scene, tokens, name, opens=opens or bool(labelled))
        under = office_below(scene, index, block, tokens, name) if name.honorifics else None
        if not held and under is not None and not is_russian(name.label):
            return Appearance(index, name, name.span, tuple(roles_in(scene, under)), "lines")
        return Appearance(index, name, name.span, tuple(held), rule)
    match = scene.match_at(name.span.start, "person")
    state = _counterpart(scene, tokens, name)
    if state is not None:
        return Appearance(index, name, name.span, (), "counterpart", state)
    held = with_bracket(scene, tokens, name, [])
    opens = opens or _speaks_after(scene, tokens, name)
    held = held or body_beside(scene, tokens, name, opens=opens)
    if held:
        return Appearance(index, name, name.span, tuple(held), "affiliation")
    if _has_seat(tokens, name):
        return Appearance(index, name, name.span, (), "letters")
    if _is_speaker_heading(scene, index, block, tokens, name):
        return Appearance(index, name, name.span, (), "heading")
    below = office_below(scene, index, block, tokens, name)
    if below is not None:
        roles = roles_in(scene, below)
        return Appearance(index, name, name.span, tuple(roles), "lines")
    match = scene.match_at(name.span.start, "person")
    if match and match.end >= name.span.end:
        return Appearance(index, name, name.span, (), "authority")
    return None


def _with_fuller(scene: Scene, tokens: Sequence[Token], before: Span) -> Span:
    """The office before a rank and a comma: "Permanent Representative of X, Ambassador NAME"."""
    start = next(i for i, t in enumerate(tokens) if t.start >= before.start)
    rank = tokens[start:]
    rank = [t for t in rank if t.end <= before.end]
    if len(rank) > 2 or start < 2 or tokens[start - 1].text != ",":
        return before
    fuller = office_before(scene, tokens, start - 1)
    if fuller is None or (len(rank) == 1 and rank[0].text.lower() not in _RANKS):
        return before
    return fuller


def _of_state(
    scene: Scene, tokens: Sequence[Token], name: PersonName, roles: list[Role]
) -> list[Role]:
    """The state after the name for an office that names none: "Foreign Minister X of Jordan"."""
    known = roles[0].body is not None or roles[0].represents is not None
    if known or name.last + 1 >= len(tokens) or tokens[name.last].text != "of":
        return roles
    index = name.last + 1 + (tokens[name.last + 1].text == "the")
    state = scene.match_at(tokens[index].start, "state") if index < len(tokens) else None
    if state is None or state.adjectival:
        return roles
    return [replace(roles[0], represents=state), *roles[1:]]


def _of_body(
    scene: Scene, tokens: Sequence[Token], name: PersonName, roles: list[Role]
) -> list[Role]:
    """The body after the name for an office that names none: "Professor X of Y University"."""
    if roles[0].body is not None or roles[0].represents is not None or is_russian(name.label):
        return roles
    if name.last >= len(tokens) or tokens[name.last].text not in ("of", "from", "at"):
        return roles
    beside = body_beside(scene, tokens, name, opens=True)
    return [replace(roles[0], body=beside[0].body), *roles[1:]] if beside else roles


def _has_seat(tokens: Sequence[Token], name: PersonName) -> bool:
    """Whether the letters of a member of a parliament follow a name: "NAME MP"."""
    letters = grammar_of("en").sets["seats"]
    return name.last < len(tokens) and tokens[name.last].text in letters


def _speaks_after(scene: Scene, tokens: Sequence[Token], name: PersonName) -> bool:
    """Whether "NAME of BODY" is followed by a verb of speech, as a person's name is."""
    beside = body_beside(scene, tokens, name, opens=True)
    body = beside[0].body if beside else None
    if body is None or tokens[name.last].text == "," or is_russian(name.label):
        return False
    house = list(chain_of(body))[-1]
    after = next((i for i, t in enumerate(tokens) if t.start >= house.span.end), len(tokens))
    return scene.phrases("speech-verb").at(tokens, after) is not None


def _led_by(scene: Scene, tokens: Sequence[Token], office: Span) -> Body | None:
    """The body whose people somebody leads: «делегация Института … во главе с директором»."""
    before = scene.text[max(0, office.start - 16) : office.start]
    if not re.search(r"\bво главе со?\s$", before):
        return None
    bodies = bodies_in(scene, Span(tokens[0].start, office.start))
    return bodies[-1] if bodies else None


def _is_turn(scene: Scene, index: int, name: PersonName) -> bool:
    """Whether a name is the label of a block whose speakers take turns."""
    return takes_turns(scene, index) and turn_names(scene)[index].span.start == name.span.start


def _after_label(scene: Scene, tokens: Sequence[Token], name: PersonName) -> bool:
    """Whether a part in the event stands before the name with a colon: "Moderator: NAME"."""
    if name.first < 2 or tokens[name.first - 1].text != ":":
        return False
    if name.last < len(tokens) and tokens[name.last].text not in (",", "(", ";", "."):
        return False
    return scene.phrases("role").at(tokens, name.first - 2) is not None


def _counterpart(scene: Scene, tokens: Sequence[Token], name: PersonName) -> Match | None:
    """The state of "his Brazilian counterpart, NAME": who holds the same office there."""
    index = name.first - 1
    while index > 0 and not tokens[index].is_word:
        index -= 1
    cue = scene.phrases("capacity").at(tokens, index) if index > 0 else None
    if cue is None or cue[1] != "counterpart":
        return None
    before = Span(tokens[max(0, index - 2)].start, tokens[index].start)
    return next((m for m in scene.matches_in(before, "state") if m.adjectival), None)


def _in_case(scene: Scene, name: PersonName, office: Span) -> PersonName:
    """A name stands in the case of the office beside it: no nominative there, none in the name."""
    first = next((t.text for t in scene.tokens_in(office) if t.is_word), "")
    if is_russian(first) and len(first) < SHORTEST_TITLE:
        # «и. о. директора» stands in any case, and the name has to tell.
        return name
    if is_russian(name.label) and is_oblique(first):
        return replace(name, label=label_of(scene, name.span, oblique=True))
    if is_russian(name.label) and is_russian(first):
        printed = " ".join(name.span.of(scene.text).split())
        return name if printed.isupper() else replace(name, label=printed)
    return name


def _is_speaker_heading(
    scene: Scene, index: int, block: Block, tokens: Sequence[Token], name: PersonName
) -> bool:
    """Whether a heading begins with the name and items or turns stand under it."""
    if block.kind is not BlockKind.HEADING or name.first != 0:
        return False
    rest = tokens[name.last : name.last + 1]
    if rest and rest[0].text not in (",", ":", "(", "–", "—"):
        return False
    blocks = scene.document.blocks
    under = [b for b in blocks[index + 1 :] if b.section == index]
    if name.last == len(tokens) and is_russian(name.label) and _is_told_of(scene, name):
        return bool(under)
    return any(b.kind in (BlockKind.BULLET, BlockKind.NUMBERED) for b in under)


def _is_told_of(scene: Scene, name: PersonName) -> bool:
    """Whether a surname with initials in a heading is one that the text names elsewhere."""
    words = name.span.of(scene.text)
    surname = max(words.replace(".", ". ").split(), key=len)
    return "." in words and scene.text.count(surname) > 1


def _in_row(scene: Scene, index: int, block: Block) -> Iterator[Appearance]:
    """A table row: a name in one cell, the office in the same or the next."""
    columns = list(_in_columns(scene, index, block))
    if columns:
        yield from columns
        return
    for place, cell in enumerate(block.cells):
        tokens = scene.tokens_in(cell)
        name = name_at(scene, tokens, 0) if tokens else None
        beside = [
            c for c in block.cells[place + 1 : place + 3] if any(map(str.isalpha, c.of(scene.text)))
        ]
        if name is None or (name.last < len(tokens) and tokens[name.last].text != "("):
            yield from _in_span(scene, index, block, cell)
            continue
        roles = _roles_of_cells(scene, beside)
        name = _in_case(scene, name, beside[0]) if beside else name
        roles = roles or tuple(with_bracket(scene, tokens, name, []))
        if roles or name.honorifics:
            phrase = Span(cell.start, beside[-1].end if beside else cell.end)
            yield Appearance(index, name, phrase, roles, "table")
            return


def _in_columns(scene: Scene, index: int, block: Block) -> Iterator[Appearance]:
    """Names side by side, as signatures stand, with the office of each below it."""
    names = [_whole_name(scene, cell) for cell in block.cells]
    if len(names) != 2 or not all(names):
        return
    following = scene.document.blocks[index + 1 : index + 2]
    below = following[0].cells if following and len(following[0].cells) == len(names) else ()
    for place, name in enumerate(names):
        roles = roles_in(scene, below[place]) if below else []
        if name is not None:
            yield Appearance(index, name, name.span, tuple(roles), "lines")


def _whole_name(scene: Scene, cell: Span) -> PersonName | None:
    """The name that a cell consists of."""
    tokens = scene.tokens_in(cell)
    name = name_at(scene, tokens, 0) if tokens else None
    return name if name is not None and name.last == len(tokens) else None


def _roles_of_cells(scene: Scene, cells: Sequence[Span]) -> tuple[Role, ...]:
    """The office in the first cell and the body in the second, each in the words of its cell."""
    if not cells:
        return ()
    roles = roles_in(scene, cells[0])
    if len(cells) == 1:
        return tuple(roles)
    words = " ".join(cells[0].of(scene.text).split())
    role = replace(roles[0], title=words) if roles else Role(cells[0], words)
    if role.body is not None or role.represents is not None:
        return tuple(roles)
    bodies = bodies_in(scene, cells[1], commas=True)
    label = " ".join(cells[1].of(scene.text).split())
    return (replace(role, body=bodies[0] if bodies else Body(cells[1], label)),)
