"""Reads agreements: what was concluded, between whom and when; what is only negotiated is not.

Instruments stand in lists of signed documents or in sentences. What is being negotiated, drafted
or planned is written as a negotiation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.dates.edtf import bounds
from communique.dates.find import DateFound, find_dates
from communique.extract.base import Notebook, Reading
from communique.extract.grammar import grammar_of
from communique.extract.instruments import (
    Cue,
    Instrument,
    cues_in,
    fate_of,
    instruments_in,
    own_date,
)
from communique.extract.scene import Scene, scene_of
from communique.extract.sides import (
    between,
    event_sides,
    parties_in_cells,
    parties_of,
    signatories_of,
)
from communique.extract.within import said_in, states_in
from communique.facts.model import MAIN_EVENT, AgreementFact, EventFact, Evidence, Name, Ref
from communique.names.keys import name_key, slug
from communique.names.russian import nominative
from communique.text.document import Block, BlockKind, Document
from communique.text.span import Span

_ITEMS = (BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.ROW)
_HEADS = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.DATELINE)
_ITEM_MARK = re.compile(
    r"(?:^|(?<=[\s;:,]))(?:\(?[ivx]{1,4}[.)]|\(?[a-zа-я]\)|\(?\d{1,2}[.)]|[–—•])\s+|;\s+(?=\S)"
)
"""What parts the papers of a list within a paragraph."""
_OCCASIONS = frozenset({"talks", "meeting", "consultations", "negotiations", "commission-session"})
_OCCASION_KINDS = frozenset({"Visit", "Signing", "Summit", "Negotiation"})


@dataclass(frozen=True, slots=True)
class _Read:
    """An instrument as one place of the report tells of it."""

    label: str
    names: tuple[str, ...]
    concept: str
    language: str
    span: Span
    parties: tuple[Ref, ...]
    signed: str
    rule: str
    bare: bool = False
    short: bool = False
    in_force: str = ""
    signatories: tuple[Ref, ...] = ()
    signed_at: Ref | None = None


def read_agreements(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write every concluded instrument, and a negotiation for what is not concluded yet."""
    scene = scene_of(document, reading)
    listed = _lists(scene)
    concepts: dict[Ref, str] = {}
    for index, block in scene.blocks():
        if index in listed:
            _write(scene, notebook, concepts, _item(scene, notebook, block, _naming(scene, block)))
        elif block.kind not in _HEADS:
            inline = _inline(scene, block)
            for item in inline:
                _write(scene, notebook, concepts, _item(scene, notebook, block, item))
            for sentence in scene.sentences_of(block):
                if any(sentence.overlaps(item) for item in inline):
                    continue
                if sentence.of(scene.text).rstrip('»”" ').endswith("?"):
                    continue
                for read in _sentence(scene, notebook, block, sentence):
                    _write(scene, notebook, concepts, read)


def _lists(scene: Scene) -> set[int]:
    """The items of lists of signed documents: those after a line that announces such a list.

    The line may be an item itself; its list ends with the next item that is marked as it is.
    """
    found: set[int] = set()
    announced: str | None = None
    for index, block in scene.blocks():
        listed = announced is not None and block.kind in _ITEMS and _style(block) != announced
        if _heads_table(scene, block):
            announced = "table"
        elif not listed:
            announced = _style(block) if _announces(scene, block) else None
        elif _is_instrument(scene, block):
            found.add(index)
    return found


def _heads_table(scene: Scene, block: Block) -> bool:
    """Whether a row names the columns of a table of papers: "Document | Signatories | Date"."""
    if block.kind is not BlockKind.ROW or len(block.cells) < 2:
        return False
    if any(i.named for i in instruments_in(scene, block.span, block.language)):
        return False
    words = block.span.of(scene.text).lower()
    return bool(grammar_of(block.language).patterns["column_signed"].search(words))


