"""Names of persons in running text: which tokens can make one, and what stands before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.extract.bodies import all_bodies, chain_of
from communique.extract.grammar import grammar_of
from communique.extract.russian_placed import placed_names
from communique.extract.scene import Scene
from communique.extract.words import Token, word_forms
from communique.names.morphology import is_adjective, is_name
from communique.names.russian import is_russian, is_verb_form, nominative
from communique.text.span import Span

_PARTICLES = frozenset(
    "de da do dos das del della di du la le van von der den ter ten bin bint ibn al el ul ur "
    "af y e zu оглы кызы бен аль эль фон де ван".split()
)
_PLAIN_HONOURS = frozenset({"mister", "missis", "doctor", "professor", "his-excellency"})
OPENERS = frozenset(
    "The A An For On In At By From With To Of And Or But As If When While During After".split()
)
"""Words that begin a sentence or a line, no name."""
_SHOUTED = frozenset({"OF", "THE", "AND", "FOR", "ON", "IN", "TO", "AT", "BY", "WITH"})
"""Small words in a line of capitals: no part of a name."""
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "Jr.", "Sr."})
_INITIAL = re.compile(r"^(?:[A-ZА-ЯЁ]\.)+(?:-[A-ZА-ЯЁ]\.)?$")
_WORD = re.compile(r"^[A-ZА-ЯЁÀ-Þ][\w’'‑-]*$")
_ARTICLED = re.compile(r"^(?:аль|эль|ас|ат|аш|ад|аз|ар|ан)[-‑][А-ЯЁ][а-яё‑-]+$")
"""A surname with its Arabic article: «аль-Бусаиди»."""
LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in the text: tokens `[first, last)` of the list it was found in, honorifics before."""

    first: int
    last: int
    span: Span
    label: str
    honorifics: tuple[str, ...] = ()


def name_at(scene: Scene, tokens: Sequence[Token], index: int) -> PersonName | None:
    """Return the person's name that begins at a token, honorifics before it included.

    None where the capitalised words there are a body, a state, an office or a single word.
    """
    start, honorifics = _honorifics(scene, tokens, index)
    last = _run(scene, tokens, start)
    words = [t for t in tokens[start:last] if t.is_word]
    full = [t for t in words if not _INITIAL.match(t.text) and t.text not in _SUFFIXES]
    if not full or len(words) > LONGEST_NAME:
        return None
    if len(words) < 2 and not honorifics:
        return None
    # "Daw Aye, Minister of …": an Asian name's first word may look like a title of honour.
    introduced = bool(honorifics) and _is_introduced(tokens, last) and honorifics[-1].isascii()
    if len(words) < 2 and introduced and honorifics[-1].isalpha():
        words = [tokens[start - 1], *words]
        start, honorifics = start - 1, honorifics[:-1]
    if len(words) < 2 and scene.match_at(words[0].start):
        return None
    span = Span(tokens[start].start, tokens[last - 1].end)
    if _within_body(scene, span):
        return None
    return PersonName(index, last, span, label_of(scene, span), honorifics)


def _is_introduced(tokens: Sequence[Token], last: int) -> bool:
    """Whether an office follows, as it does where a person is named in full."""
    return last < len(tokens) and tokens[last].text == ","


def _within_body(scene: Scene, span: Span) -> bool:
    """Whether the words are the rest of a body's name ("… and African Studies")."""
    spans = scene.cached("body spans", lambda: _body_spans(scene))
    return any(s.start <= span.start < s.end for s in spans)


def _body_spans(scene: Scene) -> list[Span]:
    """The places of all bodies and of those that they belong to."""
    return [b.span for bodies in all_bodies(scene) for top in bodies for b in chain_of(top)]


def label_of(scene: Scene, span: Span, *, oblique: bool = False) -> str:
    """Return a name as its bearer writes it: nominative, no markup, no capitals throughout."""
    words = " ".join(span.of(scene.text).split())
    words = re.sub(r"['’]s?$", "", words)
    parts = words.split(" ")
    # A short surname in capitals stands first, among words that are not: "BAE Sung-min".
    mixed = any(not p.isupper() for p in parts)
    shouted = [
        p.isupper() and p.isalpha() and (len(p) > 3 or (mixed and n == 0 and len(p) > 1))
        for n, p in enumerate(parts)
    ]
    parts = [p.title() if loud else p for p, loud in zip(parts, shouted, strict=True)]
    name = " ".join(parts)
    return nominative(name, oblique=oblique, person=True) if is_russian(name) else name


