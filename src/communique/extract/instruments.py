"""Names of agreements in a sentence, and what the sentence says became of each.

Enters a sentence, leaves the instruments it names: their words, their kind, and whether they were
concluded or are only negotiated, drafted or planned.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.dates.find import DateFound, find_dates
from communique.extract.grammar import Grammar, grammar_of
from communique.extract.scene import Scene
from communique.extract.words import Token
from communique.names.morphology import is_genitive, is_locative, is_nominative
from communique.names.russian import is_past, is_verb_form, parts_of_speech
from communique.text.span import Span

FARTHEST = 14
"""Words between an instrument and the word that says it was signed."""
_LONGEST_MODIFIERS = 4
_QUOTED = re.compile(r"\s*(?:«[^»\n]+»|“[^”\n]+”|\"[^\"\n]+\"|‘[^’\n]+’)")
_JOINED = re.compile(r"\s+и\s+((?:[а-яё-]+))")
_OWN = re.compile(r"\s+(?:(?:of|dated)\s+|от\s+)?|\s*\(", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:between|между)\s[^.;:()]{3,200}(?:\(|\sот\s)", re.IGNORECASE)
_SIGNS = ("–", "-", "—", "’", "'", ",")


@dataclass(frozen=True, slots=True)
class Instrument:
    """The words that name an agreement. `head` is the cue ("Agreement", "Memorandum of …").

    `named` says it is more than a bare "the agreement"; `plural` that it is several.
    """

    span: Span
    head: Span
    concept: str
    definite: bool
    named: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of signing or negotiating, or the date `in_name`, and what it says of a paper."""

    span: Span
    concept: str
    concluded: bool
    passive: bool
    in_name: bool = False


def instruments_in(scene: Scene, sentence: Span, language: str) -> list[Instrument]:
    """Return the instruments that a sentence names, in their order."""
    tokens = scene.tokens_in(sentence)
    grammar = grammar_of(language)
    hits = scene.phrases("agreement-type").find(tokens)
    found: list[Instrument] = []
    for number, (first, last, concept) in enumerate(hits):
        head = Span(tokens[first].start, tokens[last - 1].end)
        if _within_name(scene, head) or (found and found[-1].span.overlaps(head)):
            continue
        limit = tokens[hits[number + 1][0]].start if number + 1 < len(hits) else sentence.end
        start, determiner = _beginning(tokens, first, last, grammar)
        if found and tokens[start].start < found[-1].span.end:
            start, determiner = first, ""
        end = _ending(scene, head.end, sentence.end, limit, grammar)
        words = head.of(scene.text)
        capital = tokens[start].is_capitalised and start > 0
        found.append(
            Instrument(
                span=Span(tokens[start].start, end),
                head=head,
                concept=concept,
                definite=grammar.has("definite", determiner),
                named=end > head.end or start < first or capital,
                plural=language == "en" and words[-1] == "s" and not words.isupper(),
            )
        )
    return found


def with_relative(
    scene: Scene, instrument: Instrument, sentence: Span, language: str
) -> Instrument:
    """Return a plain agreement with the words that tell it from others: "the agreement that A and
    B reached", "the agreement reached in Geneva"."""
    pattern = grammar_of(language).patterns["reached"]
    found = pattern.match(scene.text, instrument.span.end, sentence.end)
    if instrument.named or instrument.plural or found is None:
        return instrument
    return replace(instrument, span=Span(instrument.head.start, found.end()), named=True)