def _inline(scene: Scene, block: Block) -> list[Span]:
    """The papers listed after a colon in a paragraph: "… were signed: i. A; ii. B"."""
    text = scene.text
    for colon in re.finditer(r":\s", block.span.of(text)):
        at = block.span.start + colon.start()
        start = max((s.start for s in scene.sentences_of(block) if s.start < at), default=at)
        lead = Span(start, at) if start < at else None
        if lead is None or not _tells_of_signing(scene, lead, block.language):
            continue
        rest = Span(at + 1, block.span.end)
        marks = [m.span() for m in _ITEM_MARK.finditer(text, rest.start, rest.end)]
        if not marks or text[rest.start : marks[0][0]].strip():
            marks = [(rest.start, rest.start), *marks]
        ends = [*(m[0] for m in marks[1:]), rest.end]
        items = [Span(a, b) for (_, a), b in zip(marks, ends, strict=True) if a < b]
        trimmed = [_trimmed(text, item) for item in items]
        named = [i for i in trimmed if i and instruments_in(scene, i, block.language)]
        return named if len(named) > 1 or (named and len(marks) > 1) else []
    return []


def _tells_of_signing(scene: Scene, span: Span, language: str) -> bool:
    sections = scene.phrases("section").find(scene.tokens_in(span))
    listed = any(concept == "signed-documents" for _, _, concept in sections)
    cues = cues_in(scene, span, language)
    return listed or any(cue.concluded and cue.concept == "signed" for cue in cues)


def _trimmed(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" \n\t;,"))
    end = span.start + len(words.rstrip(" \n\t;,."))
    return Span(start, end) if start < end else None


def _style(block: Block) -> str:
    """How a block is marked: "1." and "2." alike; a line without a marker by its kind."""
    return re.sub(r"\d+", "1", re.sub(r"[^\W\d_]+", "a", block.marker)) or block.kind


def _announces(scene: Scene, block: Block) -> bool:
    sentences = scene.sentences_of(block)
    last = sentences[-1] if sentences else block.span
    tokens = scene.tokens_in(last)
    section = any(
        concept == "signed-documents" for _, _, concept in scene.phrases("section").find(tokens)
    )
    signed = any(cue.concluded for cue in cues_in(scene, last, block.language))
    ends = last.of(scene.text).rstrip().endswith(":")
    return (section and (ends or block.kind in _HEADS)) or (signed and ends)


def _is_instrument(scene: Scene, block: Block) -> bool:
    """Whether an item names a document: what is only a draft is none, nor a table's head."""
    if block.kind is BlockKind.ROW and not any(
        i.named or block.cells for i in instruments_in(scene, _naming(scene, block), block.language)
    ):
        return False
    if block.kind is BlockKind.ROW and _heads_table(scene, block):
        return False
    cues = cues_in(scene, block.span, block.language)
    return not any(not c.concluded and c.span.start - block.span.start < 8 for c in cues)


def _naming(scene: Scene, block: Block) -> Span:
    """The stretch of an item that names the document: of a table's row the cell that does."""
    cells = [c for c in block.cells if instruments_in(scene, c, block.language)]
    return cells[0] if cells else block.span


def _item(scene: Scene, notebook: Notebook, block: Block, whole: Span) -> _Read:
    trimmed = whole.of(scene.text).rstrip(" ;,.\n")
    span = Span(whole.start, whole.start + max(1, len(trimmed)))
    found = instruments_in(scene, span, block.language)
    label = " ".join(span.of(scene.text).split())
    beside = [cell for cell in block.cells if not cell.overlaps(whole)]
    parties = between(scene, notebook, span, grammar_of(block.language))
    if len(parties) < 2:
        parties = parties_in_cells(scene, notebook, beside, block.language)
    dates = [d.edtf for c in beside for d in find_dates(c.of(scene.text), block.language)]
    dated = next((edtf for edtf in dates if len(edtf) >= len("2021-04")), "")
    return _Read(
        label=label,
        names=(),
        concept=found[0].concept if found else "agreement",
        language=block.language,
        span=span,
        parties=parties if len(parties) > 1 else event_sides(notebook),
        signed=dated or _own_date(scene, notebook, span, block) or _event_date(notebook),
        rule="agreement.list",
        signed_at=MAIN_EVENT if _event_date(notebook) else None,
    )


