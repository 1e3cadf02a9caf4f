"""Finds the office after a name, up to where the sentence goes on: "NAME, Director of X, said"."""

from collections.abc import Sequence

from communique.extract.grammar import grammar_of
from communique.extract.names import name_at
from communique.extract.offices_before import ADJECTIVES, LONGEST_OFFICE, office_before
from communique.extract.roles import has_title
from communique.extract.russian_offices import head_of_office, within_body
from communique.extract.scene import Scene
from communique.extract.words import Token
from communique.names.russian import is_russian
from communique.text.span import Span

_OPENING = {"(": ")", "–": "", "—": "", ",": "", "-": ""}
_COORDINATING = frozenset({"and", "и", "&", "also", "as", "well", "а", "также"})
_DOCTOR = "doctor"
"""The concept of a degree, which may also stand after a name."""


def office_after(scene: Scene, tokens: Sequence[Token], last: int) -> Span | None:
    """The stretch after a name that can hold offices, up to where the sentence goes on."""
    last = _past_service(tokens, last)
    served = scene.phrases("capacity").at(tokens, last)
    if served:
        last += served[0] - 1
    elif _is_told_of(scene, tokens, last):
        last += 1
    elif _follows_at_once(scene, tokens, last):
        last -= 1
    elif last >= len(tokens) or tokens[last].text not in _OPENING:
        return None
    closing, opening = _OPENING.get(tokens[last].text, ""), last
    last = _past_letters(scene, tokens, last)
    end = last + 1
    if end < len(tokens) and (tokens[end].text == "and" or _begins_holder(scene, tokens, end)):
        return None
    other = name_at(scene, tokens, end) if end < len(tokens) else None
    if other is not None and other.honorifics and not has_title(scene, tokens[end : other.last]):
        return None
    while end < len(tokens):
        token = tokens[end]
        if closing and token.text == closing:
            break
        if token.text in (",", ";", "and", "и", "–", "—", "/") and _leaves(scene, tokens, end):
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
        end = _before_next_holder(scene, tokens, opening, last + 1, end)
    if end <= last + 1:
        return None
    first = tokens[last + 1].text
    if first.islower() and first.isascii() and first.endswith(("ed", "ing")) and first != "retired":
        return None
    span = Span(tokens[last + 1].start, tokens[end - 1].end)
    head: Sequence[Token] = _head(tokens[last + 1 : end])
    if is_russian(head[0].text):
        head = head_of_office(scene, head)
    return span if has_title(scene, head) else None


def _past_service(tokens: Sequence[Token], last: int) -> int:
    """Go on over letters right after a name: "NAME MP, Chair of X", "NAME (Retd), Member of X"."""
    letters = grammar_of("en").sets["post_nominal"]
    words = [t.text.rstrip(".") for t in tokens[last : last + 4]]
    if words[:1] and words[0] in letters:
        return last + 1
    if words[:1] == ["("] and words[1:2] and words[1] in letters and ")" in (words[2:4]):
        return last + 1 + words.index(")")
    return last


def _follows_at_once(scene: Scene, tokens: Sequence[Token], last: int) -> bool:
    """Whether an English office stands right after a name: "NAME Director General ISSI"."""
    start = last
    while start < len(tokens) and tokens[start].text.lower() in ADJECTIVES:
        start += 1
    return (
        last > 0
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
    if index >= len(tokens) or not tokens[index].text.isascii():
        return False
    hit = scene.phrases("title").at(tokens, index)
    while hit is None and index + 1 < len(tokens) and _is_field(scene, tokens[index]):
        index += 1
        hit = scene.phrases("title").at(tokens, index)
    if hit is None or not tokens[index].is_capitalised:
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
    if name is not None and len(name.label.split()) > 1:
        return tokens[end - 1].text != "," or not _office_follows(scene, tokens, name.last)
    return _leads_to_holder(scene, tokens, index, index + hit[0])


def _is_field(scene: Scene, token: Token) -> bool:
    """Whether a word before a title may be its field: "National Security | Adviser"."""
    word = token.is_capitalised and token.text.isalpha()
    return word and not scene.is_abbreviation(token.text) and scene.match_over(token.start) is None


def _leads_to_holder(scene: Scene, tokens: Sequence[Token], index: int, end: int) -> bool:
    """Whether an office goes on up to a name: "Deputy Premier - Minister of Trade of X NAME"."""
    for following in range(end, min(len(tokens), index + LONGEST_OFFICE)):
        if tokens[following].text in (",", ";", "(", ")", ":"):
            return False
        name = name_at(scene, tokens, following) if tokens[following].is_capitalised else None
        if name is not None and len(name.label.split()) > 1:
            office = office_before(scene, tokens, following)
            if office is not None:
                between = scene.text[tokens[end - 1].end : max(office.start, tokens[end - 1].end)]
                return between.strip() in ("", "-", "–", "—", "/")
    return False


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


def _before_next_holder(
    scene: Scene, tokens: Sequence[Token], opening: int, first: int, end: int
) -> int:
    """Where a Russian enumeration goes on to the next person: «А, министр Б, посол В»."""
    for index in range(first + 1, end):
        if not tokens[index].is_capitalised:
            continue
        name = name_at(scene, tokens[:end], index)
        office = office_before(scene, tokens, index) if name else None
        if office is None or office.start < tokens[opening].start:
            continue
        begin = next(i for i, t in enumerate(tokens) if t.start >= office.start)
        while begin > first and tokens[begin - 1].text in (",", ";", "и", "–", "—"):
            begin -= 1
        return begin
    return first if _begins_next(scene, tokens, first, end) else end


def _begins_next(scene: Scene, tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether an office and the degrees behind it are of who is named after them."""
    for index in range(end, min(len(tokens), end + LONGEST_OFFICE)):
        if tokens[index].text in (";", ":"):
            return False
        if not tokens[index].is_capitalised or within_body(scene, tokens[index]):
            continue
        name = name_at(scene, tokens, index)
        if name is None:
            continue
        office = office_before(scene, tokens, index)
        return office is not None and office.start == tokens[first].start
    return False


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
        skipped = following + (token.text.lower() in ADJECTIVES)
        return scene.phrases("title").at(tokens, skipped) is None
    if tokens[index].text in ("and", "и"):
        return False
    if token.text.lower() in ADJECTIVES:
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
        if tokens[index].text.lower() not in ADJECTIVES and not (match and match.adjectival):
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
