"""Russian word forms: lemmas for comparing names, and names put back into the nominative.

Enters running Russian; leaves keys and names. The dictionary is pymorphy3's; for words it does
not hold (foreign surnames, place names) it guesses by their ending, and so do we.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from communique.names.morphology import analyzer, is_adjective, is_oblique, readings

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_INITIALS = re.compile(r"(?:[А-ЯЁ]\.\s?){1,3}")
_GLUED = re.compile(r"(?<=[А-ЯЁ]\.)(?=[А-ЯЁ][а-яё])")
"""Between initials and the surname that they are printed against: «А.Ю.Руденко»."""
_ENDING = re.compile(r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ом|ем|ой|ей|ам|ям|ах|ях|[аеёиоуыэюяьй])$")
_RARE = 0.1
"""Score of a reading that the dictionary's texts hardly know."""
_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_PERSONAL = ("Name", "Surn", "Patr")
_OBLIQUE_ENDING = re.compile(r"(?:ом|ем|ым|им)$")
_INSTRUMENTAL = re.compile(
    r"(?:[аеёиоуыэюя][бвгдзйклмнпрстфхцчшщ]|н[гкдт]|р[тдкгнсм]|л[тл]|с[ст]|нн|мм|тт|хт)ом$"
)
_ADJECTIVAL = re.compile(r"[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)$")
_DATIVE = re.compile(r"(?:ов|ев|ёв|ин|ын)у$")
_PROPER = ("Name", "Surn", "Patr", "Geox")


@lru_cache(maxsize=65_536)
def is_known(word: str) -> bool:
    """Say whether the dictionary holds a word."""
    return bool(analyzer().word_is_known(word.lower()))


@lru_cache(maxsize=65_536)
def lemmas(word: str) -> frozenset[str]:
    """Return every dictionary form a word may have, in lower case with е for ё.

    A word that is not in the dictionary also has its stem among them, marked by "~".
    """
    word = word.lower()
    found = {parse.normal_form.replace("ё", "е") for parse in readings(word)}
    if not is_known(word) and len(word) > 3:
        found.add("~" + _ENDING.sub("", word.replace("ё", "е")))
    return frozenset(found)


@lru_cache(maxsize=65_536)
def may_be_common(word: str) -> bool:
    """Say whether a word may be a pronoun, verb, particle or the like and no name at all."""
    return any(
        parse.tag.POS not in ("NOUN", "ADJF") or "Apro" in parse.tag
        for parse in readings(word.lower())
    )


@lru_cache(maxsize=65_536)
def parts_of_speech(word: str) -> frozenset[str]:
    """Return every part of speech a word may be, in OpenCorpora's names ("NOUN", "ADJF" …)."""
    return frozenset(str(parse.tag.POS) for parse in readings(word.lower()))


@lru_cache(maxsize=65_536)
def is_counted(word: str, number: float) -> bool:
    """Say whether a noun stands in a form that it may have after a number in digits."""
    for parse in readings(word.lower()):
        tag = parse.tag
        if tag.POS == "NOUN" and (tag.number == "plur" or tag.case == "gent" or "Fixd" in tag):
            return True
        if tag.POS == "NOUN" and number % 10 == 1 and tag.case in ("nomn", "accs"):
            return True
    return False


@lru_cache(maxsize=65_536)
def is_verb_form(word: str) -> bool:
    """Say whether a word is before all else a finite verb or a short participle."""
    return readings(word.lower())[0].tag.POS in ("VERB", "PRTS")


def is_past(words: Iterable[str]) -> bool:
    """Say whether words tell of something done: a verb in the past and no infinitive."""
    parses = [parse for word in words for parse in readings(word.lower())[:1]]
    past = any("past" in parse.tag and parse.tag.POS == "VERB" for parse in parses)
    return past and not any(parse.tag.POS == "INFN" for parse in parses)


def all_forms(word: str) -> frozenset[str]:
    """Return every form of a noun in the singular and the plural, in lower case."""
    nouns = [parse for parse in readings(word.lower()) if parse.tag.POS == "NOUN"]
    return frozenset(form.word for form in nouns[0].lexeme) if nouns else frozenset((word,))


