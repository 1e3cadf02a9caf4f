"""Releases that follow each other by a changed report, made beforehand: only the swap counts."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import URIRef

from communique.publish.making import ADDED, REMOVED
from communique.publish.release import open_current
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import Workspace, open_workspace

MARKER = "SELECT ?n { <urn:bench:marker> <urn:bench:release> ?n }"
"""Asks which release answers."""
_GRAPH = "<urn:bench:graph>"
REPORTS = 2
"""Reports that each of them changes."""


@dataclass(frozen=True, slots=True)
class Made:
    """A workspace with releases to switch to, in order, and how many quads each changes."""

    workspace: Workspace
    numbers: list[int]
    changed: int


def make_releases(root: Path, number: int, scratch: Path) -> Made:
    """Make releases after the current one; nobody is switched to them yet."""
    workspace = open_workspace(root)
    current = open_current(workspace)
    if current is None:
        raise SystemExit("there is no release to begin with.")
    scratch.mkdir(exist_ok=True)
    shutil.copytree(current.path / "store", scratch / "working")
    description = json.loads((current.path / "release.json").read_text(encoding="utf-8"))
    numbers, changed = [], 0
    with EmbeddedStore(scratch / "working") as working:
        for step in range(1, number + 1):
            added, removed = _changes(working, step)
            changed = len(added) + len(removed)
            working.change(added, removed)
            previous = description["number"]
            description |= {"number": previous + 1, "previous": previous, "content": str(step)}
            folder = workspace.releases / str(previous + 1)
            (folder / "dumps").mkdir(parents=True)
            (folder / "texts").mkdir()
            (folder / ADDED).write_bytes(b"".join(added))
            (folder / REMOVED).write_bytes(b"".join(removed))
            working.snapshot(folder / "store")
            (folder / "release.json").write_text(json.dumps(description), encoding="utf-8")
            numbers.append(previous + 1)
    return Made(workspace, numbers, changed)


def _changes(store: EmbeddedStore, step: int) -> tuple[list[bytes], list[bytes]]:
    added, removed = [_marker(step)], [_marker(step - 1)] if step > 1 else []
    for number in range(REPORTS * step, REPORTS * (step + 1)):
        for line in _report(store, number):
            changed = line.replace(b'"@', b' changed"@').replace(b'"^^', b'0"^^')
            if changed != line:
                removed.append(line)
                added.append(changed)
    return added, removed


def _report(store: EmbeddedStore, number: int) -> Iterator[bytes]:
    name = f"https://w3id.org/communique/graph/report/r{number}"
    for s, p, o in store.graph(URIRef(name)):
        yield f"{s.n3()} {p.n3()} {o.n3()} <{name}> .\n".encode()


def _marker(step: int) -> bytes:
    return f'<urn:bench:marker> <urn:bench:release> "{step}" {_GRAPH} .\n'.encode()
