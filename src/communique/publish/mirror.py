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
from communique.store.oxigraph import EmbeddedStore, line_of
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
            before = _made_here(workspace, copy)
            yield copy
            after = _made_here(workspace, copy)
        names = before.keys() | after.keys()
        changed = sorted(n for n in names if before.get(n) != after.get(n))
        store.replace_graphs(changed, b"".join(line for n in changed for line in after.get(n, ())))


def _made_here(workspace: Workspace, store: EmbeddedStore) -> dict[URIRef, list[bytes]]:
    """Return the quads of the graphs that publishing fills, sorted, by the name of the graph."""
    mint = Mint(workspace.settings.base)
    vocabulary, inferred = mint.graph("vocabulary"), mint.graph("inferred")
    names = [n for n in store.graph_names() if n == vocabulary or n.startswith(inferred)]
    return {name: sorted(line_of(s, p, o, name) for s, p, o in store.graph(name)) for name in names}
