"""Finds the words beside a name that hold the person's offices: after it, before it, below."""

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.extract.bodies import bodies_in, chain_of
from communique.extract.grammar import grammar_of
from communique.extract.names import PersonName, name_at
from communique.extract.roles import Role, has_title
from communique.extract.russian_offices import (
    all_depend,
    degree_before,
    head_of_office,
    in_name_of_body,
    is_rank_after_noun,
    lists_fields,
    state_in_brackets,
    within_body,
)
from communique.extract.scene import Scene
from communique.extract.words import Token
from communique.names.morphology import is_plural, is_preposition
from communique.names.russian import is_russian
from communique.text.document import Block
from communique.text.span import Span

_OPENING = {"(": ")", "–": "", "—": "", ",": "", "-": ""}


_COORDINATING = frozenset({"and", "и", "&", "also", "as", "well", "а", "также"})


_ADJECTIVES = frozenset({"former", "acting", "then", "current", "the", "a", "an", "бывший", "ныне"})


_CHARGES = re.compile(
    r"(?:,(?:\s[A-Z][\w’'-]+){1,4})*(?:,|,?\s)?(?:and)(?:\sthe)?(?:\s[A-Z][\w’'-]+){1,4}"
    r"(?:\s(?:of|at|for)\s|,\s$)"
)
"""What a minister is also of, up to the state or to the comma before the name."""
_WITHIN = frozenset({"of", "for", "at", "to", "in", "on", "and", "the"})
"""Words after which an office goes on: what follows them is no name of its holder."""
_HEADS_OF_STATE = frozenset({"president", "head-of-state", "monarch"})
"""Who holds no second office: "the President and Foreign Minister NAME" are two."""
LONGEST_OFFICE = 18
"""Words of the longest office that stands before a name."""
_DOCTOR = "doctor"
"""The concept of a degree, which may also stand after a name."""


def with_bracket(
    scene: Scene, tokens: Sequence[Token], name: PersonName, roles: list[Role]
) -> list[Role]:
    """The body in brackets after a name: "Professor NAME (University of X)"."""
    if name.last + 1 >= len(tokens) or tokens[name.last].text != "(" or (roles and roles[0].body):
        return roles
    end = next((i for i in range(name.last, len(tokens)) if tokens[i].text == ")"), 0)
    if end <= name.last + 1:
        return roles
    inside = Span(tokens[name.last + 1].start, tokens[end - 1].end)
    words = inside.of(scene.text)
    if scene.is_abbreviation(words) and words not in scene.abbreviations:
        return roles
    bodies = bodies_in(scene, inside, commas=True)
    if not bodies or bodies[0].span.start > inside.start + 4:
        return roles
    if roles:
        return [replace(roles[0], body=bodies[0]), *roles[1:]]
    return [Role(inside, "", bodies[0])]


def office_after(scene: Scene, tokens: Sequence[Token], last: int) -> Span | None:
    """The stretch after a name that can hold offices, up to where the sentence goes on."""
    served = scene.phrases("capacity").at(tokens, last)
    if served:
        last += served[0] - 1
    elif _is_told_of(scene, tokens, last):
        last += 1
    elif _follows_at_once(scene, tokens, last):
        last -= 1
    elif last >= len(tokens) or tokens[last].text not in _OPENING:
        return None
    closing = _OPENING.get(tokens[last].text, "")
    last = _past_letters(scene, tokens, last)
    end = last + 1
    if end < len(tokens) and tokens[end].text == "and":
        return None
    other = name_at(scene, tokens, end) if end < len(tokens) else None
    if other is not None and other.honorifics and not has_title(scene, tokens[end : other.last]):
        return None
    while end < len(tokens):
        token = tokens[end]
        if closing and token.text == closing:
            break
        if token.text in (",", ";", "and", "и", "–", "—") and _leaves(scene, tokens, end):
            break
        if _tells(scene, tokens, end):
            break
        end += 1
    while end > last + 1 and tokens[end - 1].text in (".", ",", ";"):
        end -= 1
    if end <= last + 1:
        return None
    if is_russian(tokens[last + 1].text):
        if tokens[last + 1].text.lower() in _COORDINATING:
            return None
        end = _before_next_holder(scene, tokens, last + 1, end)
    if end <= last + 1:
        return None
    span = Span(tokens[last + 1].start, tokens[end - 1].end)
    head: Sequence[Token] = _head(tokens[last + 1 : end])
    if is_russian(head[0].text):
        head = head_of_office(scene, head)
    return span if has_title(scene, head) else None


def _follows_at_once(scene: Scene, tokens: Sequence[Token], last: int) -> bool:
    """Whether an English office stands right after a name: "NAME Director General ISSI"."""
    start = last
    while start < len(tokens) and tokens[start].text.lower() in _ADJECTIVES:
        start += 1
    return (
        0 < last
        and start < len(tokens)
        and tokens[start].text.isascii()
        and tokens[last].is_capitalised
        and scene.phrases("title").at(tokens, start) is not None
    )


