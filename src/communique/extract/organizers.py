"""Finds the bodies that held the event."""

import re
from collections.abc import Sequence

from communique.dates.find import find_dates
from communique.extract.base import Notebook
from communique.extract.bodies import Body, bodies_in, chain_of
from communique.extract.event_kinds import CONTAINED, Kind, kinds_in
from communique.extract.institutions import register_body
from communique.extract.lead import labelled
from communique.extract.scene import Scene
from communique.extract.words import Token
from communique.facts.model import Evidence, Ref
from communique.names.russian import is_verb_form
from communique.text.span import Span

_TOGETHER = re.compile(
    r"\b(?:together with|jointly with|in (?:cooperation|collaboration|partnership) with|"
    r"совместно с|вместе с)\s",
    re.I,
)


BRIEFINGS = ("press-briefing", "press-conference", "briefing", "interview")
"""Events of which the first bodies named are often those of who asks."""
_PARTS = re.compile(r"[^;]+")
LONGEST_PLAIN_NAME = 6
"""Words of the longest name that only its place in a list of organisers shows to be a body's."""
_LOCATED = re.compile(r"\b(?:в|во|на)\s$", re.IGNORECASE)


_NOT_LISTED = re.compile(
    r"\b(?!(?:and|the|as|well|of|in|with|also|its|и|а|также|совместно|вместе|с|со)\b)[a-zа-яё]+\b(?![^(]*\))"
)
"""A word that does not stand between the names of a list."""


def organizers_of(
    scene: Scene, notebook: Notebook, sentences: Sequence[Span], chosen: Kind | None
) -> tuple[Ref, ...]:
    """The bodies that held the event: before "held" and "hosted", after "organised by"."""
    line = labelled(scene, "organizer") or labelled(scene, "host")
    if line is not None:
        return _listed(scene, notebook, line)
    opened = [
        s
        for b in scene.document.blocks[:8]
        for s in scene.sentences_of(b)[:1]
        if (hit := scene.phrases("role").at(scene.tokens_in(s), 0))
        and hit[1] in ("organizer", "host")
        and scene.text[s.start : s.end].split()[hit[0] - 1].lower() == "by"
    ]
    sentences = [*opened, *(s for s in sentences if s not in opened)]
    if chosen is None:
        return ()
    for sentence in sentences:
        tokens = scene.tokens_in(sentence)
        for start, end, concept in scene.phrases("role").find(tokens):
            if concept not in ("organizer", "host"):
                continue
            passive = _is_passive(tokens, start, end)
            sides = [(sentence.start, tokens[start].start), (tokens[end - 1].end, sentence.end)]
            by = _by_whom(scene, tokens, start, end)
            if by:
                passive, sides[1] = True, (by, sentence.end)
            free = not tokens[start].text.isascii()
            ordered = sides[::-1] if passive else sides
            for low, high in ordered[: 2 if free else 1]:
                stretch = Span(low, high) if low < high else None
                if stretch is None or (
                    free and not _beside(scene, stretch, after=low > sentence.start)
                ):
                    continue
                found = _bodies_of(scene, notebook, stretch, passive)
                found = found or (() if passive else _abbreviated(scene, notebook, tokens, start))
                if found:
                    return found
    return _subjects(scene, notebook, sentences, chosen)


def _listed(scene: Scene, notebook: Notebook, line: Span) -> tuple[Ref, ...]:
    """Every body of a labelled line, those without a noun of bodies too: "Organisers: A; B"."""
    parts = [
        Span(line.start + m.start(), line.start + m.end())
        for m in _PARTS.finditer(line.of(scene.text))
    ]
    listed = [bodies_in(scene, part, commas=len(parts) > 1) for part in parts]
    bodies = [b for found in listed for b in (found[:1] if len(parts) > 1 else found)]
    for piece in re.finditer(r"[^;,]+?(?=\s*(?:[;,]|\sand\s|$))", line.of(scene.text)):
        words = re.sub(r"^(?:and|the|\s)+", "", piece.group())
        start = line.start + piece.end() - len(words)
        span = Span(start, start + len(words.rstrip(" .")))
        taken = any(b.span.overlaps(span) for top in bodies for b in chain_of(top))
        named = words[:1].isupper() and len(words.split()) <= LONGEST_PLAIN_NAME
        if named and not taken and not scene.matches_in(span):
            bodies.append(Body(span, span.of(scene.text)))
    evidence = (
        (body, Evidence((body.span,), "event.organizer"))
        for body in sorted(bodies, key=lambda b: b.span)
    )
    language = scene.document.language
    return tuple(dict.fromkeys(register_body(notebook, b, language, e) for b, e in evidence))


