"""Finds the event that a report is about: its kind, day, place, mode, organisers and occasion."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from communique.dates.find import DateFound, find_dates
from communique.extract.base import Notebook, Reading
from communique.extract.bodies import bodies_in
from communique.extract.institutions import register_body, register_state
from communique.extract.scene import Scene, scene_of
from communique.extract.words import Token
from communique.facts.model import MAIN_EVENT, AnniversaryFact, EventFact, Evidence, Ref
from communique.text.document import Block, BlockKind, Document
from communique.text.span import Span

_ORDINAL = re.compile(
    r"\b(\d{1,3})\s*(?:st|nd|rd|th)\b|\b(\d{1,3})\s*[-–‑]?\s*(?=(?:лет|год|ти|й|ая|ую|ой))", re.I
)
_AGENCY = re.compile(r"^[^.!?]{0,70}?\s[–—-]\s")
_OCCASION = re.compile(
    r"\b(?:dedicat|mark|occasion|commemorat|celebrat|devot|honou?r)\w*|"
    r"\bfor (?:the|its|their) \d|посвящ\w*|приуроч\w*|по случаю|"
    r"в честь|в ознаменование|к\s+\d+",
    re.I,
)
SIGNING_WEIGHT = 3
"""Weight of the title and the first paragraph, where a signing is no older one."""
_TOGETHER = re.compile(
    r"\b(?:together with|jointly with|in (?:cooperation|collaboration|partnership) with|"
    r"совместно с|вместе с)\s",
    re.I,
)
_HEADLINE = frozenset({"sign", "signs", "ink", "inks", "подписали", "подписано", "подписан"})
"""Verbs of headlines that tell of a signing in the present tense."""
_NOT_LISTED = re.compile(
    r"\b(?!(?:and|the|as|well|of|in|with|also|its|и|а|также)\b)[a-zа-яё]+\b(?![^(]*\))"
)
"""A word that does not stand between the names of a list."""
LEAD = 5
"""Paragraphs from the start in which a report says what it is about."""
LONGEST_LABEL = 140
"""Characters of an event's label."""
_CONTAINED = frozenset(
    {"talks", "meeting", "negotiations", "consultations", "reception", "ceremony"}
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A word for an event in one place, with the concept it points to."""

    concept: str
    span: Span
    sentence: Span
    weight: int


def read_events(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write the main event and its sessions."""
    scene = scene_of(document, reading)
    title = _title(scene)
    if title is not None:
        notebook.title = _titled(scene, title)
        notebook.title_span = title.span
    lead = _lead(scene)
    kinds = _kinds(scene, lead, title)
    chosen = _chosen(scene, kinds)
    anchor = _anchor(scene, lead)
    dated = _dated(scene, lead, chosen, anchor)
    if chosen is None and dated is None:
        return
    sentence = chosen.sentence if chosen else lead[0].span
    sentences = _telling(scene, lead, chosen, dated)
    own = [s for s in sentences if s == sentence or (dated and s.contains(dated[1]))]
    concept = chosen.concept if chosen else "event"
    mode = _mode(scene, lead, sentences)
    spans = tuple(sorted({sentence, *((dated[1],) if dated else ())}))
    evidence = Evidence(spans, "event.lead")
    notebook.events.append(
        EventFact(
            ref=MAIN_EVENT,
            kind=reading.lexicon.classes.get(("event-type", concept), "Event"),
            label=_event_label(scene, title, chosen, sentence),
            language=document.language,
            evidence=evidence,
            type_words=chosen.span.of(scene.text) if chosen else "",
            concept=concept if chosen else "",
            edtf=dated[0] if dated else "",
            mode=mode.replace("-", " ") if mode != "hybrid" else mode,
            places=() if mode == "online" else _places(scene, notebook, sentences, own),
            organizers=_organizers(scene, notebook, sentences, chosen),
            anniversary=_anniversary(
                scene, notebook, [*([title.span] if title else []), *sentences]
            ),
        )
    )
    _sessions(scene, notebook)


def _title(scene: Scene) -> Block | None:
    """The title: of the headings before the first paragraph the one that says most."""
    heads: list[Block] = []
    for block in scene.document.blocks[:6]:
        if block.kind not in (BlockKind.TITLE, BlockKind.HEADING):
            break
        if not _is_date_line(scene, block):
            heads.append(block)
    telling = [b for b in heads if scene.phrases("event-type").find(scene.tokens_in(b.span))]
    longest = max(heads, key=lambda b: b.span.end - b.span.start, default=None)
    return telling[0] if telling and len(telling[0].span.of(scene.text)) > 20 else longest


def _titled(scene: Scene, title: Block) -> str:
    """The title's words; a line that goes on from the one above is joined to it."""
    words = " ".join(title.span.of(scene.text).replace("*", "").split())
    index = scene.document.blocks.index(title)
    if index and words[:1].islower():
        above = " ".join(scene.document.blocks[index - 1].span.of(scene.text).split())
        above = above.capitalize() if above.isupper() else above
        return f"{above} {words}"
    return words


def _is_date_line(scene: Scene, block: Block) -> bool:
    words = block.span.of(scene.text)
    dates = find_dates(words, block.language)
    return bool(dates) and len(words) < 80 and dates[0].end - dates[0].start > 6


def _lead(scene: Scene) -> list[Block]:
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


def _kinds(scene: Scene, lead: Sequence[Block], title: Block | None) -> list[Kind]:
    found: list[Kind] = []
    first = True
    for block in lead:
        heading = block.kind in (BlockKind.TITLE, BlockKind.HEADING)
        for sentence in [block.span] if heading else scene.sentences_of(block):
            tokens = scene.tokens_in(sentence)
            titled = block == title or block.kind is BlockKind.TITLE
            weight = 4 if titled else 2 if heading else 3 if first else 1
            for start, end, concept in scene.phrases("event-type").find(tokens):
                span = Span(tokens[start].start, tokens[end - 1].end)
                if not _in_name(scene, span) and not (
                    weight < 3 and _is_told(scene, tokens, start)
                ):
                    found.append(Kind(concept, span, sentence, weight))
            signing = _signing_in(scene, sentence, tokens)
            if signing and weight >= SIGNING_WEIGHT:
                found.append(Kind("signing-ceremony", signing, sentence, weight))
        first = first and heading
    return found


def _is_told(scene: Scene, tokens: Sequence[Token], index: int) -> bool:
    """Whether somebody speaks of an event, or it is to come: "announced that … would visit"."""
    before = tokens[max(0, index - 12) : index]
    if before and before[-1].text.lower() in ("would", "will", "to", "may", "should", "could"):
        return True
    return bool(scene.phrases("speech-verb").find(before))


def _signing_in(scene: Scene, sentence: Span, tokens: Sequence[Token]) -> Span | None:
    """The words by which a sentence tells that an instrument was signed."""
    if not scene.phrases("agreement-type").find(tokens):
        return None
    for start, end, concept in scene.phrases("signing").find(tokens):
        if concept == "signed":
            return Span(tokens[start].start, tokens[end - 1].end)
    headline = next((t for t in tokens if t.text.lower() in _HEADLINE), None)
    return Span(headline.start, headline.end) if headline else None


def _in_name(scene: Scene, span: Span) -> bool:
    """Whether the word is part of a body's name ("ASEAN Regional Forum")."""
    return any(
        m.start <= span.start and span.end <= m.end for m in scene.matches if m.entry.kind == "body"
    )


def _chosen(scene: Scene, kinds: Sequence[Kind]) -> Kind | None:
    """The kind of the main event: what the title and the first sentences speak of most."""
    if not kinds:
        return _signing(scene)
    weights: Counter[str] = Counter()
    for kind in kinds:
        if not kind.concept.endswith("session"):
            weights[kind.concept] += kind.weight
    if not weights:
        return _signing(scene) or next(iter(kinds), None)
    best = max(
        weights, key=lambda c: (weights[c], -next(i for i, k in enumerate(kinds) if k.concept == c))
    )
    if best in _CONTAINED:
        visit = next((c for c in weights if c.endswith("visit")), None)
        best = visit or best
    of_kind = [k for k in kinds if k.concept == best]
    dated = [k for k in of_kind if find_dates(k.sentence.of(scene.text), scene.document.language)]
    prose = [k for k in of_kind if k.sentence.end - k.sentence.start > 60]
    return (dated or prose or of_kind)[0]


def _signing(scene: Scene) -> Kind | None:
    """A signing that the report tells of without a word for the event."""
    for block in scene.document.blocks[:8]:
        for sentence in scene.sentences_of(block):
            signing = _signing_in(scene, sentence, scene.tokens_in(sentence))
            if signing and find_dates(sentence.of(scene.text), block.language):
                return Kind("signing-ceremony", signing, sentence, 1)
    return None


def _anchor(scene: Scene, lead: Sequence[Block]) -> tuple[str, Span] | None:
    """The day of the report: its dateline, else a line that is a date, else its issue."""
    for block in (*scene.document.blocks[:8], *scene.document.blocks[-12:]):
        words = block.span.of(scene.text)
        dateline = _AGENCY.match(words)
        stretch = (
            words[: dateline.end()] if dateline else words if _is_date_line(scene, block) else ""
        )
        for date in find_dates(stretch, block.language):
            if len(date.edtf) >= len("2019-04-26"):
                return date.edtf, _placed(date, block.span.start)
    return None


def _placed(date: DateFound, offset: int) -> Span:
    return Span(date.start + offset, date.end + offset)


def _dated(
    scene: Scene, lead: Sequence[Block], chosen: Kind | None, anchor: tuple[str, Span] | None
) -> tuple[str, Span] | None:
    """When it took place, with the words that say so."""
    issued = scene.document.source.meta.issued
    day = anchor[0] if anchor else issued.isoformat() if issued else ""
    sentences = [s for b in lead for s in scene.sentences_of(b)]
    if chosen is not None:
        sentences.sort(key=lambda s: (s != chosen.sentence, not _has_kind(scene, s, chosen), s))
    first = next(
        (b for b in lead if b.kind is BlockKind.PARAGRAPH and not _is_date_line(scene, b)), None
    )
    opening = scene.sentences_of(first)[:2] if first else []
    for sentence in sentences:
        words = sentence.of(scene.text)
        dateline = _AGENCY.match(words)
        for date in find_dates(words, scene.document.language, anchor=day):
            if dateline and date.end <= dateline.end() and anchor and date.edtf == anchor[0]:
                continue
            telling = (
                chosen is None
                or sentence == chosen.sentence
                or sentence in opening
                or _has_kind(scene, sentence, chosen)
            )
            if telling and _is_of_event(words, date, day):
                return date.edtf, _placed(date, sentence.start)
    return anchor


def _has_kind(scene: Scene, sentence: Span, chosen: Kind) -> bool:
    tokens = scene.tokens_in(sentence)
    return any(c == chosen.concept for _, _, c in scene.phrases("event-type").find(tokens))


def _is_of_event(words: str, date: DateFound, day: str) -> bool:
    """Whether a date can be the event's: a day or a span of days near the report's own."""
    if ".." in date.edtf or len(date.edtf) < len("2021-04"):
        return False
    year = day[:4]
    return (
        not year or abs(int(date.edtf[:4]) - int(year)) <= 1 if date.edtf[:4].isdigit() else False
    )


def _telling(
    scene: Scene, lead: Sequence[Block], chosen: Kind | None, dated: tuple[str, Span] | None
) -> list[Span]:
    """The sentences that tell of the event itself: with its kind, or with its day."""
    found = []
    for block in lead:
        for sentence in scene.sentences_of(block):
            own = chosen is not None and (sentence == chosen.sentence)
            if own or (dated and sentence.contains(dated[1])):
                found.append(sentence)
    for block in lead:
        for sentence in scene.sentences_of(block):
            if chosen and sentence not in found and _has_kind(scene, sentence, chosen):
                found.append(sentence)
    first = next((b for b in lead if b.kind is BlockKind.PARAGRAPH), None)
    if first is not None:
        found.extend(s for s in scene.sentences_of(first)[:5] if s not in found)
    return found


def _mode(scene: Scene, lead: Sequence[Block], sentences: Sequence[Span]) -> str:
    """How people met, where the title, a line of place and day or a sentence on it says so."""
    heads = [b.span for b in lead if b.kind is not BlockKind.PARAGRAPH or _is_date_line(scene, b)]
    for span in (*heads, *sentences):
        for _, _, concept in scene.phrases("attendance").find(scene.tokens_in(span)):
            return concept
    return ""


def _places(
    scene: Scene, notebook: Notebook, sentences: Sequence[Span], own: Sequence[Span]
) -> tuple[Ref, ...]:
    """Where: a place after "in" or "at" in the sentences that tell of the event.

    Where a line gives place and day, only the event's `own` sentences count beside it.
    """
    venue = _labelled(scene, "venue")
    if venue is not None:
        for match in scene.matches_in(venue, "place"):
            evidence = Evidence((Span(match.start, match.end),), "event.venue")
            return (notebook.place(match.entry.label, evidence, authority=match.entry.id),)
    by_line = _dateline_place(scene, notebook)
    for sentence in sentences:
        if by_line and sentence not in own:
            continue
        for match in scene.matches_in(sentence, "place"):
            if not match.entry.within:
                continue
            before = scene.text[max(sentence.start, match.start - 24) : match.start]
            if re.search(r"\b(?:in|at|to|в|во)\s+(?:[\w’'-]+\s+){0,2}$", before, re.IGNORECASE):
                evidence = Evidence((Span(match.start, match.end),), "authority")
                return (notebook.place(match.entry.label, evidence, authority=match.entry.id),)
    return by_line


def _dateline_place(scene: Scene, notebook: Notebook) -> tuple[Ref, ...]:
    """A short line of place and day: "Ulaanbaatar, 10–12 November 2020"."""
    for block in (*scene.document.blocks[:5], *scene.document.blocks[-12:]):
        if not _is_date_line(scene, block):
            continue
        for match in scene.matches_in(block.span, "place"):
            evidence = Evidence((Span(match.start, match.end),), "dateline")
            return (notebook.place(match.entry.label, evidence, authority=match.entry.id),)
    return ()


def _labelled(scene: Scene, label: str) -> Span | None:
    """What stands after a label at the start of a line: "Venue: …", "Organisers: …"."""
    for block in scene.document.blocks[:12]:
        tokens = scene.tokens_in(block.span)
        for scheme in ("section", "role"):
            hit = scene.phrases(scheme).at(tokens, 0)
            if hit and hit[1] == label and len(tokens) > hit[0] + 1 and tokens[hit[0]].text == ":":
                return Span(tokens[hit[0] + 1].start, block.span.end)
    return None


def _organizers(
    scene: Scene, notebook: Notebook, sentences: Sequence[Span], chosen: Kind | None
) -> tuple[Ref, ...]:
    """The bodies that held the event: before "held" and "hosted", after "organised by"."""
    labelled = _labelled(scene, "organizer") or _labelled(scene, "host")
    if labelled is not None:
        return _bodies_of(scene, notebook, labelled, passive=True)
    if chosen is None:
        return ()
    for sentence in sentences:
        tokens = scene.tokens_in(sentence)
        for start, end, concept in scene.phrases("role").find(tokens):
            if concept not in ("organizer", "host"):
                continue
            passive = _is_passive(tokens, start, end)
            sides = [(sentence.start, tokens[start].start), (tokens[end - 1].end, sentence.end)]
            free = not tokens[start].text.isascii()
            ordered = sides[::-1] if passive else sides
            for low, high in ordered[: 2 if free else 1]:
                stretch = Span(low, high) if low < high else None
                if stretch is None or (
                    free and not _beside(scene, stretch, after=low > sentence.start)
                ):
                    continue
                found = _bodies_of(scene, notebook, stretch, passive)
                if found:
                    return found
    return _subjects(scene, notebook, sentences, chosen)


def _beside(scene: Scene, stretch: Span, *, after: bool) -> bool:
    """Whether bodies stand beside a Russian verb itself, not after "with the help of"."""
    bodies = bodies_in(scene, stretch)
    if not bodies:
        return False
    if after:
        between = scene.text[stretch.start : bodies[0].span.start]
    else:
        between = scene.text[bodies[-1].span.end : stretch.end]
    return not _NOT_LISTED.search(between)


def _subjects(
    scene: Scene, notebook: Notebook, sentences: Sequence[Span], chosen: Kind
) -> tuple[Ref, ...]:
    """Bodies that a sentence about the event begins with: its subject, whatever the verb."""
    if chosen.concept in _CONTAINED or chosen.concept.endswith(("visit", "signing-ceremony")):
        return ()
    for sentence in sentences:
        kind = next((k for k in _kinds_in(scene, sentence) if k.start > sentence.start), None)
        if kind is None:
            continue
        bodies = bodies_in(scene, Span(sentence.start, kind.start))
        lead = scene.text[sentence.start : bodies[0].span.start] if bodies else ""
        dates = find_dates(lead, scene.document.language)
        words = lead[: dates[0].start] + lead[dates[-1].end :] if dates else lead
        if bodies and len(words.split()) <= 3:
            region = Span(sentence.start, kind.start)
            return _bodies_of(scene, notebook, region, passive=True)
    return ()


def _kinds_in(scene: Scene, sentence: Span) -> list[Span]:
    tokens = scene.tokens_in(sentence)
    spans = (
        Span(tokens[a].start, tokens[b - 1].end)
        for a, b, _ in scene.phrases("event-type").find(tokens)
    )
    return [s for s in spans if not _in_name(scene, s)]


def _is_passive(tokens: Sequence[Token], start: int, end: int) -> bool:
    last = tokens[end - 1].text.lower()
    return (
        last in ("by", "of", "организаторами", "организатором", "организаторы")
        or (end < len(tokens) and tokens[end].text.lower() in ("by", "is", "are", "were", "was"))
        or tokens[start]
        .text.lower()
        .startswith(("организован", "проведён", "проведен", "организатор"))
    )


def _bodies_of(scene: Scene, notebook: Notebook, region: Span, passive: bool) -> tuple[Ref, ...]:
    refs: list[Ref] = []
    end = region.start
    sentence = next((s for s in scene.all_sentences if s.contains(region)), region)
    joined = _TOGETHER.search(sentence.of(scene.text))
    if joined and not passive:
        after = Span(sentence.start + joined.end(), sentence.end)
        further = _bodies_of(scene, notebook, after, passive=True)
        return (*_bodies_of(scene, notebook, region, passive=True), *further)
    for body in bodies_in(scene, region):
        between = scene.text[end : body.span.start]
        if refs and _NOT_LISTED.search(between):
            break
        evidence = Evidence((body.span,), "event.organizer")
        refs.append(register_body(notebook, body, scene.document.language, evidence))
        end = body.span.end
    return tuple(dict.fromkeys(refs))


def _anniversary(
    scene: Scene, notebook: Notebook, sentences: Sequence[Span]
) -> AnniversaryFact | None:
    """The anniversary that the event is held for, with the states whose relations it counts."""
    for sentence in sentences:
        words = sentence.of(scene.text)
        tokens = scene.tokens_in(sentence)
        cues = scene.phrases("anniversary").find(tokens)
        if not cues or not _OCCASION.search(words):
            continue
        start = tokens[cues[0][0]].start
        for found in _ORDINAL.finditer(words):
            place = sentence.start + found.start()
            if abs(place - start) > 30:
                continue
            tail = Span(place, sentence.end)
            evidence = Evidence((_occasion(scene, tail),), "anniversary")
            parties = tuple(
                dict.fromkeys(
                    register_state(notebook, m, evidence) for m in scene.matches_in(tail, "state")
                )
            )
            return AnniversaryFact(
                int(found.group(1) or found.group(2)), _of(scene, tail), parties[:2], evidence
            )
    return None


def _occasion(scene: Scene, tail: Span) -> Span:
    """The words of the anniversary up to the next comma or bracket."""
    words = tail.of(scene.text)
    stop = re.search(r"[,;(.]", words)
    end = tail.start + (stop.start() if stop else len(words))
    return Span(tail.start, max(end, tail.start + 1))


def _of(scene: Scene, span: Span) -> str:
    return " ".join(span.of(scene.text).split())[:LONGEST_LABEL]


def _event_label(scene: Scene, title: Block | None, chosen: Kind | None, sentence: Span) -> str:
    """The title where it names the event, else the words from the event's kind on."""
    if title is not None:
        return _titled(scene, title)[:LONGEST_LABEL]
    start = chosen.span.start if chosen else sentence.start
    words = " ".join(scene.text[start : sentence.end].split()).rstrip(".;:, ")
    if len(words) > LONGEST_LABEL:
        words = words[:LONGEST_LABEL].rsplit(" ", 1)[0] + " …"
    return words[:1].upper() + words[1:]


def _sessions(scene: Scene, notebook: Notebook) -> None:
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