def _sentence(scene: Scene, notebook: Notebook, block: Block, sentence: Span) -> Iterator[_Read]:
    instruments = instruments_in(scene, sentence, block.language)
    cues = cues_in(scene, sentence, block.language) if instruments else []
    for number, instrument in enumerate(instruments):
        following = instruments[number + 1].span.start if number + 1 < len(instruments) else 0
        reach = Span(instrument.span.start, max(instrument.span.end, following or sentence.end))
        others = [other for other in instruments if other is not instrument]
        cue = fate_of(instrument, cues, others, scene.text)
        dated = _dated(scene, instrument, sentence, block.language)
        if dated and (cue is None or not cue.concluded):
            place = Span(sentence.start + dated.start, sentence.start + dated.end)
            cue = Cue(place, "signed", concluded=True, passive=True, in_name=True)
        if cue is None or (instrument.plural and not instrument.named):
            continue
        if not cue.concluded:
            _negotiation(scene, notebook, sentence, instrument, cue, block.language)
        elif instrument.named or cue.concept == "signed":
            force = next((c for c in cues if c.concept == "in-force" and c.concluded), None)
            yield _concluded(scene, notebook, block, sentence, instrument, cue, force, reach)


def _concluded(
    scene: Scene,
    notebook: Notebook,
    block: Block,
    sentence: Span,
    instrument: Instrument,
    cue: Cue,
    force: Cue | None,
    reach: Span,
) -> _Read:
    text = scene.text
    label = " ".join(instrument.span.of(text).split())
    short = " ".join(instrument.head.of(text).split())
    if block.language == "ru":
        label, short = nominative(label, oblique=True), nominative(short)
    dated = _date_near(scene, notebook, sentence, cue, block, reach)
    narrated = _at_event(notebook, sentence) and cue.concept == "signed"
    signed = dated if cue.concept == "signed" else ""
    if cue.concept != "signed":
        signed = _signed_before(scene, notebook, block, sentence, instrument)
    in_force = _date_near(scene, notebook, sentence, force, block, None) if force else ""
    parties = parties_of(scene, notebook, block, sentence, instrument, cue, reach)
    if not parties and narrated and not signed:
        parties = event_sides(notebook)
    titled = "" if instrument.span.end > instrument.head.end else _title(scene, instrument)
    names = [label] if titled else []
    names += [short] if instrument.concept == "memorandum-of-understanding" else []
    return _Read(
        label=titled or label,
        names=tuple(names),
        concept=instrument.concept,
        language=block.language,
        span=instrument.span,
        parties=parties,
        signed=signed or (_event_date(notebook) if narrated else ""),
        rule="agreement.sentence",
        bare=instrument.definite and not instrument.named,
        short=sum(c.isupper() for c in short) > 1 and " " not in short,
        in_force=in_force if in_force != signed else "",
        signatories=signatories_of(scene, notebook, block, sentence, instrument, cue),
        signed_at=MAIN_EVENT
        if narrated and (not signed or _days_of_event(notebook, signed))
        else None,
    )


def _signed_before(
    scene: Scene, notebook: Notebook, block: Block, sentence: Span, instrument: Instrument
) -> str:
    """The day of signing of what came into force later: in its name, or «…, подписанный в 2018»."""
    own = _dated(scene, instrument, sentence, block.language)
    if own is not None:
        return own.edtf
    for cue in cues_in(scene, Span(instrument.span.end, sentence.end), block.language):
        between = scene.text[instrument.span.end : cue.span.start]
        if cue.concept == "signed" and cue.concluded and len(between.split()) <= 1:
            return _date_near(scene, notebook, sentence, cue, block, None)
    return ""