def _honorifics(scene: Scene, tokens: Sequence[Token], index: int) -> tuple[int, tuple[str, ...]]:
    found: list[str] = []
    honorific = scene.phrases("honorific")
    while True:
        bracket = bool(found) and index + 1 < len(tokens) and tokens[index].text == "("
        hit = honorific.at(tokens, index + bracket)
        if not hit and bracket and (length := _is_retired(tokens, index)):
            index += length
            continue
        if not hit:
            return index, tuple(found)
        index += bracket
        end = index + hit[0]
        if (
            end < len(tokens)
            and tokens[end].text == "."
            and tokens[end].start == tokens[end - 1].end
        ):
            end += 1
        if bracket and (end >= len(tokens) or tokens[end].text != ")"):
            return index - 1, tuple(found)
        found.append(scene.text[tokens[index].start : tokens[end - 1].end])
        index = end + bracket
        if index < len(tokens) and tokens[index].text == ",":
            return index, tuple(found)


def _is_retired(tokens: Sequence[Token], index: int) -> int:
    """How many signs "(Retd)" or "(ret.)" has between a rank and a name; 0 if none stands there."""
    words = [t.text for t in tokens[index : index + 4]]
    letters = grammar_of("en").sets["post_nominal"]
    if words[:1] != ["("] or words[1:2] == [] or words[1] not in letters:
        return 0
    closed = [")"] if words[2:3] != ["."] else [".", ")"]
    return 2 + len(closed) if words[2 : 2 + len(closed)] == closed else 0


def _run(scene: Scene, tokens: Sequence[Token], start: int) -> int:
    """One after the last token of the name that begins at `start`."""
    end = start
    # Four signs for each word of the longest name: what goes on is no name.
    while end < min(len(tokens), start + 4 * LONGEST_NAME):
        token = tokens[end]
        if _fits(scene, tokens, start, end):
            end += 1
        elif token.text == "." and end > start and _is_saint(tokens, end):
            end += 1
        elif end > start and _past_particles(scene, tokens, start, end):
            end = _past_particles(scene, tokens, start, end)
        elif token.text in ("-", "’", "'") and end > start and _glued(tokens, end):
            end += 2
        else:
            break
    if (
        end + 1 < len(tokens)
        and tokens[end].text == ","
        and tokens[end + 1].text.rstrip(".")
        in (
            "Jr",
            "Sr",
        )
    ):
        end += 2
    if end < len(tokens) and tokens[end].text == "." and tokens[end - 1].text in ("Jr", "Sr"):
        end += 1
    return end


def _begins_name(scene: Scene, tokens: Sequence[Token], index: int) -> bool:
    """Whether a title of honour among capitals begins a name: "Command | Rear Admiral X"."""
    hit = scene.phrases("honorific").at(tokens, index)
    if hit is None:
        return False
    after = index + hit[0]
    after += after < len(tokens) and tokens[after].text == "."
    named = after < len(tokens) and tokens[after].is_capitalised
    return named and (hit[0] > 1 or tokens[after - 1].text == "." or hit[1] in _PLAIN_HONOURS)


def _owns(scene: Scene, token: Token) -> bool:
    """Whether a word is a body's noun in the possessive: "Foreign Ministry's"."""
    bare = re.sub(r"['’]s$", "", token.text)
    if bare == token.text:
        return False
    return (
        scene.phrases("institution-type").at([Token(bare, token.start, token.end)], 0) is not None
    )


def _opens_office(tokens: Sequence[Token], end: int, length: int) -> bool:
    """Whether words after a name are an office, no surname: "NAME Director General ISSI"."""
    following = tokens[end] if end < len(tokens) else None
    goes_on = following is not None and (following.text in ("of", "at") or following.is_capitalised)
    return length > 1 or goes_on


