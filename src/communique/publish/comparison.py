"""What changed between two releases."""

from collections.abc import Iterator
from pathlib import Path

from communique.publish.differences import Changes
from communique.publish.dumps import NQUADS, Place
from communique.publish.forms import NQuads, quad_item, quad_line
from communique.publish.lines import difference, sorted_lines
from communique.publish.pieces import differing
from communique.store.oxigraph import EmbeddedStore

Signed = tuple[str, bytes]
"""A line of N-Quads, and "+" or "-" before it."""


def difference_between(old: Place, new: Place) -> Iterator[Signed]:
    """Yield ("-", line) for quads that only `old` has and ("+", line) for those of `new`.

    They come by graph. Pieces of the files that are the same are not looked into.
    """
    try:
        form = NQuads()
        before, after = differing(old.read(NQUADS, form), new.read(NQUADS, form), form)
    except FileNotFoundError:
        before, after = (_all(place, new.dumps) for place in (old, new))
    for sign, item in difference(before, after):
        yield sign, quad_line(item)


def _all(place: Place, scratch: Path) -> Iterator[bytes]:
    """Read the store of a release whose files are not there, or have no index."""
    with EmbeddedStore.open_read_only(place.dumps.parent / "store") as store:
        yield from sorted_lines(map(quad_item, store.nquads()), scratch)


def signed(changes: Changes) -> Iterator[Signed]:
    """Yield changes as `difference_between` does."""
    for sign, lines in (("+", changes.added), ("-", changes.removed)):
        yield from ((sign, quad_line(item)) for item in sorted(map(quad_item, lines)))
