"""Finds who said what: items under a speaker's heading, turns of a briefing, attributed passages.

A statement is one bullet, one turn, or in prose the run of sentences of one paragraph that the
text gives to one speaker. Where a report lists what each speaker said, its prose is the
rapporteur's and attributes nothing.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.extract.appearances import appearances
from communique.extract.base import Notebook, Reading
from communique.extract.grammar import grammar_of
from communique.extract.lead import is_date_line, title_of
from communique.extract.listed import listed_statements, tabled_statements
from communique.extract.prose import attributed_passages
from communique.extract.said import Said
from communique.extract.scene import Scene, scene_of
from communique.extract.turn_statements import opened_blocks, turn_statements
from communique.extract.who import Who
from communique.facts.model import MAIN_EVENT, Ref, StatementFact
from communique.names.keys import slug
from communique.text.document import BlockKind, Document
from communique.text.span import Span

FEWEST_ARTICLES = 3
"""Numbered paragraphs of the shortest joint communiqué that is given in full."""
INTERVIEW = "interview"
"""The kind of event in which one person answers."""


def read_statements(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write every statement with its speaker, numbered for each speaker in order of the text."""
    scene = scene_of(document, reading)
    introduced = appearances(scene)
    who = Who(scene, notebook, introduced)
    turns = list(turn_statements(scene, who)) or list(opened_blocks(scene, notebook, introduced))
    listed = [
        entry
        for entry in listed_statements(scene, notebook, introduced, who)
        if not turns or not entry.rule.endswith(BlockKind.PARAGRAPH)
    ]
    if listed and not turns and not _is_joint(scene):
        listed = _unless_told(scene, who, listed)
    tabled = list(tabled_statements(scene, who))
    said = [*listed, *_apart(turns, listed)]
    if turns and document.language == "ru":
        said += _apart(list(_beside_turns(scene, who)), said)
    said = said or list(_interview(scene, notebook, who))
    if listed and not turns and document.language == "en":
        said += _apart(list(_beside_lists(scene, notebook, who, listed)), said)
    if not said and not _is_joint(scene):
        said = list(attributed_passages(scene, who))
    said = [*_apart(said, tabled), *tabled]
    counts: Counter[Ref] = Counter()
    for entry in sorted(said, key=lambda s: s.span):
        if entry.person is None:
            continue
        counts[entry.person] += 1
        ordinal = counts[entry.person]
        label = notebook.persons.get(entry.person).label
        notebook.statements.append(
            StatementFact(
                ref=Ref(f"statement/{slug(label)}/{ordinal}"),
                speaker=entry.person,
                ordinal=ordinal,
                span=entry.span,
                language=document.blocks[entry.block].language,
                event=MAIN_EVENT,
                rule=entry.rule,
            )
        )


def _is_joint(scene: Scene) -> bool:
    """Whether a report is the text of a joint communiqué: both sides speak, and no person.

    The communiqué of a meeting is none: it may tell what somebody said there.
    """
    title = title_of(scene)
    tokens = scene.tokens_in(title.span) if title else []
    numbered = sum(b.kind is BlockKind.NUMBERED for b in scene.document.blocks)
    meeting = any(grammar_of("en").has("of_a_meeting", token.text) for token in tokens)
    states = {m.entry.id for t in tokens if (m := scene.match_at(t.start, "state"))}
    if meeting and len(states) < 2:
        return False
    return numbered >= FEWEST_ARTICLES and any(
        concept == "joint-communique" for _, _, concept in scene.phrases("event-type").find(tokens)
    )


def _interview(scene: Scene, notebook: Notebook, who: Who) -> Iterator[Said]:
    """Answers of whom an interview introduces, where questions and answers bear no labels."""
    main = next((e for e in notebook.events if e.ref == MAIN_EVENT), None)
    asked = [
        i
        for i, block in scene.blocks()
        if block.kind is not BlockKind.TITLE
        and block.span.of(scene.text).rstrip("»”*_ ").endswith("?")
    ]
    person = who.introduced_before(asked[0]) if asked else None
    if main is None or main.concept != INTERVIEW or person is None:
        return
    current: Said | None = None
    for index, block in list(scene.blocks())[asked[0] :]:
        if index in asked or block.kind is BlockKind.HEADING:
            if current is not None:
                yield current
            current = None
            scene.asides.append(block.span)
        elif current is None:
            current = Said(block.span, person, index, "interview")
        else:
            current = replace(current, span=Span(current.span.start, block.span.end))
    if current is not None:
        yield current


def _unless_told(scene: Scene, who: Who, listed: list[Said]) -> list[Said]:
    """What is listed, unless it is paragraphs alone and the prose tells of more speakers.

    Cards of speakers at the end of a page look like headings with their words.
    """
    if any(not entry.rule.endswith(BlockKind.PARAGRAPH) for entry in listed):
        return listed
    told = {passage.person for passage in attributed_passages(scene, who)}
    return [] if len(told) > len({entry.person for entry in listed}) else listed


def _apart(turns: Sequence[Said], listed: Sequence[Said]) -> Iterator[Said]:
    """The turns that hold none of the items listed under speakers' headings."""
    for turn in turns:
        if not any(turn.span.overlaps(item.span) for item in listed):
            yield turn


def _beside_lists(
    scene: Scene, notebook: Notebook, who: Who, listed: Sequence[Said]
) -> Iterator[Said]:
    """What English prose after the lists gives to a speaker who has no list of their own."""
    speakers = {s.person for s in listed}
    last = max(s.block for s in listed)
    for passage in attributed_passages(scene, who):
        if passage.block > last and passage.person not in speakers:
            yield passage


def _beside_turns(scene: Scene, who: Who) -> Iterator[Said]:
    """What Russian prose tells of a speaker beside turns; the first paragraph is the lead."""
    plain = (i for i, b in scene.blocks() if b.kind is BlockKind.PARAGRAPH)
    prose = (i for i in plain if not is_date_line(scene, scene.document.blocks[i]))
    lead = next(prose, -1)
    yield from (
        s for s in attributed_passages(scene, who) if s.block != lead and s.rule == "attribution"
    )
