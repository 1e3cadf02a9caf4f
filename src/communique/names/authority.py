"""Authority files: states, places, bodies and persons in office, found by name or in a text.

Enters: a directory with states.csv, places.csv, bodies.csv and persons.csv. Leaves entries by
name, and the places of a text that name one. Names are compared token by token; a Russian token
by its dictionary forms, so that "Камбоджей" is Cambodia.
"""

import csv
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from communique.errors import WorkspaceError
from communique.names.keys import name_key, person_key
from communique.names.name import Name
from communique.names.russian import lemma_key, lemmas, may_be_common

FILES = ("states.csv", "places.csv", "bodies.csv", "persons.csv")
"""The files of an authority directory; a name that two hold is the earlier file's in a text."""

_TOKEN = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_GAP = re.compile(r"[ \t\u00a0]{1,3}|[ \t]?\r?\n[ \t]?|[-\u2010\u2011‑'’.&]|\. ?|, |[ ]?[—–][ ]?")
_SHORTEST_SPOKEN = 5
"""Letters from which on an abbreviation may also be written as a word: ASEAN, Asean."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `labels` are the preferred names, `forms` every other one, abbreviations too.

    `since` and `until` are years as text, "" if unknown or open; `continued_by` the rows of the
    states that a past state is continued by; `within` the row of a place's state.
    """

    id: str
    kind: str
    label: str
    labels: tuple[Name, ...]
    forms: tuple[Name, ...] = ()
    adjectives: tuple[Name, ...] = ()
    wikidata: str = ""
    continued_by: tuple[str, ...] = ()
    within: str = ""
    since: str = ""
    until: str = ""
    full_name: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The characters `[start, end)` of a text that name an entry, by its name or an adjective."""

    start: int
    end: int
    entry: Entry
    adjectival: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """A name cut into tokens, each with the forms that may stand for it."""

    tokens: tuple[frozenset[str], ...]
    capitals: tuple[bool, ...]
    exact: str
    entry: Entry
    adjectival: bool
    prefix: bool


class Authority:
    """Entries by identifier, by name, and as they occur in a text."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.id: entry for entry in entries}
        self._names: dict[str, list[Entry]] = {}
        self._first: dict[str, list[_Form]] = {}
        for entry in self._entries.values():
            self._index(entry)
        for forms in self._first.values():
            forms.sort(key=lambda form: -len(form.tokens))

    def entry(self, identifier: str) -> Entry:
        """Return the entry of a row identifier. Raises KeyError if there is none."""
        return self._entries[identifier]

    def entries(self, kind: str = "") -> tuple[Entry, ...]:
        """Return all entries, of one kind if it is given."""
        return tuple(e for e in self._entries.values() if not kind or e.kind == kind)

    def named(self, name: str, kind: str = "") -> tuple[Entry, ...]:
        """Return the entries that bear a name, in whatever case, spelling or Russian case."""
        found: dict[str, Entry] = {}
        for key in dict.fromkeys((name_key(name), person_key(name), lemma_key(name))):
            for entry in self._names.get(key, ()) if key else ():
                if not kind or entry.kind == kind:
                    found.setdefault(entry.id, entry)
        return tuple(found.values())

    def matches(self, text: str, language: str = "") -> list[Match]:
        """Return the places of a text that name an entry: longest first, none overlapping.

        A text in `language` may hold names of another; all are found.
        """
        tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
        found: list[Match] = []
        index = 0
        while index < len(tokens):
            match = self._match_at(text, tokens, index)
            if match:
                form, size = match
                start, end = tokens[index][0], tokens[index + size - 1][1]
                if form.exact.endswith(".") and text[end : end + 1] == ".":
                    end += 1
                found.append(Match(start, end, form.entry, form.adjectival))
                index += size
            else:
                index += 1
        return found

    def _match_at(
        self, text: str, tokens: list[tuple[int, int, str]], index: int
    ) -> tuple[_Form, int] | None:
        best: tuple[_Form, int] | None = None
        for key in _keys(tokens[index][2]):
            for form in self._first.get(key, ()):
                size = len(form.tokens)
                if best and size <= best[1]:
                    break
                if _fits(form, text, tokens, index):
                    best = form, size
        return best

    def _index(self, entry: Entry) -> None:
        for name in (*entry.labels, *entry.forms):
            keys = {person_key(name.text) if entry.kind == "person" else name_key(name.text)}
            if name.language == "ru":
                keys.add(lemma_key(name.text))
            for key in keys:
                rows = self._names.setdefault(key, [])
                if entry not in rows:
                    rows.append(entry)
        for form in _forms(entry):
            for key in form.tokens[0]:
                self._first.setdefault(key, []).append(form)


