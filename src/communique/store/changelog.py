"""Which graphs of a store may have changed since somebody last looked: a list beside the store.

A name is written before the change is made, so that whatever interrupts it the list never says too
little. A store without a list, or with the list of another store, may have changed anywhere.
"""

import os
from collections.abc import Iterable
from pathlib import Path

_ANYWHERE = "*"


class ChangeLog:
    """The list of one store: names of graphs, a line each, below the identity of the store."""

    def __init__(self, store: Path) -> None:
        """Read the list of the store in that folder."""
        self._path = store.with_name(f"{store.name}.changes")
        self._identity = (store / "IDENTITY").read_text(encoding="utf-8").strip()
        self._names = self._read()

    @property
    def names(self) -> frozenset[str] | None:
        """The graphs that may have changed; None if any may."""
        return None if _ANYWHERE in self._names else frozenset(self._names)

    def note(self, names: Iterable[str]) -> None:
        """Write down graphs that are about to change."""
        if _ANYWHERE in self._names:
            return
        fresh = set(names) - self._names
        if fresh:
            self._names |= fresh
            self._write("a", fresh)

    def note_anywhere(self) -> None:
        """Write down that any graph is about to change."""
        self.note((_ANYWHERE,))

    def clear(self) -> None:
        """Begin anew: whoever looked knows all."""
        self._names = set()
        self._write("w", (self._identity,))

    def _read(self) -> set[str]:
        try:
            identity, *names = self._path.read_text(encoding="utf-8").splitlines()
        except (FileNotFoundError, ValueError):
            return {_ANYWHERE}
        return set(names) if identity == self._identity else {_ANYWHERE}

    def _write(self, mode: str, lines: Iterable[str]) -> None:
        with self._path.open(mode, encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in lines)
            stream.flush()
            os.fsync(stream.fileno())
