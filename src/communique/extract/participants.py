"""Says who took part in the event, as what; and who is only spoken of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.dates.find import find_dates
from communique.extract.appearances import Appearance, appearances
from communique.extract.base import Notebook, Reading
from communique.extract.scene import Scene, scene_of
from communique.extract.words import Token, tokens_of
from communique.facts.model import MAIN_EVENT, Evidence, ParticipationFact, Ref, TenureFact
from communique.text.document import BlockKind, Document
from communique.text.span import Span

PARTICIPANT = "participant"
SPEAKER = "speaker"
SPOKESPERSON = "spokesperson"
SIGNATORY = "signatory"
ISSUED_WITHIN = 4
"""Lines from the start in which a transcript says whose it is."""
BRIEFINGS = frozenset({"press-briefing", "press-conference", "briefing"})
SESSION_ROLES = {"opening-session": "opening-speaker", "closing-session": "closing-speaker"}
_FOR = re.compile(r"^(?:for|on behalf of|от имени|за)\s", re.IGNORECASE)
_SIGNED = re.compile(r"^\W*(?:signed|sgd\.?|подпис\w*|подпись)\W*$", re.IGNORECASE)


def read_participants(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write the part of every person whom the narrator introduces, and of every speaker."""
    if not any(e.ref == MAIN_EVENT for e in notebook.events):
        return
    scene = scene_of(document, reading)
    roles: dict[Ref, list[str]] = {}
    spans: dict[Ref, list[Span]] = {}
    for appearance in appearances(scene):
        person = notebook.persons.find(appearance.name.label)
        if person is None or not _is_narrated(scene, notebook, appearance):
            continue
        spans.setdefault(person, []).append(appearance.phrase)
        roles.setdefault(person, []).extend(_roles(scene, appearance))
    for statement in notebook.statements:
        if statement.speaker is not None:
            roles.setdefault(statement.speaker, []).append(SPEAKER)
            spans.setdefault(statement.speaker, []).append(statement.span)
    for person, places in spans.items():
        if _is_spokesperson(scene, notebook, person):
            roles[person].append(SPOKESPERSON)
        named = [r for r in dict.fromkeys(roles[person]) if r != PARTICIPANT] or [PARTICIPANT]
        if SPEAKER in named and not any(s.speaker == person for s in notebook.statements):
            named = [r for r in named if r != SPEAKER] or [PARTICIPANT]
        notebook.participations.append(
            _participation(scene, notebook, person, tuple(named), sorted(places))
        )
    _place_statements(notebook)
    _with_issuer(scene, notebook)
    _with_parties(notebook)


def _is_spokesperson(scene: Scene, notebook: Notebook, person: Ref) -> bool:
    """Whether somebody speaks at a briefing for the body whose spokesperson they are."""
    main = next(e for e in notebook.events if e.ref == MAIN_EVENT)
    titles = " ".join(t.title for t in notebook.tenures if t.person == person)
    hits = scene.phrases("title").find(tokens_of(titles))
    return main.concept in BRIEFINGS and any(c == SPOKESPERSON for _, _, c in hits)


def _with_parties(notebook: Notebook) -> None:
    """Complete the event: its two sides; who holds a briefing, from whose spokesperson gives it."""
    main = next(e for e in notebook.events if e.ref == MAIN_EVENT)
    represented = dict.fromkeys(r for p in notebook.participations for r in p.on_behalf_of)
    if len(represented) == 2:
        notebook.events[notebook.events.index(main)] = main = replace(
            main, parties=tuple(sorted(represented))
        )
    if main.organizers or main.concept not in BRIEFINGS:
        return
    spoke = [p.capacity for p in notebook.participations if SPOKESPERSON in p.roles]
    bodies = tuple(t.organization for t in notebook.tenures if t.ref in spoke and t.organization)
    index = notebook.events.index(main)
    notebook.events[index] = replace(main, organizers=bodies[:1])


def _with_issuer(scene: Scene, notebook: Notebook) -> None:
    """Let a spokesperson speak for the body whose name heads the transcript of a briefing."""
    main = next(e for e in notebook.events if e.ref == MAIN_EVENT)
    issuer = _issuer(scene, notebook)
    if main.concept not in BRIEFINGS or issuer is None:
        return
    spoke = {p.capacity for p in notebook.participations if SPOKESPERSON in p.roles}
    notebook.tenures[:] = [
        replace(t, organization=issuer) if t.ref in spoke and not t.organization else t
        for t in notebook.tenures
    ]


def _issuer(scene: Scene, notebook: Notebook) -> Ref | None:
    """The body that one of the first lines consists of, or that the title gives."""
    title = notebook.title_span
    for fact in notebook.institutions.facts():
        if title is not None and any(title.contains(span) for span in fact.evidence.spans):
            return fact.ref
    for block in scene.document.blocks[:ISSUED_WITHIN]:
        for fact in notebook.institutions.facts():
            if any(span == block.span for span in fact.evidence.spans):
                return fact.ref
    return None


def _participation(
    scene: Scene, notebook: Notebook, person: Ref, roles: tuple[str, ...], places: Sequence[Span]
) -> ParticipationFact:
    tenures = [t for t in notebook.tenures if t.person == person]
    capacity: TenureFact | None = tenures[0] if tenures else None
    represented = tuple(dict.fromkeys(t.represents for t in tenures if t.represents is not None))
    return ParticipationFact(
        ref=Ref(f"participation/{person.split('/')[-1]}"),
        event=_event_of(notebook, places),
        participant=person,
        roles=roles,
        evidence=Evidence((places[0],), "participant"),
        capacity=capacity.ref if capacity else None,
        on_behalf_of=represented[:1],
        stated_as=" ".join(places[0].of(scene.text).split())
        if places[0].end - places[0].start < 400
        else "",
    )