def _tells(scene: Scene, tokens: Sequence[Token], index: int) -> bool:
    """Whether an English verb stands here, with which the sentence goes on after an office."""
    word = tokens[index].text
    if not word.islower() or not word.isascii():
        return False
    if grammar_of("en").has("finite", word):
        return True
    return word.endswith("ed") and scene.phrases("speech-verb").at(tokens, index) is not None


def _begins_holder(scene: Scene, tokens: Sequence[Token], index: int) -> bool:
    """Whether an English office leads on to its holder here: "Professor NAME", "President of X,
    NAME": it is nobody else's."""
    hit = scene.phrases("title").at(tokens, index)
    if hit is None or not tokens[index].is_capitalised or not tokens[index].text.isascii():
        return False
    end = index + hit[0]
    if end + 1 < len(tokens) and tokens[end].text == "of":
        start = end + 1 + (tokens[end + 1].text == "the")
        state = scene.match_at(tokens[start].start, "state") if start < len(tokens) else None
        if state is None or state.adjectival:
            return False
        end = next((i for i, t in enumerate(tokens) if t.start >= state.end), len(tokens))
        end += end < len(tokens) and tokens[end].text == ","
    name = name_at(scene, tokens, end) if end < len(tokens) else None
    return name is not None and len(name.label.split()) > 1


def _past_letters(scene: Scene, tokens: Sequence[Token], comma: int) -> int:
    """The comma after letters and degrees that follow a name: "Ruth Achieng, MP, Minister …"."""
    while comma + 2 < len(tokens) and tokens[comma].text == ",":
        word = tokens[comma + 1].text.rstrip(".")
        degree = scene.phrases("honorific").at(tokens, comma + 1)
        length = degree[0] if degree and degree[1] == _DOCTOR else 0
        length = length or (word in grammar_of("en").sets["post_nominal"])
        following = comma + 1 + length
        following += following < len(tokens) and tokens[following].text == "."
        if not length or following >= len(tokens) or tokens[following].text != ",":
            break
        comma = following
    return comma


def _before_next_holder(scene: Scene, tokens: Sequence[Token], first: int, end: int) -> int:
    """Where a Russian enumeration goes on to the next person: «А, министр Б, посол В»."""
    for index in range(first + 1, end):
        if not tokens[index].is_capitalised:
            continue
        name = name_at(scene, tokens[:end], index)
        office = office_before(scene, tokens, index) if name else None
        if office is None or office.start < tokens[first].start:
            continue
        begin = next(i for i, t in enumerate(tokens) if t.start >= office.start)
        while begin > first and tokens[begin - 1].text in (",", ";", "и", "–", "—"):
            begin -= 1
        return begin
    return end


def _is_told_of(scene: Scene, tokens: Sequence[Token], last: int) -> bool:
    """Whether "is the" leads from a name to an office: "NAME is the Director of X".

    "NAME was the first head of government to visit X" tells of a deed.
    """
    words = [t.text.lower() for t in tokens[last : last + 2]]
    if last and grammar_of("en").patterns["first_to"].match(scene.text, tokens[last - 1].end):
        return False
    if len(words) < 2 or words[0] not in ("is", "was") or words[1] not in ("the", "a", "an"):
        return False
    return has_title(scene, tokens[last + 2 : last + 6])


def _head(tokens: Sequence[Token]) -> list[Token]:
    """The first words of a phrase: an office has to begin there, not pages later."""
    return list(tokens[:10])


def _leaves(scene: Scene, tokens: Sequence[Token], index: int) -> bool:
    """Whether a sign or "and" ends the office: a verb, another person or another clause follows."""
    following = index + 1
    while following < len(tokens) and tokens[following].text.lower() in _COORDINATING:
        following += 1
    if following >= len(tokens):
        return True
    token = tokens[following]
    name = name_at(scene, tokens, following)
    if name and (name.honorifics or _office_follows(scene, tokens, name.last)):
        return True
    if _begins_holder(scene, tokens, following):
        return True
    if tokens[index].text == ";":
        skipped = following + (token.text.lower() in _ADJECTIVES)
        return scene.phrases("title").at(tokens, skipped) is None
    if tokens[index].text in ("and", "и"):
        return False
    if token.text.lower() in _ADJECTIVES:
        following = _past_articles(scene, tokens, following)
        token = tokens[following]
    if scene.phrases("title").at(tokens, following):
        return False
    if token.is_capitalised or token.text in ("«", "“"):
        return name is not None and office_before(scene, tokens, name.first) is not None
    return not scene.phrases("institution-type").at(tokens, following)


def _past_articles(scene: Scene, tokens: Sequence[Token], index: int) -> int:
    """Go on over "the", "former" and a state's adjective to the word that they lead to."""
    while index + 1 < len(tokens):
        match = scene.match_at(tokens[index].start, "state")
        if tokens[index].text.lower() not in _ADJECTIVES and not (match and match.adjectival):
            break
        index += 1
    return index


