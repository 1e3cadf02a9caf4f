#!/usr/bin/env python3
"""Builds data/authority/*.csv: our own selection of names, joined with identifiers that were read.

Enters: tools/authority/{states,places,bodies}.csv (names by hand), and a directory with
`territories.csv` (from opensanctions/rigour, MIT), `organisations.csv` and `entities.csv`
(identifiers read beside their names in public files; Wikidata identifiers are CC0). Russian names
of states come from CLDR (Babel). Leaves: four files with one header. A Wikidata identifier is
written only where the source file has it beside the very same name; nothing is guessed.

    tools/build_authority.py DIRECTORY [--check]
"""

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from babel import Locale

from communique.names.keys import name_key, slug

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "data" / "authority"
HEADER = (
    "id",
    "kind",
    "label_en",
    "label_ru",
    "aliases",
    "aliases_ru",
    "adjectives",
    "adjectives_ru",
    "full_name",
    "wikidata",
    "continued_by",
    "within",
    "since",
    "until",
)
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
OFFICE = re.compile(
    r"(?i)\b(president of (?!the (parliamentary|international|united|general))|prime minister of"
    r"|minister (of|for) (foreign|external)|foreign minister|secretary-general of the united)"
)
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """Read a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def states(directory: Path) -> Iterable[Row]:
    """Join our states with the territories file, by its code; Russian names are CLDR's.

    `continued_by` is ours: only a state that took over the rights and duties of a past one. States
    that only succeeded to a part of its territory are not listed.
    """
    territories = {row["code"]: row for row in read(directory / "territories.csv")}
    russian = Locale("ru").territories
    ours = read(HERE / "authority" / "states.csv")
    for row in ours:
        source = territories[row["code"]]
        label = row["label_en"] or source["name"]
        aliases = [*row["aliases"].split("|"), source["name"], source["full_name"]]
        label_ru = row["label_ru"] or russian.get(row["code"].upper(), "")
        yield {
            "id": f"state-{slug(label)}",
            "kind": "state",
            "label_en": label,
            "label_ru": label_ru,
            "aliases": joined(plain(aliases), label),
            "aliases_ru": joined(row["aliases_ru"].split("|"), label_ru),
            "adjectives": row["adjectives"],
            "adjectives_ru": joined(row["adjectives_ru"].split("|")),
            "full_name": plain([source["full_name"]])[0],
            "wikidata": source["qid"],
            "continued_by": row["continued_by"],
            "since": row["since"],
            "until": row["until"],
            "code": row["code"],
        }


def places(directory: Path, identifiers: dict[str, str]) -> Iterable[Row]:
    """Join our places with the cities file by name, and with their states."""
    cities = {
        name_key(row["name"]): row["qid"]
        for row in read(directory / "entities.csv")
        if row["type"] == "city"
    }
    for row in read(HERE / "authority" / "places.csv"):
        label = row["label_en"]
        yield {
            **row,
            "id": f"place-{slug(label)}",
            "kind": "place",
            "within": identifiers[row["within"]] if row["within"] else "",
            "wikidata": cities.get(name_key(label), "") if row["kind"] == "city" else "",
        }


def bodies(directory: Path) -> Iterable[Row]:
    """Join our bodies with the organisations file by their English name."""
    known = {name_key(row["name_en"]): row for row in read(directory / "organisations.csv")}
    for row in read(HERE / "authority" / "bodies.csv"):
        label = row["label_en"]
        match = known.get(name_key(label), {})
        yield {
            "id": f"body-{slug(label)}",
            "kind": "body",
            "label_en": label,
            "label_ru": row["label_ru"],
            "aliases": joined([row["abbreviation"], *row["aliases"].split("|")], label),
            "aliases_ru": joined([row["abbreviation_ru"], *row["aliases_ru"].split("|")]),
            "wikidata": match.get("qid", ""),
            "since": match.get("year_established", ""),
        }


def persons(directory: Path) -> Iterable[Row]:
    """Take heads of state, of government and of foreign ministries; no two of one name."""
    seen: set[str] = set()
    for row in read(directory / "entities.csv"):
        if row["type"] != "person" or not OFFICE.search(row["detail"]):
            continue
        label = row["name"]
        if len(label.split()) < 2 or CYRILLIC.search(label) or slug(label) in seen:
            continue
        seen.add(slug(label))
        aliases = [a for a in row["aliases"].split("|") if a]
        yield {
            "id": f"person-{slug(label)}",
            "kind": "person",
            "label_en": label,
            "label_ru": "",
            "aliases": joined(a for a in aliases if a.isascii()),
            "aliases_ru": joined(a for a in aliases if CYRILLIC.search(a)),
            "wikidata": row["qid"],
        }


def plain(names: Iterable[str]) -> list[str]:
    """Names without what stands in brackets."""
    return [re.sub(r"\s*\([^)]*\)", "", name).strip() for name in names]


def joined(names: Iterable[str], label: str = "") -> str:
    """Names once each, without the label and without empty ones."""
    return "|".join(name for name in dict.fromkeys(names) if name and name != label)


def rendered(rows: Iterable[Row]) -> str:
    """The rows as CSV with the common header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def proven(directory: Path, rows: Iterable[Row]) -> None:
    """Stop unless every identifier written stands in the sources."""
    known = {
        row["qid"]
        for name in ("territories.csv", "organisations.csv", "entities.csv")
        for row in read(directory / name)
    }
    strange = [
        row["label_en"] for row in rows if row.get("wikidata") and row["wikidata"] not in known
    ]
    if strange:
        raise SystemExit(f"identifiers that were not read: {strange}")


def main() -> int:
    """Write the four files, or with --check say whether they are fresh."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    found = list(states(arguments.directory))
    codes = {row["code"]: row["id"] for row in found}
    for row in found:
        row["continued_by"] = "|".join(codes[c] for c in row["continued_by"].split("|") if c)
    files = {
        "states": found,
        "places": list(places(arguments.directory, codes)),
        "bodies": list(bodies(arguments.directory)),
        "persons": sorted(persons(arguments.directory), key=lambda row: row["id"]),
    }
    stale = []
    for name, rows in files.items():
        proven(arguments.directory, rows)
        path, text = OUT / f"{name}.csv", rendered(rows)
        if arguments.check:
            stale += [path.name] if path.read_text(encoding="utf-8") != text else []
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        print("stale: " + ", ".join(stale), file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
