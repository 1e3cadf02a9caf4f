"""Russian names of bodies: a noun with its adjectives before it and its genitive chain behind."""

import re

from communique.extract.body_words import QUOTES, BodyWords
from communique.extract.grammar import grammar_of
from communique.names.morphology import is_adjective, is_dative, is_genitive, is_preposition
from communique.names.russian import is_russian
from communique.text.span import Span

_RUSSIAN_JOINING = frozenset({"по", "для", "при", "и", "имени", "им", "в", "с", "на"})


class RussianBodies(BodyWords):
    """Finds how far a Russian name goes: «Институт востоковедения», «МГУ имени …»."""

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
        if end == head + 1 and head == index:
            end = self._of_house(end)
        if end - index == 1 and not self._abbreviates(index):
            return None
        return index, end

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
            self.scene.is_abbreviation(token.text)
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
        if index in self.heads:
            return self._last_noun(self.heads[index])
        if self.scene.is_abbreviation(token.text):
            known = token.text in self.scene.abbreviations
            match = self.scene.match_at(token.start)
            named = self._abbreviates(index) or (
                index + 1 < len(self.tokens) and self.tokens[index + 1].text in ("имени", "им")
            )
            if named or (known and match is None):
                return index
            return None
        if not token.is_capitalised:
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
        ):
            index += 1
        return index

    def _russian_tail(self, index: int) -> int:
        """Go on over the genitive chain, quoted names and «имени …»."""
        end = index
        while end < len(self.tokens):
            token = self.tokens[end]
            if token.text in QUOTES and self._quoted(end):
                end = self._quoted(end)
                continue
            if self._slashed(end):
                end += 2
                continue
            if _is_initial(token.text) and not self._honours(end):
                break
            taking = grammar_of("ru").has("taking", self.tokens[end - 1].text) and end > index
            if end in self.nouns and self._starts_body(end) and not self._programme(end):
                break
            if token.text == "(" and end + 2 < len(self.tokens) and end + 1 in self.nouns:
                if self.tokens[end + 2].text != ")" or self.tokens[end + 1].is_capitalised:
                    break
                end += 3
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
            if is_preposition(token.text) and token.text not in _RUSSIAN_JOINING:
                break
            state = self.scene.match_at(token.start, "state")
            located = self.tokens[end - 1].text in ("в", "во", "при")
            if state and not state.adjectival and (located or is_genitive(token.text)):
                end = self._index_at(state.end)
                continue
            if token.text in _RUSSIAN_JOINING:
                following = self.tokens[end + 1] if end + 1 < len(self.tokens) else None
                if following is None or not following.is_word:
                    break
                if token.text == "и" and self._joins_other(end + 1):
                    break
                if token.text in ("в", "с", "на") and not self.scene.match_at(
                    following.start, "state"
                ):
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
            if not depends and self.tokens[end - 1].text not in ("по", "в", "для", "при"):
                break
            end += 1
        while end > index and self.tokens[end - 1].text in _RUSSIAN_JOINING:
            end -= 1
        return end

    def _slashed(self, index: int) -> bool:
        """Whether a stroke joins two words of the name: «Баренцева/Евроарктического региона»."""
        token = self.tokens[index]
        glued = token.text == "/" and token.start == self.tokens[index - 1].end
        return glued and index + 1 < len(self.tokens) and self.tokens[index + 1].start == token.end

    def _honours(self, index: int) -> bool:
        """Whether a word is part of whom a body is named after: «имени М. В. Ломоносова»."""
        position = index - 1
        while position > 0 and _is_initial(self.tokens[position].text):
            position -= 1
        return self.tokens[position].text in ("имени", "им", ".")

    def _starts_body(self, index: int) -> bool:
        head = self._russian_head(index)
        return head is not None and (self.tokens[index].is_capitalised or index in self.nouns)

    def _joins_other(self, index: int) -> bool:
        word = self.tokens[index].text
        return self._starts_body(index) or not (is_genitive(word) or is_dative(word))


def _is_initial(word: str) -> bool:
    return bool(re.fullmatch(r"(?:[А-ЯЁ]\.)+", word))
