"""Finds the office before a name: "Foreign Minister of X NAME", "the Minister of X, NAME,"."""

import re
from collections.abc import Sequence

from communique.dates.words import is_day_name
from communique.extract.names import OPENERS, PersonName, name_at
from communique.extract.russian_offices import (
    all_depend,
    degree_before,
    in_name_of_body,
    is_rank_after_noun,
    is_shortened,
    lists_fields,
    state_in_brackets,
    within_body,
)
from communique.extract.scene import Scene
from communique.extract.words import Token
from communique.names.morphology import is_plural
from communique.names.russian import is_russian
from communique.text.span import Span

ADJECTIVES = frozenset({"former", "acting", "then", "current", "the", "a", "an", "бывший", "ныне"})
"""Words before a title that belong to an office."""
_CHARGES = re.compile(
    r"(?:,(?:\s[A-Z][\w’'-]+){1,4})*(?:,|,?\s)?(?:and)(?:\sthe)?(?:\s[A-Z][\w’'-]+){1,4}"
    r"(?:\s(?:of|at|for)\s|,\s$)"
)
"""What a minister is also of, up to the state or to the comma before the name."""
_WITHIN = frozenset({"of", "for", "at", "to", "in", "on", "and", "the"})
"""Words after which an office goes on: what follows them is no name of its holder."""
_HEADS_OF_STATE = frozenset({"president", "head-of-state", "monarch"})
"""Who holds no second office: "the President and Foreign Minister NAME" are two."""
LONGEST_FIELD = 3
"""Words of the longest field before a title."""
LONGEST_OFFICE = 28
"""Words of the longest office that stands before a name."""


def office_before(scene: Scene, tokens: Sequence[Token], first: int) -> Span | None:
    """The office that leads to a name: "Foreign Minister of X", «министр культуры»."""
    titles = scene.phrases("title")
    if first > 0 and tokens[first - 1].text.lower() in _WITHIN:
        return None
    fielded = _before_brackets(scene, tokens, first)
    if fielded is not None:
        return fielded
    bracketed = state_in_brackets(scene, tokens, first)
    fields = False
    for start in range(first - 1, max(-1, first - LONGEST_OFFICE), -1):
        token = tokens[start]
        if start in bracketed or (
            tokens[first].text.isascii() and start >= first - 3 and _is_alias(scene, tokens, first)
        ):
            continue
        if token.text == "," and in_name_of_body(scene, token):
            continue
        if token.text == "," and _lists_charges(scene, token, tokens[first]):
            continue
        if token.text == "," and lists_fields(tokens, start):
            fields = True
            continue
        if token.text == "." and is_shortened(tokens, start):
            continue
        if token.text in (",", ";", ":", ".", "(", ")"):
            return None
        hit = None if within_body(scene, token) else titles.at(tokens, start)
        if hit and fields and "minister" not in hit[1]:
            return None
        after = start + hit[0] if hit else first + 1
        after += after < first and tokens[after].text == "." and is_shortened(tokens, after)
        if hit and after <= first and _leads_on(scene, tokens, after, first):
            other = _named_between(scene, tokens, after, first)
            if other:
                plural = is_plural(tokens[start].text)
                return Span(token.start, tokens[other - 1].end) if plural else None
            begin = _beginning(scene, tokens, start, start + hit[0])
            if is_russian(tokens[start].text):
                begin -= 2 if is_rank_after_noun(scene, tokens, begin) else 0
                deputy = begin > 1 and is_shortened(tokens, begin - 1)
                begin -= 2 if deputy and titles.at(tokens, begin - 2) else 0
                begin = _before_ranks(scene, tokens, begin)
            return Span(tokens[begin].start, tokens[first - 1].end)
    return None


def _is_alias(scene: Scene, tokens: Sequence[Token], end: int) -> bool:
    """Whether an abbreviation in brackets ends the words before: "Director of X (ABBR), …"."""
    if end < 4 or [tokens[end - 1].text, tokens[end - 3].text] != [")", "("]:
        return False
    return scene.is_abbreviation(tokens[end - 2].text)


