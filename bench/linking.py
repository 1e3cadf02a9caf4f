"""Candidates: how often the right one is proposed, how often a wrong one seems certain, how fast.

    python bench/linking.py [--authority ../shared/authority] [--entities 100000]

Quality: the index holds the entities of the authority files with all their names. It is asked for
its names as they stand, and for each entity in other spellings: family name first, initials, a slip
of the pen, no accents, Latin letters for other scripts. Then for 500 near-misses, which the index
does not hold: a person's given name with another's family name, a body with one word of another.
Speed: an index of many invented entities, asked one by one, and over HTTP in batches of 50.
"""

import argparse
import csv
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from anyascii import anyascii
from flask.testing import FlaskClient

from communique.link.entities import Catalogue, Entity, Type, Word
from communique.link.held import index_of
from communique.link.index import CandidateIndex, Query
from communique.names.keys import name_key
from communique.publish import release
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import create_workspace
from communique_server import create_app
from communique_server.current import publication_of

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "authority"
FILES = ("territories.csv", "organisations.csv", "entities.csv")
NEAR_MISSES, BATCH, FIRST = 500, 50, 5
PRECISION, RECALL, MILLISECONDS = 0.99, 0.95, 20.0
_BASE = "https://data.example.org/"
_SEED = 8
_OTHERS = 3
"""Other names of an entity that are asked for: states have a hundred."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entity of the authority files, under its first name and its others."""

    id: str
    kind: str
    name: str
    others: tuple[str, ...]


@dataclass(slots=True)
class Count:
    """What became of the queries of one sort."""

    asked: int = 0
    first_five: int = 0
    certain: int = 0
    certain_right: int = 0


