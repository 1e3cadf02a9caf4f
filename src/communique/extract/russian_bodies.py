"""Russian names of bodies: a noun with its adjectives before it and its genitive chain behind."""

import re
from functools import cached_property

from communique.extract.body_words import LONGEST_ABBREVIATION, QUOTES, BodyWords
from communique.extract.grammar import grammar_of
from communique.extract.russian_placed import Placed, placed_names
from communique.extract.words import Token
from communique.names.morphology import (
    is_adjective,
    is_dative,
    is_genitive,
    is_name,
    is_oblique,
    is_only_plural,
    is_preposition,
    is_pronoun,
)
from communique.names.russian import is_known, is_russian, is_verb_form, parts_of_speech
from communique.text.span import Span

LONGEST_LIST = 12
"""Words of the longest list within a body's name."""
_OF_STATES = re.compile(r"[а-яё]+о-[а-яё]+(?:ий|ая|ое|ого|ой|ому|им|ую|ом)")
_MISSIONS = frozenset({"embassy", "consulate", "mission"})
"""Kinds of bodies that are told by the city they lie in."""
_NAMED_BEFORE = frozenset({"university", "academy", "institute", "college"})
"""Kinds that may have a word that never changes before their noun."""
_RUSSIAN_JOINING = frozenset({"по", "для", "при", "и", "имени", "им", "в", "с", "на"})


