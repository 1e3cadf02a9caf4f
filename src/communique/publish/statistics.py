"""What a release holds, counted: kept beside it, so that the next one counts only what changed.

A fact that several graphs say counts once, but for `quads`.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from communique.publish.differences import Changes, Fact, FactChanges
from communique.publish.lines import TYPE
from communique.store.oxigraph import EmbeddedStore

_WIKIDATA = b"<http://www.wikidata.org/entity/"
_SAME = b"<http://www.w3.org/2004/02/skos/core#exactMatch>"
_SUMS = 1 << 256


@dataclass(slots=True)
class Statistics:
    """Counts of a release. `content` stands for its quads: the sum of their SHA-256."""

    quads: int = 0
    facts: int = 0
    subjects: int = 0
    wikidata: int = 0
    """Facts that say which item of Wikidata is the same."""
    classes: Counter[str] = field(default_factory=Counter)
    """Things of each class."""
    properties: Counter[str] = field(default_factory=Counter)
    """Facts of each property."""
    content: str = "0" * 64

    def count_quads(self, lines: Iterable[bytes], step: int = 1) -> None:
        """Count quads in, or out with a `step` of -1."""
        total = int(self.content, 16)
        for line in lines:
            self.quads += step
            total += step * int.from_bytes(hashlib.sha256(line).digest())
        self.content = f"{total % _SUMS:064x}"

    def count_subject(self, facts: Iterable[Fact]) -> None:
        """Count a subject in, with all its facts."""
        self.subjects += 1
        for fact in facts:
            self.count_fact(fact)

    def count_fact(self, fact: Fact, step: int = 1) -> None:
        """Count a fact in, or out with a `step` of -1."""
        _, predicate, value = fact
        self.facts += step
        self.properties[predicate[1:-1].decode()] += step
        if predicate == TYPE:
            self.classes[value[1:-1].decode()] += step
        elif predicate == _SAME and value.startswith(_WIKIDATA):
            self.wikidata += step

    def counts(self, namespace: str) -> dict[str, int]:
        """Return what people want to know: quads, and the things of each class of a namespace."""
        named = {c.removeprefix(namespace): n for c, n in self.classes.items() if n > 0}
        return {"quads": self.quads} | {
            name: n for name, n in sorted(named.items()) if "/" not in name
        }

    def write(self, path: Path) -> None:
        """Write them to a file."""
        said = asdict(self) | {"classes": +self.classes, "properties": +self.properties}
        path.write_text(json.dumps(said, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_statistics(path: Path) -> Statistics:
    """Read what `write` wrote. Raises FileNotFoundError."""
    said = json.loads(path.read_text(encoding="utf-8"))
    said |= {name: Counter(said[name]) for name in ("classes", "properties")}
    return Statistics(**said)


def revise_statistics(
    statistics: Statistics,
    changes: Changes,
    facts: FactChanges,
    old: EmbeddedStore,
    new: EmbeddedStore,
) -> None:
    """Count what has changed between two stores."""
    statistics.count_quads(changes.added)
    statistics.count_quads(changes.removed, -1)
    for fact in facts.added:
        statistics.count_fact(fact)
    for fact in facts.removed:
        statistics.count_fact(fact, -1)
    for subject in {fact[0] for fact in facts.added}:
        statistics.subjects += not _has(old, subject)
    for subject in {fact[0] for fact in facts.removed}:
        statistics.subjects -= not _has(new, subject)


def _has(store: EmbeddedStore, subject: bytes) -> bool:
    return next(store.match(subject), None) is not None
