"""English names of bodies: runs of capitals around a noun, with their complements."""

import re

from communique.dates.words import is_day_name
from communique.extract.body_words import ARTICLES, QUOTES, BodyWords
from communique.extract.grammar import grammar_of

JOINING = frozenset({"of", "for", "on", "de", "del", "des", "du", "da", "do", "di", "della", "für"})
LOCATING = frozenset({"at", "in", "within", "under"})
_COORDINATING = frozenset({"and", "&"})
_FOREIGN = frozenset({"los", "las", "la", "el", "les", "le"})
"""Articles within names of bodies in other languages."""
JOINT = frozenset({"Joint", "Mixed", "Intergovernmental", "Bilateral"})
"""Words for bodies that two states have together."""
LONGEST_JOINT = 12
"""Words from such a word to the second state."""
_LONGEST_LIST = 6
LONGEST_FIELD = 3
"""Words of one of the fields that a unit is named after."""
_LONGEST_RUN = 40
"""Capitalised words and signs between them; what goes on is no name but a page in capitals."""
_ACTION = re.compile(r"(?:ment|tion|sion|ance|Support|Study|Review)$")


class EnglishBodies(BodyWords):
    """Finds how far an English name goes: "Institute of X", "Centre for the Study of Y and Z"."""

    def _english(self, index: int) -> tuple[int, int] | None:
        if self._leads_to_body(index) or self._is_no_beginning(index):
            return None
        end = self._named_by_noun(index, self._capitals(index))
        if end is None and self.heads.get(index, index) > index + 1:
            end = self.heads[index] + 1
        if end is None:
            end = self._joined(index) or self._listed_fields(index)
        if end is None:
            return (index, index + 1) if self._abbreviates(index) else None
        end = self._complements(max(end, self.heads.get(index, index) + 1))
        if any(noun in self.posts for noun in range(index, end)):
            end = self._placed(end)
        ruled = end < len(self.tokens) and self.tokens[end].text.lower() in ("rule", "rules")
        if end - index == 1 or ruled:
            return None
        return index, end

    def _is_no_beginning(self, index: int) -> bool:
        """Whether a word begins no name: "Acting | Government Spokesperson", "Heads of State/…"."""
        word = self.tokens[index].text
        if word in ("Acting", "Former", "Deputy"):
            return True
        if word == "Union" and self.scene.in_title(self.tokens[index].start):
            return True
        return (
            index > 1
            and self.tokens[index - 1].text == "of"
            and self.tokens[index - 2].text.lower() == "heads"
        )

    def _leads_to_body(self, index: int) -> bool:
        """Whether an office stands before a body's name: "Director | China Study Centre"."""
        hit = self.scene.phrases("title").at(self.tokens, index)
        if hit is None or index in self.nouns:
            return False
        start = index + hit[0]
        end = self._capitals(start) if start < len(self.tokens) else start
        return end - start > 1 and any(i in self.nouns for i in range(start + 1, end))

    def _joined(self, index: int) -> int | None:
        """Where "Income and Sales Tax Department" ends: two fields before one noun, after "the"."""
        middle = self._capitals(index)
        if index == 0 or self.tokens[index - 1].text.lower() != "the" or middle - index > 2:
            return None
        if middle + 1 >= len(self.tokens) or self.tokens[middle].text not in _COORDINATING:
            return None
        known = self.scene.match_at(self.tokens[index].start)
        goes_on = known is not None and (
            known.entry.kind == "place" or known.end < self.tokens[middle - 1].start
        )
        if (known is not None and not goes_on) or index in self.nouns:
            return None
        if not self.tokens[middle + 1].is_capitalised:
            return None
        if self.scene.phrases("title").at(self.tokens, index) or self._abbreviates(index):
            return None
        return self._named_by_noun(middle + 1, self._capitals(middle + 1))

    def _listed_fields(self, index: int) -> int | None:
        """Where "Europe, Russia, and Eurasia Program" ends: fields before one noun, after "the"."""
        if index == 0 or self.tokens[index - 1].text.lower() != "the":
            return None
        start, members = index, 0
        while members < _LONGEST_LIST and start < len(self.tokens):
            end = self._capitals(start)
            if end == start or end - start > LONGEST_FIELD or end >= len(self.tokens):
                return None
            if any(i in self.nouns for i in range(start, end)):
                return self._named_by_noun(start, end) if members > 1 else None
            if self.tokens[end].text not in (",", *_COORDINATING):
                return None
            start, members = end + 1, members + 1
            start += start < len(self.tokens) and self.tokens[start].text in _COORDINATING
        return None

    def _named_by_noun(self, index: int, end: int) -> int | None:
        """Where a run of capitals ends as a body's name: at its noun, or at the place after it."""
        nouns = [i for i in range(index, end) if i in self.nouns]
        if not nouns:
            return None
        after = nouns[-1] + 1
        titles = self.scene.phrases("title")
        if after == end:
            return None if titles.at(self.tokens, nouns[-1]) else end
        if titles.at(self.tokens, after) or titles.at(self.tokens, nouns[-1]):
            return after if after - index > 2 and not self._programme(nouns[-1]) else None
        if nouns[0] == index and grammar_of("en").has("leading_nouns", self.tokens[index].text):
            return end
        match = self.scene.match_at(self.tokens[after].start)
        return end if match and match.entry.kind in ("place", "state") else None

    def _capitals(self, index: int) -> int:
        """One after a run of capitalised words, quoted names and possessives included."""
        position = index
        while position < min(len(self.tokens), index + _LONGEST_RUN):
            token = self.tokens[position]
            if (
                token.is_word
                and token.is_capitalised
                and not (position > index and token.text.lower() in ARTICLES)
            ):
                position += 1
            elif token.text in QUOTES and position > index and self._quoted(position):
                position = self._quoted(position)
            elif (
                token.text in ("-", "–", "/", "&", "’", "'")
                and position > index
                and position + 1 < len(self.tokens)
                and self.tokens[position + 1].is_capitalised
                and (
                    token.text == "&"
                    or token.start == self.tokens[position - 1].end
                    or self._parts_sides(position)
                )
            ):
                position += 1
            else:
                break
        return position

    def _parts_sides(self, position: int) -> bool:
        """Whether a spaced dash parts two states: "Kenya – Somalia Joint Commission"."""
        if self.tokens[position].text == "’" or position + 1 >= len(self.tokens):
            return False
        return all(
            self.scene.match_over(self.tokens[i].start, "state") is not None
            for i in (position - 1, position + 1)
        )

    def _complements(self, end: int) -> int:
        """Go on over "of X", "for the Study of X, Y and Z", "in STATE"."""
        while end < len(self.tokens):
            word = self.tokens[end].text
            if word in JOINING:
                following = self._complement(end + 1, whole=word != "of")
            elif word in LOCATING and self._state_after(end):
                following = self._state_after(end)
            elif word in _COORDINATING:
                following = self._coordinated(end)
            elif word == ",":
                following = self._listed(end)
            else:
                break
            if not following:
                break
            end = following
        return end

    def _attached(self, index: int) -> bool:
        """Whether "of" goes on with an action in the name: "for the Support of the X Club"."""
        words = [t.text for t in self.tokens[max(0, index - 8) : index]]
        return "for" in words and bool(_ACTION.search(words[-1]))

    def _complement(self, index: int, *, whole: bool) -> int:
        start = index - 1
        english = self.tokens[start].text in ("on", "for")
        if english and index < len(self.tokens) and is_day_name(self.tokens[index].text):
            return 0
        if index < len(self.tokens) and self.tokens[index].text.lower() in ARTICLES | _FOREIGN:
            index += 1
        end = self._capitals(index) if index < len(self.tokens) else index
        end = self._before_name(index, end)
        owner = end > index and re.search(r"['’]s?$", self.tokens[end - 1].text)
        if owner and self.tokens[start].text != "of":
            return 0
        if end == index or (not whole and self._is_body(index, end) and not self._attached(start)):
            return 0
        return end

    def _before_name(self, index: int, end: int) -> int:
        """Where a state or a place ends that a person's name follows: "of Malta | Rita Vella"."""
        if index >= end:
            return end
        match = self.scene.match_at(self.tokens[index].start)
        if match is None or match.adjectival or match.entry.kind not in ("state", "place"):
            return end
        after = self._index_at(match.end)
        rest = range(after, end)
        named = len(rest) >= 2 and not any(i in self.nouns for i in rest)
        return after if named and self.scene.match_at(self.tokens[after].start) is None else end

    def _is_body(self, index: int, end: int) -> bool:
        """Whether the words after "of" are a body of their own, and so the parent."""
        match = self.scene.match_at(self.tokens[index].start)
        if match and match.entry.kind == "state" and self._index_at(match.end) >= end:
            return False
        if match and match.entry.kind == "body" and self._index_at(match.end) >= end:
            following = self.tokens[end].text if end < len(self.tokens) else ""
            return following not in _COORDINATING
        if self._known_abbreviation(index) and end - index == 1:
            return True
        return any(i in self.nouns for i in range(index, end)) and (
            end - index > 1 or self._complements_follow(end)
        )

    def _complements_follow(self, end: int) -> bool:
        return end < len(self.tokens) and self.tokens[end].text in JOINING

    def _placed(self, end: int) -> int:
        """Go on over "in CITY" and "to STATE": of an embassy there is one in each place."""
        if end + 1 >= len(self.tokens) or self.tokens[end].text not in ("in", "to"):
            return end
        if self.tokens[end].text == "to":
            start = end + 1 + (self.tokens[end + 1].text == "the")
            body = (
                self.scene.match_at(self.tokens[start].start, "body")
                if start < len(self.tokens)
                else None
            )
            return self._state_after(end) or (self._index_at(body.end) if body else end)
        place = self.scene.match_at(self.tokens[end + 1].start, "place")
        return self._index_at(place.end) if place else end

    def _state_after(self, index: int) -> int:
        following = index + 1
        if following < len(self.tokens) and self.tokens[following].text.lower() in ARTICLES:
            following += 1
        if following >= len(self.tokens):
            return 0
        match = self.scene.match_at(self.tokens[following].start, "state")
        return self._index_at(match.end) if match and not match.adjectival else 0

    def _coordinated(self, index: int) -> int:
        """ "Foreign Affairs and International Cooperation": not another body, not a person."""
        explained = self._explained_after(index) or self._other_side(index)
        if explained:
            return explained
        if index + 1 >= len(self.tokens) or not self.tokens[index + 1].is_capitalised:
            return 0
        end = self._capitals(index + 1)
        if any(i in self.nouns for i in range(index + 1, end)) or self._proper(index + 1):
            return 0
        if self._is_explained(index + 1, end):
            return 0
        if self.scene.phrases("title").at(self.tokens, index + 1):
            return 0
        match = self.scene.match_at(self.tokens[index + 1].start, "state")
        stated = match is not None and not match.adjectival
        if stated != self._after_state(index) and (stated or self._of_state(index)):
            return 0
        following = self.tokens[end].text if end < len(self.tokens) else ""
        if following == "," and end + 1 < len(self.tokens):
            title = self.scene.phrases("title").at(self.tokens, end + 1)
            if title:
                return 0
        return end

    def _other_side(self, index: int) -> int:
        """Where the second state of a joint body ends: "Joint Committee of X | and the Y"."""
        words = {t.text for t in self.tokens[max(0, index - LONGEST_JOINT) : index]}
        if not words & JOINT or not self._after_state(index):
            return 0
        return self._state_after(index)

    def _explained_after(self, index: int) -> int:
        """Where "and the Caribbean" ends, when initials in brackets say that the name goes on."""
        position = index + 1
        if position >= len(self.tokens) or self.tokens[position].text != "the":
            return 0
        end = self._capitals(position + 1) if position + 1 < len(self.tokens) else 0
        if end <= position + 1 or [t.text for t in self.tokens[end : end + 1]] != ["("]:
            return 0
        short = self.tokens[end + 1].text if end + 1 < len(self.tokens) else ""
        last = self.tokens[end - 1].text[0]
        return end if self.scene.is_abbreviation(short) and short.endswith(last) else 0

    def _is_explained(self, index: int, end: int) -> bool:
        """Whether the initials of these words alone follow in brackets: a name of its own."""
        initials = "".join(t.text[0] for t in self.tokens[index:end])
        following = [t.text for t in self.tokens[end : end + 2]]
        return following == ["(", initials]

    def _of_state(self, index: int) -> bool:
        """Whether "of STATE" has just ended, and with it the body's name."""
        ended = next(m for m in self.scene.matches if m.end == self.tokens[index - 1].end)
        before = self.scene.text[max(0, ended.start - 40) : ended.start]
        found = re.search(r"(\S+)\s+of\s+(?:the\s+)?$", before)
        return found is not None and not _ACTION.search(found.group(1))

    def _listed(self, index: int) -> int:
        """ "Southeast Asia, Australia and Oceania": a list that ends with "and"."""
        end = self._member(index)
        members = [(index + 1, end)] if end else []
        while end and len(members) < _LONGEST_LIST and self.tokens[end].text == ",":
            if self.tokens[end + 1].text in _COORDINATING:
                end += 1
                break
            members.append((end + 1, self._member(end)))
            end = members[-1][1]
        if not end or end + 1 >= len(self.tokens) or not self._region(index - 1):
            return 0
        if self.tokens[end].text not in _COORDINATING:
            return 0
        end += self.tokens[end + 1].text == "the" and end + 2 < len(self.tokens)
        if not self.tokens[end + 1].is_capitalised:
            return 0
        if len(members) > 1 and all(b - a > 1 for a, b in members):
            return 0
        last = self._capitals(end + 1)
        if any(i in self.nouns for i in range(end + 1, last)):
            return 0
        after = self.tokens[last].text if last < len(self.tokens) else ""
        if after == "," and self.scene.phrases("title").at(self.tokens, last + 1):
            return 0
        return last

    def _member(self, comma: int) -> int:
        """One after the capitalised words after a comma that can be in a list; 0 if none can."""
        start = comma + 1
        if start >= len(self.tokens) or not self.tokens[start].is_capitalised:
            return 0
        end = self._capitals(start)
        named = any(i in self.nouns for i in range(start, end))
        if (
            named
            or end + 1 >= len(self.tokens)
            or self.scene.phrases("title").at(self.tokens, start)
        ):
            return 0
        return end

    def _region(self, index: int) -> bool:
        """Whether a list in a name may go on after this word: it is no noun of bodies itself."""
        return index not in self.nouns