def _place_statements(notebook: Notebook) -> None:
    """Let what somebody said have been said at the session they took part in."""
    events = {p.participant: p.event for p in notebook.participations}
    notebook.statements[:] = [
        replace(s, event=events.get(s.speaker, s.event)) if s.speaker else s
        for s in notebook.statements
    ]


def _event_of(notebook: Notebook, places: Sequence[Span]) -> Ref:
    """The session that all of a person's places lie in, else the event itself."""
    for event in notebook.events:
        if event.extent and all(any(x.contains(p) for x in event.extent) for p in places):
            return event.ref
    return MAIN_EVENT


def _is_narrated(scene: Scene, notebook: Notebook, appearance: Appearance) -> bool:
    """Whether the report itself introduces the person, and not as part of an older story."""
    if any(s.span.contains(appearance.phrase) for s in notebook.statements):
        return _opens_statement(notebook, appearance)
    block = scene.document.blocks[appearance.block]
    if block.kind is BlockKind.TITLE or block.span in scene.asides:
        return False
    sentence = next(
        (s for s in scene.sentences_of(block) if s.contains(appearance.phrase)), appearance.phrase
    )
    years = {
        d.edtf[:4]
        for d in find_dates(sentence.of(scene.text), block.language)
        if len(d.edtf) == 4 or len(d.edtf) >= 7
    }
    main = next(e for e in notebook.events if e.ref == MAIN_EVENT)
    return not years or not main.edtf or main.edtf[:4] in years


def _opens_statement(notebook: Notebook, appearance: Appearance) -> bool:
    """Whether the person is the one whose statement it is ("X, Director of Y, said that …")."""
    for statement in notebook.statements:
        if statement.span.contains(appearance.phrase):
            speaker = notebook.persons.get(statement.speaker) if statement.speaker else None
            return speaker is not None and speaker.label == appearance.name.label
    return False


def _roles(scene: Scene, appearance: Appearance) -> Iterator[str]:
    """The roles that the words around a person give: "moderated", "Moderator:"."""
    block = scene.document.blocks[appearance.block]
    spans = [block.span] if block.kind is BlockKind.HEADING else scene.sentences_of(block)
    sentence = next((s for s in spans if s.contains(appearance.name.span)), block.span)
    if appearance.rule == "lines" and _is_signed(scene, appearance.block):
        yield SIGNATORY
    lead = scene.text[block.span.start : appearance.name.span.start]
    if block.kind is BlockKind.HEADING and ":" not in lead:
        return
    tokens = scene.tokens_in(sentence)
    cues = scene.phrases("role").find(tokens)
    session = _session_role(scene, tokens)
    for number, (first, last, concept) in enumerate(cues):
        if concept == SPEAKER and session:
            concept = session
        if concept in ("organizer", "host") or _within(tokens, first, last, appearance):
            continue
        cue = Span(tokens[first].start, tokens[last - 1].end)
        if not tokens[first].text.isascii() and _in_office(scene, cue):
            continue
        before = tokens[cues[number - 1][1] - 1].end if number else sentence.start
        after = tokens[cues[number + 1][0]].start if number + 1 < len(cues) else sentence.end
        start, end = tokens[first].start, tokens[last - 1].end
        if _looks_forward(tokens, first, last):
            if end <= appearance.phrase.start < after:
                yield concept
        elif before <= appearance.phrase.start and appearance.phrase.end <= start + 2:
            yield concept
        elif appearance.rule == "table" and appearance.name.span.end <= start:
            yield concept


def _in_office(scene: Scene, cue: Span) -> bool:
    """Whether a word is part of somebody's office: «ведущий научный сотрудник» leads nothing."""
    return any(a.phrase.contains(cue) for a in appearances(scene))


def _session_role(scene: Scene, tokens: Sequence[Token]) -> str:
    """What a speaker is called whose sentence speaks of the opening or the closing."""
    concepts = {c for _, _, c in scene.phrases("section").find(tokens)}
    for session, role in SESSION_ROLES.items():
        if session in concepts:
            return role
    return ""


def _is_signed(scene: Scene, index: int) -> bool:
    """Whether a name stands in a signature block: under "For the …" or above "(signed)"."""
    blocks = scene.document.blocks
    above = blocks[index - 1].span.of(scene.text) if index else ""
    below = [b.span.of(scene.text) for b in blocks[index + 1 : index + 3]]
    return bool(_FOR.match(above)) or any(_SIGNED.match(words) for words in below)


def _within(tokens: Sequence[Token], first: int, last: int, appearance: Appearance) -> bool:
    """Whether the cue is part of the person's own office ("Co-chair of the Council")."""
    cue = Span(tokens[first].start, tokens[last - 1].end)
    if appearance.rule == "table" and tokens[first - 1].text == "(":
        return False
    return appearance.phrase.contains(cue)


def _looks_forward(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the person of a cue stands after it: "moderated by X", "Moderator: X"."""
    ending = tokens[last - 1].text.lower()
    following = tokens[last].text.lower() if last < len(tokens) else ""
    forward = {"by", "of", ":", "were", "was", "are", "is", "–", "—", "выступил", "стал"}
    if not ending.isascii() and (first == 0 or following[:1].isupper()):
        # «С приветственным словом выступил директор …»: what opens the sentence comes before whom
        # it tells of.
        return True
    return ending in forward or following in forward
