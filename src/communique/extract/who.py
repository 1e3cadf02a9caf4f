"""Which person a name, a surname, an office or a pronoun means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.extract.appearances import Appearance
from communique.extract.base import Notebook
from communique.extract.grammar import grammar_of
from communique.extract.initials import known_as
from communique.extract.names import PersonName, label_of, name_at
from communique.extract.scene import Scene
from communique.extract.words import Token, word_forms, word_key
from communique.facts.model import Ref, TenureFact
from communique.names.keys import name_key
from communique.names.morphology import is_nominative, is_plural
from communique.names.russian import is_russian
from communique.text.span import Span

_MINISTER = re.compile(
    r"глав(?:а|ы|е|у|ой)\s+(?:МИД\w*|(?:внешнеполитического\s+)?ведомства)\b", re.IGNORECASE
)
"""How a foreign minister is called who was named before."""
_PRONOUNS = frozenset({"he", "she", "his", "her", "him", "он", "она", "его", "её", "ее"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that means a person: tokens `[first, last)`, the office beside the name included.

    `person` is None for a pronoun, or for an office that several hold: whoever was spoken of last,
    if it is one of `among` (anybody, if that is empty). `speaking` is a noun for who speaks.
    """

    first: int
    last: int
    person: Ref | None
    among: frozenset[Ref] = frozenset()
    speaking: bool = False

    def means(self, last: Ref | None) -> Ref | None:
        """Return the person, given who was spoken of last; None if that cannot be told."""
        if self.person is not None or not self.among:
            return self.person or last
        return last if last in self.among else None


