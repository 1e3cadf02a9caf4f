"""A librarian's own authority files, `authority/*.csv` and `*.ttl`, read and checked.

Enters: the folder. Leaves: what is sound as entities by CURIE, and a finding with its line for each
thing that is not. Nothing is linked because it stands here: these are what candidates come from.

    id,kind,label_en,label_ru,names,since,until,within,identifiers,checked
    body-1,body,Nordland Institute,,de:Nordland-Institut,1990,,,wikidata:Q42,https://… 2026-11-24
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.plugins.parsers.notation3 import BadSyntax

from communique.dates.edtf import bounds, is_edtf
from communique.errors import UsageError
from communique.link.authority import TYPES
from communique.link.catalogues import load_catalogues
from communique.link.entities import Entity, Value, Word
from communique.vocab import cmq

NEEDED = ("id", "kind", "label_en")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_SCRIPTS = {"en": "LATIN", "ru": "CYRILLIC"}
_CLASSES = {cmq.Person: "Person", cmq.Institution: "Institution", cmq.State: "State"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, in which line of which file, and what to do; a line of 0 is the whole file."""

    place: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Read:
    """The sound entries by the CURIE of their first identifier, and what is not sound."""

    entities: dict[str, Entity]
    findings: tuple[Finding, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class _Row:
    """One entry with the place where it stands."""

    place: str
    id: str
    kind: str
    labels: tuple[Word, ...]
    variants: tuple[Word, ...]
    items: tuple[str, ...]
    since: str = ""
    until: str = ""
    within: str = ""
    checked: str = ""


def read_files(folder: Path) -> Read:
    """Read every file of a folder; one that is not there has none."""
    findings: list[Finding] = []
    rows: list[_Row] = []
    for path in sorted(folder.glob("*.*")) if folder.is_dir() else ():
        if path.suffix == ".csv":
            rows += _csv_rows(path, findings)
        elif path.suffix == ".ttl":
            rows += _turtle_rows(path, findings)
    sound = _sound(rows, findings)
    names = {row.id: row for row in sound}
    entities = {row.items[0]: _entity(row, names) for row in sound if row.items}
    return Read(entities, tuple(findings), len(rows))


def _csv_rows(path: Path, findings: list[Finding]) -> Iterator[_Row]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        findings.append(Finding(path.name, "this is not UTF-8.", "Save it as UTF-8."))
        return
    lines = csv.reader(text.splitlines(keepends=True))
    head = next(lines, [])
    missing = [name for name in NEEDED if name not in head]
    if missing:
        said = f"the column {missing[0]} is missing."
        findings.append(Finding(f"{path.name}:1", said, f"Begin with {','.join(NEEDED)}."))
        return
    line = lines.line_num + 1
    for cells in lines:
        place, line = f"{path.name}:{line}", lines.line_num + 1
        if len(cells) != len(head):
            said = f"this row has {len(cells)} cells, the head has {len(head)}."
            findings.append(Finding(place, said, "Put cells with commas between quotes."))
        elif any(cells):
            yield _csv_row(place, dict(zip(head, map(str.strip, cells), strict=True)), findings)


def _csv_row(place: str, row: dict[str, str], findings: list[Finding]) -> _Row:
    names = [*_split(row, "aliases", "en"), *_split(row, "aliases_ru", "ru")]
    for part in filter(None, row.get("names", "").split("|")):
        language, colon, text = part.partition(":")
        if not colon or not _LANGUAGE.fullmatch(language.strip()):
            said = f"{part.strip()!r} has no language."
            findings.append(Finding(place, said, "Write language:name, such as sr-Latn:Beograd."))
        else:
            names.append(Word(text.strip(), language.strip()))
    given = [row.get("wikidata", ""), *row.get("identifiers", "").split("|")]
    return _Row(
        place,
        row["id"],
        row["kind"],
        tuple(Word(row[f"label_{tag}"], tag) for tag in _SCRIPTS if row.get(f"label_{tag}")),
        tuple(names),
        tuple(_items(place, given, findings)),
        row.get("since", ""),
        row.get("until", ""),
        row.get("within", ""),
        row.get("checked", "") if "identifiers" in row else "built",
    )


def _split(row: dict[str, str], column: str, language: str) -> Iterator[Word]:
    for part in row.get(column, "").split("|"):
        if part.strip():
            yield Word(part.strip(), language)


def _items(place: str, given: Iterable[str], findings: list[Finding]) -> Iterator[str]:
    for text in given:
        if not text.strip():
            continue
        try:
            yield load_catalogues().curie(text)
        except UsageError as error:
            findings.append(Finding(place, error.message, error.remedy))


def _turtle_rows(path: Path, findings: list[Finding]) -> Iterator[_Row]:
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        graph = Graph().parse(data=text, format="turtle")
    except BadSyntax as error:
        said = f"this is not Turtle: {error.message}."
        findings.append(Finding(f"{path.name}:{error.lines + 1}", said, "Mend that line."))
        return
    lines = text.splitlines()
    for thing, kind in sorted(graph.subject_objects(RDF.type), key=str):
        if not isinstance(thing, URIRef):
            continue
        local = str(thing).rpartition("/")[2].rpartition("#")[2]
        line = next((n for n, said in enumerate(lines, 1) if local in said), 0)
        place = f"{path.name}:{line}"
        yield _Row(
            place,
            str(thing),
            _KINDS.get(str(kind), str(kind)),
            tuple(_words(graph, thing, RDFS.label)),
            tuple(_words(graph, thing, SKOS.altLabel)),
            tuple(_items(place, sorted(map(str, graph.objects(thing, SKOS.exactMatch))), findings)),
            str(graph.value(thing, cmq.founded) or ""),
            str(graph.value(thing, cmq.dissolved) or ""),
            str(graph.value(thing, cmq.within) or ""),
            str(graph.value(thing, DCTERMS.source) or ""),
        )


_KINDS = {str(iri): kind for iri, name in _CLASSES.items() for kind in TYPES if TYPES[kind] == name}


def _words(graph: Graph, thing: URIRef, name: URIRef) -> Iterator[Word]:
    for text in sorted(graph.objects(thing, name), key=str):
        if isinstance(text, Literal):
            yield Word(str(text), text.language or "")


def _sound(rows: list[_Row], findings: list[Finding]) -> list[_Row]:
    """Return the rows with nothing against them; say what is against the others."""
    places: dict[str, str] = {}
    holders: dict[str, str] = {}
    known = {row.id for row in rows}
    found = []
    for row in rows:
        wrong = list(_wrong(row, known, places, holders))
        findings += [Finding(row.place, message, remedy) for message, remedy in wrong]
        places.setdefault(row.id, row.place)
        for item in row.items:
            holders.setdefault(item, row.place)
        if not wrong:
            found.append(row)
    return found


def _wrong(
    row: _Row, known: set[str], places: dict[str, str], holders: dict[str, str]
) -> Iterator[tuple[str, str]]:
    if not row.id:
        yield "the row has no id.", "Give it one that no other row has; it stays for ever."
    if row.id in places:
        yield f"{row.id!r} stands in {places[row.id]} too.", "Give one of them another id."
    if row.kind not in TYPES:
        yield f"{row.kind!r} is no kind.", f"Known: {', '.join(TYPES)}."
    if not row.labels:
        yield "the row has no name.", "Fill in label_en or label_ru."
    for word in (*row.labels, *row.variants):
        if not _in_script(word):
            yield f"{word.text!r} is not written in {word.language}.", "Move it to its language."
    for item in row.items:
        if item in holders:
            yield f"{item} stands in {holders[item]} too.", "Two things are two items."
    if row.items and not row.checked:
        yield "nothing says where the identifiers were checked.", "Fill in checked: where, when."
    for date in (row.since, row.until):
        if date and not is_edtf(date):
            yield f"{date!r} is no date.", "Write 2015, 2015-04 or 2015-04-26."
    if _is_backwards(row):
        yield f"it ends in {row.until}, before it begins in {row.since}.", "Mend one of the two."
    if row.within and row.within not in known and not row.within.startswith("state-"):
        yield f"within names {row.within!r}, which is no row.", "Name the id of a row."


def _in_script(word: Word) -> bool:
    wanted = _SCRIPTS.get(word.language)
    letters = [c for c in word.text if c.isalpha()]
    if wanted is None or not letters or word.text.isupper():
        return True
    return any(unicodedata.name(c, "").startswith(wanted) for c in letters)


def _is_backwards(row: _Row) -> bool:
    if not (is_edtf(row.since) and is_edtf(row.until)):
        return False
    begins, ends = bounds(row.since)[0], bounds(row.until)[1]
    return begins is not None and ends is not None and ends < begins


def _entity(row: _Row, rows: dict[str, _Row]) -> Entity:
    above = rows.get(row.within)
    texts = {
        "founded": row.since,
        "dissolved": row.until,
        "within": above.labels[0].text if above else "",
        "checked": row.checked,
    }
    values = {name: (Value(text),) for name, text in texts.items() if text}
    links = tuple(Value(load_catalogues().iri(item)) for item in row.items)
    return Entity(
        row.items[0],
        load_catalogues().iri(row.items[0]),
        row.labels,
        row.variants,
        (TYPES[row.kind],),
        values | {"exactMatch": links},
    )
