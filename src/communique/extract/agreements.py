"""Reads agreements: what was concluded, between whom and when; what is only negotiated is not.

Instruments stand in lists of signed documents or in sentences. What is being negotiated, drafted
or planned is written as a negotiation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.dates.find import find_dates
from communique.extract.base import Notebook, Reading
from communique.extract.grammar import grammar_of
from communique.extract.instruments import (
    Cue,
    Instrument,
    cues_in,
    fate_of,
    instruments_in,
    with_relative,
)
from communique.extract.paper_dates import (
    at_event,
    date_in_name,
    date_near,
    date_of_item,
    event_date,
    is_only_said,
    signed_before,
    within_event,
)
from communique.extract.paper_lists import HEADS, inline_papers, listed_papers, naming_cell
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
    listed = listed_papers(scene)
    concepts: dict[Ref, str] = {}
    for index, block in scene.blocks():
        if index in listed:
            _write(
                scene, notebook, concepts, _item(scene, notebook, block, naming_cell(scene, block))
            )
        elif block.kind not in HEADS:
            inline = inline_papers(scene, block)
            for item in inline:
                _write(scene, notebook, concepts, _item(scene, notebook, block, item))
            for sentence in scene.sentences_of(block):
                if any(sentence.overlaps(item) for item in inline):
                    continue
                if sentence.of(scene.text).rstrip('»”" ').endswith("?"):
                    continue
                for read in _sentence(scene, notebook, block, sentence):
                    _write(scene, notebook, concepts, read)


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
        signed=dated or date_of_item(scene, notebook, span, block) or event_date(notebook),
        rule="agreement.list",
        signed_at=MAIN_EVENT if event_date(notebook) else None,
    )


def _sentence(scene: Scene, notebook: Notebook, block: Block, sentence: Span) -> Iterator[_Read]:
    instruments = instruments_in(scene, sentence, block.language)
    instruments = [with_relative(scene, i, sentence, block.language) for i in instruments]
    cues = cues_in(scene, sentence, block.language) if instruments else []
    for number, instrument in enumerate(instruments):
        following = instruments[number + 1].span.start if number + 1 < len(instruments) else 0
        reach = Span(instrument.span.start, max(instrument.span.end, following or sentence.end))
        others = [other for other in instruments if other is not instrument]
        cue = fate_of(instrument, cues, others, scene.text)
        dated = date_in_name(scene, instrument, sentence, block.language)
        if dated and (
            cue is None
            or not cue.concluded
            or (block.language == "en" and _is_of_another(cue, instrument, others))
        ):
            place = Span(sentence.start + dated.start, sentence.start + dated.end)
            cue = Cue(place, "signed", concluded=True, passive=True, in_name=True)
        if cue is None or (instrument.plural and not instrument.named):
            continue
        if block.language == "en" and is_only_said(scene, instrument):
            continue
        if not cue.concluded:
            _negotiation(scene, notebook, sentence, instrument, cue, block.language)
        elif instrument.named or cue.concept == "signed":
            force = next((c for c in cues if c.concept == "in-force" and c.concluded), None)
            yield _concluded(scene, notebook, block, sentence, instrument, cue, force, reach)


def _is_of_another(cue: Cue, instrument: Instrument, others: Sequence[Instrument]) -> bool:
    """Whether an English verb of signing stands nearer to another paper than to this one."""
    return any(_apart(cue.span, o.span) < _apart(cue.span, instrument.span) for o in others)


def _apart(one: Span, other: Span) -> int:
    return max(0, max(one.start, other.start) - min(one.end, other.end))


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
    dated = date_near(scene, notebook, sentence, cue, block, reach)
    narrated = at_event(notebook, sentence) and cue.concept == "signed"
    signed = dated if cue.concept == "signed" else ""
    if cue.concept != "signed":
        signed = signed_before(scene, notebook, block, sentence, instrument)
    in_force = date_near(scene, notebook, sentence, force, block, None) if force else ""
    parties = parties_of(scene, notebook, block, sentence, instrument, cue, reach)
    if not parties and narrated and (not signed or within_event(notebook, signed)):
        parties = event_sides(notebook)
    own = instrument.span.end > instrument.head.end or _is_proper(scene, instrument)
    titled = "" if own else _title(scene, instrument)
    names = [label] if titled else []
    names += [short] if instrument.concept == "memorandum-of-understanding" else []
    return _Read(
        label=titled or label,
        names=tuple(names),
        concept=instrument.concept,
        language=block.language,
        span=instrument.span,
        parties=parties,
        signed=signed or (event_date(notebook) if narrated else ""),
        rule="agreement.sentence",
        bare=instrument.definite and not instrument.named,
        short=sum(c.isupper() for c in short) > 1 and " " not in short,
        in_force=in_force if in_force != signed else "",
        signatories=signatories_of(scene, notebook, block, sentence, instrument, cue),
        signed_at=MAIN_EVENT
        if narrated and (not signed or within_event(notebook, signed))
        else None,
    )


def _is_proper(scene: Scene, instrument: Instrument) -> bool:
    """Whether capitals before its noun name an English instrument: "the Quito Declaration"."""
    before = scene.text[instrument.span.start : instrument.head.start]
    return before[:1].isupper() and before.isascii()


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
        if read.bare and read.signed and not fact.signed and read.language == "en":
            continue
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