def _title(scene: Scene, instrument: Instrument) -> str:
    """The fuller name that the report's title gives the same kind of instrument; "" if none."""
    for block in scene.document.blocks[:4]:
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            for other in instruments_in(scene, block.span, block.language):
                if other.concept == instrument.concept and other.span.end > other.head.end:
                    return " ".join(other.span.of(scene.text).split())
    return ""


def _write(scene: Scene, notebook: Notebook, concepts: dict[Ref, str], read: _Read) -> None:
    """Add an instrument, or what is new about one that is known."""
    known = _same(notebook, concepts, read)
    if known is not None:
        fact = notebook.agreements[known]
        spans = tuple(sorted({*fact.evidence.spans, read.span}))
        names = {fact.label, *(v.text for v in fact.variants)}
        fresh = () if read.bare or read.label in names else (Name(read.label, read.language),)
        notebook.agreements[known] = replace(
            fact,
            variants=(*fact.variants, *fresh),
            signed=fact.signed or read.signed,
            in_force=fact.in_force or read.in_force,
            parties=fact.parties or read.parties,
            signatories=fact.signatories or read.signatories,
            signed_at=fact.signed_at or read.signed_at,
            evidence=replace(fact.evidence, spans=spans),
        )
        return
    numbers = {fact.ref for fact in notebook.agreements}
    base = f"agreement/{slug(read.label)}"
    ref = next(r for r in (base, *(f"{base}-{n}" for n in range(2, 999))) if Ref(r) not in numbers)
    concepts[Ref(ref)] = read.concept
    notebook.agreements.append(
        AgreementFact(
            ref=Ref(ref),
            kind=_kind(scene, notebook, read),
            label=read.label,
            language=read.language,
            parties=read.parties,
            evidence=Evidence((read.span,), read.rule, said_in(notebook, read.span)),
            variants=tuple(Name(n, read.language) for n in read.names if n != read.label),
            signed=read.signed,
            in_force=read.in_force,
            signed_at=read.signed_at,
            signatories=read.signatories,
        )
    )


def _same(notebook: Notebook, concepts: dict[Ref, str], read: _Read) -> int | None:
    """The instrument that another place of the report already told of."""
    for index, fact in enumerate(notebook.agreements):
        years = {fact.signed[:4], read.signed[:4]} - {""}
        same_parties = (
            not fact.parties or not read.parties or set(fact.parties) == set(read.parties)
        )
        if len(years) > 1:
            continue
        if name_key(fact.label) == name_key(read.label) and same_parties:
            return index
        if concepts[fact.ref] == read.concept and (read.bare or (read.short and same_parties)):
            return index
    return None


def _kind(scene: Scene, notebook: Notebook, read: _Read) -> str:
    """The class of an instrument: a treaty where every party is a state or such states' body."""
    kind = scene.reading.lexicon.classes.get(("agreement-type", read.concept), "Agreement")
    sovereign = read.parties and all(
        notebook.states.has(ref)
        or (notebook.institutions.has(ref) and notebook.institutions.get(ref).intergovernmental)
        for ref in read.parties
    )
    if kind == "Treaty" and read.parties and not sovereign:
        return "Agreement"
    return "Treaty" if kind == "Agreement" and read.concept == "agreement" and sovereign else kind


def _negotiation(
    scene: Scene,
    notebook: Notebook,
    sentence: Span,
    instrument: Instrument,
    cue: Cue,
    language: str,
) -> None:
    span = Span(min(cue.span.start, instrument.span.start), max(cue.span.end, instrument.span.end))
    label = " ".join(span.of(scene.text).split())
    ref = Ref(f"event/negotiation-{slug(label)}")
    if any(event.ref == ref for event in notebook.events):
        return
    notebook.events.append(
        EventFact(
            ref=ref,
            kind="Negotiation",
            label=label[:140],
            language=language,
            evidence=Evidence((span,), f"agreement.{cue.concept}", said_in(notebook, span)),
            concept="negotiations",
            parties=_negotiating(scene, notebook, sentence),
        )
    )


