"""Finds who is named, with which office, and writes persons and tenures.

A capitalised name alone is no person: an office beside it, an honorific, the place of a speaker's
heading or an authority file has to say so.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from communique.extract.base import Notebook, Reading
from communique.extract.bodies import Body, all_bodies, bodies_in
from communique.extract.initials import known_as
from communique.extract.institutions import register_body, register_state
from communique.extract.names import PersonName, label_of, name_at
from communique.extract.roles import Role, has_title, roles_in
from communique.extract.scene import Scene, scene_of
from communique.extract.words import Token
from communique.facts.model import Evidence, Name, Ref, TenureFact
from communique.names.authority import Match
from communique.names.keys import name_key
from communique.names.morphology import is_genitive, is_oblique
from communique.names.russian import is_russian
from communique.text.document import Block, BlockKind, Document
from communique.text.span import Span

_OPENING = {"(": ")", "–": "", "—": "", ",": "", "-": ""}
_COORDINATING = frozenset({"and", "и", "&", "also", "as", "well", "а", "также"})
_ADJECTIVES = frozenset({"former", "acting", "then", "current", "the", "a", "an", "бывший", "ныне"})
MISSIONS = frozenset({"ambassador", "high-commissioner", "charge-d-affaires"})
"""Offices that are held in a mission, though only the states are named."""
_LEFT = frozenset({"former", "ex", "бывший", "бывшая"})
LONGEST_OFFICE = 14
"""Words of the longest office that stands before a name."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person named in one place with an office or a title of honour."""

    block: int
    name: PersonName
    phrase: Span
    roles: tuple[Role, ...]
    rule: str
    counterpart_of: Match | None = None