def main() -> int:
    """Print the tables; the exit code is 1 if a measure is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--authority", type=Path, default=SHARED, help="folder of the three files")
    parser.add_argument("--entities", type=int, default=100_000, help="entities of the fast index")
    arguments = parser.parse_args()
    if not all((arguments.authority / name).is_file() for name in FILES):
        parser.error(f"{arguments.authority} lacks {', '.join(FILES)}; name it with --authority")
    rows = list(_rows(arguments.authority))
    good = _quality(rows)
    return 0 if _speed(rows, arguments.entities) and good else 1


def _rows(folder: Path) -> Iterator[Row]:
    seen: set[str] = set()
    for name in FILES:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                label = row.get("name") or row.get("name_en") or ""
                if not label or row["qid"] in seen:
                    continue
                seen.add(row["qid"])
                more = [row.get(key, "") for key in ("full_name", "name_ru", "name_fr")]
                others = dict.fromkeys(
                    [*row["aliases"].split("|"), *more, row.get("abbreviation", "")]
                )
                known = tuple(o.strip() for o in others if o and o.strip() and o.strip() != label)
                yield Row(row["qid"], row.get("type") or name.removesuffix(".csv"), label, known)


def _index(rows: Iterable[Row]) -> CandidateIndex:
    entities = {
        row.id: Entity(
            row.id, row.id, (Word(row.name, "en"),), tuple(map(Word, row.others)), (row.kind,)
        )
        for row in rows
    }
    types = {kind: Type(kind, kind, (), main=True) for e in entities.values() for kind in e.types}
    return index_of(Catalogue("", entities, types, {}))


def _quality(rows: list[Row]) -> bool:
    index, chance = _index(rows), random.Random(_SEED)
    counts: dict[str, Count] = {}
    for row in rows:
        for sort, name in _asked(row, chance):
            count = counts.setdefault(sort, Count())
            found = index.find(Query(name, types=(row.kind,), limit=FIRST))
            count.asked += 1
            count.first_five += any(c.entity.id == row.id for c in found)
            if found and found[0].match:
                count.certain += 1
                count.certain_right += found[0].entity.id == row.id
    matched = 0
    misses = _near_misses(rows, chance)
    for kind, name in misses:
        found = index.find(Query(name, types=(kind,), limit=FIRST))
        matched += bool(found and found[0].match)
    asked = sum(c.asked for c in counts.values())
    recall = sum(c.first_five for c in counts.values()) / asked
    certain = sum(c.certain for c in counts.values()) + matched
    precision = sum(c.certain_right for c in counts.values()) / certain
    print(f"{len(rows):,} entities of the authority files\n")
    print("| asked by | queries | among the first five | seems certain | of these right |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for sort, c in counts.items():
        right = f"{c.certain_right / c.certain:.4f}" if c.certain else "–"
        print(f"| {sort} | {c.asked:,} | {c.first_five / c.asked:.3f} | {c.certain:,} | {right} |")
    print(f"| near-misses | {len(misses):,} | – | {matched} | – |")
    every = asked + len(misses)
    print(f"| **all** | {every:,} | **{recall:.3f}** | {certain:,} | **{precision:.4f}** |")
    print(f"\nto hold: {PRECISION} of what seems certain is right, recall@5 {RECALL}")
    return precision >= PRECISION and recall >= RECALL and not matched


def _asked(row: Row, chance: random.Random) -> Iterator[tuple[str, str]]:
    yield "the label", row.name
    for other in chance.sample(row.others, min(_OTHERS, len(row.others))):
        yield "another name", other
    parts = row.name.split()
    if row.kind == "person" and len(parts) > 1:
        yield "family name first", " ".join([parts[-1], *parts[:-1]])
        yield "initials", " ".join([*(f"{p[0]}." for p in parts[:-1]), parts[-1]])
    plain = anyascii(row.name)
    if plain != row.name:
        yield "without accents", plain
    foreign = next((o for o in row.others if not o.isascii() and o[0].isalpha()), "")
    if foreign and anyascii(foreign).strip():
        yield "in Latin letters", anyascii(foreign)
    longest = max(parts, key=len)
    if len(longest) > 4:
        at = chance.randrange(1, len(longest) - 1)
        slip = longest[:at] + longest[at + 1] + longest[at] + longest[at + 2 :]
        if slip != longest:
            yield "a slip of the pen", row.name.replace(longest, slip, 1)


def _near_misses(rows: list[Row], chance: random.Random) -> list[tuple[str, str]]:
    known = {name_key(name) for row in rows for name in (row.name, *row.others)}
    by_kind: dict[str, list[Row]] = {}
    for row in rows:
        if len(row.name.split()) > 1:
            by_kind.setdefault(row.kind, []).append(row)
    kinds = [kind for kind in by_kind if len(by_kind[kind]) > 20]
    found: dict[tuple[str, str], None] = {}
    while len(found) < NEAR_MISSES:
        kind = chance.choice(kinds)
        one, other = chance.sample(by_kind[kind], 2)
        words, strange = one.name.split(), other.name.split()
        words[-1 if kind == "person" else chance.randrange(len(words))] = strange[-1]
        if name_key(" ".join(words)) not in known:
            found[kind, " ".join(words)] = None
    return list(found)


def _speed(rows: list[Row], size: int) -> bool:
    chance = random.Random(_SEED)
    people = [row.name.split() for row in rows if row.kind == "person" and " " in row.name]
    bodies = [row.name.split() for row in rows if row.kind in ("organisations", "university")]
    names: dict[str, str] = {}
    while len(names) < size:
        if chance.random() < 0.7:
            names[f"{chance.choice(people)[0]} {chance.choice(people)[-1]} {len(names) % 997}"] = (
                "Person"
            )
        else:
            one, other = chance.choice(bodies), chance.choice(bodies)
            names[" ".join([*one[: len(one) // 2 + 1], *other[-2:], str(len(names) % 97)])] = (
                "Institution"
            )
    asked = [
        (kind, _slipped(name, chance)) for name, kind in chance.sample(list(names.items()), 1000)
    ]
    with tempfile.TemporaryDirectory() as folder:
        singles, batches = _timed(Path(folder), names, asked)
    median, most = statistics.median(singles), statistics.quantiles(singles, n=20)[-1]
    batch = statistics.median(batches)
    print(f"\n{size:,} entities, {len(asked):,} queries, one core")
    print(f"one by one           median {median:6.1f} ms a query, 95 % below {most:.1f} ms")
    print(f"in batches of {BATCH}     median {batch:6.1f} ms a query")
    print(f"to hold: {MILLISECONDS:.0f} ms a query at the median")
    return max(median, batch) <= MILLISECONDS


def _slipped(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1 :] if chance.random() < 0.5 else name


def _timed(
    folder: Path, names: dict[str, str], asked: list[tuple[str, str]]
) -> tuple[list[float], list[float]]:
    workspace = create_workspace(folder, _BASE)
    with EmbeddedStore() as store:
        store.add("".join(_quads(names)).encode())
        release.publish(workspace, store, "A measurement", datetime(2026, 1, 1, tzinfo=UTC))
    app = create_app(workspace, processes=1)
    client = app.test_client()
    client.get("/reconcile?query=x")
    queries = [{"query": name, "type": kind, "limit": 5} for kind, name in asked]
    singles = [_post(client, [query]) for query in queries[:300]]
    batches = [_post(client, queries[n : n + BATCH]) / BATCH for n in range(0, len(queries), BATCH)]
    publication_of(app).close()
    return singles, batches


def _post(client: FlaskClient, queries: list[dict[str, object]]) -> float:
    """Return the milliseconds of one batch."""
    text = json.dumps({f"q{n}": query for n, query in enumerate(queries)})
    start = time.process_time()
    answer = client.post("/reconcile", data={"queries": text})
    assert answer.status_code == 200
    return 1000 * (time.process_time() - start)


def _quads(names: dict[str, str]) -> Iterator[str]:
    kind_of, label = (
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "http://www.w3.org/2000/01/rdf-schema#label",
    )
    cmq, graph = "https://w3id.org/communique/ns#", f"<{_BASE}graph/report/1>"
    for kind in ("Person", "Institution"):
        yield f'<{cmq}{kind}> <{label}> "{kind}"@en <{_BASE}graph/vocabulary> .\n'
    for number, (name, kind) in enumerate(names.items()):
        thing = f"<{_BASE}id/{kind.lower()}/{number}>"
        text = json.dumps(name, ensure_ascii=False)
        yield f"{thing} <{kind_of}> <{cmq}{kind}> {graph} .\n"
        yield f"{thing} <{label}> {text}@en {graph} .\n"


if __name__ == "__main__":
    sys.exit(main())
