"""Finds what stands under a heading or a line that names a speaker."""

import re
from collections.abc import Iterator, Sequence

from communique.extract.appearances import Appearance
from communique.extract.base import Notebook
from communique.extract.instruments import instruments_in
from communique.extract.paper_lists import listed_papers
from communique.extract.said import ITEMS, Said
from communique.extract.scene import Scene
from communique.extract.who import Who
from communique.facts.model import Ref
from communique.names.morphology import is_preposition
from communique.names.russian import is_russian
from communique.text.document import Block, BlockKind
from communique.text.span import Span

_PRESIDING = frozenset({"chair", "co-chair", "moderator", "rapporteur"})
LONGEST_LEAD = 24
"""Characters before a speaker's name in a heading: "Presentation by Professor"."""
SHORTEST_WORDS = 6
"""Words of the shortest line or cell that is somebody's words."""


def listed_statements(
    scene: Scene, notebook: Notebook, introduced: Sequence[Appearance], who: Who
) -> Iterator[Said]:
    """What stands under headings that name a speaker."""
    yield from _under_short_names(scene, who, introduced)
    speakers = {
        a.block: a
        for a in reversed(introduced)
        if scene.document.blocks[a.block].kind is BlockKind.HEADING
        and scene.document.blocks[a.block].span != notebook.title_span
        and _leads(scene, a)
    }
    itemised = {b.section for b in scene.document.blocks if b.kind in ITEMS}
    lines = _lines_of_speakers(scene, introduced)
    papers = listed_papers(scene)
    for index, block in scene.blocks():
        appearance = speakers.get(block.section) if block.section is not None else None
        appearance = lines.get(index) or appearance
        kinds = ITEMS if block.section in itemised else (BlockKind.PARAGRAPH,)
        if appearance is None or block.kind not in kinds or index in papers:
            continue
        if _is_paper(scene, block):
            continue
        if block.kind is BlockKind.PARAGRAPH and _is_labelled(scene, appearance):
            continue
        if _presides(scene, appearance):
            continue
        if appearance.rule == "lines" and index == appearance.block + 1:
            continue
        person = notebook.persons.find(appearance.name.label)
        if block.kind is BlockKind.PARAGRAPH and _is_signature(scene, block):
            continue
        if person is None or _is_rapporteurs(scene, introduced, index, block, appearance):
            continue
        if not _is_roster_item(scene, introduced, index, block):
            yield Said(block.span, person, index, f"heading.{block.kind}")


def _under_short_names(scene: Scene, who: Who, introduced: Sequence[Appearance]) -> Iterator[Said]:
    """Items under a heading that ends with the short name of a person: "Comment by Mr. Smith"."""
    full = {a.block for a in introduced}
    short = {
        index: person
        for index, block in scene.blocks()
        if block.kind is BlockKind.HEADING and index not in full
        if (person := _named_last(scene, who, block)) is not None
    }
    for index, block in scene.blocks():
        if block.kind in ITEMS and block.section in short and not _is_paper(scene, block):
            yield Said(block.span, short[block.section], index, f"heading.{block.kind}")


def _named_last(scene: Scene, who: Who, heading: Block) -> Ref | None:
    """The one person whom a heading names at its end, if it says little before."""
    tokens = scene.tokens_in(heading.span)
    references = [r for r in who.in_tokens(tokens) if r.person is not None]
    if len(references) != 1 or references[0].last < len(tokens):
        return None
    start = tokens[references[0].first].start
    leads = start - heading.span.start <= LONGEST_LEAD
    return references[0].person if leads and not _chairs(scene, heading, start) else None


def tabled_statements(scene: Scene, who: Who) -> Iterator[Said]:
    """What stands beside a speaker's name in a table: "Ana Ruiz | Two thirds of … . |"."""
    for index, block in scene.blocks():
        if block.kind is not BlockKind.ROW or len(block.cells) < 2:
            continue
        person = who.is_named(scene.tokens_in(block.cells[0]))
        words = block.cells[-1].of(scene.text).strip()
        is_prose = words.endswith((".", "!", "?", "…")) and len(words.split()) >= SHORTEST_WORDS
        if person is not None and is_prose:
            yield Said(block.cells[-1], person, index, "table")