def read_people(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write every person who is named with an office, and those offices."""
    scene = scene_of(document, reading)
    all_bodies(scene)
    for appearance in appearances(scene):
        _write(scene, notebook, appearance)
    notebook.tenures[:] = _distinct(notebook.tenures)


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
    for span in spans:
        yield from _in_span(scene, index, block, span)


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
    after = _office_after(scene, tokens, name.last)
    roles = roles_in(scene, after) if after else []
    apposed = _apposed(scene, tokens, name, floor)
    before = _office_before(scene, tokens, name.first) or apposed
    if roles and after and not apposed:
        name = _in_case(scene, name, after)
        return Appearance(
            index, name, Span(name.span.start, after.end), tuple(roles), "office.after"
        )
    if before:
        roles = _with_bracket(scene, tokens, name, roles_in(scene, before))
        if roles:
            name = _in_case(scene, name, before)
            phrase = Span(before.start, name.span.end)
            return Appearance(index, name, phrase, tuple(roles), "office.before")
    labelled = _after_label(scene, tokens, name) or _takes_turns(scene, block, tokens, name)
    if name.honorifics or labelled:
        rule = "honorific" if name.honorifics else "label"
        held = _with_bracket(scene, tokens, name, [])
        return Appearance(index, name, name.span, tuple(held), rule)
    match = scene.match_at(name.span.start, "person")
    state = _counterpart(scene, tokens, name)
    if state is not None:
        return Appearance(index, name, name.span, (), "counterpart", state)
    held = _with_bracket(scene, tokens, name, [])
    if held:
        return Appearance(index, name, name.span, tuple(held), "affiliation")
    if _is_speaker_heading(scene, index, block, tokens, name):
        return Appearance(index, name, name.span, (), "heading")
    below = _office_below(scene, index, block, tokens, name)
    if below is not None:
        roles = roles_in(scene, below)
        return Appearance(index, name, name.span, tuple(roles), "lines")
    match = scene.match_at(name.span.start, "person")
    if match and match.end >= name.span.end:
        return Appearance(index, name, name.span, (), "authority")
    return None


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


def _takes_turns(scene: Scene, block: Block, tokens: Sequence[Token], name: PersonName) -> bool:
    """Whether a name with a colon opens several paragraphs, as speakers in a transcript do."""
    if name.first != 0 or name.last >= len(tokens) or tokens[name.last].text != ":":
        return False
    label = scene.text[block.span.start : tokens[name.last].end]
    blocks = scene.document.blocks
    return sum(b.span.of(scene.text).startswith(label) for b in blocks) > 1


def _with_bracket(
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


def _in_case(scene: Scene, name: PersonName, office: Span) -> PersonName:
    """A name stands in the case of the office beside it: no nominative there, none in the name."""
    first = next((t.text for t in scene.tokens_in(office) if t.is_word), "")
    if is_russian(name.label) and is_oblique(first):
        return replace(name, label=label_of(scene, name.span, oblique=True))
    if is_russian(name.label) and is_russian(first):
        printed = " ".join(name.span.of(scene.text).split())
        return name if printed.isupper() else replace(name, label=printed)
    return name


def _office_after(scene: Scene, tokens: Sequence[Token], last: int) -> Span | None:
    """The stretch after a name that can hold offices, up to where the sentence goes on."""
    served = scene.phrases("capacity").at(tokens, last)
    if served:
        last += served[0] - 1
    elif last >= len(tokens) or tokens[last].text not in _OPENING:
        return None
    closing = _OPENING.get(tokens[last].text, "")
    end = last + 1
    while end < len(tokens):
        token = tokens[end]
        if closing and token.text == closing:
            break
        if token.text in (",", ";", "and", "и", "–", "—") and _leaves(scene, tokens, end):
            break
        end += 1
    while end > last + 1 and tokens[end - 1].text in (".", ",", ";"):
        end -= 1
    if end <= last + 1:
        return None
    span = Span(tokens[last + 1].start, tokens[end - 1].end)
    return span if has_title(scene, _head(tokens[last + 1 : end])) else None


def _head(tokens: Sequence[Token]) -> list[Token]:
    """The first words of a phrase: an office has to begin there, not pages later."""
    return list(tokens[:10])


def _leaves(scene: Scene, tokens: Sequence[Token], index: int) -> bool:
    """Whether a sign or "and" ends the office: a verb, another person or another clause follows."""
    following = index + 1
    while following < len(tokens) and tokens[following].text.lower() in _COORDINATING:
        following += 1
    if following >= len(tokens):
        return True
    token = tokens[following]
    name = name_at(scene, tokens, following)
    if name and (name.honorifics or _office_follows(scene, tokens, name.last)):
        return True
    if tokens[index].text == ";":
        skipped = following + (token.text.lower() in _ADJECTIVES)
        return scene.phrases("title").at(tokens, skipped) is None
    if tokens[index].text in ("and", "и"):
        return False
    if token.text.lower() in _ADJECTIVES:
        following = _past_articles(scene, tokens, following)
        token = tokens[following]
    if scene.phrases("title").at(tokens, following):
        return False
    if token.is_capitalised or token.text in ("«", "“"):
        return name is not None and _office_before(scene, tokens, name.first) is not None
    return not scene.phrases("institution-type").at(tokens, following)


def _past_articles(scene: Scene, tokens: Sequence[Token], index: int) -> int:
    """Go on over "the", "former" and a state's adjective to the word that they lead to."""
    while index + 1 < len(tokens):
        match = scene.match_at(tokens[index].start, "state")
        if tokens[index].text.lower() not in _ADJECTIVES and not (match and match.adjectival):
            break
        index += 1
    return index


def _office_follows(scene: Scene, tokens: Sequence[Token], last: int) -> bool:
    if last >= len(tokens) or tokens[last].text not in (",", "(", "–", "—"):
        return False
    following = tokens[last + 1 : last + 7]
    stop = next((i for i, t in enumerate(following) if t.text in (";", ".")), len(following))
    return has_title(scene, following[:stop])


def _office_before(scene: Scene, tokens: Sequence[Token], first: int) -> Span | None:
    """The office that leads to a name: "Foreign Minister of X", «министр культуры»."""
    titles = scene.phrases("title")
    for start in range(first - 1, max(-1, first - LONGEST_OFFICE), -1):
        token = tokens[start]
        if token.text in (",", ";", ":", ".", "(", ")"):
            return None
        hit = titles.at(tokens, start)
        if hit and start + hit[0] <= first and _leads_on(scene, tokens, start + hit[0], first):
            begin = _whole_title(scene, tokens, start, start + hit[0])
            while begin > 0 and _belongs(scene, tokens, begin - 1):
                begin -= 1
            return Span(tokens[begin].start, tokens[first - 1].end)
    return None


def _apposed(scene: Scene, tokens: Sequence[Token], name: PersonName, floor: int) -> Span | None:
    """The office before a comma ("the Foreign Minister of X, NAME, …"), if it is nobody else's."""
    comma = name.first - 1
    following = tokens[name.last].text if name.last < len(tokens) else "."
    if comma <= floor or tokens[comma].text != "," or following not in (",", "."):
        return None
    office = _office_before(scene, tokens, comma)
    if office is None or office.start < tokens[floor].start:
        return None
    article = scene.text[max(0, office.start - 4) : office.start].strip().lower()
    told = article in ("the", "its") or name.honorifics or is_russian(name.label)
    return office if told else None


def _office_below(
    scene: Scene, index: int, block: Block, tokens: Sequence[Token], name: PersonName
) -> Span | None:
    """The next line, where a name stands alone on its own: a signature or a list in two lines."""
    blocks = scene.document.blocks
    if name.first != 0 or name.last != len(tokens) or index + 1 >= len(blocks):
        return None
    below = blocks[index + 1]
    words = scene.tokens_in(below.span)
    if len(words) > 30 or not has_title(scene, words[:6]):
        return None
    return below.span


def _whole_title(scene: Scene, tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a title begins whose last words were met first: "Prime" of "Prime Minister"."""
    for earlier in range(max(0, start - 5), start):
        hit = scene.phrases("title").at(tokens, earlier)
        if hit and earlier + hit[0] >= start:
            return earlier
    return start


def _leads_on(scene: Scene, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the words between an office and a name only say where the office is held."""
    if start >= end:
        return True
    span = Span(tokens[start].start, tokens[end - 1].end)
    first = tokens[start]
    joined = first.text.lower() in ("of", "for", "at", "to", "по") or not first.text.isascii()
    if not joined:
        return False
    words = [t for t in tokens[start:end] if t.is_word and not t.is_capitalised]
    small = {"of", "the", "for", "at", "to", "and", "in", "и", "по", "в", "на", "при", "имени"}
    if first.text.isascii():
        return all(t.text in small for t in words)
    return bool(span) and all(_is_nominal(t) for t in words if t.text not in small)


def _is_nominal(token: Token) -> bool:
    return is_genitive(token.text)


def _belongs(scene: Scene, tokens: Sequence[Token], index: int) -> bool:
    """Whether a word before the title is part of the office: a state, a body, "former"."""
    token = tokens[index]
    if token.text.lower() in _ADJECTIVES - {"the", "a", "an"}:
        return True
    if scene.is_abbreviation(token.text):
        return True
    return scene.match_over(token.start, "state") is not None


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
    return any(b.kind in (BlockKind.BULLET, BlockKind.NUMBERED) for b in under)


def _in_row(scene: Scene, index: int, block: Block) -> Iterator[Appearance]:
    """A table row: a name in one cell, the office in the same or the next."""
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
        if roles or name.honorifics:
            phrase = Span(cell.start, beside[-1].end if beside else cell.end)
            yield Appearance(index, name, phrase, roles, "table")
            return


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


def _write(scene: Scene, notebook: Notebook, appearance: Appearance) -> Ref:
    name = appearance.name
    language = scene.document.blocks[appearance.block].language
    evidence = Evidence((appearance.phrase,), appearance.rule)
    printed = " ".join(name.span.of(scene.text).split())
    variants = tuple(Name(n, language) for n in dict.fromkeys((name.label, printed)))
    match = scene.match_at(name.span.start, "person")
    label = known_as(notebook, name.label)
    person = notebook.person(
        label,
        language,
        evidence,
        variants=variants,
        honorifics=name.honorifics,
        authority=match.entry.id if match else "",
    )
    for role in appearance.roles:
        _write_tenure(scene, notebook, person, role, language, evidence)
    if appearance.counterpart_of and notebook.tenures:
        _write_same_office(notebook, person, appearance.counterpart_of, evidence)
    return person


def _write_same_office(notebook: Notebook, person: Ref, match: Match, evidence: Evidence) -> None:
    """Give a counterpart the office of the person named before, for the other state."""
    known = notebook.tenures[-1]
    if known.represents is None or known.person == person:
        return
    notebook.tenures.append(
        replace(
            known,
            ref=Ref(f"tenure/{len(notebook.tenures) + 1}"),
            person=person,
            title=_without_state(known.title),
            evidence=evidence,
            represents=register_state(notebook, match, evidence),
            organization=None,
            accredited_to=(),
        )
    )


def _without_state(title: str) -> str:
    """A title without the state at its end: "Minister of Foreign Affairs of Nigeria"."""
    found = re.match(r"^(.*\S) of (?:the )?[A-Z][\w’' -]*$", title)
    return found.group(1) if found else title


def _write_tenure(
    scene: Scene, notebook: Notebook, person: Ref, role: Role, language: str, evidence: Evidence
) -> None:
    organization = (
        register_body(notebook, role.body, language, evidence)
        if role.body
        else _mission(scene, notebook, role, language, evidence)
    )
    represents = register_state(notebook, role.represents, evidence) if role.represents else None
    accredited = tuple(register_state(notebook, m, evidence) for m in role.accredited_to)
    notebook.tenures.append(
        TenureFact(
            ref=Ref(f"tenure/{len(notebook.tenures) + 1}"),
            person=person,
            title=role.title,
            language=language,
            evidence=evidence,
            organization=organization,
            represents=represents,
            accredited_to=accredited,
        )
    )


def _mission(
    scene: Scene, notebook: Notebook, role: Role, language: str, evidence: Evidence
) -> Ref | None:
    """The embassy that an ambassador's office implies; a former one has left it."""
    words = scene.tokens_in(role.span)
    hits = [c for _, _, c in scene.phrases("title").find(words)]
    envoy = any(c in MISSIONS for c in hits)
    if not envoy or role.represents is None or not role.accredited_to:
        return None
    if words[0].text.lower() in _LEFT or language != "en":
        return None
    sender, receiver = (_printed(scene, m) for m in (role.represents, role.accredited_to[0]))
    state = register_state(notebook, role.represents, evidence)
    label = f"Embassy of {sender} in {receiver}"
    return notebook.institution(label, language, evidence, state=state, implied=True)


def _printed(scene: Scene, match: Match) -> str:
    words = scene.text[match.start : match.end]
    article = scene.text[max(0, match.start - 4) : match.start].lower() == "the "
    return f"the {words}" if article else words


def _distinct(tenures: Sequence[TenureFact]) -> list[TenureFact]:
    """Join an office stated twice; a shorter form of it ("President") adds only a place."""
    kept: list[TenureFact] = []
    for tenure in sorted(tenures, key=lambda t: -len(t.title)):
        known = next((k for k in kept if _same_office(k, tenure)), None)
        if known is None:
            kept.append(tenure)
            continue
        spans = tuple(sorted({*known.evidence.spans, *tenure.evidence.spans}))
        kept[kept.index(known)] = replace(
            known,
            evidence=replace(known.evidence, spans=spans),
            organization=known.organization or tenure.organization,
            represents=known.represents or tenure.represents,
            accredited_to=known.accredited_to or tenure.accredited_to,
        )
    kept.sort(key=lambda t: (t.evidence.spans[0], int(t.ref.rpartition("/")[2])))
    return _with_conflicts(kept)


def _same_office(known: TenureFact, other: TenureFact) -> bool:
    if known.person != other.person:
        return False
    if known.organization and other.organization and known.organization != other.organization:
        return False
    a, b = name_key(known.title).split(), name_key(other.title).split()
    if not b:
        return known.organization == other.organization
    return set(b) <= set(a) and (a[:1] == b[:1] or bool(re.match(r"^\w+$", other.title)))


def _with_conflicts(tenures: list[TenureFact]) -> list[TenureFact]:
    """Mark two ranks of one person in one body: both readings are kept, neither is picked."""
    marked = []
    for index, tenure in enumerate(tenures):
        other = next(
            (
                t
                for t in tenures[:index]
                if t.person == tenure.person
                and t.organization == tenure.organization is not None
                and t.title != tenure.title
                and name_key(t.title).split()[-1:] == name_key(tenure.title).split()[-1:]
            ),
            None,
        )
        marked.append(replace(tenure, conflicts_with=other.ref) if other else tenure)
    return marked
