"""What Russian offices need beyond the rules for both languages.

The unit that a title's cue takes in, what an office is for, the body that «ректор университета»
means, and ranks and degrees between an office and a name.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from communique.extract.bodies import Body, all_bodies, bodies_in, chain_of
from communique.extract.scene import Scene
from communique.extract.words import Token, tokens_of, word_forms
from communique.names.morphology import is_dative, is_genitive, is_preposition
from communique.names.russian import is_russian, is_verb_form
from communique.text.span import Span

FURTHEST_TITLE = 4
"""Words after a name within which the title of an office begins."""
RANKS = frozenset({"professor", "ambassador", "general", "admiral", "academician"})
"""Titles that a person bears beside an office."""
LONGEST_DEGREE = 4
"""Words of the longest degree: «доктор исторических наук»."""


def before_unit(scene: Scene, tokens: Sequence[Token], first: int, last: int) -> int:
    """Return where a Russian title ends whose cue takes in the unit: «доцент кафедры …»."""
    units = scene.phrases("institution-type")
    for index in range(first + 1, last):
        hit = units.at(tokens, index)
        token = tokens[index]
        if not hit or index + hit[0] < last or hit[1] in ("government", "board"):
            continue
        if not is_russian(token.text) or scene.is_abbreviation(token.text):
            continue
        bodies = bodies_in(scene, Span(token.start, tokens[-1].end), commas=True)
        if bodies and bodies[0].span.start == token.start:
            return index
    return last


def charge_after(scene: Scene, part: Span, body: Body) -> str:
    """Return what an office is for, told after its body: «проректор МГИМО | по науке»."""
    end = max(b.span.end for b in chain_of(body))
    if end >= part.end:
        return ""
    words = " ".join(scene.text[end : part.end].split())
    found = re.match(r"^по [а-яё][^,;()–—]{2,60}$", words)
    return f" {found.group()}" if found else ""


def meant_body(scene: Scene, tokens: Sequence[Token], last: int) -> Body | None:
    """Return the body that a noun alone ends an office with: the one of its kind named before."""
    index = last if last < len(tokens) else last - 1
    following = tokens[index + 1].text if index + 1 < len(tokens) else ","
    if following != "," or not is_russian(tokens[index].text):
        return None
    noun = tokens[index]
    if scene.phrases("institution-type").at(tokens, index) is None:
        return None
    found = None
    for bodies in all_bodies(scene):
        for body in (b for top in bodies for b in chain_of(top)):
            words = tokens_of(body.label)
            if body.span.start < noun.start and len(words) > 1 and _is_called(words, noun):
                found = body
    return replace(found, span=Span(noun.start, noun.end)) if found else None


def is_rank_after_noun(scene: Scene, tokens: Sequence[Token], index: int) -> bool:
    """Say whether a rank follows an office: «директор института профессор Иван Петров»."""
    hit = scene.phrases("title").at(tokens, index)
    if hit is None or hit[1] not in RANKS or index < 2 or not is_russian(tokens[index].text):
        return False
    noun = tokens[index - 1].text
    body = scene.phrases("institution-type").at(tokens, index - 1) is not None
    office = scene.phrases("title").at(tokens, index - 2) is not None
    return body and office and is_genitive(noun)


def _is_called(words: Sequence[Token], noun: Token) -> bool:
    return any(word_forms(w.text) & word_forms(noun.text) for w in words)


def lists_fields(tokens: Sequence[Token], comma: int) -> bool:
    """Say whether a comma parts fields of a ministry: «министр экономики, торговли и …»."""
    if comma == 0 or comma + 1 >= len(tokens) or not is_russian(tokens[comma + 1].text):
        return False
    before, after = tokens[comma - 1].text, tokens[comma + 1].text
    return before.islower() and after.islower() and is_genitive(before) and is_genitive(after)


def all_depend(tokens: Sequence[Token], small: Collection[str]) -> bool:
    """Say whether the lower-case words after a title say of what it is, or for what it is."""
    over = ""
    for token in tokens:
        if not token.is_word or token.is_capitalised:
            continue
        if token.text in small:
            over = token.text if token.text != "и" else over
        elif not (is_genitive(token.text) or (over == "по" and is_dative(token.text))):
            return False
    return True


def head_of_office(scene: Scene, tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the words in which an office after a name has to begin; none after a preposition."""
    start = 0
    degree = scene.phrases("honorific").at(tokens, 0)
    if degree:
        start = next((i + 1 for i, t in enumerate(tokens) if t.text == ","), len(tokens))
    opening = tokens[start].text if start < len(tokens) else ""
    if opening and (is_preposition(opening) or is_verb_form(opening)):
        return ()
    return tokens[start : start + FURTHEST_TITLE]


def degree_before(scene: Scene, tokens: Sequence[Token], end: int) -> int | None:
    """Return where the degree begins that ends before a token: «доктор исторических наук»."""
    honorifics = scene.phrases("honorific")
    for start in range(max(0, end - LONGEST_DEGREE - 3), end):
        hit = honorifics.at(tokens, start)
        if hit and all(t.text == "." for t in tokens[start + hit[0] : end]):
            return start
    return None


def in_name_of_body(scene: Scene, token: Token) -> bool:
    """Say whether a comma is part of a body's Russian name: «Департамент Азии, Африки и …»."""
    spans = scene.cached("comma bodies", lambda: _with_commas(scene))
    return any(s.start < token.start < s.end for s in spans)


def within_body(scene: Scene, token: Token) -> bool:
    """Say whether a Russian word is part of a body's name: «Институт при Президенте …»."""
    if not is_russian(token.text):
        return False
    spans = scene.cached("Russian bodies", lambda: _spans(scene))
    index = bisect_right(spans, token.start, key=lambda s: s.start) - 1
    return index >= 0 and spans[index].start < token.start < spans[index].end


def _spans(scene: Scene) -> list[Span]:
    tops = (top for bodies in all_bodies(scene) for top in bodies)
    return sorted(body.span for top in tops for body in chain_of(top))


def _with_commas(scene: Scene) -> list[Span]:
    spans = (b.span for bodies in all_bodies(scene) for top in bodies for b in chain_of(top))
    return [s for s in spans if "," in s.of(scene.text) and is_russian(s.of(scene.text))]


def is_shortened(tokens: Sequence[Token], stop: int) -> bool:
    """Say whether a full stop shortens a Russian word: «с. н. с.», «гл. н. с.»."""
    word = tokens[stop - 1] if stop else tokens[stop]
    short = len(word.text) <= 3 and word.text.islower() and is_russian(word.text)
    short = short and word.text != "им" and tokens[stop].text == "."
    return short and word.end == tokens[stop].start


def state_in_brackets(scene: Scene, tokens: Sequence[Token], first: int) -> range:
    """Return the tokens of a bracket before a name that holds a state or an abbreviation."""
    if first < 3 or tokens[first - 1].text != ")" or not is_russian(tokens[first].text):
        return range(0)
    start = next((i for i in range(first - 2, max(-1, first - 6), -1) if tokens[i].text == "("), -1)
    if start < 0:
        return range(0)
    state = scene.match_at(tokens[start + 1].start, "state")
    short = start + 3 == first and scene.is_abbreviation(tokens[start + 1].text)
    return range(start, first) if state or short else range(0)
