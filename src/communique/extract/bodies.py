"""Names of bodies in running text: where one begins, how far it goes, and what holds what.

English names are runs of capitals around a noun such as "Institute", with their complements
("Institute of Oriental Studies of the Russian Academy of Sciences"); Russian ones a noun such as
«институт» with its genitive chain. A name that the authority files know is taken as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.extract.body_words import ARTICLES, QUOTES
from communique.extract.english_bodies import JOINING, LOCATING, EnglishBodies
from communique.extract.grammar import grammar_of
from communique.extract.ministries import expanded_ministry
from communique.extract.russian_bodies import RussianBodies
from communique.extract.russian_placed import label_of as label_of_placed
from communique.extract.russian_states import fuller, learn_fuller
from communique.extract.scene import Scene
from communique.extract.words import tokens_of
from communique.names.authority import Match
from communique.names.morphology import is_name
from communique.names.russian import is_russian, nominative
from communique.text.span import Span

_EXPLAINED = re.compile(r"\b((?:[A-Z][\w’'-]+[ \t]+){1,5})\(([A-Z]{2,10})\)")
_TOWN = re.compile(r", ([A-Z][\w’-]+(?: [A-Z][\w’-]+)?)(?= \()")
_INITIALS = re.compile(
    r"\b(?:[А-ЯЁ]{2,} РАН|[А-ЯЁ]{2,}[а-яё]{1,2}[А-ЯЁ]{2,}|[А-ЯЁ]{3,}|[А-ЯЁ]{2,} [А-ЯЁ]{3,})\b"
)
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


def chain_of(body: Body | None) -> Iterator[Body]:
    """Yield a body and what it belongs to, inner to outer."""
    while body is not None:
        yield body
        body = body.parent


def bodies_in(scene: Scene, span: Span, *, commas: bool = False) -> list[Body]:
    """Return the bodies named within a span in order, each with its parents.

    With `commas` a comma leads from a unit to what it belongs to, as it does in a speaker's
    heading ("Gulf Centre, KIMEP University").
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
    _learn_initials(scene)
    _shorten(scene)
    _learn_fuller(scene)
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


def _learn_fuller(scene: Scene) -> None:
    """Learn how a report names in full the bodies of states that it names in two ways."""
    blocks = (b for b in scene.document.blocks if b.language == "ru")
    tops = (top for block in blocks for top in bodies_in(scene, block.span))
    bodies = (body for top in tops for body in chain_of(top) if body.match is None)
    learn_fuller(scene, [(body.span, body.label) for body in bodies])


def _learn_initials(scene: Scene) -> None:
    """Learn that «РТСУ» is the «Российско-Таджикский (Славянский) университет» named elsewhere."""
    printed = set(_INITIALS.findall(scene.text)) - set(scene.abbreviations)
    if not printed:
        return
    for block in scene.document.blocks:
        for top in bodies_in(scene, block.span):
            for body in chain_of(top):
                spelt = _spelt(body.label)
                for short in {_initials(body.label), _initials(body.alias)} & printed:
                    scene.abbreviations.setdefault(short, body.label)
                for short in (s for s in printed if spelt and spelt.fullmatch(s.upper())):
                    scene.abbreviations.setdefault(short, body.label)


def _initials(name: str) -> str:
    """What a Russian name is shortened to: its words' first letters, abbreviations as they are."""
    words = re.findall(r"[А-ЯЁа-яё]+", name)
    kept = [w for w in words if len(w) > 2]
    whole = [w for w in kept if w.isupper()]
    first = "".join(w[0].upper() for w in kept if not w.isupper())
    return " ".join([first, *whole]) if len(first) > 1 else ""


def _spelt(name: str) -> re.Pattern[str] | None:
    """What a name of three words and more may be shortened to with further letters: «ДВФУ»."""
    words = [w.upper() for w in re.findall(r"[А-ЯЁа-яё]+", name) if len(w) > 2]
    if len(words) < 3 or len(words) > 6:
        return None
    return re.compile("".join(f"{w[0]}[{w[1:]}]?" for w in words))


def _shorten(scene: Scene) -> None:
    """Learn that "KIMEP" alone is the "KIMEP University" named elsewhere."""
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