class Who:
    """Finds references to the persons of a report."""

    def __init__(self, scene: Scene, notebook: Notebook, appearances: Sequence[Appearance]) -> None:
        self._scene = scene
        self._notebook = notebook
        self._phrases = {a.name.span.start: a for a in appearances}
        self._offices = {a.phrase.start: a for a in appearances if a.phrase < a.name.span}
        self._by_word: dict[str, set[Ref]] = {}
        self._by_office: dict[str, list[Ref]] = {}
        for person in notebook.persons.facts():
            for word in name_key(person.label).split():
                if len(word) > 1:
                    self._by_word.setdefault(word_key(word), set()).add(person.ref)
        for tenure in notebook.tenures:
            for word in name_key(tenure.title).split():
                self._by_office.setdefault(word_key(word), []).append(tenure.person)

    def in_tokens(self, tokens: Sequence[Token]) -> list[Reference]:
        """Return every reference among the tokens of a sentence, in order."""
        found: list[Reference] = []
        index = 0
        while index < len(tokens):
            reference = self._at(tokens, index)
            if reference is None:
                index += 1
                continue
            found.append(reference)
            index = max(reference.last, index + 1)
        return found

    def holder(self, words: str) -> Ref | None:
        """Return the one person who holds an office of that name ("Spokesperson")."""
        holders = {
            ref
            for word in name_key(words).split()
            for ref in self._by_office.get(word_key(word), ())
        }
        return next(iter(holders)) if len(holders) == 1 else None

    def named(self, label: str) -> Ref | None:
        """Return the person of a full name or an unambiguous part of one."""
        known = self._notebook.persons.find(label)
        if known:
            return known
        sets = [self._by_word.get(word_key(word), set()) for word in name_key(label).split()]
        refs = set.intersection(*sets) if sets else set()
        return next(iter(refs)) if len(refs) == 1 else None

    def is_named(self, tokens: Sequence[Token]) -> Ref | None:
        """Return the person whose name all the tokens are, an office before it included."""
        references = self.in_tokens(tokens)
        whole = references and references[0].first == 0 and references[0].last >= len(tokens)
        return references[0].person if whole else None

    def bearer(self, name: PersonName) -> Ref | None:
        """Return the person who bears a name: as printed, or in the case that it may stand in."""
        printed = " ".join(name.span.of(self._scene.text).split())
        oblique = label_of(self._scene, name.span, oblique=True)
        for label in dict.fromkeys((name.label, printed, oblique)):
            known = known_as(self._notebook, label) if is_russian(label) else label
            person = self._notebook.persons.find(known)
            if person:
                return person
        return self._of_initial(name.label)

    def _of_initial(self, label: str) -> Ref | None:
        """The one person of an English surname with an initial: "M. Osei" for "Moses Osei"."""
        initial, _, surname = label.partition(" ")
        if not re.fullmatch(r"[A-Z]\.", initial) or is_russian(surname):
            return None
        refs = self._by_word.get(word_key(name_key(surname)), set())
        alike = [r for r in refs if self._notebook.persons.get(r).label.startswith(initial[0])]
        return alike[0] if len(alike) == 1 else None

    def introduced_before(self, block: int) -> Ref | None:
        """Return the one person whom the blocks before a given one introduce."""
        names = [a.name for a in self._phrases.values() if a.block < block]
        persons = {self.bearer(name) for name in names} - {None}
        return next(iter(persons)) if len(persons) == 1 else None

    def _at(self, tokens: Sequence[Token], index: int) -> Reference | None:
        token = tokens[index]
        office = self._offices.get(token.start)
        person = (
            self.bearer(office.name) if office and tokens[-1].end >= office.phrase.end else None
        )
        if office is not None and person is not None:
            ends = office.phrase.end
            last = next((i for i, t in enumerate(tokens) if t.start >= ends), len(tokens))
            return Reference(index, last, person)
        appearance = self._phrases.get(token.start)
        if appearance is not None or token.is_capitalised:
            name = name_at(self._scene, tokens, index)
            person = self.bearer(name) if name else None
            if name and person:
                last = self._phrase_end(tokens, name.span, name.last)
                return Reference(index, last, person)
            single = self._surname(tokens, index)
            if single:
                return single
        if token.text.lower() in _PRONOUNS:
            return Reference(index, index + 1, None)
        if self._means_speaker(token):
            return Reference(index, index + 1, None, speaking=True)
        return self._office(tokens, index)

    def _means_speaker(self, token: Token) -> bool:
        """Whether a Russian noun means whoever is speaking: «докладчица», «эксперт»."""
        return is_russian(token.text) and any(
            grammar_of("ru").has("speaking", form) for form in word_forms(token.text)
        )

    def _phrase_end(self, tokens: Sequence[Token], span: Span, last: int) -> int:
        appearance = self._phrases.get(span.start)
        if appearance is None or appearance.phrase.end <= span.end:
            return last
        end = next(
            (i for i, t in enumerate(tokens) if t.start >= appearance.phrase.end), len(tokens)
        )
        return end + 1 if end < len(tokens) and tokens[end].text in (",", ")") else end

    def _surname(self, tokens: Sequence[Token], index: int) -> Reference | None:
        word = tokens[index].text
        parts = name_key(word).split() if word[0].isupper() else []
        sets = [self._by_word.get(word_key(part), set()) for part in parts]
        refs = set.intersection(*sets) if sets else set()
        match = self._scene.match_at(tokens[index].start)
        if len(refs) != 1 or (match and match.entry.kind != "person"):
            return None
        last = index + 1
        while (
            last < len(tokens) and self._by_word.get(word_key(name_key(tokens[last].text))) == refs
        ):
            last += 1
        return Reference(index, last, next(iter(refs)))

    def _office(self, tokens: Sequence[Token], index: int) -> Reference | None:
        """ "the Ambassador", «министр»: an office with an article, or a Russian office alone."""
        article = tokens[index].text.lower() == "the"
        start = index + article
        hit = self._scene.phrases("title").at(tokens, start)
        if not hit or not (article or not tokens[start].text.isascii()):
            return None
        if not article and is_plural(tokens[start].text) and is_nominative(tokens[start].text):
            return None
        end = start + hit[0]
        words = " ".join(t.text for t in tokens[start:end])
        state, end = self._state_after(tokens, end)
        holders = self._holders(words, state)
        if not holders and (minister := _MINISTER.match(self._scene.text, tokens[start].start)):
            holders = self._holders("министр иностранных дел", "")
            end = next((i for i, t in enumerate(tokens) if t.start >= minister.end()), len(tokens))
            holders = holders if len(holders) == 1 else frozenset()
        if not holders:
            return None
        return Reference(index, end, _only(holders), holders)

    def _state_after(self, tokens: Sequence[Token], end: int) -> tuple[str, int]:
        """The state that an office is of: "the President of Tanzania"."""
        position = end
        while position < len(tokens) and tokens[position].text.lower() in ("of", "the"):
            position += 1
        if position >= len(tokens):
            return "", end
        match = self._scene.match_at(tokens[position].start, "state")
        if match is None or match.adjectival:
            return "", end
        after = next((i for i, t in enumerate(tokens) if t.start >= match.end), len(tokens))
        return match.entry.id, after

    def _holders(self, words: str, state: str) -> frozenset[Ref]:
        """Who holds an office of all these words, for that state if one is named."""
        keys = [word_key(word) for word in name_key(words).split()]
        sets = [set(self._by_office.get(key, ())) for key in keys]
        holders = set.intersection(*sets) if sets else set()
        if state:
            holders &= {t.person for t in self._notebook.tenures if self._is_of(t, state)}
        return frozenset(holders)

    def _is_of(self, tenure: TenureFact, state: str) -> bool:
        if tenure.represents is None or not self._notebook.states.has(tenure.represents):
            return False
        return self._notebook.states.get(tenure.represents).authority == state


def _only(refs: frozenset[Ref]) -> Ref | None:
    return next(iter(refs)) if len(refs) == 1 else None