def is_russian(text: str) -> bool:
    """Say whether most letters are Cyrillic."""
    return len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text))


def lemma_key(text: str) -> str:
    """Return the text's words in their dictionary forms: equal for all cases of one name."""
    return " ".join(_lemma(word) for word in _WORD.findall(text))


@lru_cache(maxsize=65_536)
def _lemma(word: str) -> str:
    parses = readings(word.lower())
    if word[:1].isupper():
        parses = tuple(p for p in parses if any(mark in p.tag for mark in _PROPER)) or parses
    return str(parses[0].normal_form).replace("ё", "е") if parses else word.lower()


def nominative(phrase: str, *, oblique: bool = False, person: bool = False) -> str:
    """Return a person's or a body's name in the nominative.

    "Д.Н. Медоевым" gives "Д.Н. Медоев"; of a body only the head is changed, its genitive tail
    stays. `oblique` says that the context rules out the nominative, `person` that it is a person.
    """
    if not phrase.strip() or not is_russian(phrase):
        return phrase
    words = _GLUED.sub(" ", phrase).split()
    if not person and len(words) == 1 and any(map(str.isupper, phrase.strip()[1:])):
        return phrase if "-" not in phrase else _body(phrase.split(), oblique)
    if not person and len(words) > 1 and words[0].isupper() and words[1].istitle():
        return f"{words[0]} {nominative(' '.join(words[1:]), oblique=oblique)}"
    if not person and not _is_person(words):
        return _body(phrase.split(), oblique)
    name = _person(words, oblique)
    return re.sub(r"(?<=[А-ЯЁ]\.) (?=[А-ЯЁ][а-яё])", "", name) if _GLUED.search(phrase) else name


def title_of_one(title: str) -> str:
    """Return a title in the singular, as each of several bears it: «сенаторы» gives «сенатор»."""
    first, space, rest = title.partition(" ")
    parse = readings(first.lower())[0]
    if parse.tag.POS != "NOUN" or parse.tag.number != "plur" or parse.tag.case != "nomn":
        return title
    form = parse.inflect({"nomn", "sing"})
    return f"{_like(first, form.word)}{space}{rest}" if form else title


def _is_person(words: list[str]) -> bool:
    if len(words) > 5 or not all(w[0].isupper() and "«" not in w for w in words):
        return False
    if any(_INITIALS.fullmatch(word) for word in words):
        return True
    if len(words) == 1:
        return any(mark in readings(words[0])[0].tag for mark in ("Surn", "Name"))
    return not is_known(words[0]) or any(
        mark in p.tag for p in readings(words[0]) for mark in _PERSONAL
    )


def _person(words: list[str], oblique: bool) -> str:
    """All parts of a person's name stand in one case: the case that fits them best together."""
    male = _gender(words)
    cases = _CASES[1:] if oblique else _CASES
    best = max(cases, key=lambda case: (_fit(words, case, male), -cases.index(case)))
    if best == "nomn":
        return " ".join([*words[:-1], _bare_stem(words[-1])] if len(words) > 1 else words)
    return " ".join(_inflected(word, best, male) for word in words)


def _bare_stem(word: str) -> str:
    """The last part of a foreign name without an instrumental's ending: «Чан Ван Тунгом».

    Only that part of such names is declined; a word that would end in letters that no name ends
    in («Линдблом») is in the nominative.
    """
    return word[:-2] if not is_known(word) and _INSTRUMENTAL.search(word) else word


def _gender(words: list[str]) -> str:
    """The gender that the given name or the patronymic shows; "" if neither does."""
    for mark in ("Patr", "Name"):
        for word in words:
            genders = {p.tag.gender for p in readings(word) if mark in p.tag and p.tag.gender}
            if len(genders & {"masc", "femn"}) == 1:
                return str((genders & {"masc", "femn"}).pop())
    return ""


def _fit(words: list[str], case: str, gender: str) -> float:
    return sum(max((s for s, _ in _readings(word, case, gender)), default=-0.5) for word in words)