def _is_saint(tokens: Sequence[Token], index: int) -> bool:
    """Whether a full stop belongs to "St." within a name: "Ian St. John"."""
    return (
        tokens[index - 1].text in ("St", "Ste")
        and tokens[index].start == tokens[index - 1].end
        and index + 1 < len(tokens)
        and tokens[index + 1].is_capitalised
    )


def _past_particles(scene: Scene, tokens: Sequence[Token], start: int, index: int) -> int:
    """One after the name that particles lead to: "van der Meulen"; 0 if none stand there."""
    end = index
    while end < len(tokens) and end < index + 3 and tokens[end].text.lower() in _PARTICLES:
        end += 1
    leads = index < end < len(tokens) and tokens[end].is_capitalised
    return end + 1 if leads and _fits(scene, tokens, start, end) else 0


def _followed(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].is_capitalised


def _glued(tokens: Sequence[Token], index: int) -> bool:
    return (
        index + 1 < len(tokens)
        and tokens[index].start == tokens[index - 1].end
        and tokens[index + 1].start == tokens[index].end
        and tokens[index + 1].is_capitalised
    )


def _is_no_name(word: str) -> bool:
    """Whether a capitalised Russian word is a verb or a noun for who speaks: «Выступил Пётр …»."""
    if is_name(word):
        return False
    return is_verb_form(word) or bool(word_forms(word) & grammar_of("ru").sets["speaking"])


def _is_loud_surname(scene: Scene, tokens: Sequence[Token], index: int) -> bool:
    """Whether capitals after an honorific are a surname that stands first: "Mr. BAE Sung-min"."""
    if not tokens[index].text.isupper() or not tokens[index].text.isalpha() or index == 0:
        return False
    given = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if not given.istitle() and not re.fullmatch(r"[A-Z][a-z]+(?:-[a-z]+)+", given):
        return False
    honorific = scene.phrases("honorific")
    before = (honorific.at(tokens, k) for k in range(max(0, index - 3), index))
    return len(tokens[index].text) > 1 and (tokens[index - 1].text == ")" or any(before))


def _fits(scene: Scene, tokens: Sequence[Token], start: int, index: int) -> bool:
    token = tokens[index]
    if token.start in placed_names(scene):
        return False
    if _INITIAL.match(token.text):
        return True
    if index == start and is_russian(token.text) and _is_no_name(token.text):
        return False
    if index > start and _ARTICLED.match(token.text):
        return True
    if not _WORD.match(token.text):
        return token.text in _SUFFIXES and index > start
    if index > start and scene.text[tokens[index - 1].end : token.start].count("\n"):
        return False
    if index == start and _is_loud_surname(scene, tokens, index):
        return True
    if token.text in scene.abbreviations or token.text in _SHOUTED:
        return False
    if index == start and (token.text in OPENERS or scene.in_title(token.start)):
        return False
    if grammar_of("en").has("unnamed", token.text):
        return False
    if index > start and token.text in grammar_of("en").sets["member_letters"]:
        return False
    if index > start and _begins_name(scene, tokens, index):
        return False
    if scene.is_abbreviation(token.text) and len(token.text) <= 5:
        return index > start and len(token.text) <= 3 and scene.match_at(token.start) is None
    if scene.phrases("institution-type").at(tokens, index) or _owns(scene, token):
        return False
    office = scene.phrases("title").at(tokens, index)
    if office and (index == start or (is_russian(token.text) and not is_name(token.text))):
        return False
    if office and index > start + 1 and _opens_office(tokens, index + office[0], office[0]):
        return False
    if (not is_russian(token.text) or token.text.isupper()) and any(
        scene.phrases(scheme).at(tokens, index) for scheme in ("event-type", "agreement-type")
    ):
        return False
    match = scene.match_at(token.start)
    if match and match.entry.kind != "person" and (match.adjectival or index == start):
        return False
    if match and index > start and is_russian(token.text) and match.end > token.end:
        return match.entry.kind == "person"
    # «… Российской Федерации С. В. Иванов»: the rest of a state's name begins no person's.
    over = scene.match_over(token.start)
    if over is not None and over.start < token.start and over.entry.kind != "person":
        return False
    if is_russian(token.text):
        return (
            index > start
            or is_name(token.text)
            or not is_adjective(token.text)
            or (_followed(tokens, index) and not scene.phrases("title").at(tokens, index + 1))
        )
    return True