def _lines_of_speakers(scene: Scene, introduced: Sequence[Appearance]) -> dict[int, Appearance]:
    """Items under a line that is only a person with an office, by the items' places.

    The line may be an item itself: then those below it, deeper or with another kind of marker,
    are the person's.
    """
    alone = {a.block: a for a in introduced if _is_alone(scene, a)}
    found: dict[int, Appearance] = {}
    current: Appearance | None = None
    over: Block | None = None
    outer: set[tuple[int, str]] = set()
    for index, block in scene.blocks():
        below = over is None or block.level > over.level or _style(block) != _style(over)
        below = below and (block.level, _style(block)) not in outer
        if block.kind not in ITEMS:
            current, over = alone.get(index), None
        elif index in alone and (over is None or not below):
            current, over = alone[index], block
        elif current is not None and below:
            found[index] = current
        else:
            outer.add((block.level, _style(block)))
            current, over = None, None
    return found


def _style(block: Block) -> str:
    """How an item is marked: "1." and "2." alike, "a)" and "b)", "I." and "IV."."""
    marker = block.marker
    for style, letters in (("1", r"\d+"), ("I", "[IVX]+"), ("A", "[A-Z]"), ("a", "[a-z]")):
        if re.search(letters, marker):
            return re.sub(letters, style, marker)
    return marker or block.kind


def _is_alone(scene: Scene, appearance: Appearance) -> bool:
    """Whether a line holds a person's name and office, and nothing else but its marker."""
    block = scene.document.blocks[appearance.block]
    before = scene.text[block.span.start : appearance.phrase.start]
    before = before.removeprefix(block.marker)
    for honorific in appearance.name.honorifics:
        before = before.replace(honorific, "", 1)
    after = scene.text[appearance.phrase.end : block.span.end]
    kinds = (BlockKind.PARAGRAPH, *ITEMS)
    return block.kind in kinds and not re.search(r"\w", before + after)


def _leads(scene: Scene, appearance: Appearance) -> bool:
    """Whether a heading is about the person: the name stands first, the heading is little else."""
    block = scene.document.blocks[appearance.block]
    before = scene.text[block.span.start : appearance.phrase.start]
    told = is_russian(before) and (
        ":" in before or any(map(is_preposition, re.findall(r"\w+", before)))
    )
    return len(before.rpartition(":")[2]) <= LONGEST_LEAD and not told


def _is_paper(scene: Scene, block: Block) -> bool:
    """Whether an item is only the name of an agreement, as in a list of what was signed."""
    if block.span.of(scene.text).endswith((".", "!", "?", "…")):
        return False
    papers = instruments_in(scene, block.span, block.language)
    return any(p.span.start == block.span.start for p in papers)


def _is_signature(scene: Scene, block: Block) -> bool:
    """Whether a line is only a name or two, as those who sign below each other are."""
    words = block.span.of(scene.text)
    short = len(words.split()) < SHORTEST_WORDS
    return short and is_russian(words) and not words.endswith((".", "!", "?", "…", "»"))


def _is_labelled(scene: Scene, appearance: Appearance) -> bool:
    """Whether a part stands before the name ("Moderator: X"): a roster, no speaker's heading."""
    block = scene.document.blocks[appearance.block]
    return ":" in scene.text[block.span.start : appearance.name.span.start]


def _presides(scene: Scene, appearance: Appearance) -> bool:
    """Whether a heading says who chairs a session: what stands below it is not the chair's."""
    block = scene.document.blocks[appearance.block]
    presides = _chairs(scene, block, appearance.phrase.start)
    return presides and _is_labelled(scene, appearance)


def _chairs(scene: Scene, block: Block, end: int) -> bool:
    """Whether the words of a heading before a name give its bearer the chair."""
    lead = Span(block.span.start, max(block.span.start + 1, end))
    return any(c in _PRESIDING for _, _, c in scene.phrases("role").find(scene.tokens_in(lead)))


def _is_roster_item(
    scene: Scene, introduced: Sequence[Appearance], index: int, block: Block
) -> bool:
    """Whether an item only names a person, with an office or a body."""
    named = [a for a in introduced if a.block == index]
    covered = sum(a.phrase.end - a.phrase.start for a in named)
    if covered * 10 > 7 * (block.span.end - block.span.start):
        return True
    words = block.span.of(scene.text)
    return not words.endswith((".", "!", "?", "…")) and any(
        scene.text[block.span.start : a.name.span.start].count(" ") <= 2
        and scene.text[a.name.span.end : block.span.end].lstrip()[:1] in (",", "(", "–", "—")
        for a in named
    )


def _is_rapporteurs(
    scene: Scene,
    introduced: Sequence[Appearance],
    index: int,
    block: Block,
    speaker: Appearance,
) -> bool:
    """Whether a paragraph tells of somebody else's part: "Closing remarks were given by X"."""
    others = [a for a in introduced if a.block == index and a.name.label != speaker.name.label]
    cues = scene.phrases("role").find(scene.tokens_in(block.span))
    return block.kind is BlockKind.PARAGRAPH and bool(others) and bool(cues)