def _negotiating(scene: Scene, notebook: Notebook, sentence: Span) -> tuple[Ref, ...]:
    states = states_in(scene.document, notebook, sentence)
    return states if len(states) == 2 else ()


def _date_near(
    scene: Scene, notebook: Notebook, sentence: Span, cue: Cue, block: Block, reach: Span | None
) -> str:
    """The date within an instrument's reach, else the one nearest to the word of signing."""
    found = find_dates(sentence.of(scene.text), block.language, anchor=_event_date(notebook))
    force = cue.concept == "in-force"
    dates = [d for d in found if d.edtf and (force or not d.interval or "-" in d.edtf)]
    if not dates:
        return ""
    if reach and len(dates) > 1:
        near = [d for d in dates if reach.start <= sentence.start + d.start < reach.end]
        dates = near or dates
    at = cue.span.start - sentence.start
    if force:
        dates = [d for d in dates if d.start >= at] or dates
    if reach and len(dates) > 1 and reach.end < sentence.end:
        return dates[0].edtf
    best = min(dates, key=lambda d: min(abs(d.start - at), abs(d.end - at))).edtf
    return best.removesuffix("/..")


def _dated(scene: Scene, instrument: Instrument, sentence: Span, language: str) -> DateFound | None:
    """The date in the name of a lasting instrument; a bare "agreement of 2010" is no name."""
    date = own_date(scene, instrument, sentence, language)
    if not _binds(scene, instrument) and not (date and _is_proper(scene, instrument, date)):
        return None
    name = instrument.named or " " in instrument.head.of(scene.text)
    bracket = date is not None and scene.text[sentence.start + date.start - 1] == "("
    return date if name or bracket else None


def _is_proper(scene: Scene, instrument: Instrument, date: DateFound) -> bool:
    """Whether a declaration bears a name and a day: "the Lomé Declaration of 4 March 2019"."""
    head = instrument.head.of(scene.text)
    before = scene.text[instrument.span.start : instrument.head.start]
    return head[0].isupper() and before[:1].isupper() and len(date.edtf) == len("2019-03-04")


def _binds(scene: Scene, instrument: Instrument) -> bool:
    """Whether it is a treaty, an agreement or a memorandum, and no statement or programme."""
    kind = scene.reading.lexicon.classes.get(("agreement-type", instrument.concept), "Agreement")
    return kind != "Agreement" or instrument.concept in ("agreement", "protocol")


def _at_event(notebook: Notebook, sentence: Span) -> bool:
    """Whether what the narrator says was signed was signed at the event: it is such an occasion."""
    main = next((event for event in notebook.events if event.ref == MAIN_EVENT), None)
    if main is None or said_in(notebook, sentence):
        return False
    return main.kind in _OCCASION_KINDS or main.concept in _OCCASIONS


def _own_date(scene: Scene, notebook: Notebook, span: Span, block: Block) -> str:
    """The day in an item that says when it was signed; a span of years is its subject."""
    for date in find_dates(span.of(scene.text), block.language, anchor=_event_date(notebook)):
        first, last = bounds(date.edtf)
        if first and first == last:
            return date.edtf
    return ""


def _days_of_event(notebook: Notebook, edtf: str) -> bool:
    """Whether a date lies within the days of the main event."""
    (first, last), (begin, end) = bounds(_event_date(notebook)), bounds(edtf)
    return bool(first and last and begin and end and first <= begin and end <= last)


def _event_date(notebook: Notebook) -> str:
    """The days of the main event; a span of years is no day of signing."""
    main = next((event for event in notebook.events if event.ref == MAIN_EVENT), None)
    return main.edtf if main and not re.fullmatch(r"[\d.]*/[\d.]*", main.edtf) else ""