def _readings(word: str, case: str, gender: str) -> list[tuple[float, Any]]:
    """The readings of a part of a name in one case, singular, with how well they fit."""
    if _undeclined(word):
        return [(0.0, None)]
    found = []
    for parse in readings(word):
        tag = parse.tag
        if tag.case != case or tag.number == "plur" or tag.POS not in ("NOUN", "ADJF"):
            continue
        if tag.POS == "ADJF" and not is_known(word) and not _ADJECTIVAL.search(word):
            continue
        weight = 0.5 + float(parse.score) / 2
        weight += 0.5 if any(mark in tag for mark in _PERSONAL) else 0.0
        weight -= 0.6 if gender and tag.gender not in (gender, None) and "ms-f" not in tag else 0.0
        weight -= 0.6 if "inan" in tag and "Geox" not in tag else 0.0
        weight -= 0.4 if tag.gender == "neut" else 0.0
        if case in ("nomn", "accs") and _OBLIQUE_ENDING.search(word) and not is_known(word):
            weight -= 0.8
        found.append((weight, parse))
    if not found and case == "ablt" and _is_soft_instrumental(word):
        found.append((0.5, None))
    if not found and case == "gent" and word.endswith("ы") and not is_known(word):
        found.append((0.5, None))
    return sorted(found, key=lambda pair: -pair[0])


def _is_soft_instrumental(word: str) -> bool:
    """Whether a foreign name in -нь is in the instrumental: «Вэйминем»."""
    return word.endswith("нем") and not is_known(word)


def _undeclined(word: str) -> bool:
    """Initials, words that never change, and foreign ones that end in a vowel but а or я."""
    if _INITIALS.fullmatch(word) or word.endswith("."):
        return True
    surname = any("Surn" in parse.tag for parse in readings(word))
    surname = surname or _is_soft_instrumental(word)
    if not surname and any("Fixd" in p.tag or p.tag.POS is None for p in readings(word)):
        return True
    if is_known(word) or _is_soft_instrumental(word):
        return False
    soft = any(parse.normal_form.endswith("ь") for parse in readings(word))
    if word.endswith("у"):
        return not _DATIVE.search(word)
    return word.endswith(("е", "о", "э", "ю")) or (word.endswith("и") and soft)


def _inflected(word: str, case: str, gender: str) -> str:
    if _undeclined(word):
        return word
    if case == "ablt" and _is_soft_instrumental(word):
        return word[:-2] + "ь"
    for _, parse in _readings(word, case, gender):
        if parse is None:
            return word[:-1] + "а"
        if parse.tag.gender == "neut" and case == "ablt" and word.endswith("ом"):
            return word[:-2]
        if parse.tag.gender == "neut" and case in ("gent", "accs") and word.endswith("а"):
            return word[:-1]
        form = parse.inflect({"nomn", "sing"})
        if form is not None:
            return _like(word, _spelt_as(word, form.word))
    return word[:-1] if case in ("gent", "accs") and word.endswith("а") else word


def _spelt_as(word: str, form: str) -> str:
    """A form without the dots of ё where the text prints none."""
    return form if "ё" in word.lower() else form.replace("ё", "е")


def _body(words: list[str], oblique: bool) -> str:
    """Adjectives before the first noun and that noun go to the nominative, the rest stays."""
    head: list[str] = []
    for index, word in enumerate(words):
        bare = word.strip('«»"“”„,.')
        if head and word[:1] + word[-1:] == "()" and is_adjective(word[1:-1]):
            head.append(word)
            continue
        if not bare or bare != word.rstrip(",.") or bare[1:2].isupper():
            return " ".join(words)
        parses = readings(bare)
        following = words[index + 1].strip('«»"“”„,.') if index + 1 < len(words) else ""
        if index < 4 and parses and following and _qualifies(bare, following):
            head.append(word)
            continue
        if head and bare == "и" and is_adjective(following):
            head.append(word)
            continue
        nouns = _nouns(bare, oblique)
        if not nouns and (index or is_adjective(bare)):
            return _holder(words)
        if not nouns:
            return " ".join(words)
        for noun in nouns:
            changed = _agreed(head, noun)
            if changed is not None:
                return " ".join([*changed, _noun(word, bare, noun), *words[index + 1 :]])
        return _holder(words) if head and is_oblique(words[0]) else " ".join(words)
    return " ".join(words)