def cues_in(scene: Scene, sentence: Span, language: str) -> list[Cue]:
    """Return the words of signing, force and negotiation in a sentence.

    What is negated is left out; what stands in the future or after "to" is not concluded.
    """
    tokens = scene.tokens_in(sentence)
    grammar = grammar_of(language)
    found: list[Cue] = []
    taken: list[Span] = []
    for first, last, concept in scene.phrases("negotiation").find(tokens):
        span = Span(tokens[first].start, tokens[last - 1].end)
        if language == "ru" and is_past([t.text for t in tokens[first:last]]):
            continue
        taken.append(span)
        found.append(Cue(span, concept, concluded=False, passive=False))
    for first, last, concept in scene.phrases("signing").find(tokens):
        span = Span(tokens[first].start, tokens[last - 1].end)
        before = [t.text for t in tokens[max(0, first - 3) : first]]
        if any(other.overlaps(span) for other in taken) or any(
            grammar.has("negation", word) for word in before
        ):
            continue
        words = [t.text for t in tokens[first:last]]
        planned = any(w in grammar.sets["auxiliary"] for w in before) or _infinitive(
            words, language
        )
        passive = any(grammar.has("passive", w) for w in [*before, *words]) or _participle(words)
        passive = passive or words[0].lower() == "signature"
        passive = passive or _is_reduced(scene, tokens, first, last)
        found.append(Cue(span, "planned" if planned else concept, not planned, passive))
    for match in grammar.patterns["reaching"].finditer(scene.text, sentence.start, sentence.end):
        span = Span(match.start("verb"), match.end("verb"))
        if not any(cue.span.overlaps(span) for cue in found):
            found.append(Cue(span, "signed", concluded=True, passive=not match["who"]))
    return sorted(found, key=lambda cue: cue.span)