def load_authority(directory: Path) -> Authority:
    """Read the authority files of a directory; one that is not there holds nothing.

    Raises WorkspaceError for a file without the columns that are needed.
    """
    entries: list[Entry] = []
    for name in FILES:
        path = directory / name
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                try:
                    entries.extend(_entry(row) for row in csv.DictReader(file))
                except (KeyError, csv.Error, UnicodeDecodeError) as error:
                    raise WorkspaceError(
                        f"this is no authority file: {error!r}.",
                        place=str(path),
                        remedy="Its first line names the columns id, kind, label_en, label_ru …",
                    ) from None
    return Authority(entries)


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        id=row["id"],
        kind=row["kind"],
        label=row["label_en"] or row["label_ru"],
        labels=(*_names(row["label_en"], "en"), *_names(row["label_ru"], "ru")),
        forms=(*_names(row["aliases"], "en"), *_names(row["aliases_ru"], "ru")),
        adjectives=(*_names(row["adjectives"], "en"), *_names(row["adjectives_ru"], "ru")),
        wikidata=row["wikidata"],
        continued_by=tuple(part for part in row["continued_by"].split("|") if part),
        within=row["within"],
        since=row["since"],
        until=row["until"],
        full_name=row["full_name"],
    )


def _names(cell: str, language: str) -> Iterator[Name]:
    for part in cell.split("|"):
        if part.strip():
            yield Name(part.strip(), language)


def _forms(entry: Entry) -> Iterator[_Form]:
    for name in (*entry.labels, *entry.forms):
        yield from _form(entry, name, adjectival=False)
        words = name.text.split()
        if entry.kind == "person" and len(words) == 2:
            yield from _form(entry, Name(" ".join(words[::-1]), name.language), adjectival=False)
    for name in entry.adjectives:
        yield from _form(entry, name, adjectival=True)
        if name.text.endswith(("ский", "цкий")) and "-" not in name.text:
            stem = Name(name.text[:-2] + "о-", name.language)
            yield from _form(entry, stem, adjectival=True)


def _form(entry: Entry, name: Name, *, adjectival: bool) -> Iterator[_Form]:
    words = _TOKEN.findall(name.text)
    if not words:
        return
    letters = [c for c in name.text if c.isalpha()]
    short = len(words) == 1 or "." in name.text
    exact = name.text if short and sum(c.isupper() for c in letters) > 1 else ""
    russian = name.language == "ru"
    yield _Form(
        tokens=tuple(_alternatives(word) for word in words),
        capitals=tuple(
            word[0].isupper() and not (russian and (adjectival or place))
            for place, word in enumerate(words)
        ),
        exact=exact,
        entry=entry,
        adjectival=adjectival,
        prefix=name.text.endswith("-"),
    )


def _alternatives(word: str) -> frozenset[str]:
    """The keys a form's token goes by: itself, unless it is no dictionary form."""
    folded = _folded(word)
    if not _CYRILLIC.search(word):
        return frozenset((folded,))
    known = lemmas(word)
    stems = frozenset(key for key in known if key.startswith("~"))
    return (frozenset((folded,)) | stems) if folded in known else known


@lru_cache(maxsize=65_536)
def _keys(word: str) -> frozenset[str]:
    """The keys a token of a text may stand for."""
    folded = _folded(word)
    return lemmas(word) | {folded} if _CYRILLIC.search(word) else frozenset((folded,))


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.lower().replace("ё", "е").replace("й", "\0"))
    return "".join(c for c in folded if not unicodedata.combining(c)).replace("\0", "й")


def _fits(form: _Form, text: str, tokens: list[tuple[int, int, str]], index: int) -> bool:
    size = len(form.tokens)
    if index + size > len(tokens):
        return False
    part = tokens[index : index + size]
    for (_, end, _), (start, _, _) in itertools.pairwise(part):
        if not _GAP.fullmatch(text, end, start):
            return False
    for (_, _, word), keys, capital in zip(part, form.tokens, form.capitals, strict=True):
        if (capital and not word[0].isupper()) or not keys & _keys(word):
            return False
    start, end = part[0][0], part[-1][1]
    if form.exact and not _same_abbreviation(form.exact, text[start:end]):
        return False
    if form.prefix:
        return text[end : end + 1] in ("-", "–", "\u2011") and text[end + 1 : end + 2].isalpha()
    return not (
        size == 1
        and _CYRILLIC.search(part[0][2])
        and may_be_common(part[0][2])
        and _starts_sentence(text, start)
    )


def _same_abbreviation(form: str, printed: str) -> bool:
    bare = form.rstrip(".")
    return printed == bare or (
        len(bare) >= _SHORTEST_SPOKEN and bare.isalpha() and printed == bare.capitalize()
    )


def _starts_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(' \t«"“(–—-•*')
    return not before or before[-1] in ".!?:;\n…"