def _office_follows(scene: Scene, tokens: Sequence[Token], last: int) -> bool:
    if last >= len(tokens) or tokens[last].text not in (",", "(", "–", "—"):
        return False
    following = tokens[last + 1 : last + 7]
    if following and following[0].text in ("and", "и"):
        return False
    stop = next((i for i, t in enumerate(following) if t.text in (";", ".")), len(following))
    return has_title(scene, following[:stop])


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
        if start in bracketed:
            continue
        if token.text == "," and in_name_of_body(scene, token):
            continue
        if token.text == "," and _lists_charges(scene, token, tokens[first]):
            continue
        if token.text == "," and lists_fields(tokens, start):
            fields = True
            continue
        if token.text in (",", ";", ":", ".", "(", ")"):
            return None
        hit = None if within_body(scene, token) else titles.at(tokens, start)
        if hit and fields and "minister" not in hit[1]:
            return None
        if hit and start + hit[0] <= first and _leads_on(scene, tokens, start + hit[0], first):
            other = _named_between(scene, tokens, start + hit[0], first)
            if other:
                plural = is_plural(tokens[start].text)
                return Span(token.start, tokens[other - 1].end) if plural else None
            begin = _beginning(scene, tokens, start, start + hit[0])
            if is_russian(tokens[start].text):
                begin -= 2 if is_rank_after_noun(scene, tokens, begin) else 0
                begin = _before_ranks(scene, tokens, begin)
            return Span(tokens[begin].start, tokens[first - 1].end)
    return None


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
    while begin > 0 and _belongs(scene, tokens, begin - 1):
        begin -= 1
    if begin < 2 or tokens[begin - 1].text not in ("and", "&"):
        return begin
    for earlier in range(max(0, begin - 6), begin - 1):
        hit = scene.phrases("title").at(tokens, earlier)
        if hit and earlier + hit[0] == begin - 1 and hit[1] not in _HEADS_OF_STATE:
            return _beginning(scene, tokens, earlier, begin - 1)
    return begin


def office_apposed(
    scene: Scene, tokens: Sequence[Token], name: PersonName, floor: int
) -> Span | None:
    """The office before a comma ("the Foreign Minister of X, NAME, …"), if it is nobody else's."""
    comma = name.first - 1
    following = tokens[name.last].text if name.last < len(tokens) else "."
    ranked = bool(name.honorifics) and is_russian(name.label)
    if comma <= floor or tokens[comma].text != "," or not (ranked or following in (",", ".")):
        return None
    office = office_before(scene, tokens, comma)
    if office is None or office.start < tokens[floor].start:
        return None
    article = scene.text[max(0, office.start - 4) : office.start].strip().lower()
    told = article in ("the", "its") or name.honorifics or is_russian(name.label)
    opens = office.start == tokens[0].start and floor == 0
    owned = scene.match_at(office.start, "state") is not None
    return office if told or opens or owned else None


def body_beside(
    scene: Scene, tokens: Sequence[Token], name: PersonName, *, opens: bool = False
) -> list[Role]:
    """Return the body after "of", "from", "at" or a comma: "Prof. NAME of the University of X".

    A name that `opens` an item of a list needs no title of honour.
    """
    word = tokens[name.last].text if name.last < len(tokens) else ""
    if word not in ("of", "from", "at", ",") or name.last + 1 >= len(tokens):
        return []
    if word != "from" and not name.honorifics and not opens:
        return []
    after = Span(tokens[name.last + 1].start, tokens[-1].end)
    bodies = bodies_in(scene, after, commas=word == ",")
    if not bodies or bodies[0].span.start > after.start + 4:
        return []
    house = list(chain_of(bodies[0]))[-1]
    ends = scene.text[house.span.end : after.end].lstrip()[:1]
    if word == "," and (ends not in ("", ";", ",", ".", "(") or is_russian(name.label)):
        return []
    return [Role(bodies[0].span, "", bodies[0])]


def office_below(
    scene: Scene, index: int, block: Block, tokens: Sequence[Token], name: PersonName
) -> Span | None:
    """The next line, where a name stands alone on its own: a signature or a list in two lines."""
    blocks = scene.document.blocks
    if name.first != 0 or name.last != len(tokens) or index + 1 >= len(blocks):
        return None
    below = blocks[index + 1]
    words = scene.tokens_in(below.span)
    if words and is_russian(words[0].text) and is_preposition(words[0].text):
        return None
    if len(words) > 30 or not has_title(scene, words[:6]):
        return None
    return below.span


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
    if token.text.lower() in _ADJECTIVES - {"the", "a", "an"}:
        return True
    if scene.is_abbreviation(token.text):
        return True
    return scene.match_over(token.start, "state") is not None