def _holder(words: list[str]) -> str:
    """A title that is an adjective or a participle: «временного поверенного», «заведующей»."""
    changed: list[str] = []
    for word in words:
        if not is_adjective(word) or not is_oblique(word):
            break
        feminine = any(p.tag.gender == "femn" for p in readings(word))
        gender = "femn" if feminine and word.endswith(("ей", "ой")) else "masc"
        parses = [p for p in readings(word) if p.tag.POS in ("ADJF", "PRTF")]
        forms = [f.word for p in parses if (f := p.inflect({"nomn", "sing", gender}))]
        forms.sort(key=lambda form: form.endswith("ой"))
        changed.append(_like(word, forms[0]) if forms else word)
    return " ".join([*changed, *words[len(changed) :]])


def _qualifies(word: str, following: str) -> bool:
    """Whether a word is an adjective here: first of all, or as the next word agrees with it."""
    if "ADJF" in readings(word)[0].tag:
        return True
    likely = [p for p in readings(word) if p.score > _RARE]
    nouns = [p for p in readings(following) if "NOUN" in p.tag]
    return any(_agrees(p.tag, n.tag) for p in likely for n in nouns[:2])


def _nouns(word: str, oblique: bool) -> list[Any]:
    """Readings of a word as a noun: singular before plural, nominative first unless ruled out."""
    nouns = [p for p in readings(word) if "NOUN" in p.tag and "Surn" not in p.tag]
    if oblique:
        nouns = [p for p in nouns if p.tag.case != "nomn"] or nouns
    return sorted(
        nouns, key=lambda p: (p.tag.number == "plur", p.tag.case != "nomn", -float(p.score))
    )


def _agreed(adjectives: list[str], noun: Any) -> list[str] | None:
    """The adjectives in the nominative, if all of them agree with the noun; else None."""
    tag, changed = noun.tag, []
    for word in adjectives:
        if word == "и":
            changed.append(word)
            continue
        if word.startswith("("):
            inside = _agreed([word[1:-1]], noun)
            if inside is None:
                return None
            changed.append(f"({inside[0]})")
            continue
        agreeing = [p for p in readings(word) if _agrees(p.tag, tag)]
        if not agreeing:
            return None
        target = {"nomn", str(tag.number)} | ({tag.gender} if tag.number == "sing" else set())
        forms = [form for p in agreeing if (form := _inflection(p, target))]
        changed.append(_like(word, forms[0]) if forms else word)
    return changed


def _inflection(parse: Any, target: set[str]) -> str:
    """A form of a word; «высшей» gives «высшая» and not «высочайшая»."""
    if "Supr" not in parse.tag:
        form = parse.inflect(target)
        return str(form.word) if form else ""
    forms = [f.word for f in parse.lexeme if "Supr" in f.tag and target <= set(f.tag.grammemes)]
    return max(forms, key=lambda form: _shared(form, parse.word), default="")


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _agrees(adjective: Any, noun: Any) -> bool:
    """Whether an adjective qualifies a noun; what a participle governs is no such noun."""
    if adjective.POS not in ("ADJF", "PRTF") or adjective.gender not in (noun.gender, None):
        return False
    governs = adjective.POS == "PRTF" and "actv" in adjective and noun.case == "ablt"
    return not governs and adjective.case == noun.case and adjective.number == noun.number


def _noun(word: str, bare: str, noun: Any) -> str:
    form = None if "Fixd" in noun.tag else noun.inflect({"nomn"})
    return word.replace(bare, _like(bare, form.word)) if form else word


def _like(model: str, word: str) -> str:
    """The word with the capitals of its model, part by part of a hyphenated one."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    parts = model.split("-")
    made = word.split("-")
    if len(parts) == len(made):
        return "-".join(
            new.capitalize() if old[:1].isupper() else new
            for old, new in zip(parts, made, strict=True)
        )
    return word.capitalize() if model[:1].isupper() else word