def _before_brackets(scene: Scene, tokens: Sequence[Token], first: int) -> Span | None:
    """The office whose field stands in brackets before a name: "Director (Americas) NAME"."""
    if first < 4 or tokens[first - 1].text != ")" or not tokens[first].text.isascii():
        return None
    opening = next((i for i in range(first - 2, 0, -1) if tokens[i].text == "("), 0)
    inside = tokens[opening + 1 : first - 1]
    if not opening or not all(t.is_capitalised or t.text in ("and", "&", ",") for t in inside):
        return None
    for start in range(max(0, opening - 5), opening):
        hit = scene.phrases("title").at(tokens, start)
        if hit and start + hit[0] == opening:
            begin = _beginning(scene, tokens, start, opening)
            return Span(tokens[begin].start, tokens[first - 1].end)
    return None


def _named_between(scene: Scene, tokens: Sequence[Token], first: int, end: int) -> int:
    """The token where another person's Russian name begins between an office and a name; or 0."""
    for index in range(first, end):
        if is_russian(tokens[index].text) and tokens[index].is_capitalised:
            name = name_at(scene, tokens[:end], index)
            if name is not None and name.last <= end:
                return index
    return 0


def _before_ranks(scene: Scene, tokens: Sequence[Token], begin: int) -> int:
    """Where offices begin that are listed before a name: «ректор, доктор … наук, профессор»."""
    while begin > 1 and tokens[begin - 1].text == ",":
        comma = begin - 1
        degree = degree_before(scene, tokens, comma)
        if degree is not None:
            begin = degree
            continue
        office = office_before(scene, tokens, comma)
        first = (
            next(i for i, t in enumerate(tokens) if t.start >= office.start) if office else comma
        )
        if office is None or _named_between(scene, tokens, first, comma):
            break
        begin = next(i for i, t in enumerate(tokens) if t.start >= office.start)
    return begin


def within_office(scene: Scene, tokens: Sequence[Token], name: PersonName) -> bool:
    """Say whether capitals are what an office is for: "Foreign Affairs and Security Policy"."""
    joint = tokens[name.first - 1].text.lower() if name.first > 0 else ""
    if joint not in _WITHIN or name.honorifics:
        return False
    if joint == "and" and not _names_holder(scene, tokens, name):
        return False
    titles = scene.phrases("title")
    for start in range(name.first - 1, max(-1, name.first - LONGEST_OFFICE), -1):
        if tokens[start].text in (",", ";", ":", ".", "(", ")"):
            return False
        hit = titles.at(tokens, start)
        if hit and start + hit[0] < name.first:
            return _leads_on(scene, tokens, start + hit[0], name.first)
    return False


def _names_holder(scene: Scene, tokens: Sequence[Token], name: PersonName) -> bool:
    """Whether the holder of an office is named after the comma that ends it."""
    if scene.match_over(tokens[name.first - 2].start, "state") if name.first > 1 else None:
        return False
    if name.last >= len(tokens) or tokens[name.last].text != ",":
        return False
    holder = name_at(scene, tokens, name.last + 1)
    return holder is not None and scene.phrases("title").at(tokens, name.last + 1) is None


def _beginning(scene: Scene, tokens: Sequence[Token], start: int, end: int) -> int:
    """Where an office begins whose title was met at `start`: states, bodies, "X and" before it."""
    begin = _whole_title(scene, tokens, start, end)
    begin = _past_superior(scene, tokens, begin)
    while begin > 0 and _belongs(scene, tokens, begin - 1):
        begin -= 1
    begin = _past_field(scene, tokens, begin)
    if begin < 2 or tokens[begin - 1].text not in ("and", "&"):
        return begin
    for earlier in range(max(0, begin - 6), begin - 1):
        hit = scene.phrases("title").at(tokens, earlier)
        if hit and earlier + hit[0] == begin - 1 and hit[1] not in _HEADS_OF_STATE:
            return _beginning(scene, tokens, earlier, begin - 1)
    return begin


