"""What a report says, as plain values: no RDF, no IRIs, each fact with the words it rests on.

Facts name each other by `Ref`, a key that is unique within one report ("person/ana-ruiz",
"event/main", "statement/ana-ruiz/3"). `graph.mint` turns keys into IRIs.
"""

from dataclasses import dataclass, field
from typing import NewType

from communique.names.name import Name as Name
from communique.text.span import Span

Ref = NewType("Ref", str)

MAIN_EVENT = Ref("event/main")
"""The event that the report is about."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a fact rests on and how it was read.

    `spans` are never empty for a fact of a report. `rule` names the rule that made it
    ("roster.semicolon", "authority", "model.spacy"). `said_in` is the statement whose speaker
    says so; None when the report's own narrator does. `suggested` facts wait for a person's
    review and are not published.
    """

    spans: tuple[Span, ...]
    rule: str
    said_in: Ref | None = None
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class StateFact:
    """A state, present or past, that the report names. `authority` is its row's identifier."""

    ref: Ref
    label: str
    variants: tuple[Name, ...]
    evidence: Evidence
    authority: str = ""


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """A place. `within` is the place that holds it, where the report or the authority says so."""

    ref: Ref
    label: str
    variants: tuple[Name, ...]
    evidence: Evidence
    authority: str = ""
    within: Ref | None = None


@dataclass(frozen=True, slots=True)
class InstitutionFact:
    """A body or one of its units.

    `label` is the full name; `variants` are other forms as printed and abbreviations.
    `intergovernmental` bodies come from the authority or say so in their name. `implied` ones are
    not named: an ambassador's office implies the embassy. `kind` is the local name of its
    institution-type concept ("ministry"), "" where no noun tells.
    """

    ref: Ref
    label: str
    language: str
    variants: tuple[Name, ...]
    evidence: Evidence
    parent: Ref | None = None
    state: Ref | None = None
    intergovernmental: bool = False
    authority: str = ""
    implied: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person, named without honorifics; `honorifics` as printed ("H.E.", "Dr.")."""

    ref: Ref
    label: str
    language: str
    variants: tuple[Name, ...]
    evidence: Evidence
    honorifics: tuple[str, ...] = ()
    authority: str = ""


@dataclass(frozen=True, slots=True)
class TenureFact:
    """An office or position of a person as one place of the report states it.

    `organization` is the innermost unit named. `represents` and `accredited_to` are states of an
    envoy's post. `edtf` is when it was held, where stated ("" otherwise; "../.." never).
    `conflicts_with` is another tenure of the same person that states a different rank for the same
    position: both are kept.
    """

    ref: Ref
    person: Ref
    title: str
    language: str
    evidence: Evidence
    organization: Ref | None = None
    represents: Ref | None = None
    accredited_to: tuple[Ref, ...] = ()
    edtf: str = ""
    conflicts_with: Ref | None = None


@dataclass(frozen=True, slots=True)
class AnniversaryFact:
    """What an event is dedicated to: the `ordinal`-th anniversary of `of` between `parties`."""

    ordinal: int
    of: str
    parties: tuple[Ref, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class EventFact:
    """An event: the one reported on (`MAIN_EVENT`), a session of it, or one that is mentioned.

    `kind` is a class of the ontology ("RoundTable", "Visit", "Session", "Event" …); `type_words`
    the text's own word for it ("webinar"); `concept` the event-type concept's local name
    ("round-table"). `edtf` is never more precise than the text. `mode` is "online", "in person",
    "hybrid" or "". A state among `places` is meant as a territory. `part_of` makes it a session;
    `order` counts sessions from 1.
    """

    ref: Ref
    kind: str
    label: str
    language: str
    evidence: Evidence
    type_words: str = ""
    concept: str = ""
    edtf: str = ""
    mode: str = ""
    places: tuple[Ref, ...] = ()
    organizers: tuple[Ref, ...] = ()
    hosts: tuple[Ref, ...] = ()
    parties: tuple[Ref, ...] = ()
    anniversary: AnniversaryFact | None = None
    part_of: Ref | None = None
    order: int = 0
    extent: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ParticipationFact:
    """Someone's part in an event. `roles` are local names of role concepts ("opening-speaker").

    `capacity` is the tenure the person took part in; `on_behalf_of` only where the text or the
    post says so; `stated_as` is the passage as printed.
    """

    ref: Ref
    event: Ref
    participant: Ref
    roles: tuple[str, ...]
    evidence: Evidence
    capacity: Ref | None = None
    on_behalf_of: tuple[Ref, ...] = ()
    stated_as: str = ""


@dataclass(frozen=True, slots=True)
class StatementFact:
    """One bullet, one turn or one attributed passage.

    `ordinal` counts from 1 for each speaker in a report; `speaker` is None for words without one
    (they are kept, but are no statement of anybody's). `span` is the statement's place.
    """

    ref: Ref
    speaker: Ref | None
    ordinal: int
    span: Span
    language: str
    event: Ref
    rule: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionFact:
    """An entity named in a statement. `about` when it is what the statement is about."""

    statement: Ref
    entity: Ref
    span: Span
    about: bool = False


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """A concluded instrument. `kind` is "Agreement", "Treaty" or "MemorandumOfUnderstanding"."""

    ref: Ref
    kind: str
    label: str
    language: str
    parties: tuple[Ref, ...]
    evidence: Evidence
    variants: tuple[Name, ...] = ()
    signed: str = ""
    in_force: str = ""
    terminated: str = ""
    signed_at: Ref | None = None
    signatories: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class QuantityFact:
    """A number that a statement or the report gives, with its unit and how it was printed.

    Either `value`, or `minimum`/`maximum`. `measure` says what is measured, in the text's words.
    """

    ref: Ref
    as_printed: str
    unit: str
    evidence: Evidence
    value: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    measure: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class PeriodFact:
    """A span of time the report speaks of: EDTF interval ("1979/1991", "1993/..")."""

    ref: Ref
    edtf: str
    as_printed: str
    evidence: Evidence
    relation: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a curator should look at: what was not understood, dropped or contradictory."""

    code: str
    message: str
    span: Span | None = None
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything one report says, in the order of the text."""

    language: str
    title: str = ""
    title_span: Span | None = None
    publisher: Ref | None = None
    states: tuple[StateFact, ...] = ()
    places: tuple[PlaceFact, ...] = ()
    institutions: tuple[InstitutionFact, ...] = ()
    persons: tuple[PersonFact, ...] = ()
    tenures: tuple[TenureFact, ...] = ()
    events: tuple[EventFact, ...] = ()
    participations: tuple[ParticipationFact, ...] = ()
    statements: tuple[StatementFact, ...] = ()
    mentions: tuple[MentionFact, ...] = ()
    agreements: tuple[AgreementFact, ...] = ()
    quantities: tuple[QuantityFact, ...] = ()
    periods: tuple[PeriodFact, ...] = ()
    notices: tuple[Notice, ...] = field(default=())
