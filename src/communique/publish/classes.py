"""One Turtle file a class: the facts about its things.

A thing of several classes stands in the file of each; what hangs from a thing (`…#…`) has a class
of its own. Only classes of our vocabulary have a file: the ontology's own terms are in its graph.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from communique.publish.differences import Fact, FactChanges
from communique.publish.files import DumpFile
from communique.publish.forms import Turtle
from communique.publish.lines import TYPE
from communique.publish.pieces import Form, PieceWriter
from communique.store.oxigraph import EmbeddedStore
from communique.vocab.namespaces import VOCABULARY

BY_CLASS = "by-class/"
"""What the names of these files begin with."""
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_START = f"<{VOCABULARY}".encode()


class ClassFiles:
    """Writes the files of all classes at once."""

    def __init__(self, form: Turtle, begin: Callable[[str, Form], PieceWriter]) -> None:
        """Take how files are written and begun."""
        self._form = form
        self._begin = begin
        self._writers: dict[str, PieceWriter] = {}

    def add(self, subject: bytes, items: list[bytes], facts: Iterable[Fact]) -> None:
        """Add a thing to the file of each of its classes."""
        for name in _names(facts):
            if name not in self._writers:
                self._writers[name] = self._begin(name, self._form)
            self._writers[name].add(subject, items)

    def finish(self) -> Iterator[DumpFile]:
        """Finish all files; yield what was written."""
        for name, writer in self._writers.items():
            yield writer.finish(name)


def class_changes(
    facts: FactChanges, old: EmbeddedStore, new: EmbeddedStore
) -> dict[str, FactChanges]:
    """Return what changes in the file of each class.

    All facts of a thing come into the file of a class that it now has, and leave with it.
    """
    added: dict[str, set[Fact]] = defaultdict(set)
    removed: dict[str, set[Fact]] = defaultdict(set)
    fresh, gone = _by_subject(facts.added), _by_subject(facts.removed)
    for subject in fresh.keys() | gone.keys():
        before, after = (_names(q.fact for q in s.match(subject, TYPE)) for s in (old, new))
        for name in before & after:
            added[name] |= fresh[subject]
            removed[name] |= gone[subject]
        for name in after - before:
            added[name] |= {q.fact for q in new.match(subject)}
        for name in before - after:
            removed[name] |= {q.fact for q in old.match(subject)}
    return {
        name: FactChanges(frozenset(added[name]), frozenset(removed[name]))
        for name in sorted(added.keys() | removed.keys())
    }


def _by_subject(facts: Iterable[Fact]) -> dict[bytes, set[Fact]]:
    found: dict[bytes, set[Fact]] = defaultdict(set)
    for fact in facts:
        found[fact[0]].add(fact)
    return found


def _names(facts: Iterable[Fact]) -> set[str]:
    """Return the names of the files that a thing stands in."""
    types = (value for _, predicate, value in facts if predicate == TYPE)
    return {
        f"{BY_CLASS}{_CAPITAL.sub('-', iri[len(_START) : -1].decode()).lower()}.ttl.gz"
        for iri in types
        if iri.startswith(_START)
    }
