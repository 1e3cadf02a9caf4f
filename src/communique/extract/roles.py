"""Offices in words: "Acting Director of the ASEAN Centre and Professor, X University" and the like.

Enters the phrase after a name (or before it), leaves the offices in it, each with its title, the
body it is held in and the states it stands for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.extract.bodies import Body, bodies_in, chain_of
from communique.extract.organs import past_organ
from communique.extract.russian_offices import (
    before_unit,
    charge_after,
    is_rank_after_noun,
    meant_body,
)
from communique.extract.scene import Scene
from communique.extract.words import Token, tokens_of
from communique.names.authority import Match
from communique.names.russian import is_russian, nominative, title_of_one
from communique.text.span import Span

_LEADING = re.compile(r"^(?:[\s,;:()–—-]|(?:the|a|an|as)\b)+", re.IGNORECASE)
_TRAILING = re.compile(r"(?:[\s,;:.()–—-]|\b(?:of|at|in|for|the|and|to|on|with|и|в|при|from)\b)+$")
_ENVOY = re.compile(r"^\s*(?:to|in|at|в|при)\s+(?:the\s+)?$", re.IGNORECASE)
_LISTING = re.compile(r"^\s*(?:,|,?\s*and|,?\s*и)\s+(?:the\s+)?$", re.IGNORECASE)
_SHORTENED = re.compile(r"(?<![а-яё])[а-яё]{1,3}\.\s?[а-яё]$")
"""What ends with the full stop of an abbreviation: «с. н. с.»."""
_BRACKET = re.compile(r"\s\(([A-Z][\w’'& /,-]{2,40})\)")
_FIELDED = re.compile(r"\s\([A-Z][\w’'& /,-]{2,40}\)(?=,?\s(?:at|in|of)\s|,\s[A-Z])")
"""A field in brackets after a title, before the body: "Director (Far East) at the Ministry"."""
_FIELD = re.compile(
    r"\sfor\s(?:the\s)?[A-Z][\w’'-]*(?:(?:,?\s(?:and|of|the|in))*,?\s[A-Z][\w’'-]*)*"
)
_LISTED = re.compile(
    r"(?:,\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)*,?\s(?:and|&)\s(?:the\s)?"
    r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?(?=\s*(?:,|;|\(|$|of\s|at\s))"
)
"""What goes on after a comma in a title: "… for Europe, Eurasia and the Arctic"."""


@dataclass(frozen=True, slots=True)
class Role:
    """An office: its title as printed (nominative), where it is held, for which state."""

    span: Span
    title: str
    body: Body | None = None
    represents: Match | None = None
    accredited_to: tuple[Match, ...] = ()


def roles_in(scene: Scene, span: Span) -> list[Role]:
    """Return the offices that a phrase names; none if no word of it is a title."""
    parts = _parts(scene, span)
    roles = [r for r in (_role(scene, part) for part in parts) if r is not None]
    return _sharing([r for role in roles for r in _divided(scene, role)])


def _divided(scene: Scene, role: Role) -> list[Role]:
    """Two titles before a unit and its house: the first is held in the house ("Senior Associate
    and Director of the South Asia Programme, Carnegie Endowment")."""
    body = role.body
    if body is None or body.parent is None:
        return [role]
    titles = re.split(r"\s+(?:and|и)\s+", role.title)
    if len(titles) != 2 or not all(_is_title(scene, t) for t in titles):
        return [role]
    return [replace(role, title=titles[0], body=body.parent), replace(role, title=titles[1])]


def _is_title(scene: Scene, words: str) -> bool:
    return has_title(scene, tokens_of(words))


def has_title(scene: Scene, tokens: Sequence[Token]) -> bool:
    """Say whether there is a word for an office among the tokens."""
    titles = scene.phrases("title")
    return any(titles.at(tokens, i) for i in range(len(tokens)))


def _parts(scene: Scene, span: Span) -> list[Span]:
    """Cut the phrase before each title that begins an office of its own."""
    tokens = scene.tokens_in(span)
    titles = scene.phrases("title").find(tokens)
    cuts = [span.start]
    for first, _, _ in titles[1:]:
        start = _title_start(scene, tokens, first)
        gap = scene.text[cuts[-1] : tokens[start].start]
        if is_rank_after_noun(scene, tokens, first):
            cuts.append(tokens[first].start)
            continue
        joint = _joint(gap)
        if joint is None:
            continue
        before = Span(cuts[-1], cuts[-1] + joint) if joint else None
        while start > 0 and tokens[start - 1].text.lower() in _KEPT:
            start -= 1
        if before and (";" in gap[joint:] or _is_whole(scene, before)):
            cuts.append(tokens[start].start)
    ends = [*cuts[1:], span.end]
    return [Span(a, b) for a, b in zip(cuts, ends, strict=True) if a < b]


def _joint(gap: str) -> int | None:
    """Where the words before a comma, a semicolon or "and" at the end of `gap` end."""
    found = re.search(
        r"\s*(?:[,;]\s*(?:and\s+|и\s+)?|\s(?:and|и)\s+)(?:(?:also|the|a|an|former|бывший|then)\s+)*$",
        gap,
    )
    return found.start() if found else None


def _is_whole(scene: Scene, part: Span) -> bool:
    """Whether an office says where it is held, so that the next title begins another."""
    return bool(bodies_in(scene, part, commas=True)) or bool(scene.matches_in(part, "state"))


def _title_start(scene: Scene, tokens: Sequence[Token], first: int) -> int:
    """Go back over capitalised words that belong to the title ("Language Assistant")."""
    index = first
    while index > 0:
        token = tokens[index - 1]
        if not token.is_capitalised or not token.is_word or scene.is_abbreviation(token.text):
            break
        if scene.phrases("institution-type").at(tokens, index - 1):
            break
        if scene.match_over(token.start) is not None:
            break
        index -= 1
    return index


def _role(scene: Scene, part: Span) -> Role | None:
    trimmed = _trimmed(scene.text, part)
    if trimmed is None:
        return None
    part = trimmed
    tokens = scene.tokens_in(part)
    titles = scene.phrases("title").find(tokens)
    if not titles:
        return None
    first, last, _ = titles[0]
    last = before_unit(scene, tokens, first, last)
    after = Span(tokens[last - 1].end, part.end) if tokens[last - 1].end < part.end else None
    bodies = bodies_in(scene, after, commas=True) if after else []
    field = _FIELDED.match(scene.text, tokens[last - 1].end, part.end)
    if field and any(b.span.start > field.end() for b in bodies):
        bodies = [b for b in bodies if b.span.start > field.end()]
    fields = _fields_end(scene, tokens, last, part)
    bodies = [b for b in bodies if b.span.start >= fields]
    organ, bodies = past_organ(scene, bodies)
    if bodies and _is_subject(scene, bodies[0], part):
        bodies = bodies[1:]
    prefix, prefix_body = _prefix(scene, tokens, first)
    if not bodies and prefix_body is None and organ is None:
        bodies = _named_with(scene, tokens, last) or _named_after_comma(scene, tokens, last)
    body = bodies[0] if bodies else prefix_body
    meant = meant_body(scene, tokens, last) if body is None else None
    if meant is not None:
        return Role(part, _words(scene, Span(tokens[prefix].start, meant.span.start)), meant)
    start = tokens[prefix].start
    limit = _before_noun(scene, tokens, last, bodies[0].span.start) if bodies else part.end
    if bodies and last < len(tokens) and tokens[last].text in ("with", "at"):
        limit = min(limit, tokens[last].start)
    end = _title_end(scene, tokens, last, limit)
    government = _government(scene, bodies)
    if government is not None:
        title = _words(scene, Span(start, bodies[0].span.end))
        return Role(part, title, None, government)
    states = _states(scene, Span(start, part.end), body, bodies)
    states = [m for m in states if not tokens[last - 1].end <= m.start < fields]
    if body is None or states:
        end = max(end, _states_end(scene, part, states, bodies))
    end = organ.span.end if organ else _field_end(scene, tokens[last - 1].end, bodies, part, end)
    title = _words(scene, Span(start, end))
    if body is not None and is_russian(title):
        title += charge_after(scene, part, body)
    represents = next((m for m in states if not _is_receiving(scene, m)), None)
    if represents is None and prefix_body is None:
        represents = _adjective_before(scene, tokens, prefix)
    received = tuple(m for m in states if m is not represents) if represents else ()
    return Role(part, title, body, represents, received)


def _fields_end(scene: Scene, tokens: Sequence[Token], last: int, part: Span) -> int:
    """Where a bracket ends that lists the fields of an office: "Fellow (Iran and Oman)"; else 0."""
    found = _BRACKET.match(scene.text, tokens[last - 1].end, part.end + 1)
    listed = found is not None and re.search(r"\sand\s|,|&", found.group(1))
    return found.end() if found and listed else 0


def _is_subject(scene: Scene, body: Body, part: Span) -> bool:
    """Whether a known body is only what an office deals with: "Director for ASEAN affairs"."""
    before = scene.text[part.start : body.span.start]
    after = scene.text[body.span.end : part.end]
    return (
        body.match is not None
        and bool(re.search(r"\b(?:for|of|on)\s+(?:the\s+)?$", before))
        and bool(re.match(r"\s(?!(?:of|at|in|for|and|to|on|with|from)\b)[a-z]+", after))
    )


def _field_end(scene: Scene, titled: int, bodies: Sequence[Body], part: Span, end: int) -> int:
    """Where a title ends that says after the body what it is for: "… of the EU for Trade"."""
    if not bodies:
        return end
    house = list(chain_of(bodies[0]))[-1]
    joint = scene.text[titled : bodies[0].span.start]
    field = _FIELD.match(scene.text, house.span.end, part.end)
    if re.search(r"\bto\s+(?:the\s+)?$", joint) and bodies[0].match is not None:
        return bodies[0].span.end
    return field.end() if field and re.fullmatch(r"\s+of\s+(?:the\s+)?", joint) else end


def _prefix(scene: Scene, tokens: Sequence[Token], first: int) -> tuple[int, Body | None]:
    """What stands before the title word: an abbreviation of a body ("HIT Director General")."""
    index = _title_start(scene, tokens, first)
    if index == 0:
        return 0, None
    before = Span(tokens[0].start, tokens[index - 1].end)
    bodies = bodies_in(scene, before)
    if bodies and bodies[-1].span.end >= tokens[index - 1].start:
        return index, bodies[-1]
    lead = tokens[0].text.lower()
    comma = next((i for i in range(index - 1, 0, -1) if tokens[i].text == ","), 0)
    if comma and is_russian(tokens[comma - 1].text + tokens[index].text):
        return comma + 1, None
    if scene.is_abbreviation(tokens[index - 1].text) and not _is_state(scene, tokens[index - 1]):
        word = tokens[index - 1].text
        span = Span(tokens[index - 1].start, tokens[index - 1].end)
        return index, Body(span, scene.abbreviations.get(word, word))
    return (0 if lead in _KEPT else index if _is_state(scene, tokens[0]) else 0), None


def _government(scene: Scene, bodies: Sequence[Body]) -> Match | None:
    """The state whose government an office is of: it stands for the state, not for a body."""
    if not bodies or bodies[0].state is None:
        return None
    hits = scene.phrases("institution-type").find(scene.tokens_in(bodies[0].span))
    return bodies[0].state if hits and hits[0][2] == "government" else None


def _named_with(scene: Scene, tokens: Sequence[Token], last: int) -> list[Body]:
    """A body that "with" or "at" shows: "journalist with the Daily Mariner"."""
    if last >= len(tokens) or tokens[last].text not in ("with", "at"):
        return []
    start = last + 1 + (last + 1 < len(tokens) and tokens[last + 1].text.lower() == "the")
    # "at the consultancy NAME": what the body is stands before its name.
    nouns = start
    while nouns < min(len(tokens), start + 2) and tokens[nouns].text.islower():
        nouns += 1
    named = nouns < len(tokens) and tokens[nouns].is_capitalised and start > last + 1
    start = nouns if named else start
    end = start
    while end < len(tokens) and tokens[end].is_word and tokens[end].is_capitalised:
        end += 1
    if end == start or scene.match_at(tokens[start].start, "state") is not None:
        return []
    span = Span(tokens[start].start, tokens[end - 1].end)
    return [Body(span, " ".join(span.of(scene.text).split()))]


def _named_after_comma(scene: Scene, tokens: Sequence[Token], last: int) -> list[Body]:
    """A body that only its place shows: "Head of Information, Sputnik (Ethiopia)"."""
    for index in range(last, len(tokens) - 1):
        if tokens[index].text != "," or _LISTED.match(scene.text, tokens[index].start):
            continue
        end = index + 1
        while end < len(tokens) and tokens[end].is_word and tokens[end].is_capitalised:
            end += 1
        if end == index + 1:
            return []
        span = Span(tokens[index + 1].start, tokens[end - 1].end)
        known = scene.match_at(span.start)
        if known is not None and (known.entry.kind == "state" or known.end >= span.end):
            return []
        lands = scene.matches_in(span, "state")
        if lands and (lands[0].start == span.start or lands[0].adjectival):
            return []
        if has_title(scene, scene.tokens_in(span)):
            return []
        inside = Span(span.end, tokens[-1].end) if span.end < tokens[-1].end else span
        state = next(iter(scene.matches_in(inside, "state")), None)
        return [Body(span, " ".join(span.of(scene.text).split()), state=state)]
    return []


_KEPT = frozenset({"former", "acting", "then", "current", "deputy", "first", "бывший", "бывшая"})


def _is_state(scene: Scene, token: Token) -> bool:
    return scene.match_at(token.start, "state") is not None


def _adjective_before(scene: Scene, tokens: Sequence[Token], index: int) -> Match | None:
    """The state of an adjective before the title: "Chilean Prime Minister"."""
    if index == 0:
        return None
    return next(iter(scene.matches_in(Span(tokens[0].start, tokens[index - 1].end), "state")), None)


def _before_noun(scene: Scene, tokens: Sequence[Token], last: int, limit: int) -> int:
    """Leave a common noun before a body's name ("агентства Sputnik") out of the title."""
    before = [i for i, t in enumerate(tokens) if i >= last and t.end <= limit]
    if before and scene.phrases("institution-type").at(tokens, before[-1]):
        return tokens[before[-1]].start
    return limit


def _title_end(scene: Scene, tokens: Sequence[Token], last: int, limit: int) -> int:
    """Where the title ends: before the body, or at the first comma."""
    end = _bracket_end(scene, tokens, last, limit)
    for token in tokens[last:]:
        if token.start < end:
            continue
        listed = _LISTED.match(scene.text, end, limit) if token.text == "," else None
        if listed is not None and not has_title(scene, tokens_of(listed.group())):
            return listed.end()
        if token.start >= limit or token.text in (",", ";", "(", ":", "—", "–"):
            break
        end = token.end
    return end


def _bracket_end(scene: Scene, tokens: Sequence[Token], last: int, limit: int) -> int:
    """Where a title ends with the field in brackets after it: "Additional Secretary (Americas)"."""
    end = tokens[last - 1].end
    found = _BRACKET.match(scene.text, end, tokens[-1].end + 1)
    if found is None or found.end() > limit + 1:
        return end
    inside = Span(found.start(1), found.end(1))
    words = inside.of(scene.text)
    named = bodies_in(scene, inside) or scene.matches_in(inside, "state")
    listed = " and " in words or "," in words or "&" in words
    if not scene.is_abbreviation(words) and (listed or _FIELDED.match(scene.text, end, limit + 1)):
        return found.end()
    if named or scene.is_abbreviation(words) or scene.phrases("role").find(scene.tokens_in(inside)):
        return end
    return found.end()


def _states(scene: Scene, span: Span, body: Body | None, bodies: Sequence[Body]) -> list[Match]:
    """The states that the office is of or to, not those in the name of a body."""
    taken = [b.span for top in bodies for b in chain_of(top)]
    if body is not None and not bodies:
        taken.append(body.span)
    return [
        m
        for m in scene.matches_in(span, "state")
        if not m.adjectival
        and not any(t.start <= m.start < t.end for t in taken)
        and not (bodies and m.start > bodies[0].span.start)
    ]


def _states_end(scene: Scene, part: Span, states: Sequence[Match], bodies: Sequence[Body]) -> int:
    ends = [m.end for m in states if not bodies or m.end <= bodies[0].span.start]
    return max(ends, default=part.start)


def _is_receiving(scene: Scene, match: Match) -> bool:
    """Whether the office is to this state: "to", or a further one in such a list."""
    before = scene.text[max(0, match.start - 12) : match.start]
    if re.search(r"\b(?:to|in|at|в|при)\s+(?:the\s+)?$", before, re.IGNORECASE):
        return True
    if re.search(r"(?:,|\band|\bи)\s+(?:the\s+)?$", before):
        earlier = [m for m in scene.matches if m.end <= match.start and m.entry.kind == "state"]
        return (
            bool(earlier)
            and match.start - earlier[-1].end < 12
            and _is_receiving(scene, earlier[-1])
        )
    return False


def _words(scene: Scene, span: Span) -> str:
    words = " ".join(span.of(scene.text).split())
    words = _TRAILING.sub("", _LEADING.sub("", words))
    words += ")" if words.count("(") > words.count(")") else ""
    after = scene.text[span.start : span.end + 1].rstrip()
    words += "." if _SHORTENED.search(words) and f"{words}." in " ".join(after.split()) else ""
    return title_of_one(nominative(words)) if is_russian(words) else words


def _trimmed(text: str, span: Span) -> Span | None:
    words = span.of(text)
    lead = _LEADING.match(words)
    start = span.start + (lead.end() if lead else 0)
    end = span.start + len(_TRAILING.sub("", words))
    return Span(start, end) if start < end else None


def _sharing(roles: list[Role]) -> list[Role]:
    """Units named before the last one belong to the house named at the end for all of them."""
    if len(roles) < 2:
        return roles
    last = list(chain_of(roles[-1].body))
    if len(last) < 2:
        return roles
    house = last[-1]
    shared = []
    for role in roles[:-1]:
        body = role.body
        if (
            body is not None
            and body.parent is None
            and body.match is None
            and body.label != house.label
        ):
            body = replace(body, parent=house)
        shared.append(replace(role, body=body))
    return [*shared, roles[-1]]