def _is_reduced(scene: Scene, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a participle describes what stands before it: "the Treaty, signed in 1984 by …"."""
    if first == 0 or last >= len(tokens) or not tokens[first].text.lower().endswith("ed"):
        return False
    if tokens[last].text.lower() not in ("in", "on", "by", "between", "at"):
        return False
    if tokens[first - 1].text == ",":
        return True
    papers = scene.phrases("agreement-type").find(tokens[max(0, first - 4) : first])
    return bool(papers) and papers[-1][1] == min(4, first)


def fate_of(
    instrument: Instrument, cues: Sequence[Cue], others: Sequence[Instrument], text: str
) -> Cue | None:
    """Return the cue that says what became of an instrument: the nearest; None if none is near."""
    best: tuple[int, Cue] | None = None
    for cue in cues:
        if instrument.head.overlaps(cue.span) and cue.concluded:
            continue
        if instrument.span.contains(cue.span) and cue.span.end == instrument.span.end:
            return cue
        gap = _gap(text, instrument.span, cue.span)
        if gap > FARTHEST + 6 * sum(o.span.overlaps(_stretch(instrument, cue)) for o in others):
            continue
        if best is None or gap < best[0] or (gap == best[0] and not cue.concluded):
            best = gap, cue
    return best[1] if best else None


def own_date(
    scene: Scene, instrument: Instrument, sentence: Span, language: str
) -> DateFound | None:
    """Return the date that a name of an instrument bears: "the 1995 Agreement", "Treaty of 1998".

    A named instrument with a date of its own was concluded, whatever the sentence tells of it.
    """
    text = scene.text
    for date in find_dates(sentence.of(text), language):
        start, end = sentence.start + date.start, sentence.start + date.end
        if not date.edtf or date.interval or date.relative:
            continue
        inside = instrument.head.end <= start and end <= instrument.span.end
        after = text[instrument.span.end : start] if start >= instrument.span.end else "-"
        bracket = text[start - 1] == "(" and text[end : end + 1] == ")"
        if inside and re.fullmatch(r"\s+(?:of\s|dated\s|от\s)?", text[instrument.head.end : start]):
            return date
        if end <= instrument.head.start and not text[end : instrument.span.start].strip():
            return date
        if start < instrument.head.start and instrument.span.start <= start:
            return date
        bracket = bracket or text[:start].endswith(" от ")
        if _OWN.fullmatch(after) or (bracket and _BETWEEN.fullmatch(after)):
            return date
    return None


def _stretch(instrument: Instrument, cue: Cue) -> Span:
    return Span(min(instrument.span.start, cue.span.start), max(instrument.span.end, cue.span.end))


def _gap(text: str, one: Span, other: Span) -> int:
    if one.overlaps(other):
        return 0
    first, second = sorted((one, other))
    return len(text[first.end : second.start].split())


def _within_name(scene: Scene, head: Span) -> bool:
    """Whether the word is part of a body's name ("Collective Security Treaty Organization")."""
    return any(
        m.start <= head.start and head.end <= m.end for m in scene.matches if m.entry.kind == "body"
    )


def _beginning(tokens: Sequence[Token], first: int, last: int, grammar: Grammar) -> tuple[int, str]:
    """The token a name begins at, and the determiner before it ("" if there is none)."""
    start = first
    ru = grammar.language == "ru"
    titled = last - first > 1 and tokens[first].is_capitalised and not ru
    while start > 0:
        token = tokens[start - 1]
        if grammar.has("determiner", token.text):
            return start, token.text
        joins = grammar.has("joins", token.text) or token.text in _SIGNS[:3]
        if token.is_word and token.is_capitalised and not (ru and _predicates(token.text)):
            start -= 1
        elif joins and start > 1 and tokens[start - 2].is_capitalised and (start < first or titled):
            start -= 1
        else:
            break
    modifiers = start
    while modifiers > 0 and first - modifiers < _LONGEST_MODIFIERS:
        token = tokens[modifiers - 1]
        if grammar.has("determiner", token.text):
            return modifiers, token.text
        if not token.is_word or grammar.has("joins", token.text) or token.is_capitalised:
            break
        if grammar.language == "ru" and "ADJF" not in parts_of_speech(token.text):
            return modifiers, ""
        modifiers -= 1
    if grammar.language == "ru":
        return modifiers, ""
    return start, ""


def _predicates(word: str) -> bool:
    """Whether a capitalised Russian word is a verb or the like: «Действует Договор …»."""
    return is_verb_form(word) or "ADJS" in parts_of_speech(word)


def _ending(scene: Scene, start: int, end: int, limit: int, grammar: Grammar) -> int:
    """Where a name ends that goes on after its head with "on …", "between …" or in quotes."""
    text = scene.text
    if grammar.language == "ru":
        start = _past_owner(scene, start, end)
    quoted = _QUOTED.match(text, start, end)
    if quoted:
        start = quoted.end()
    dated = _date_after(text, start, end, grammar)
    further = grammar.patterns["tail"].match(text, dated, end) if dated else None
    if dated and (not further or further.group().split()[0] == "to"):
        return start
    start = dated or start
    between = re.compile(rf"\s+{grammar.patterns['between'].pattern}\s", re.IGNORECASE)
    tail = grammar.patterns["tail"].match(text, start, end)
    after = between.match(text, start, end)
    if after:
        on = grammar.patterns["tail"].search(text, after.end(), end)
        stop = grammar.patterns["stop"].search(text, after.end(), end)
        tail = on if on and (not stop or on.start() < stop.start()) else None
    amended = grammar.patterns["amending"].match(text, start, end)
    if amended:
        tail, limit = amended, end
    goes_on = grammar.language == "ru" and _JOINED.match(text, start, end)
    if tail and tail.group().strip() == "on" and _is_date(text[tail.end() : end]):
        tail = None
    if not tail and not (goes_on and is_locative(goes_on.group(1)) and _has_subject(text, start)):
        return start
    stops = [end]
    body = Span(tail.start() if tail else start, end)
    stops += [m.start() for m in (grammar.patterns["stop"].search(text, body.start, end),) if m]
    stops += [m.start() for m in (grammar.patterns["presence"].search(text, body.start, end),) if m]
    stops += [m.start() for m in (re.compile(r"[.;()]|:\s").search(text, body.start, end),) if m]
    stops += _before_places(scene, body, grammar)
    stops += _before_dates(scene, body, grammar)
    if limit < end:
        stops.append(_before_next(text, body.start, limit))
    stops += _before_verb(scene, body, grammar)
    stops += _before_subject(scene, body, grammar)
    stops += _at_comma(text, body.start, min(stops))
    stop_at = min(s for s in stops if s > start) if any(s > start for s in stops) else start
    return start + len(text[start:stop_at].rstrip(" ,;.\n"))


def _is_date(words: str) -> bool:
    """Whether an English text begins with a day: "… Agreement on | 15 November 2021"."""
    dates = find_dates(words[:30], "en")
    return bool(dates) and dates[0].start == 0


def _past_owner(scene: Scene, start: int, end: int) -> int:
    """Where an organisation after a head ends, whose paper it is: «Конвенция ЮНЕСКО»."""
    known = scene.match_at(start + 1, "body")
    return known.end if known is not None and known.end <= end else start


def _has_subject(text: str, end: int) -> bool:
    """Whether a Russian head says what it is about: «договор о дружбе», a cue of its own."""
    return bool(re.search(r"\sоб?\s+[а-яё-]+$", text[max(0, end - 40) : end]))


def _before_subject(scene: Scene, body: Span, grammar: Grammar) -> list[int]:
    """Where a state in the nominative stands, the subject of «… Чили и Сингапур подписали»."""
    if grammar.language != "ru":
        return []
    return [
        match.start
        for match in scene.matches_in(body, "state")
        if not match.adjectival and _is_subject(scene.tokens_in(Span(match.start, match.end)))
    ][:1]


def _is_subject(name: Sequence[Token]) -> bool:
    first = name[0].text
    return is_nominative(first) and not is_genitive(first)


def _date_after(text: str, start: int, end: int, grammar: Grammar) -> int:
    """Where a year or day right after a head ends ("соглашение 2010 года о …"); 0 if none."""
    near = text[start : min(end, start + 40)]
    for date in find_dates(near, grammar.language):
        if re.fullmatch(r"\s+(?:of\s|dated\s|от\s)?", near[: date.start]):
            return start + date.end
    return 0


def _before_places(scene: Scene, body: Span, grammar: Grammar) -> list[int]:
    """Where " in Moscow" or " with Rosatom" begins after the tail's first words."""
    found = []
    for match in grammar.patterns["place_stop"].finditer(scene.text, body.start + 4, body.end):
        known = scene.match_at(match.end())
        party = match.group().strip().lower().split()[0] in ("with", "с", "со")
        if (known and not known.adjectival and known.entry.kind in ("place", "state")) or (
            party and scene.text[match.end() : match.end() + 1].isupper()
        ):
            found.append(match.start())
    return found


def _before_dates(scene: Scene, body: Span, grammar: Grammar) -> list[int]:
    text = body.of(scene.text)
    found = []
    for date in find_dates(text, grammar.language):
        before = re.search(r"\s(?:in|on|of|since|from|for|в|от|с|на|до)\s*$", text[: date.start])
        found.append(body.start + (before.start() if before else date.start))
    return found


def _before_verb(scene: Scene, body: Span, grammar: Grammar) -> list[int]:
    """Where the first Russian verb stands: no name of an instrument holds one."""
    if grammar.language != "ru":
        return []
    verbs = (t for t in scene.tokens_in(body) if is_verb_form(t.text))
    return [token.start for token in list(verbs)[:1]]


def _before_next(text: str, start: int, limit: int) -> int:
    """Where the words before the next instrument end: at "and a", a comma or the like."""
    join = list(re.finditer(r",?\s(?:and|as well as|и|а также)\s|[,;]\s", text[start:limit]))
    return start + join[-1].start() if join else limit


def _at_comma(text: str, start: int, end: int) -> list[int]:
    """The comma that ends a name: one that no "and" of an enumeration follows."""
    for match in re.finditer(r",\s", text[start:end]):
        rest = text[start + match.end() : end]
        if not re.match(r"(?:[\w’'-]+\s){0,3}[\w’'-]+(?:,\s|,?\s(?:and|и)\s)", rest):
            return [start + match.start()]
    return []


def _infinitive(words: Sequence[str], language: str) -> bool:
    return language == "ru" and any("INFN" in parts_of_speech(word) for word in words)


def _participle(words: Sequence[str]) -> bool:
    return any("PRTS" in parts_of_speech(word) for word in words if word[0] > "z")
