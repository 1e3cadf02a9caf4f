"""Reads who made a visit that is mentioned, and where to: "X visited Y", "the visit of X to Y".

The words themselves have to say so: a name beside the word for the visit, and a place after it.
Whoever tells of a visit is never taken for the visitor.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.dates.edtf import bounds
from communique.dates.find import find_dates
from communique.extract.base import Notebook, Reading
from communique.extract.grammar import Grammar, grammar_of
from communique.extract.named import named_in
from communique.extract.names import name_at
from communique.extract.scene import Scene, scene_of
from communique.extract.within import said_in, statement_at
from communique.extract.words import Token
from communique.facts.model import MAIN_EVENT, EventFact, Evidence, ParticipationFact, Ref
from communique.names.authority import Match
from communique.names.russian import is_past
from communique.text.document import Document
from communique.text.span import Span

VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as a clause tells of it: its word, who made it (places of their names), where to."""

    words: Span
    concept: str
    visitors: tuple[tuple[Span, Ref], ...]
    places: tuple[Ref, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it says both who and where to."""
        return bool(self.visitors and self.places)


def read_visits(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Complete the mentioned events that are visits, and write the visitors' part in them."""
    scene = scene_of(document, reading)
    for index, event in enumerate(notebook.events):
        if event.ref.startswith(MAIN_EVENT) or not _may_be_visit(event):
            continue
        visit = _visit(scene, notebook, event)
        if visit is None:
            continue
        notebook.events[index] = _completed(scene, event, visit)
        _sign_at(scene, notebook, event, visit)
        if not _is_ahead(notebook, event):
            notebook.participations.extend(
                _participation(scene, notebook, event, visit, *visitor)
                for visitor in visit.visitors
            )


def _may_be_visit(event: EventFact) -> bool:
    """Whether an event is a visit, or one that no noun says more of."""
    return bool(event.edtf) and (
        event.kind == "Visit" or (event.kind == "Event" and not event.concept)
    )


def _visit(scene: Scene, notebook: Notebook, event: EventFact) -> Visit | None:
    """The visit that the words of an event tell of, if it is of that date."""
    clause = event.evidence.spans[0]
    visit = visit_in(scene, notebook, clause, event.language)
    if visit is None:
        return None
    dates = find_dates(clause.of(scene.text), event.language)
    at = visit.words.start - clause.start
    nearest = min(dates, key=lambda d: min(abs(d.start - at), abs(d.end - at)), default=None)
    return visit if nearest is None or nearest.edtf in ("", event.edtf) else None


def visit_in(scene: Scene, notebook: Notebook, clause: Span, language: str) -> Visit | None:
    """Return the visit that a clause tells of, the first that says where to; else None."""
    tokens = scene.tokens_in(clause)
    clue = _Clause(scene, notebook, clause, tokens, grammar_of(language), language)
    found = (*clue.by_verb(), *clue.by_noun())
    return next((v for v in found if v.places), next(iter(found), None))


@dataclass(frozen=True, slots=True)
class _Clause:
    scene: Scene
    notebook: Notebook
    span: Span
    tokens: Sequence[Token]
    grammar: Grammar
    language: str

    def by_verb(self) -> Iterator[Visit]:
        """ "X visited Y", "X came to Y"; in Russian also "Y was visited by X"."""
        for first, last, concept in self.scene.phrases("journey").find(self.tokens):
            span = Span(self.tokens[first].start, self.tokens[last - 1].end)
            visitors = self.firsts(span.start)
            if not visitors and not self.is_done(first, last):
                continue
            visitors = visitors or self.subjects(first)
            places = self.places_after(span.end, "destination")
            if self.language == "ru" and not places:
                places = self.place_before(span.start)
                visitors = visitors or self.makers(last, span.end)[0]
            if places and (concept == "visited" or self.hold_office(visitors)):
                yield Visit(span, "visit", visitors, places)

    def by_noun(self) -> Iterator[Visit]:
        """ "the visit of X to Y", "X's visit to Y", "X was the first … to visit Y"."""
        for first, last, concept in self.scene.phrases("event-type").find(self.tokens):
            if self.scene.reading.lexicon.classes.get(("event-type", concept)) != "Visit":
                continue
            span = Span(self.tokens[first].start, self.tokens[last - 1].end)
            visitors, end = self.firsts(span.start), span.end
            if not visitors and first and self.tokens[first - 1].text.lower() == "to":
                continue
            if not visitors:
                named, end = self.makers(last, end)
                visitors = named or self.owners(span.start)
            places = self.places_after(end, "destination") or self.places_after(end, "going_to")
            if visitors or places:
                yield Visit(span, concept, visitors, places)

    def is_done(self, first: int, last: int) -> bool:
        """Whether a verb tells of what took place, not of what will or did not."""
        words = [t.text for t in self.tokens[first:last]]
        before = [t.text for t in self.tokens[max(0, first - 3) : first]]
        kept = not any(self.grammar.has(s, w) for s in ("negation", "auxiliary") for w in before)
        return kept and (self.language != "ru" or is_past(words))

    def people(self) -> list[tuple[Span, Ref]]:
        """The persons known so far who are named in the clause, but for whoever says it."""
        named = named_in(self.scene.document, self.notebook, self.span)
        return [(s, r) for s, r in named if self.notebook.persons.has(r) and r != self.speaker]

    @property
    def speaker(self) -> Ref | None:
        """Whoever says it."""
        statement = statement_at(self.notebook, self.span)
        return statement.speaker if statement else None

    def subjects(self, first: int) -> tuple[tuple[Span, Ref], ...]:
        """The persons right before a verb, several where "and" joins them."""
        start = self.tokens[first].start
        found: list[tuple[Span, Ref]] = []
        for span, ref in reversed(self.people()):
            gap = self.scene.text[span.end : found[0][0].start if found else start]
            pattern = "coordination" if found else "subject_gap"
            if span.end <= start and self.grammar.patterns[pattern].fullmatch(gap):
                found.insert(0, (span, ref))
        return tuple(found) or self.unknown(range(max(0, first - 5), first), end=first)

    def firsts(self, start: int) -> tuple[tuple[Span, Ref], ...]:
        """Who "was the first head of government" to visit a place."""
        for span, ref in self.people():
            gap = self.scene.text[span.end : start]
            if span.end < start and self.grammar.patterns["first_to"].fullmatch(gap):
                return ((span, ref),)
        return ()

    def owners(self, start: int) -> tuple[tuple[Span, Ref], ...]:
        """Whose visit it is: "X's visit", "X's official visit"."""
        for span, ref in self.people():
            words = self.scene.text[span.start : start]
            if span.end <= start and self.grammar.patterns["possessive"].search(words):
                after = self.scene.text[span.end : start]
                if self.grammar.patterns["owned"].fullmatch(after):
                    return ((span, ref),)
        return ()

    def makers(self, last: int, end: int) -> tuple[tuple[tuple[Span, Ref], ...], int]:
        """Who is named after "visit of" or "visit by", and where those words end."""
        for span, ref in self.people():
            gap = self.scene.text[end : span.start]
            if span.start >= end and self.grammar.patterns["made_by"].fullmatch(gap):
                return ((span, ref),), span.end
        follows = self.grammar.patterns["made_by"].fullmatch
        places = [i for i in range(last, min(last + 3, len(self.tokens)))]
        starts = [i for i in places if follows(self.scene.text[end : self.tokens[i].start])]
        if self.language == "en" and not self.scene.text[end - 3 : end].lower().endswith(" of"):
            starts = [i for i in starts if i > last]
        found = self.unknown(starts)
        return found, found[0][0].end if found else end

    def unknown(self, starts: Sequence[int], end: int = 0) -> tuple[tuple[Span, Ref], ...]:
        """A person whom only the visit makes known: a name in full, nothing else between."""
        for index in starts:
            name = name_at(self.scene, self.tokens, index)
            if name is None or " " not in name.label or (end and name.last != end):
                continue
            known = self.notebook.persons.find(name.label)
            if self.scene.match_at(name.span.start) or (known and known == self.speaker):
                continue
            evidence = Evidence((name.span,), "visit", said_in(self.notebook, name.span))
            ref = self.notebook.person(
                name.label, self.language, evidence, honorifics=name.honorifics
            )
            return ((name.span, ref),)
        return ()

    def hold_office(self, visitors: Sequence[tuple[Span, Ref]]) -> bool:
        """Whether the report gives one of them an office, or an authority file knows of one."""
        held = {t.person for t in self.notebook.tenures}
        return any(ref in held or self.notebook.persons.get(ref).authority for _, ref in visitors)

    def place_before(self, start: int) -> tuple[Ref, ...]:
        """The place or state right before a verb."""
        for match in self.scene.matches_in(self.span):
            if match.end <= start and not self.scene.text[match.end : start].strip():
                return self.registered(match)
        return ()

    def places_after(self, end: int, first: str) -> tuple[Ref, ...]:
        """The places and states after a word as the pattern `first` says, and those joined on."""
        refs: list[Ref] = []
        rest = Span(end, self.span.end) if end < self.span.end else None
        for match in self.scene.matches_in(rest) if rest else ():
            gap = self.scene.text[end : match.start]
            pattern = self.grammar.patterns["coordination" if refs else first]
            found = self.registered(match) if pattern.fullmatch(gap) else ()
            if not found and (refs or first == "destination"):
                break
            refs.extend(found)
            end = match.end if found else end
        return tuple(dict.fromkeys(refs))

    def registered(self, match: Match) -> tuple[Ref, ...]:
        """The place or state that a name means, or ()."""
        if match.adjectival or match.entry.kind not in ("state", "place"):
            return ()
        evidence = Evidence((Span(match.start, match.end),), "authority")
        register = self.notebook.state if match.entry.kind == "state" else self.notebook.place
        return (register(match.entry.label, evidence, authority=match.entry.id),)


def _completed(scene: Scene, event: EventFact, visit: Visit) -> EventFact:
    told = event.concept if event.kind == "Visit" else visit.concept
    return replace(
        event,
        kind="Visit",
        concept=told,
        type_words=event.type_words or visit.words.of(scene.text),
        places=visit.places or event.places,
        edtf=_date(scene, event, visit),
    )


def _sign_at(scene: Scene, notebook: Notebook, event: EventFact, visit: Visit) -> None:
    """Let what was signed during a visit be signed there: "the visit of X, when … was signed"."""
    clause = event.evidence.spans[0]
    during = grammar_of(event.language).patterns["during"]
    for index, agreement in enumerate(notebook.agreements):
        span = agreement.evidence.spans[0]
        told = clause.contains(span) and span.start > visit.words.end
        dated = agreement.signed and not agreement.signed_at
        if told and dated and during.search(scene.text, visit.words.end, span.start):
            notebook.agreements[index] = replace(agreement, signed_at=event.ref)


def _date(scene: Scene, event: EventFact, visit: Visit) -> str:
    """The date of a visit: about that of what followed it ("1960 …, following the visit of X")."""
    clause = event.evidence.spans[0]
    for date in find_dates(clause.of(scene.text), event.language):
        between = scene.text[clause.start + date.end : visit.words.start]
        if date.edtf == event.edtf and grammar_of(event.language).patterns["following"].search(
            between
        ):
            return f"{event.edtf}~" if event.edtf[-1].isdigit() else event.edtf
    return event.edtf


def _is_ahead(notebook: Notebook, event: EventFact) -> bool:
    """Whether a visit is only to come: it begins after the main event has ended."""
    main = next((e for e in notebook.events if e.ref == MAIN_EVENT), None)
    begin, last = bounds(event.edtf)[0], bounds(main.edtf)[1] if main else None
    return bool(begin and last and begin > last)


def _participation(
    scene: Scene, notebook: Notebook, event: EventFact, visit: Visit, place: Span, person: Ref
) -> ParticipationFact:
    """The visitor's part, in the office that the same words give."""
    clause = event.evidence.spans[0]
    held = [
        t
        for t in notebook.tenures
        if t.person == person and any(clause.contains(s) for s in t.evidence.spans)
    ]
    statement = said_in(notebook, clause)
    span = Span(min(place.start, visit.words.start), max(place.end, visit.words.end))
    return ParticipationFact(
        ref=Ref(f"participation/{person.split('/')[-1]}-{event.ref.split('/')[-1]}"),
        event=event.ref,
        participant=person,
        roles=(VISITOR,),
        evidence=Evidence((span,), "visit", statement),
        capacity=held[0].ref if held else None,
        on_behalf_of=tuple(dict.fromkeys(t.represents for t in held if t.represents))[:1],
        stated_as=" ".join(place.of(scene.text).split()),
    )
