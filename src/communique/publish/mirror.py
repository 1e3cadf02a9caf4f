"""Publishing from a remote working store: it is copied, and the copy is what a release is made of.

Readers see releases only, so no answer of theirs depends on the remote engine. Nor does inference:
it runs in the copy, and what follows is written back.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rdflib import URIRef

from communique.graph.mint import Mint
from communique.store.base import WorkingStore
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import Workspace


@contextmanager
def embedded(workspace: Workspace, store: WorkingStore) -> Iterator[EmbeddedStore]:
    """Give the working store itself if it is embedded, else a copy whose conclusions flow back."""
    if isinstance(store, EmbeddedStore):
        yield store
        return
    # On the disk of the releases: there a snapshot of the copy costs next to nothing.
    with tempfile.TemporaryDirectory(dir=workspace.root, prefix=".mirror-") as scratch:
        store.snapshot(Path(scratch) / "store")
        with EmbeddedStore(Path(scratch) / "store") as copy:
            before = {name: _lines(copy, name) for name in _made_here(workspace)}
            yield copy
            changed = {n: now for n, was in before.items() if (now := _lines(copy, n)) != was}
        store.replace_graphs(changed, b"".join(b"".join(sorted(new)) for new in changed.values()))


def _made_here(workspace: Workspace) -> list[URIRef]:
    """Return the graphs that publishing fills."""
    mint = Mint(workspace.settings.base)
    return [mint.graph("vocabulary"), mint.graph("inferred")]


def _lines(store: EmbeddedStore, name: URIRef) -> set[bytes]:
    end = f"{name.n3()} .\n".encode()
    return {line for line in store.nquads() if line.endswith(end)}