class _Finder(EnglishBodies, RussianBodies):
    """Reads the bodies of a stretch of text, whatever its language."""

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
        initials = end - first > 1 and all(map(self._is_initials, (first, first + 1)))
        if initials and self._is_house(first + 1):
            house = self.at(first + 1)
            parent = house[0] if house else self._body(first + 1, end)
            return replace(body, alias=self.tokens[first].text, parent=parent), end
        body, end = self._with_alias(body, end)
        return self._with_parent(body, end)

    def _single(self, index: int) -> tuple[int, int] | None:
        token = self.tokens[index]
        if token.text.lower() in ARTICLES:
            return None
        placed = self.placed.get(token.start)
        if placed is not None:
            return (index, self._index_at(placed.span.end)) if placed.is_body else None
        proper = self._proper(index)
        if proper:
            return index, self._index_at(token.start + len(proper))
        match = self.scene.match_at(token.start)
        if match and match.entry.kind == "state" and not match.adjectival:
            after = self._index_at(match.end)
            sides = after + 1 < len(self.tokens) and self.tokens[after].text in ("–", "-", "—")
            follows = sides and self.scene.match_at(self.tokens[after + 1].start, "state")
            if not follows and (self._covers(match) or not self._capitalised(after)):
                return None
        over = self.scene.match_over(token.start, "state")
        if over is not None and over.start < token.start:
            return None
        if (
            match
            and match.entry.kind == "body"
            and re.match(r"-[a-z]", self.scene.text[match.end :])
        ):
            return None
        if match and match.entry.kind == "body":
            end = self._index_at(match.end)
            if not self._goes_on(end):
                longer = self._longer(end) if not is_russian(token.text) else 0
                return index, longer or end
        named = token.is_capitalised or index in self.nouns or token.text in QUOTES
        if not named and not self._is_of_states(index):
            return None
        if is_russian(token.text):
            return self._russian(index)
        return self._english(index)

    def _body(self, first: int, end: int) -> Body:
        start = first
        while start < end - 1 and self.tokens[start].text.lower() in ARTICLES:
            start += 1
        span = Span(self.tokens[start].start, self.tokens[end - 1].end)
        words = " ".join(span.of(self.scene.document.source.text).replace("*", "").split())
        words = re.sub(r"['’]s$", "", words)
        label = self._nominative(first, words)
        match = self.scene.match_at(span.start)
        if match and (match.entry.kind != "body" or match.end != span.end):
            match = None
        expanded = expanded_ministry(words) or expanded_ministry(label)
        known = self.scene.abbreviations.get(words) or self.scene.abbreviations.get(label)
        if match is None and known:
            label = known
        elif match is None and expanded:
            label = expanded
        printed, label = label, fuller(self.scene, span, label)
        alias = words if expanded and printed == expanded else ""
        state = self._state_of(span)
        return Body(
            span,
            label,
            alias=alias or (printed if printed != label else ""),
            match=match,
            state=state,
            kind=self._kind(first, end),
            bare=_bare(label, span, state),
        )

    def _nominative(self, first: int, words: str) -> str:
        """A name in the nominative; a word that never changes stays before what does."""
        placed = self.placed.get(self.tokens[first].start)
        if placed is not None:
            return label_of_placed(words, placed)
        if not is_russian(words):
            return words
        name, space, rest = words.partition(" ")
        if self._is_unchanging(first):
            return f"{name}{space}{nominative(rest)}"
        return nominative(words)

    def _kind(self, first: int, end: int) -> str:
        """The concept of the noun that heads a name: the last one before "of" or "for"."""
        hits = self.scene.phrases("institution-type").find(self.tokens[first:end])
        if not hits:
            return ""
        words = [t.text for t in self.tokens[first:end]]
        head = next((i for i, w in enumerate(words) if w in JOINING), len(words))
        heading = [h for h in hits if h[0] < head] if words[0].isascii() else []
        return (heading[-1] if heading else hits[0])[2]

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
        found = _ALIAS.match(self.scene.text, body.span.end) or self._alias_after_place(body)
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
        if is_russian(words) and _is_person(words):
            return body, end
        self.scene.abbreviations.setdefault(words, body.label)
        return replace(body, alias=words), after

    def _alias_after_place(self, body: Body) -> re.Match[str] | None:
        """The abbreviation after a body's town: "Institute of Strategic Studies, Lahore (ISSL)"."""
        town = _TOWN.match(self.scene.text, body.span.end)
        found = _ALIAS.match(self.scene.text, town.end()) if town else None
        if town is None or found is None:
            return None
        initials = "".join(w[0] for w in body.label.split() if w[0].isupper())
        spelt = found.group(1) in (initials, initials + town.group(1)[0])
        known = self.scene.match_at(town.start(1), "place") is not None
        return found if spelt or known else None

    def _is_house(self, index: int) -> bool:
        """Whether an abbreviation is an academy's or a ministry's: «ИМЭМО РАН», «МГИМО МИД»."""
        word = self.tokens[index].text
        ministry = self.scene.phrases("institution-type").at(self.tokens, index)
        return grammar_of("ru").has("academies", word) or bool(ministry)

    def _of_initials(self, body: Body, end: int) -> tuple[Body, int]:
        """A body and the abbreviation of its house: «Восточный факультет СПбГУ»."""
        house, after = self.at(end) or (self._body(end, end + 1), end + 1)
        span = Span(body.span.start, house.span.end)
        whole = nominative(" ".join(span.of(self.scene.text).split()))
        return replace(body, parent=house, alias=body.alias or whole), after

    def _with_parent(self, body: Body, end: int) -> tuple[Body, int]:
        position = end
        if is_russian(body.label) and end < len(self.tokens) and self._is_initials(end):
            return self._of_initials(body, end)
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
            ARTICLES | JOINING | LOCATING
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


def _is_person(words: str) -> bool:
    """Whether a bracket names somebody: «… Содружества (Дара Ветрова)»."""
    parts = words.split()
    return len(parts) > 1 and all(p.istitle() for p in parts) and any(map(is_name, parts))


def _bare(label: str, span: Span, state: Match | None) -> str:
    if state is None or state.end != span.end:
        return label
    return re.sub(r"\s+of(?: the)?$", "", label[: -(state.end - state.start)].rstrip())
