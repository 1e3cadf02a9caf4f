"""The part of a report that says what it is about: title, first paragraphs, place and day."""

import re
from collections.abc import Iterator

from communique.dates.find import find_dates
from communique.extract.grammar import grammar_of
from communique.extract.scene import Scene
from communique.names.russian import is_russian, is_verb_form
from communique.text.document import Block, BlockKind
from communique.text.span import Span

_DATELINE_STOP = re.compile(r"\s*[–—]\s*|\s-{1,2}\s|[.:]\s")
_DASHES = frozenset({"–", "—", "-", "--"})
LONGEST_DATELINE = 90
"""Characters of the longest line of place and day before a report's first words."""
LEAD = 5
"""Paragraphs from the start in which a report says what it is about."""


LONGEST_DATE_LINE = 80
"""Characters of a line that is little more than a date."""
SHORTEST_PARAGRAPH = 3
"""Words of a line above the title that is no paragraph of the report: a rubric."""
MOST_BESIDE = 5
"""Words beside the date in a line that ends as a sentence does."""


def title_of(scene: Scene) -> Block | None:
    """The title: of the headings before the first paragraph the one that says most."""
    heads: list[Block] = []
    for block in scene.document.blocks[:6]:
        if block.kind not in (BlockKind.TITLE, BlockKind.HEADING):
            if not heads and len(block.span.of(scene.text).split()) <= SHORTEST_PARAGRAPH:
                continue
            break
        if not is_date_line(scene, block):
            heads.append(block)
    telling = [b for b in heads if scene.phrases("event-type").find(scene.tokens_in(b.span))]
    longest = max(heads, key=lambda b: b.span.end - b.span.start, default=None)
    return telling[0] if telling and len(telling[0].span.of(scene.text)) > 20 else longest


def titled(scene: Scene, title: Block) -> str:
    """The title's words; a line that goes on from the one above is joined to it."""
    words = " ".join(title.span.of(scene.text).replace("*", "").split())
    index = scene.document.blocks.index(title)
    if index and words[:1].islower():
        above = " ".join(scene.document.blocks[index - 1].span.of(scene.text).split())
        above = above.capitalize() if above.isupper() else above
        return f"{above} {words}"
    return words


def is_date_line(scene: Scene, block: Block) -> bool:
    """Say whether a block is little more than a date."""
    words = " ".join(block.span.of(scene.text).split())
    dates = find_dates(words, block.language) if len(words) < LONGEST_DATE_LINE else []
    if not dates or dates[0].end - dates[0].start <= 6:
        return False
    rest = words[: dates[0].start] + words[dates[0].end :]
    if any(is_russian(w) and is_verb_form(w) for w in re.findall(r"\w+", rest)):
        return False
    return not (words.endswith(".") and len(rest.split()) > MOST_BESIDE)


def dateline_of(scene: Scene, block: Block) -> Span | None:
    """Return the place and day that open a block: "HANOI, 12 March –", "Bangkok, 5 May 2018."."""
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    words = block.span.of(scene.text)[:LONGEST_DATELINE]
    for stop in _DATELINE_STOP.finditer(words):
        lead = words[: stop.start()]
        dates = find_dates(lead, block.language)
        if stop.start() and stop.group().startswith(".") and _is_whole_place(scene, block, lead):
            return Span(block.span.start, block.span.start + stop.start())
        if "." in lead and not dates:
            return None
        ends = bool(dates) and dates[-1].end >= len(lead.rstrip(" )")) - 1
        if ends and block.language == "en" and _is_told(lead[: dates[0].start]):
            return None
        named = lead.split(",")[0].split("(")[0].strip()
        if ends or (stop.group().strip() in _DASHES and _is_place(scene, block, named)):
            return Span(block.span.start, block.span.start + stop.start()) if lead else None
    return None


def _is_told(words: str) -> bool:
    """Whether words before a date are an English sentence: "A and B opened relations on …"."""
    grammar = grammar_of("en")
    small = [w for w in words.split() if w.islower()]
    return any(w.endswith("ed") or grammar.has("finite", w) for w in small)


def _is_place(scene: Scene, block: Block, name: str) -> bool:
    """Whether a block begins with a place's name, or with one in capitals."""
    known = scene.match_at(block.span.start, "place")
    return known is not None or (len(name) > 3 and name.isupper() and len(name.split()) <= 3)


def _is_whole_place(scene: Scene, block: Block, lead: str) -> bool:
    """Whether a block opens with a place and a full stop: "WELLINGTON. The group …"."""
    known = scene.match_at(block.span.start, "place")
    return known is not None and known.end == block.span.start + len(lead.rstrip())


def lead_of(scene: Scene) -> list[Block]:
    """The title, the headings and the first paragraphs, before anybody's words are listed."""
    lead: list[Block] = []
    paragraphs = 0
    for block in scene.document.blocks:
        if block.kind in (BlockKind.BULLET, BlockKind.NUMBERED) and paragraphs:
            break
        lead.append(block)
        paragraphs += block.kind is BlockKind.PARAGRAPH
        if paragraphs >= LEAD:
            break
    return lead


def labelled(scene: Scene, *labels: str) -> Span | None:
    """What stands after one of some labels at the start of a line: "Venue: …", "Organisers: …"."""
    for stretch, concept, start in _labels(scene):
        if concept in labels:
            return Span(start, stretch.end)
    return None


def is_labelled_line(scene: Scene, block: Block) -> bool:
    """Say whether a line gives a place, a day or bodies after a label: it tells nothing else."""
    kept = ("venue", "date", "date-and-place", "organizer", "host")
    return any(s == block.span and concept in kept for s, concept, _ in _labels(scene))


def _labels(scene: Scene) -> list[tuple[Span, str, int]]:
    """The lines and cells that open with a label, its concept, and where the words after begin."""
    return scene.cached("labels", lambda: list(_labels_of(scene)))


def _labels_of(scene: Scene) -> Iterator[tuple[Span, str, int]]:
    stretches = (s for b in scene.document.blocks[:12] for s in (*b.cells, b.span))
    for stretch in stretches:
        tokens = scene.tokens_in(stretch)
        if tokens and not tokens[0].is_word:
            tokens = tokens[1:]
        for scheme in ("section", "role"):
            hit = scene.phrases(scheme).at(tokens, 0)
            if hit and len(tokens) > hit[0] + 1 and tokens[hit[0]].text in (":", "]"):
                yield stretch, hit[1], tokens[hit[0] + 1].start