class RussianBodies(BodyWords):
    """Finds how far a Russian name goes: «Институт востоковедения», «МГУ имени …»."""

    @cached_property
    def placed(self) -> dict[int, Placed]:
        """The names that only their place shows, by where each begins."""
        return placed_names(self.scene)

    def _russian(self, index: int) -> tuple[int, int] | None:
        short = self._initialled(index)
        if short is not None:
            return index, short
        head = self._russian_head(index)
        if head is None:
            return None
        latin = self._latin_after(head)
        if latin is not None:
            return latin
        end = self._russian_tail(head + 1)
        alone = end == head + 1 and head == index
        if alone and (self.tokens[head].is_capitalised or self._is_mission(head)):
            end = self._of_house(end)
        if end - index == 1 and not self._abbreviates(index):
            return None
        return None if self._is_generic(index, head, end) else (index, end)

    def _is_generic(self, index: int, head: int, end: int) -> bool:
        """Whether a noun speaks of several: «14 университетов Китая», «китайские компании»."""
        words = [t.text for t in self.tokens[index:end]]
        if any(w in QUOTES or w.isascii() for w in words if w not in ("-", ",")):
            return False
        counted = index > 0 and self.tokens[index - 1].text.isdigit()
        founded = " ".join(words).islower() and self._is_to_be(index - 1)
        noun = next((i for i in range(index, head) if self.heads.get(i) == head), head)
        qualified = words[self._is_unchanging(index) : noun - index + 1]
        several = any(is_only_plural(w) for w in qualified)
        hit = self.scene.phrases("institution-type").at(self.tokens, noun)
        firm = hit is not None and hit[1] == "company" and " ".join(words).islower()
        return head in self.nouns and (counted or several or founded or firm)

    def _is_to_be(self, index: int) -> bool:
        """Whether an infinitive stands before a name: «создать центр мониторинга»."""
        while index > 0 and is_adjective(self.tokens[index].text):
            index -= 1
        return index >= 0 and "INFN" in parts_of_speech(self.tokens[index].text)

    def _is_of_states(self, index: int) -> bool:
        """Whether adjectives of two states lead to a name: «российско-китайский Деловой совет»."""
        word = self.tokens[index].text
        return _OF_STATES.fullmatch(word) is not None and self._capitalised(index + 1)

    def _is_unchanging(self, index: int) -> bool:
        """Whether a foreign word leads to the noun: «Торайгыров университет»."""
        if index + 1 not in self.heads or not self._capitalised(index) or index in self.heads:
            return False
        token, noun = self.tokens[index], self.tokens[index + 1]
        hit = self.scene.phrases("institution-type").at(self.tokens, index + 1)
        after_title = index > 0 and self.scene.phrases("title").at(self.tokens, index - 1)
        if index > 0 and self._capitalised(index - 1) and not after_title:
            return False
        if hit is None or hit[1] not in _NAMED_BEFORE:
            return False
        plain = is_known(token.text) and not is_name(token.text)
        plain = plain or is_preposition(token.text)
        agrees = is_adjective(token.text) and not is_name(token.text)
        if plain or agrees or self.scene.is_abbreviation(token.text):
            return False
        bare = _is_bare(token.text) and not is_known(token.text)
        differs = is_oblique(noun.text) and (bare or not is_oblique(token.text))
        return noun.is_capitalised or differs

    def _initialled(self, index: int) -> int | None:
        """One after a run of abbreviations that names one body: «ИМЭМО РАН», «МГИМО МИД России»."""
        end = index
        while end < len(self.tokens) and self._is_initials(end):
            end += 1
        if end - index < 2:
            return None
        following = self.tokens[end] if end < len(self.tokens) else None
        match = self.scene.match_at(following.start, "state") if following else None
        if match and following and not match.adjectival and is_genitive(following.text):
            return self._index_at(match.end)
        return end

    def _is_initials(self, index: int) -> bool:
        token = self.tokens[index]
        known = self.scene.match_at(token.start)
        return (
            not self.capitals
            and self.scene.is_abbreviation(token.text)
            and len(token.text) <= LONGEST_ABBREVIATION
            and is_russian(token.text)
            and (known is None or known.end > token.end)
            and not self.scene.phrases("title").at(self.tokens, index)
        )

    def _of_house(self, index: int) -> int:
        """A noun alone is told by whose it is: «Комитет Государственной Думы по …»."""
        if index >= len(self.tokens) or not self._starts_body(index):
            return index
        if not self.tokens[index].is_capitalised or not is_genitive(self.tokens[index].text):
            return index
        head = self._russian_head(index)
        return self._russian_tail(head + 1) if head is not None else index

    def _latin_after(self, head: int) -> tuple[int, int] | None:
        """A name in Latin letters after a common noun is the body's whole name."""
        start = head + 1
        if start >= len(self.tokens) or not self.tokens[start].text.isascii():
            return None
        if not self.tokens[start].is_word or not self.tokens[start].is_capitalised:
            return None
        end = start
        while (
            end < len(self.tokens) and self.tokens[end].is_word and self.tokens[end].text.isascii()
        ):
            end += 1
        return start, end

    def _russian_head(self, index: int) -> int | None:
        """The noun that a run of adjectives, the first of them capitalised, leads to."""
        token = self.tokens[index]
        if is_pronoun(token.text):
            return None
        if index in self.heads:
            return self._last_noun(self.heads[index])
        if self.scene.is_abbreviation(token.text):
            led = self._capitalised(index + 1) and not self.capitals
            if index + 1 in self.heads and led:
                return self.heads[index + 1]
            known = token.text in self.scene.abbreviations
            match = self.scene.match_at(token.start)
            named = self._abbreviates(index) or (
                index + 1 < len(self.tokens) and self.tokens[index + 1].text in ("имени", "им")
            )
            if named or (known and match is None):
                return index
            return None
        if self._is_unchanging(index):
            return self._last_noun(self.heads[index + 1])
        if not token.is_capitalised and not self._is_of_states(index):
            return None
        if self.scene.phrases("title").at(self.tokens, index):
            return None
        position = index
        while position < min(index + 8, len(self.tokens)) and position not in self.heads:
            word = self.tokens[position].text
            bracketed = word in ("(", ")") and self._qualifies_in_brackets(position)
            if word not in ("-", "–", "и", ",") and not bracketed and not is_adjective(word):
                return None
            position += 1
        return self._last_noun(self.heads[position]) if position in self.heads else None

    def _qualifies_in_brackets(self, index: int) -> bool:
        """Whether a bracket is one of those around an adjective: «Северный (Арктический) …»."""
        first = index - 1 if self.tokens[index].text == "(" else index - 3
        inside = self.tokens[first + 1 : first + 4]
        signs = [t.text for t in inside]
        return first >= 0 and signs[::2] == ["(", ")"] and is_adjective(signs[1])

    def _last_noun(self, index: int) -> int:
        while (
            index + 1 in self.nouns
            and self.tokens[index].text[-1:] == self.tokens[index + 1].text[-1:]
            and self._capitalised(index) >= self._capitalised(index + 1)
        ):
            index += 1
        return index

    def _russian_tail(self, index: int) -> int:
        """Go on over the genitive chain, quoted names and «имени …»."""
        end = index
        while end < len(self.tokens):
            token = self.tokens[end]
            if token.start in self.placed:
                break
            if token.text in QUOTES and self._quoted(end):
                end = self._quoted(end)
                continue
            if self._slashed(end):
                end += 2
                continue
            if _is_initial(token.text) and not self._honours(end):
                break
            if token.text.isdigit() and len(token.text) < 3:
                break
            if self._is_shortened(end):
                if token.text != "г" or not self._capitalised(end + 2):
                    break
                end += 3
                continue
            taking = grammar_of("ru").has("taking", self.tokens[end - 1].text) and end > index
            if end in self.nouns and self._starts_body(end) and not self._programme(end):
                break
            if token.text == "(" and end + 2 < len(self.tokens) and end + 1 in self.nouns:
                if self.tokens[end + 2].text != ")" or self.tokens[end + 1].is_capitalised:
                    break
                end += 3
                continue
            listed = self._listed_to(end) if token.text == "," and end > index else end
            if listed > end:
                end = listed
                continue
            if not token.is_word or (
                self.scene.is_abbreviation(token.text)
                and not self.scene.matches_in(Span(token.start, token.end))
            ):
                if token.text in ("имени", "им") or (
                    token.text == "." and self.tokens[end - 1].text == "им"
                ):
                    end += 1
                    continue
                break
            if self._honours(end):
                end += 1
                continue
            if self._begins_person(index, end):
                break
            if end == index and self._is_foreign(end):
                end += 1
                continue
            if is_preposition(token.text) and token.text not in _RUSSIAN_JOINING:
                break
            state = self.scene.match_at(token.start, "state")
            located = self.tokens[end - 1].text in ("в", "во", "при")
            place = self.scene.match_at(token.start, "place")
            if place and located:
                end = self._index_at(place.end)
                continue
            if state and not state.adjectival and (located or is_genitive(token.text)):
                end = self._index_at(state.end)
                continue
            if (
                token.text == "по"
                and end == index
                and self.scene.is_abbreviation(self.tokens[index - 1].text)
            ):
                break
            if token.text in _RUSSIAN_JOINING:
                following = self.tokens[end + 1] if end + 1 < len(self.tokens) else None
                if following is None or not following.is_word:
                    break
                if token.text == "и" and (
                    self._joins_other(end + 1) or self._are_two_ministries(index, end)
                ):
                    break
                if token.text == "при" and not following.is_capitalised:
                    break
                if token.text in ("в", "с", "на") and not self._lies_in(index, end, following):
                    break
                end += 1
                continue
            if token.is_capitalised and taking and self._starts_body(end):
                head = self._russian_head(end)
                end = self._russian_tail((end if head is None else head) + 1)
                break
            if token.is_capitalised and (self._starts_body(end) or self._after_state(end)):
                break
            depends = is_genitive(token.text) or (end > index and is_dative(token.text))
            depends = depends and not is_verb_form(token.text)
            if not depends and self.tokens[end - 1].text not in ("по", "в", "для", "при"):
                break
            end += 1
        while end > index and self.tokens[end - 1].text in _RUSSIAN_JOINING:
            end -= 1
        return end

    def _is_shortened(self, index: int) -> bool:
        """Whether a letter stands for a word, as in a degree: «… РАН д. и. н.», «… г. Мачерата»."""
        word = self.tokens[index].text
        follows = index + 1 < len(self.tokens) and self.tokens[index + 1].text == "."
        return len(word) == 1 and word.islower() and follows

    def _lies_in(self, first: int, end: int, following: Token) -> bool:
        """Whether a preposition leads to the state, or to a mission's city, that a name holds."""
        match = self.scene.match_at(following.start)
        if match is None or match.adjectival:
            return False
        mission = self._is_mission(first - 1) and end > first
        return match.entry.kind == "state" or (mission and match.entry.kind == "place")

    def _is_mission(self, head: int) -> bool:
        hit = self.scene.phrases("institution-type").at(self.tokens, head)
        return hit is not None and hit[1] in _MISSIONS

    def _listed_to(self, comma: int) -> int:
        """One after a list of genitives that a comma goes on with: «Азии, Африки и Океании»."""
        position, joined = comma + 1, False
        while position < len(self.tokens) and position - comma < LONGEST_LIST:
            token = self.tokens[position]
            if token.text == "и" and not joined:
                joined = True
            elif token.text == ",":
                if joined:
                    break
            elif not token.is_word or not is_genitive(token.text) or self._heads_on(position):
                break
            elif self.scene.is_abbreviation(token.text) or self._begins_person(comma, position):
                break
            position += 1
        after_joint = joined and self.tokens[position - 1].text not in ("и", ",")
        return position if after_joint and self._is_department(comma) else comma

    def _is_department(self, comma: int) -> bool:
        """Whether the name before a comma is of a unit that places or fields are given to."""
        for index in range(comma - 1, max(-1, comma - 6), -1):
            hit = self.scene.phrases("institution-type").at(self.tokens, index)
            if hit:
                return hit[1] in ("department", "centre", "center", "institute", "faculty")
        return False

    def _begins_person(self, first: int, index: int) -> bool:
        """Whether a capitalised word begins the name of somebody who holds an office there.

        A body may be called after a person in the genitive («Фонд Гейдара Алиева»); a name in the
        nominative, or one after a body that has its complement, is the holder's.
        """
        token = self.tokens[index]
        if not (token.is_capitalised and self._capitalised(index + 1)) or token.text.isupper():
            return False
        match = self.scene.match_at(token.start)
        if match is not None or self.scene.phrases("title").at(self.tokens, index):
            return match is not None and match.entry.kind == "person"
        if self.tokens[index - 1].text.lower() in _RUSSIAN_JOINING:
            return False
        honours = index > first and self._capitalised(index - 1) and is_genitive(token.text)
        if honours and self._capitalised(index + 2):
            return False
        following = self.tokens[index + 1].text
        if not re.fullmatch(r"[А-ЯЁ][а-яё-]+", following) or is_adjective(token.text):
            return False
        short = self.scene.is_abbreviation(self.tokens[first - 1].text)
        complete = index > first or short or self._is_qualified(first - 1)
        pair = self.tokens[first - 1].text.islower() and not self._capitalised(index + 2)
        complete = complete or (pair and self._follows_title(first - 1))
        return (_is_bare(token.text) or complete) and not self._heads_on(index + 1)

    def _follows_title(self, noun: int) -> bool:
        """Whether an office stands right before a body's noun: «вице-президент университета …»."""
        return noun > 0 and self.scene.phrases("title").at(self.tokens, noun - 1) is not None

    def _is_qualified(self, head: int) -> bool:
        """Whether an adjective stands before a body's noun."""
        return head > 0 and is_adjective(self.tokens[head - 1].text)

    def _heads_on(self, index: int) -> bool:
        """Whether a word leads to another body, or is one."""
        match = self.scene.match_at(self.tokens[index].start)
        return index in self.nouns or (match is not None and match.entry.kind != "place")

    def _is_foreign(self, index: int) -> bool:
        """Whether a capitalised word is a foreign name that never changes: «… Хаджеттепе»."""
        token = self.tokens[index]
        return (
            token.is_capitalised
            and token.text[-1:] in "еоуэию"
            and not self._capitalised(index + 1)
            and not is_known(token.text)
            and self.scene.match_at(token.start) is None
        )

    def _slashed(self, index: int) -> bool:
        """Whether a stroke joins two words of the name: «Баренцева/Евроарктического региона»."""
        token = self.tokens[index]
        glued = token.text == "/" and token.start == self.tokens[index - 1].end
        return glued and index + 1 < len(self.tokens) and self.tokens[index + 1].start == token.end

    def _honours(self, index: int) -> bool:
        """Whether a word is part of whom a body is named after: «имени М. В. Ломоносова»."""
        position = index - 1
        initials = words = 0
        while position > 0 and self.tokens[position].text not in ("имени", "им"):
            if words > 1 or (initials and words):
                return False
            if _is_initial(self.tokens[position].text):
                initials += 1
            elif self.tokens[position].is_capitalised:
                words += 1
            elif self.tokens[position].text != ".":
                return False
            position -= 1
        full = words > 1 or (initials and words)
        return self.tokens[position].text in ("имени", "им") and not full

    def _starts_body(self, index: int) -> bool:
        head = self._russian_head(index)
        return head is not None and (self.tokens[index].is_capitalised or index in self.nouns)

    def _are_two_ministries(self, first: int, joint: int) -> bool:
        """Whether each of two states has its own: «МИД Узбекистана и России»."""
        hit = self.scene.phrases("institution-type").at(self.tokens, first - 1)
        state = self.scene.match_at(self.tokens[joint + 1].start, "state")
        ministry = hit is not None and hit[1] == "ministry"
        return ministry and state is not None and self._after_state(joint)

    def _joins_other(self, index: int) -> bool:
        word = self.tokens[index].text
        return self._starts_body(index) or not (is_genitive(word) or is_dative(word))


def _is_bare(word: str) -> bool:
    """Whether a word ends as no Russian genitive does: in a consonant."""
    return word[-1:] in "бвгджзйклмнпрстфхцчшщьъ"


def _is_initial(word: str) -> bool:
    return bool(re.fullmatch(r"(?:[А-ЯЁ]\.)+", word))
