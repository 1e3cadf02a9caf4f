"""What every reader is given, and the notebook in which it writes what it found.

Readers run one after another over the same document. Each may look up what those before it
wrote; entities are found or added by name, so that no two readers make two of one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from communique.extract.entities import Registry
from communique.facts.lexicon import Lexicon
from communique.facts.model import (
    AgreementFact,
    EventFact,
    Evidence,
    Facts,
    InstitutionFact,
    MentionFact,
    Name,
    Notice,
    ParticipationFact,
    PeriodFact,
    PersonFact,
    PlaceFact,
    QuantityFact,
    Ref,
    StateFact,
    StatementFact,
    TenureFact,
)
from communique.names.authority import Authority
from communique.names.keys import name_key, person_key
from communique.text.document import Document
from communique.text.span import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What readers know beforehand: the cue words and the authority files."""

    lexicon: Lexicon
    authority: Authority


def furniture_words(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return what pages write that is not the report, by reason, as `text.layout` takes it."""
    words: dict[str, list[str]] = {}
    for cue in lexicon.cues("furniture"):
        words.setdefault(cue.concept, []).append(cue.text)
    return {reason: tuple(phrases) for reason, phrases in words.items()}


class Notebook:
    """What has been found in one document so far.

    `states`, `places`, `institutions` and `persons` are registries (`get`, `find`, `update`);
    the other facts are plain lists, to which readers append.
    """

    def __init__(self) -> None:
        self.title = ""
        self.title_span: Span | None = None
        self.publisher: Ref | None = None
        self.states: Registry[StateFact] = Registry("state", name_key)
        self.places: Registry[PlaceFact] = Registry("place", name_key)
        self.institutions: Registry[InstitutionFact] = Registry("institution", name_key)
        self.persons: Registry[PersonFact] = Registry("person", person_key)
        self.tenures: list[TenureFact] = []
        self.events: list[EventFact] = []
        self.participations: list[ParticipationFact] = []
        self.statements: list[StatementFact] = []
        self.mentions: list[MentionFact] = []
        self.agreements: list[AgreementFact] = []
        self.quantities: list[QuantityFact] = []
        self.periods: list[PeriodFact] = []
        self.notices: list[Notice] = []

    def state(
        self, label: str, evidence: Evidence, *, variants: Iterable[Name] = (), authority: str = ""
    ) -> Ref:
        """Return the state of that name or that authority row; add it if it is new."""
        known = self.states.by_authority(authority) or self.states.find(label)
        if known:
            return self.states.saw(known, evidence, variants)
        ref = self.states.free(label)
        return self.states.add(StateFact(ref, label, tuple(variants), evidence, authority))

    def place(
        self,
        label: str,
        evidence: Evidence,
        *,
        variants: Iterable[Name] = (),
        authority: str = "",
        within: Ref | None = None,
    ) -> Ref:
        """Return the place of that name or that authority row; add it if it is new."""
        known = self.places.by_authority(authority) or self.places.find(label)
        if known:
            return self.places.saw(known, evidence, variants)
        ref = self.places.free(label)
        return self.places.add(PlaceFact(ref, label, tuple(variants), evidence, authority, within))

    def institution(
        self,
        label: str,
        language: str,
        evidence: Evidence,
        *,
        variants: Iterable[Name] = (),
        parent: Ref | None = None,
        state: Ref | None = None,
        intergovernmental: bool = False,
        authority: str = "",
        implied: bool = False,
        kind: str = "",
    ) -> Ref:
        """Return the body of that name; add it if it is new.

        A unit is known by its name and its parent: "Department of History" of two universities
        are two units. A name without a parent is the unit of that name, if there is one alone;
        a parent learnt later is written to a unit that had none.
        """
        known = self.institutions.by_authority(authority) or self._unit(label, parent)
        if known:
            fact = self.institutions.get(known)
            self.institutions.update(
                replace(
                    fact,
                    parent=fact.parent or (parent if parent != known else None),
                    state=fact.state or state,
                    intergovernmental=fact.intergovernmental or intergovernmental,
                    authority=fact.authority or authority,
                    implied=fact.implied and implied,
                    kind=fact.kind or kind,
                )
            )
            return self.institutions.saw(known, evidence, (Name(label, language), *variants))
        return self.institutions.add(
            InstitutionFact(
                ref=self.institutions.free(label),
                label=label,
                language=language,
                variants=tuple(variants),
                evidence=evidence,
                parent=parent,
                state=state,
                intergovernmental=intergovernmental,
                authority=authority,
                implied=implied,
                kind=kind,
            )
        )

    def person(
        self,
        label: str,
        language: str,
        evidence: Evidence,
        *,
        variants: Iterable[Name] = (),
        honorifics: Iterable[str] = (),
        authority: str = "",
    ) -> Ref:
        """Return the person of that name (in either order of its parts); add them if new."""
        known = self.persons.by_authority(authority) or self.persons.find(label)
        if known:
            fact = self.persons.get(known)
            joined = tuple(dict.fromkeys((*fact.honorifics, *honorifics)))
            self.persons.update(
                replace(fact, honorifics=joined, authority=fact.authority or authority)
            )
            return self.persons.saw(known, evidence, (Name(label, language), *variants))
        ref = self.persons.free(label)
        titles = tuple(dict.fromkeys(honorifics))
        return self.persons.add(
            PersonFact(ref, label, language, tuple(variants), evidence, titles, authority)
        )

    def warn(self, code: str, message: str, span: Span | None = None, remedy: str = "") -> None:
        """Note something that a curator should look at."""
        self.notices.append(Notice(code, message, span, remedy))

    def to_facts(self, language: str) -> Facts:
        """Return everything as values, entities in the order of their first mention."""
        return Facts(
            language=language,
            title=self.title,
            title_span=self.title_span,
            publisher=self.publisher,
            states=self.states.facts(),
            places=self.places.facts(),
            institutions=self.institutions.facts(),
            persons=self.persons.facts(),
            tenures=tuple(self.tenures),
            events=tuple(self.events),
            participations=tuple(self.participations),
            statements=tuple(self.statements),
            mentions=tuple(self.mentions),
            agreements=tuple(self.agreements),
            quantities=tuple(self.quantities),
            periods=tuple(self.periods),
            notices=tuple(self.notices),
        )

    def _unit(self, label: str, parent: Ref | None) -> Ref | None:
        namesakes = self.institutions.all_of(label)
        if parent is None:
            return namesakes[0] if len(namesakes) == 1 else None
        for ref in namesakes:
            if self.institutions.get(ref).parent in (parent, None):
                return ref
        return None


Extractor = Callable[[Document, Reading, Notebook], None]
"""A reader: looks at the document and writes to the notebook. Never fails on odd text."""
