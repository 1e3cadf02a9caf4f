"""Names of bodies in running text: where one begins, how far it goes, and what holds what.

English names are runs of capitals around a noun such as "Institute", with their complements
("Institute of Oriental Studies of the Russian Academy of Sciences"); Russian ones a noun such as
«институт» with its genitive chain. A name that the authority files know is taken as it is.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.dates.words import is_day_name
from communique.extract.scene import Scene
from communique.extract.words import Token, tokens_of
from communique.names.authority import Match
from communique.names.morphology import is_adjective, is_dative, is_genitive, is_preposition
from communique.names.russian import is_russian, nominative
from communique.text.span import Span

_JOINING = frozenset(
    {"of", "for", "on", "de", "del", "des", "du", "da", "do", "di", "della", "für"}
)
UNNAMED = frozenset({"programme", "project", "initiative"})
"""Kinds that are bodies only within another: the South Asia Programme of a foundation."""
_LOCATING = frozenset({"at", "in", "within", "under"})
_COORDINATING = frozenset({"and", "&"})
_ARTICLES = frozenset({"the", "a", "an"})
_RUSSIAN_JOINING = frozenset({"по", "для", "при", "и", "имени", "им", "в", "с", "на"})
_ACTION = re.compile(r"(?:ment|tion|sion|ance|Support|Study|Review)$")
_EXPLAINED = re.compile(r"\b((?:[A-Z][\w’'-]+[ \t]+){1,5})\(([A-Z]{2,10})\)")
_QUOTES = {"«": "»", "“": "”", '"': '"', "„": "“"}
_ALIAS = re.compile(
    r"\s*\(\s*(?:the\s+|далее\s*[–—-]?\s*)?[“\"«]?([A-ZА-ЯЁ][\w&.\-–/ ]{1,24}?)[”\"»]?\s*\)"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body as named in one place. `inner` to `outer` chains hang together by `parent`.

    `label` is the name, in the nominative; `alias` an abbreviation given in brackets; `match` the
    authority's entry where there is one; `state` the state that the words give.
    `kind` is the concept of its noun ("ministry"), `bare` the name without "of STATE" at its end.
    """

    span: Span
    label: str
    alias: str = ""
    match: Match | None = None
    state: Match | None = None
    parent: "Body | None" = None
    kind: str = ""
    bare: str = ""


def bodies_in(scene: Scene, span: Span, *, commas: bool = False) -> list[Body]:
    """Return the bodies named within a span in order, each with its parents.

    With `commas` a comma leads from a unit to what it belongs to, as it does in a speaker's
    heading ("ASEAN Centre, MGIMO University").
    """
    finder = _Finder(scene, scene.tokens_in(span), commas)
    return list(finder.run())


def all_bodies(scene: Scene) -> list[list[Body]]:
    """Return the bodies of each block, with the abbreviations that the report explains."""
    return scene.cached("bodies", lambda: _all_bodies(scene))


def _all_bodies(scene: Scene) -> list[list[Body]]:
    for block in scene.document.blocks:
        bodies_in(scene, block.span)
    _learn_proper(scene)
    _shorten(scene)
    return [bodies_in(scene, block.span) for block in scene.document.blocks]


def _learn_proper(scene: Scene) -> None:
    """Learn names without a noun of bodies whose abbreviation somebody holds an office in."""
    for found in _EXPLAINED.finditer(scene.text):
        name, short = found.group(1).strip(), found.group(2)
        held = re.search(rf"\b(\w+)\s+(?:of|at)\s+(?:the\s+)?{re.escape(short)}\b", scene.text)
        if held is None or short in scene.abbreviations:
            continue
        title = tokens_of(held.group(1))
        if scene.phrases("title").at(title, 0):
            scene.proper.append(name)


def _shorten(scene: Scene) -> None:
    """Learn that "MGIMO" alone is the "MGIMO University" named elsewhere."""
    for block in scene.document.blocks:
        for body in bodies_in(scene, block.span):
            tokens = [t for t in scene.tokens_in(body.span) if t.is_word]
            first = tokens[0].text
            if (
                len(tokens) == 2
                and scene.is_abbreviation(first)
                and not scene.match_at(tokens[0].start)
            ):
                scene.abbreviations.setdefault(first, body.label)


