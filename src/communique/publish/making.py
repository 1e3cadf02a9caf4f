"""The folder of a release while it is made, and what is noted so that the next one costs less.

`communique.publish.release` says in which order things are done, and when readers may see them.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from rdflib import URIRef

from communique.graph.mint import Mint
from communique.infer.rules import compile_rules
from communique.publish.basis import basis, read_basis, write_basis
from communique.publish.comparison import Signed
from communique.publish.conclusions import conclude_anew
from communique.publish.consequences import conclude_changes
from communique.publish.differences import Changes, compare
from communique.publish.dumps import Place
from communique.publish.files import DumpFile, link_file
from communique.publish.losses import SuddenLoss, losses
from communique.publish.queries import load_query
from communique.publish.statistics import Statistics
from communique.store.oxigraph import EmbeddedStore
from communique.vocab.namespaces import VOCABULARY
from communique.workspace import Workspace, write_file

UNFINISHED = ".tmp"
DESCRIPTION, STATISTICS = "release.json", "statistics.json"
ADDED, REMOVED = "CHANGES.nq", "CHANGES.removed.nq"
"""The quads that the release before did not have, and those that it alone has."""
DUMPS, INDEX, SEARCH, STORE, TEXTS = "dumps", "index", "search", "store", "texts"
"""What the folder of a release holds."""
_FEW = 50
"""So many changed graphs are always gone through alone; of more, no larger share than this:"""
_SHARE = 0.1


def place_of(folder: Path) -> Place:
    """Return where the files of a finished release are."""
    return Place(folder / DUMPS, folder / INDEX)


class Making:
    """A release in the making: a folder that is there whole or not at all."""

    def __init__(
        self, workspace: Workspace, store: EmbeddedStore, told: Mapping[str, object]
    ) -> None:
        """Take what the release says of itself."""
        self.workspace = workspace
        self.settings = workspace.settings
        self.store = store
        self.number = int(str(told["number"]))
        self.folder = workspace.releases / f"{self.number}{UNFINISHED}"
        self._told = told
        self.compared_with: tuple[int, dict[str, int]] | None = None
        """The number and the counts of the release that this one must not lose much of."""

    def conclude_anew(self) -> None:
        """Draw all conclusions anew."""
        self._forget()
        conclude_anew(self.store, self.settings.base, engine=self.settings.inference.engine)
        self.store.optimize()

    def conclude_since(self, old: EmbeddedStore) -> Changes:
        """Draw the conclusions of what has changed since a release; return all changes."""
        base = self.settings.base
        changes = compare(old, self.store, self.store.changed or ())
        if not changes:
            return changes
        self._forget()
        vocabulary = URIRef(Mint(base).graph("vocabulary"))
        axioms = self.store.construct(load_query("axioms"), {"vocabulary": vocabulary})
        return conclude_changes(old, self.store, base, compile_rules(axioms), changes)

    def release_before(self) -> Path | None:
        """Return the release that the store was like; None if too little is known, or too much new.

        So it is where the software, the ontology or conclusions themselves have changed.
        """
        noted, changed = read_basis(self.workspace.basis), self.store.changed
        if noted is None or changed is None or noted.engine != "rules":
            return None
        mint = Mint(self.settings.base)
        ours = (mint.graph("vocabulary"), mint.graph("inferred"))
        before = self.workspace.releases / str(noted.release)
        known = noted == basis(self.settings, noted.release) and (before / DUMPS).is_dir()
        if not known or any(name.startswith(ours) for name in changed):
            return None
        few = max(_FEW, int(_SHARE * len(self.store.graph_names())))
        return before if len(changed) <= few else None

    def begin(self) -> None:
        """Take the snapshot, and the texts with it."""
        self.folder.mkdir()
        (self.folder / TEXTS).mkdir()
        self.store.snapshot(self.folder / STORE)
        texts = self.workspace.texts
        for path in texts.glob("[!.]*") if texts.is_dir() else ():
            # Texts are replaced, never rewritten.
            link_file(path, self.folder / TEXTS / path.name)

    def write_changes(self, earlier: Path | None, changes: Iterable[Signed]) -> None:
        """Write what came and went since an earlier release, which readers saw before."""
        with (self.folder / ADDED).open("wb") as new, (self.folder / REMOVED).open("wb") as gone:
            if earlier is None:
                new.write(b"# The first release: all of communique.nq.gz is new.\n")
                gone.write(b"# The first release.\n")
                return
            this, before = self.number, earlier.name
            new.write(f"# Quads of release {this} that release {before} does not have.\n".encode())
            gone.write(f"# Quads of release {before} that release {this} has no more.\n".encode())
            for sign, line in changes:
                (new if sign == "+" else gone).write(line)

    def describe(self, statistics: Statistics, files: Iterable[DumpFile]) -> None:
        """Write what the release is."""
        statistics.write(self.folder / STATISTICS)
        said = {
            **self._told,
            "content": statistics.content,
            "counts": self._counts(statistics),
            "files": [asdict(file) for file in files],
        }
        data = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
        write_file(self.folder / DESCRIPTION, data.encode())

    def refuse_losses(self, statistics: Statistics) -> None:
        """Raise SuddenLoss, and remove the folder, if much would be lost."""
        if self.compared_with is None:
            return
        number, counts = self.compared_with
        largest = self.settings.publication.largest_loss
        if lost := losses(counts, self._counts(statistics), largest):
            shutil.rmtree(self.folder)
            raise SuddenLoss(lost, number)

    def _counts(self, statistics: Statistics) -> dict[str, int]:
        graphs = {"quads": statistics.quads, "graphs": len(self.store.graph_names())}
        return graphs | statistics.counts(VOCABULARY)

    def finish(self) -> None:
        """Give the folder its name."""
        self.folder = self.folder.rename(self.workspace.releases / str(self.number))

    def remember(self, number: int) -> None:
        """Note that the store is what that release was made of."""
        write_basis(self.workspace.basis, basis(self.settings, number))
        self.store.forget_changes()

    def _forget(self) -> None:
        """Until the release is there, nobody knows what the conclusions in the store rest on."""
        self.workspace.basis.unlink(missing_ok=True)