def _past_superior(scene: Scene, tokens: Sequence[Token], begin: int) -> int:
    """Where an office begins that is held under another: "Adviser to the President"."""
    joint = begin - (begin > 0 and tokens[begin - 1].text == "the") - 1
    if joint < 1 or tokens[joint].text not in ("of", "to", "for"):
        return begin
    for earlier in range(max(0, joint - 4), joint):
        hit = scene.phrases("title").at(tokens, earlier)
        if hit and earlier + hit[0] == joint:
            return _whole_title(scene, tokens, earlier, joint)
    return begin


def _past_field(scene: Scene, tokens: Sequence[Token], begin: int) -> int:
    """Where the field before an English title begins: "Foreign Policy | Adviser"."""
    first = begin
    while first > 0 and begin - first < LONGEST_FIELD and tokens[begin].text.isascii():
        token = tokens[first - 1]
        name = token.is_capitalised and token.text.isascii() and token.text.isalpha()
        if not name or token.text.isupper() or is_day_name(token.text):
            break
        if scene.match_over(token.start) or token.text in OPENERS:
            break
        schemes = ("institution-type", "honorific", "title", "event-type", "speech-verb")
        if any(scene.phrases(s).at(tokens, first - 1) for s in schemes):
            break
        first -= 1
    # A capital that only opens the sentence is no part of the office.
    return begin if first == 0 and begin == 1 else first


def office_apposed(
    scene: Scene, tokens: Sequence[Token], name: PersonName, floor: int
) -> Span | None:
    """The office before a comma ("the Foreign Minister of X, NAME, …"), if it is nobody else's."""
    comma = name.first - 1
    following = tokens[name.last].text if name.last < len(tokens) else "."
    ranked = bool(name.honorifics) and is_russian(name.label)
    if comma <= floor or tokens[comma].text != "," or not (ranked or following in (",", ".", ";")):
        return None
    office = office_before(scene, tokens, comma)
    if office is None or office.start < tokens[floor].start:
        return None
    article = scene.text[max(0, office.start - 4) : office.start].strip().lower()
    told = article in ("the", "its", "and") or name.honorifics or is_russian(name.label)
    opens = office.start == tokens[0].start and floor == 0
    owned = scene.match_at(office.start, "state") is not None
    return office if told or opens or owned else None


def _whole_title(scene: Scene, tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a title begins whose last words were met first: "Prime" of "Prime Minister"."""
    for earlier in range(max(0, start - 5), start):
        hit = scene.phrases("title").at(tokens, earlier)
        if hit and earlier + hit[0] >= start:
            return _whole_title(scene, tokens, earlier, end)
    return start


def _leads_on(scene: Scene, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the words between an office and a name only say where the office is held."""
    if start >= end:
        return True
    span = Span(tokens[start].start, tokens[end - 1].end)
    first = tokens[start]
    joined = first.text.lower() in ("of", "for", "at", "to", "по") or not first.text.isascii()
    joined = joined or (first.text == "the" and start > 0 and tokens[start - 1].text == "of")
    comma = end < len(tokens) and tokens[end].text == ","
    charged = _lists_charges(scene, first, tokens[end] if comma else tokens[end - 1])
    joined = joined or lists_fields(tokens, start) or charged
    if not joined:
        return False
    words = [t for t in tokens[start:end] if t.is_word and not t.is_capitalised]
    small = {"of", "the", "for", "at", "to", "and", "in"}
    small |= {"и", "по", "в", "во", "на", "при", "имени"}
    if first.text.isascii() and (first.text != "," or charged):
        return all(t.text in small for t in words)
    return bool(span) and all_depend(tokens[start:end], small)


def _lists_charges(scene: Scene, first: Token, last: Token) -> bool:
    """Whether an English office goes on here: ", African Integration and Trade of X NAME"."""
    stretch = scene.text[first.start : last.end] + " "
    return first.text in (",", "and") and bool(_CHARGES.match(stretch))


def _belongs(scene: Scene, tokens: Sequence[Token], index: int) -> bool:
    """Whether a word before the title is part of the office: a state, a body, "former"."""
    token = tokens[index]
    if token.text.lower() in ADJECTIVES - {"the", "a", "an"}:
        return True
    if scene.is_abbreviation(token.text):
        return True
    return scene.match_over(token.start, "state") is not None