def is_body_word(scene: Scene, token: Token) -> bool:
    """Whether a word is a noun that names a kind of body ("Institute", «фонд»)."""
    return scene.phrases("institution-type").at([token], 0) is not None


class _Finder:
    def __init__(self, scene: Scene, tokens: Sequence[Token], commas: bool) -> None:
        self.scene = scene
        self.commas = commas
        self.tokens = tokens
        self.nouns: set[int] = set()
        self.heads: dict[int, int] = {}
        for first, last, _ in scene.phrases("institution-type").find(tokens):
            whole = any(t.text == "of" for t in tokens[first:last])
            self.nouns.add(first if whole else last - 1)
            self.heads[first] = last - 1

    def run(self) -> Iterator[Body]:
        index = 0
        while index < len(self.tokens):
            found = self.at(index)
            if found is None:
                index += 1
                continue
            body, end = found
            yield body
            index = max(end, index + 1)

    def at(self, index: int) -> tuple[Body, int] | None:
        """Read the body that begins at a token: with its alias, its parents and its state."""
        found = self._single(index)
        if found is None:
            return None
        first, end = found
        body = self._body(first, end)
        body, end = self._with_alias(body, end)
        return self._with_parent(body, end)

    def _single(self, index: int) -> tuple[int, int] | None:
        token = self.tokens[index]
        if token.text.lower() in _ARTICLES:
            return None
        proper = self._proper(index)
        if proper:
            return index, self._index_at(token.start + len(proper))
        match = self.scene.match_at(token.start)
        if match and match.entry.kind == "state" and not match.adjectival:
            after = self._index_at(match.end)
            if self._covers(match) or not self._capitalised(after):
                return None
        over = self.scene.match_over(token.start, "state")
        if over is not None and over.start < token.start:
            return None
        if match and match.entry.kind == "body":
            end = self._index_at(match.end)
            if not self._goes_on(end):
                return index, end
        if not (token.is_capitalised or index in self.nouns or token.text in _QUOTES):
            return None
        if is_russian(token.text):
            return self._russian(index)
        return self._english(index)

    def _proper(self, index: int) -> str:
        """The name that begins here of a body without a noun in it, "" if none does."""
        start = self.tokens[index].start
        return next((n for n in self.scene.proper if self.scene.text.startswith(n, start)), "")

    def _capitalised(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].is_capitalised

    def _covers(self, match: Match) -> bool:
        """Whether the last word of a state's name looks like a body's noun ("Union")."""
        last = self._index_at(match.end) - 1
        return last in self.nouns

    def _goes_on(self, end: int) -> bool:
        """Whether a known name is only the first part of a longer one ("ASEAN Centre")."""
        return end < len(self.tokens) and (
            self.tokens[end].is_capitalised
            and (
                end in self.nouns
                or (
                    end + 1 < len(self.tokens)
                    and end + 1 in self.nouns
                    and self.tokens[end + 1].is_capitalised
                )
            )
        )

    # English

    def _english(self, index: int) -> tuple[int, int] | None:
        end = self._named_by_noun(index, self._capitals(index))
        if end is None:
            return (index, index + 1) if self._abbreviates(index) else None
        end = self._complements(end)
        if end - index == 1:
            return None
        return index, end

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
        match = self.scene.match_at(self.tokens[after].start)
        return end if match and match.entry.kind in ("place", "state") else None

    def _programme(self, index: int) -> bool:
        hit = self.scene.phrases("institution-type").at(self.tokens, index)
        return hit is not None and hit[1] in UNNAMED

    def _abbreviates(self, index: int) -> bool:
        """Whether a word in capitals is a body: explained in the report, or after an office."""
        token = self.tokens[index]
        if self._known_abbreviation(index):
            return True
        return (
            self.commas
            and len(token.text) > 2
            and self.scene.is_abbreviation(token.text)
            and self.scene.match_at(token.start) is None
            and not self.scene.phrases("title").at(self.tokens, index)
            and not self.scene.phrases("honorific").at(self.tokens, index)
        )

    def _known_abbreviation(self, index: int) -> bool:
        return self.tokens[index].text in self.scene.abbreviations

    def _capitals(self, index: int) -> int:
        """One after a run of capitalised words, quoted names and possessives included."""
        position = index
        while position < len(self.tokens):
            token = self.tokens[position]
            if (
                token.is_word
                and token.is_capitalised
                and not (position > index and token.text.lower() in _ARTICLES)
            ):
                position += 1
            elif token.text in _QUOTES and position > index and self._quoted(position):
                position = self._quoted(position)
            elif (
                token.text in ("-", "–", "/", "&", "’", "'")
                and position > index
                and position + 1 < len(self.tokens)
                and self.tokens[position + 1].is_capitalised
                and (token.text == "&" or token.start == self.tokens[position - 1].end)
            ):
                position += 1
            else:
                break
        return position

    def _quoted(self, index: int) -> int:
        closing = _QUOTES[self.tokens[index].text]
        for position in range(index + 1, min(index + 8, len(self.tokens))):
            if self.tokens[position].text == closing:
                return position + 1
        return 0

    def _complements(self, end: int) -> int:
        """Go on over "of X", "for the Study of X, Y and Z", "in STATE"."""
        while end < len(self.tokens):
            word = self.tokens[end].text
            if word in _JOINING:
                following = self._complement(end + 1, whole=word != "of")
            elif word in _LOCATING and self._state_after(end):
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
        if whole and index < len(self.tokens) and is_day_name(self.tokens[index].text):
            return 0
        if index < len(self.tokens) and self.tokens[index].text.lower() in _ARTICLES:
            index += 1
        end = self._capitals(index) if index < len(self.tokens) else index
        if end == index or (not whole and self._is_body(index, end) and not self._attached(start)):
            return 0
        return end

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
        return end < len(self.tokens) and self.tokens[end].text in _JOINING

    def _state_after(self, index: int) -> int:
        following = index + 1
        if following < len(self.tokens) and self.tokens[following].text.lower() in _ARTICLES:
            following += 1
        if following >= len(self.tokens):
            return 0
        match = self.scene.match_at(self.tokens[following].start, "state")
        return self._index_at(match.end) if match and not match.adjectival else 0

    def _coordinated(self, index: int) -> int:
        """ "Foreign Affairs and International Cooperation": not another body, not a person."""
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
        if index + 1 >= len(self.tokens) or not self.tokens[index + 1].is_capitalised:
            return 0
        end = self._capitals(index + 1)
        inside = range(index + 1, end)
        if any(i in self.nouns for i in inside) or end + 1 >= len(self.tokens):
            return 0
        if self.tokens[end].text not in _COORDINATING or not self.tokens[end + 1].is_capitalised:
            return 0
        if not self._region(index - 1) or self.scene.phrases("title").at(self.tokens, index + 1):
            return 0
        last = self._capitals(end + 1)
        if any(i in self.nouns for i in range(end + 1, last)):
            return 0
        after = self.tokens[last].text if last < len(self.tokens) else ""
        if after == "," and self.scene.phrases("title").at(self.tokens, last + 1):
            return 0
        return last

    def _region(self, index: int) -> bool:
        """Whether a list in a name may go on after this word: it is no noun of bodies itself."""
        return index not in self.nouns

    # Russian

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
            if token.text in _QUOTES and self._quoted(end):
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

    def _after_state(self, index: int) -> bool:
        """Whether a state's name has just ended: a capitalised word after it is somebody else."""
        previous = self.tokens[index - 1]
        return any(
            m.end == previous.end and m.entry.kind == "state" and not m.adjectival
            for m in self.scene.matches_in(Span(self.tokens[0].start, previous.end))
        )

    def _starts_body(self, index: int) -> bool:
        head = self._russian_head(index)
        return head is not None and (self.tokens[index].is_capitalised or index in self.nouns)

    def _joins_other(self, index: int) -> bool:
        word = self.tokens[index].text
        return self._starts_body(index) or not (is_genitive(word) or is_dative(word))

    # What a place says of the body

    def _index_at(self, offset: int) -> int:
        return bisect_left(self.tokens, offset, key=lambda token: token.start)

    def _body(self, first: int, end: int) -> Body:
        start = first
        while start < end - 1 and self.tokens[start].text.lower() in _ARTICLES:
            start += 1
        span = Span(self.tokens[start].start, self.tokens[end - 1].end)
        words = " ".join(span.of(self.scene.document.source.text).replace("*", "").split())
        words = re.sub(r"['’]s$", "", words)
        label = nominative(words) if is_russian(words) else words
        match = self.scene.match_at(span.start)
        if match and (match.entry.kind != "body" or match.end != span.end):
            match = None
        if match is None and words in self.scene.abbreviations:
            label = self.scene.abbreviations[words]
        state = self._state_of(span)
        return Body(
            span,
            label,
            match=match,
            state=state,
            kind=self._kind(first, end),
            bare=_bare(label, span, state),
        )

    def _kind(self, first: int, end: int) -> str:
        hits = self.scene.phrases("institution-type").find(self.tokens[first:end])
        return hits[0][2] if hits else ""

    def _state_of(self, span: Span) -> Match | None:
        """The state in a name: "of STATE" or an adjective; what it lies in says nothing."""
        for match in self.scene.matches_in(span, "state"):
            before = self.scene.text[span.start : match.start].lower()
            after = self.scene.text[match.end : span.end].lower()
            leading = match.adjectival and not before.strip()
            named = re.search(r"\bof\s+(?:the\s+)?$", before) and not re.search(
                r"\b(?:study|studies|history)\s+of\s+(?:the\s+)?$", before
            )
            whole = not after.strip() or after.startswith((" in ", " to "))
            russian = is_russian(match.entry.label) or not self.scene.text[match.start].isascii()
            if leading or (
                whole and (named or (russian and not re.search(r"\b(?:в|изучени\w+)\s+$", before)))
            ):
                return match
        return None

    def _with_alias(self, body: Body, end: int) -> tuple[Body, int]:
        found = _ALIAS.match(self.scene.text, body.span.end)
        if not found or end >= len(self.tokens) or found.end() > self.tokens[-1].end + 1:
            return body, end
        words = found.group(1).strip()
        state = self.scene.match_at(found.start(1), "state")
        after = self._index_at(found.end())
        if state and state.end >= found.end(1):
            return replace(body, state=body.state or state), after
        if len(words.split()) > 3 or (
            not any(c.isupper() for c in words[1:]) and not self.scene.is_abbreviation(words)
        ):
            return body, end
        self.scene.abbreviations.setdefault(words, body.label)
        return replace(body, alias=words), after

    def _with_parent(self, body: Body, end: int) -> tuple[Body, int]:
        position = end
        if position < len(self.tokens) and self.tokens[position].text == ",":
            state = (
                self.scene.match_at(self.tokens[position + 1].start, "state")
                if position + 1 < len(self.tokens)
                else None
            )
            if state and not state.adjectival:
                after = self._index_at(state.end)
                if after >= len(self.tokens) or self.tokens[after].text in (",", ";", "."):
                    return replace(body, state=body.state or state), after
            if not self.commas:
                return body, end
            position += 1
        while position < len(self.tokens) and self.tokens[position].text.lower() in (
            _ARTICLES | _JOINING | _LOCATING
        ):
            position += 1
        if position >= len(self.tokens) or (position == end and not is_russian(body.label)):
            return body, end
        if self.scene.phrases("title").at(self.tokens, position):
            return body, end
        found = self.at(position)
        if found is None:
            return body, end
        parent, after = found
        return replace(body, parent=parent, span=body.span), after


def _bare(label: str, span: Span, state: Match | None) -> str:
    if state is None or state.end != span.end:
        return label
    return re.sub(r"\s+of(?: the)?$", "", label[: -(state.end - state.start)].rstrip())


def _is_initial(word: str) -> bool:
    return bool(re.fullmatch(r"(?:[А-ЯЁ]\.)+", word))