def _abbreviated(
    scene: Scene, notebook: Notebook, tokens: Sequence[Token], verb: int
) -> tuple[Ref, ...]:
    """The body whose abbreviation alone stands before the verb: "HAI co-hosted a workshop"."""
    token = tokens[verb - 1] if verb else None
    if token is None or not scene.is_abbreviation(token.text) or scene.match_at(token.start):
        return ()
    span = Span(token.start, token.end)
    body = Body(span, token.text)
    return (
        register_body(
            notebook, body, scene.document.language, Evidence((span,), "event.organizer")
        ),
    )


def _beside(scene: Scene, stretch: Span, *, after: bool) -> bool:
    """Whether bodies stand beside a Russian verb itself, not after "with the help of"."""
    bodies = bodies_in(scene, stretch)
    if not bodies:
        return False
    if after:
        between = scene.text[stretch.start : bodies[0].span.start]
        words = re.findall(r"\w+", between)
        if 0 < len(words) <= 4 and is_verb_form(words[-1]):
            return True
    else:
        between = scene.text[bodies[-1].span.end : stretch.end]
    return not _NOT_LISTED.search(between)


def _subjects(
    scene: Scene, notebook: Notebook, sentences: Sequence[Span], chosen: Kind
) -> tuple[Ref, ...]:
    """Bodies that a sentence about the event begins with: its subject, whatever the verb."""
    if chosen.concept in (*CONTAINED, *BRIEFINGS) or chosen.concept.endswith(
        ("visit", "signing-ceremony")
    ):
        return ()
    for sentence in sentences:
        kind = next((k for k in kinds_in(scene, sentence) if k.start > sentence.start), None)
        if kind is None:
            continue
        bodies = bodies_in(scene, Span(sentence.start, kind.start))
        lead = scene.text[sentence.start : bodies[0].span.start] if bodies else ""
        dates = find_dates(lead, scene.document.language)
        words = lead[: dates[0].start] + lead[dates[-1].end :] if dates else lead
        if bodies and len(words.split()) <= 3 and not _LOCATED.search(words):
            region = Span(sentence.start, kind.start)
            return _bodies_of(scene, notebook, region, passive=True)
    return ()


def _is_passive(tokens: Sequence[Token], start: int, end: int) -> bool:
    last = tokens[end - 1].text.lower()
    return (
        last in ("by", "of", "организаторами", "организатором", "организаторы")
        or (end < len(tokens) and tokens[end].text.lower() in ("by", "is", "are", "were", "was"))
        or tokens[start]
        .text.lower()
        .startswith(("организован", "проведён", "проведен", "организатор"))
    )


def _by_whom(scene: Scene, tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the bodies of "was convened in X on Y by Z" begin; 0 if nobody is named so."""
    if start == 0 or tokens[start - 1].text.lower() not in ("was", "were", "been", "is", "are"):
        return 0
    for index in range(end, len(tokens) - 1):
        if tokens[index].text == "by":
            named = tokens[index + 1 : index + 3]
            return tokens[index].end if any(t.is_capitalised for t in named) else 0
    return 0


def _bodies_of(scene: Scene, notebook: Notebook, region: Span, passive: bool) -> tuple[Ref, ...]:
    refs: list[Ref] = []
    end = region.start
    sentence = next((s for s in scene.all_sentences if s.contains(region)), region)
    joined = _TOGETHER.search(sentence.of(scene.text))
    if joined and not passive:
        after = Span(sentence.start + joined.end(), sentence.end)
        further = _bodies_of(scene, notebook, after, passive=True)
        own = _bodies_of(scene, notebook, region, passive=True)
        return tuple(dict.fromkeys((*own, *further)))
    for body in bodies_in(scene, region):
        between = scene.text[end : body.span.start].replace("*", "")
        with_others = _TOGETHER.fullmatch(between.removesuffix("the ").lstrip(" ,"))
        if refs and _NOT_LISTED.search(between) and not with_others:
            break
        evidence = Evidence((body.span,), "event.organizer")
        refs.append(register_body(notebook, body, scene.document.language, evidence))
        end = body.span.end
    return tuple(dict.fromkeys(refs))
