"""Russian names of bodies: a noun with its adjectives before it and its genitive chain behind."""

import re

from communique.extract.body_words import QUOTES, BodyWords
from communique.names.morphology import is_adjective, is_dative, is_genitive, is_preposition
from communique.text.span import Span

_RUSSIAN_JOINING = frozenset({"по", "для", "при", "и", "имени", "им", "в", "с", "на"})


class RussianBodies(BodyWords):
    """Finds how far a Russian name goes: «Институт востоковедения», «МГУ имени …»."""

    def _russian(self, index: int) -> tuple[int, int] | None:
        head = self._russian_head(index)
        if head is None:
            return None
        latin = self._latin_after(head)
        if latin is not None:
            return latin
        end = self._russian_tail(head + 1)
        if end - index == 1 and not self._abbreviates(index):
            return None
        return index, end

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
        while position < min(index + 6, len(self.tokens)) and position not in self.heads:
            word = self.tokens[position].text
            if word not in ("-", "–", "и") and not is_adjective(word):
                return None
            position += 1
        return self._last_noun(self.heads[position]) if position in self.heads else None

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
            if end in self.nouns and self._starts_body(end) and not self._programme(end):
                break
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
            if state and not state.adjectival and is_genitive(token.text):
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
            if token.is_capitalised and (self._starts_body(end) or self._after_state(end)):
                break
            depends = is_genitive(token.text) or (end > index and is_dative(token.text))
            if not depends and self.tokens[end - 1].text not in ("по", "в", "для", "при"):
                break
            end += 1
        while end > index and self.tokens[end - 1].text in _RUSSIAN_JOINING:
            end -= 1
        return end

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
