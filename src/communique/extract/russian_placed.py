"""Russian names that only their place shows: «глава Россельхознадзора Сергей Данкин».

A capitalised genitive between an office and its holder is whose office it is: a body, or the town
of a mayor. So is a name in quotes after an office, and each of those after «компании».
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.extract.body_words import QUOTES
from communique.extract.grammar import grammar_of
from communique.extract.scene import Scene
from communique.extract.words import Token, word_forms
from communique.names.morphology import (
    is_adjective,
    is_genitive,
    is_name,
    is_nominative,
    is_plural,
    readings,
)
from communique.names.russian import is_known, is_russian, nominative
from communique.text.span import Span

FURTHEST = 6
"""Words after a title within which such a name stands."""
_LONGEST_QUOTED = 6
_STEM = 3
"""Letters that all forms of a name share."""
_TERRITORIAL = frozenset({"governor", "mayor"})
"""Offices over a territory: what follows them in the genitive is no body."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A name in its place: of a body or of a town; in the genitive or as it is."""

    span: Span
    is_body: bool = True
    is_genitive: bool = True


def label_of(words: str, placed: Placed) -> str:
    """Return the nominative of a name; one of several words in quotes is never declined."""
    bare = words.strip('«»"“”„')
    declined = placed.is_genitive and (" " not in bare or bare == words)
    return nominative(bare, oblique=True) if declined else bare


def placed_names(scene: Scene) -> dict[int, Placed]:
    """Return such names of a document by the offset that each begins at."""
    return scene.cached("placed names", lambda: _placed(scene))


def _placed(scene: Scene) -> dict[int, Placed]:
    found: dict[int, Placed] = {}
    for block in scene.document.blocks:
        tokens = scene.tokens_in(block.span)
        for name in (*_after_titles(scene, tokens), *_after_plurals(scene, tokens)):
            found.setdefault(name.span.start, name)
    for name in _met_again(scene, [p for p in found.values() if p.is_body]):
        found.setdefault(name.span.start, name)
    return found


def _met_again(scene: Scene, known: Sequence[Placed]) -> Iterator[Placed]:
    """The other places of such names, in whatever case."""
    names = {_key(scene.tokens_in(placed.span)) for placed in known}
    begin = tuple(name[0][:_STEM] for name in names)
    for block in scene.document.blocks:
        tokens = scene.tokens_in(block.span)
        for index, token in enumerate(tokens):
            if not token.is_capitalised or not token.text.lower().startswith(begin):
                continue
            for length in (1, 2):
                words = tokens[index : index + length]
                if len(words) == length and _key(words) in names:
                    span = Span(words[0].start, words[-1].end)
                    yield Placed(span, is_genitive=not is_nominative(words[-1].text))


def _key(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The nominative of a name word by word, without quotes."""
    return tuple(nominative(t.text, oblique=True).lower() for t in tokens if t.is_word)


def _after_titles(scene: Scene, tokens: Sequence[Token]) -> Iterator[Placed]:
    for first, last, concept in scene.phrases("title").find(tokens):
        if not is_russian(tokens[first].text):
            continue
        apposed = first > 0 and tokens[first - 1].text in (",", "–", "—")
        for index in range(last, min(last + FURTHEST, len(tokens))):
            if index == last and tokens[index].text in QUOTES:
                end = _closing(tokens, index)
                if end:
                    yield Placed(Span(tokens[index].start, tokens[end].end))
            if not tokens[index].is_word:
                break
            if index > last and not _is_whole(scene, tokens, index):
                continue
            end = _owner_end(scene, tokens, index)
            if not end:
                continue
            if _begins_name(tokens, end - 1) or (apposed and _ends(tokens, end)):
                body = concept not in _TERRITORIAL and not _is_place(tokens[end - 1].text)
                yield Placed(Span(tokens[index].start, tokens[end - 1].end), body)
            break


def _is_whole(scene: Scene, tokens: Sequence[Token], index: int) -> bool:
    """Whether the unit before a word has its complement: «бассейнового управления …»."""
    noun = scene.phrases("institution-type").at(tokens, index - 1)
    return noun is not None and index > 1 and is_adjective(tokens[index - 2].text)


def _owner_end(scene: Scene, tokens: Sequence[Token], index: int) -> int:
    """One after a name in the genitive: one word, or an adjective and a noun; 0 if none."""
    if _is_owner(scene, tokens, index):
        return index + 1
    token = tokens[index]
    proper = token.is_capitalised and is_adjective(token.text) and is_genitive(token.text)
    known = scene.match_over(token.start)
    if not proper or index + 1 >= len(tokens) or (known is not None and not known.adjectival):
        return 0
    noun = tokens[index + 1].text
    if _is_owner(scene, tokens, index + 1):
        return index + 2
    plain = noun.islower() and is_genitive(noun) and not is_adjective(noun)
    territory = word_forms(noun) & grammar_of("ru").sets["territories"]
    cued = any(
        scene.phrases(scheme).at(tokens, index + 1) for scheme in ("title", "institution-type")
    )
    return index + 2 if plain and not territory and not cued else 0


def _is_owner(scene: Scene, tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is a name in the genitive that nothing else explains."""
    token = tokens[index]
    if not token.is_capitalised or not is_russian(token.text) or token.text.isupper():
        return False
    if scene.match_over(token.start) is not None or not is_genitive(token.text):
        return False
    if is_adjective(token.text) or (is_known(token.text) and is_name(token.text)):
        return False
    return not any(
        scene.phrases(scheme).at(tokens, index)
        for scheme in ("title", "honorific", "institution-type")
    )


def _begins_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether the name of the holder begins after an owner's: two capitalised words."""
    name = tokens[index + 1 : index + 3]
    if len(name) < 2 or not all(t.is_capitalised for t in name):
        return False
    initials = name[0].text.endswith(".")
    given = is_known(name[0].text) and is_name(name[0].text)
    return initials or given or not is_nominative(tokens[index].text)


def _ends(tokens: Sequence[Token], index: int) -> bool:
    return index >= len(tokens) or tokens[index].text in (",", ".", ";", ")")


def _is_place(word: str) -> bool:
    """Whether the dictionary knows a word as a place's name alone."""
    tags = [reading.tag for reading in readings(word)]
    return is_known(word) and all("Geox" in tag for tag in tags)


def _after_plurals(scene: Scene, tokens: Sequence[Token]) -> Iterator[Placed]:
    """Names in quotes after one noun for all of them: «компании «А» и «Б»»."""
    for _, last, _ in scene.phrases("institution-type").find(tokens):
        noun = tokens[last - 1].text
        index, found = last, []
        while index < len(tokens) and tokens[index].text == "«":
            end = _closing(tokens, index)
            if not end:
                break
            found.append(Placed(Span(tokens[index].start, tokens[end].end), is_genitive=False))
            index = end + 1
            if index < len(tokens) and tokens[index].text in (",", "и"):
                index += 1
        if len(found) > 1 and is_russian(noun) and (is_plural(noun) or is_nominative(noun)):
            yield from found


def _closing(tokens: Sequence[Token], index: int) -> int:
    """The token that closes quotes; 0 if none near does."""
    closing = QUOTES[tokens[index].text]
    for position in range(index + 2, min(index + 2 + _LONGEST_QUOTED, len(tokens))):
        if tokens[position].text == closing:
            return position
    return 0
