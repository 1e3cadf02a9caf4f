"""Finds the words of a report that a fact rests on.

In: a store, a fact and the graph that says it. Out: passages with their place and whose words they
are.
"""

from dataclasses import dataclass, replace

from rdflib import Literal, URIRef
from rdflib.term import Node

from communique.infer import texts
from communique.infer.proof import Fact
from communique.store.base import ReadableStore, Row


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a report, characters [start, end) of its text; `speaker` "" for its narrator.

    `rules` read it; `reviewer` is the person who looked at it, "" where nobody has.
    """

    report: URIRef
    start: int
    end: int
    words: str
    speaker: str = ""
    rules: tuple[str, ...] = ()
    reviewer: str = ""


def passages_of(store: ReadableStore, fact: Fact, graph: URIRef) -> list[Passage]:
    """Return the passages behind a fact of a report, in the order of the text.

    Evidence hangs on things, not on facts: of the subject and the object, the one with fewer
    passages is the more telling (the tenure, not the person who is named throughout).
    """
    found = [_passages(store, thing, graph) for thing in (fact[0], fact[2])]
    return min((p for p in found if p), key=len, default=[])


def _passages(store: ReadableStore, thing: Node, graph: URIRef) -> list[Passage]:
    if not isinstance(thing, URIRef):
        return []
    rows = store.select(texts.query("words"), {"thing": thing, "g": graph})
    by_place: dict[tuple[str, int, int], Passage] = {}
    for row in rows:
        passage = _passage(row)
        place = (passage.report, passage.start, passage.end)
        known = by_place.get(place, passage)
        rules = tuple(dict.fromkeys((*known.rules, *passage.rules)))
        by_place[place] = replace(known, rules=rules)
    return list(by_place.values())


def _passage(row: Row) -> Passage:
    return Passage(
        URIRef(str(row["report"])),
        _number(row["start"]),
        _number(row["end"]),
        str(row["exact"]),
        str(row.get("speaker", "")),
        (str(row["rule"]),) if "rule" in row else (),
        str(row.get("reviewer", "")),
    )


def _number(term: Node) -> int:
    return int(term) if isinstance(term, Literal) else 0
