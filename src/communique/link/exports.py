"""What other tools take in: SSSOM, QuickStatements, a Mix'n'match catalogue, CSV.

Enters: the catalogue of a store and the decisions. Leaves texts, in canonical order, nothing twice.
Only what a person reviewed leaves, unless the links of the authority files are asked for too.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from communique import __version__
from communique.link import sssom
from communique.link.catalogues import load_catalogues
from communique.link.decisions import ACCEPTED, Decision, as_row
from communique.link.entities import Catalogue, Entity, identifier
from communique.link.queries import load_query
from communique.link.reading import links_of
from communique.link.tables import table
from communique.store.base import ReadableStore, Row

CSV_COLUMNS = (
    "id",
    "iri",
    "label",
    "type",
    "predicate",
    "item",
    "item_iri",
    "by",
    "when",
    "reason",
)
MIXNMATCH_COLUMNS = ("id", "name", "desc", "url", "type", "q")
_DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")
_PRECISION = {1: 9, 2: 10, 3: 11}
"""Parts of a date -> Wikidata's code for year, month, day."""
_LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Mappings:
    """The reviewed links, and those of the authority files if they are asked for."""

    decisions: tuple[Decision, ...]
    authority: tuple[tuple[Entity, str], ...] = ()

    def items(self) -> dict[str, str]:
        """Return the item of Wikidata that each entity is: the first of our catalogues."""
        prefix = f"{next(iter(load_catalogues().iris))}:"
        found = {entity.id: item for entity, item in self.authority if item.startswith(prefix)}
        found |= {
            d.subject: d.object
            for d in self.decisions
            if d.verdict == ACCEPTED and not d.close and d.object.startswith(prefix)
        }
        return {subject: item.removeprefix(prefix) for subject, item in sorted(found.items())}


def mappings(
    catalogue: Catalogue, decisions: Iterable[Decision], *, authority: bool = False
) -> Mappings:
    """Gather the mappings of entities that are there."""
    kept = tuple(d for d in decisions if d.holds and d.subject in catalogue.entities)
    decided = {(d.subject, d.object) for d in kept}
    known = tuple(
        (catalogue.entities[subject], item)
        for subject, items in links_of(catalogue).items()
        for item in items
        if authority and "://" not in item and (subject, item) not in decided
    )
    return Mappings(kept, known)


def as_sssom(chosen: Mappings, base: str, licence: str) -> str:
    """Return the mappings as SSSOM/TSV: accepted, rejected, and looked for in vain."""
    by_name = (
        {
            "subject_id": entity.id,
            "subject_label": entity.label(),
            "predicate_id": sssom.EXACT,
            "object_id": item,
            "mapping_justification": sssom.BY_NAME,
            "mapping_tool": "communique",
            "mapping_tool_version": __version__,
        }
        for entity, item in chosen.authority
    )
    rows = [*map(as_row, chosen.decisions), *by_name]
    return sssom.written(rows, base=base, licence=licence, name="mappings")


def as_csv(chosen: Mappings, catalogue: Catalogue) -> str:
    """Return the accepted mappings as CSV."""
    accepted = [d for d in chosen.decisions if d.verdict == ACCEPTED]
    accepted += [
        Decision(e.id, ACCEPTED, item, by="authority files") for e, item in chosen.authority
    ]
    rows = []
    for decision in sorted(accepted, key=lambda d: (d.subject, d.object)):
        entity = catalogue.entities[decision.subject]
        rows.append(
            {
                "id": entity.id,
                "iri": entity.iri,
                "label": entity.label(),
                "type": entity.types[0],
                "predicate": sssom.CLOSE if decision.close else sssom.EXACT,
                "item": decision.object,
                "item_iri": load_catalogues().iri(decision.object),
                "by": decision.by,
                "when": decision.when,
                "reason": decision.reason,
            }
        )
    return table(CSV_COLUMNS, rows, ",")


def as_mixnmatch(
    catalogue: Catalogue, types: Iterable[str], items: Mapping[str, str], address: str
) -> str:
    """Return the entities of these types as a catalogue that Mix'n'match imports."""
    wanted = set(types)
    rows = [
        {
            "id": entity.id,
            "name": entity.label(),
            "desc": catalogue.described(entity),
            "url": entity.iri.replace(catalogue.base, address, 1),
            "type": entity.types[0],
            "q": items.get(entity.id, ""),
        }
        for entity in catalogue.entities.values()
        if wanted & set(entity.types)
    ]
    return table(MIXNMATCH_COLUMNS, rows)


def as_quickstatements(
    store: ReadableStore,
    catalogue: Catalogue,
    items: Mapping[str, str],
    retrieved: Mapping[str, str],
) -> list[str]:
    """Return commands of QuickStatements V1, sorted, each with one reference.

    `retrieved` is the day a report was fetched, by its local name, if it is known.
    """
    lines: dict[tuple[str, ...], str] = {}
    for row in store.select(load_query("quickstatements")):
        subject = items.get(identifier(str(row["thing"]), catalogue.base))
        value = _value(row, items, catalogue.base)
        if subject is None or value is None or value == subject:
            continue
        report = str(row["report"])
        source = str(row.get("url", report))
        key = (subject, str(row["property"]), value, source)
        fetched = retrieved.get(report.rpartition("/")[2], "")
        line = "\t".join((*key[:3], *_reference(source, fetched, str(row.get("quote", "")))))
        # Of several passages of one report the first in order is quoted: one statement, one line.
        lines[key] = min(line, lines.get(key, line))
    return [lines[key] for key in sorted(lines)]


def retrieved_days(sources: Path) -> dict[str, str]:
    """Return the day each report was fetched, where its .meta.toml says so."""
    found = {}
    for path in sorted(sources.glob("*.meta.toml")):
        meta = tomllib.loads(path.read_text(encoding="utf-8"))
        if "retrieved" in meta:
            found[path.name.partition(".")[0]] = str(meta["retrieved"])[:10]
    return found


def _value(row: Row, items: Mapping[str, str], base: str) -> str | None:
    value = str(row["value"])
    return items.get(identifier(value, base)) or time_value(value)


def time_value(edtf: str) -> str | None:
    """Return a date as stated, as QuickStatements writes it; None if it is no plain date.

    A year stays a year: "2019" is +2019-00-00T00:00:00Z/9, never the first of January.
    """
    match = _DAY.fullmatch(edtf)
    if match is None:
        return None
    parts = [part for part in match.groups() if part]
    year, month, day = [*parts, "00", "00"][:3]
    return f"+{year}-{month}-{day}T00:00:00Z/{_PRECISION[len(parts)]}"


def _reference(source: str, fetched: str, quote: str) -> list[str]:
    reference = ["S854", _text(source)]
    if fetched:
        reference += ["S813", time_value(fetched) or ""]
    if quote and len(quote) <= _LONGEST_QUOTE:
        reference += ["S1683", f"und:{_text(quote)}"]
    return reference


def _text(text: str) -> str:
    return '"' + " ".join(text.split()).replace('"', "'") + '"'
