"""What `communique doctor` looks at: each part of a workspace gives one check or more."""

import os
import platform
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version

from communique import __version__
from communique.errors import CommuniqueError
from communique.graph.mint import Mint
from communique.link.decisions import read_decisions
from communique.link.files import read_files
from communique.link.identity import holding, read_fates
from communique.publish.release import list_releases, open_current, open_snapshot
from communique.store import open_store
from communique.vocab.resources import authority_dir, ontology_dir, shapes_dir
from communique.workspace import Workspace

LEAST_FREE = 500_000_000
"""Bytes of disk below which a publish may fail."""
_LOAD = "Load the drafts again: communique load {}/*.nq"
ENGINES = ("pyoxigraph", "rdflib", "pyshacl", "spacy", "flask")


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, whether it is well, what was found, and what to do if it is not."""

    subject: str
    ok: bool
    finding: str
    remedy: str = ""


def examine(workspace: Workspace) -> Iterator[Check]:
    """Yield the checks of a workspace; one that fails does not stop the others."""
    for look in _LOOKS:
        try:
            yield from look(workspace)
        except CommuniqueError as error:
            subject = look.__name__.strip("_")
            yield Check(
                subject, False, f"{error.place}: {error.message}".lstrip(": "), error.remedy
            )


def _configuration(workspace: Workspace) -> Iterator[Check]:
    settings = workspace.settings
    yield Check("configuration", True, f"{workspace.config}, base {settings.base}")
    if settings.store.kind != "embedded":
        yield Check(
            "store",
            False,
            f"[store] kind is {settings.store.kind!r}, which this version does not have.",
            'Set kind = "embedded".',
        )


def _folders(workspace: Workspace) -> Iterator[Check]:
    folders = {
        name: getattr(workspace, name)
        for name in ("sources", "texts", "drafts", "quarantine", "releases")
    }
    missing = [name for name, path in folders.items() if not path.is_dir()]
    closed = [n for n, p in folders.items() if n not in missing and not os.access(p, os.W_OK)]
    if missing:
        finding = ", ".join(f"{name}/ is missing" for name in missing)
        yield Check("folders", False, finding, f"Make it: mkdir {workspace.root / missing[0]}")
    elif closed:
        finding = ", ".join(f"{name}/ cannot be written" for name in closed)
        yield Check("folders", False, finding, "Allow it, or mount the disk for writing.")
    else:
        waiting = sum(1 for p in workspace.quarantine.iterdir() if not p.name.startswith("."))
        yield Check("folders", True, f"all there; {waiting} in quarantine")


def _disk(workspace: Workspace) -> Iterator[Check]:
    free = shutil.disk_usage(workspace.root).free
    finding = f"{free / 1e9:.1f} GB free"
    yield Check("disk", free >= LEAST_FREE, finding, "Free some: a publish may fail half-way.")


def _registry(workspace: Workspace) -> Iterator[Check]:
    if not workspace.registry.exists():
        drafts = any(workspace.drafts.glob("*.nq"))
        remedy = "Restore it from a backup: it holds the identity of everything published."
        yield Check("registry", not drafts, "there is none", remedy)
        return
    remedy = "Restore it from a backup."
    try:
        with sqlite3.connect(f"file:{workspace.registry}?mode=ro", uri=True) as db:
            (verdict,) = db.execute("PRAGMA quick_check").fetchone()
            (keys,) = db.execute("SELECT count(*) FROM identity").fetchone()
        db.close()
    except sqlite3.OperationalError as error:
        verdict, keys = str(error), 0
        remedy = "The disk is full or closed: see the checks of disk and folders."
    except sqlite3.DatabaseError as error:
        verdict, keys = str(error), 0
    finding = f"{keys:,} identities" if verdict == "ok" else verdict
    yield Check("registry", verdict == "ok", finding, remedy)


def _store(workspace: Workspace) -> Iterator[Check]:
    reports = Mint(workspace.settings.base).graph("report/")
    embedded = workspace.settings.store.kind == "embedded"
    if embedded and not workspace.store.exists():
        yield Check(
            "store",
            not any(workspace.drafts.glob("*.nq")),
            "none yet",
            _LOAD.format(workspace.drafts),
        )
        return
    with open_store(workspace) as store:
        names = store.graph_names()
        yield Check("store", True, f"{store.quad_count():,} quads in {len(names):,} graphs")
    held = {name.removeprefix(reports) for name in names if name.startswith(reports)}
    drafts = {path.stem for path in workspace.drafts.glob("*.nq")}
    lost = sorted(drafts - held)
    if lost:
        yield Check(
            "drafts",
            False,
            f"{len(lost)} of {len(drafts)} accepted drafts are not in the store: {lost[0]} …",
            _LOAD.format(workspace.drafts),
        )
    else:
        yield Check("drafts", True, f"all {len(drafts)} are in the store")


def _releases(workspace: Workspace) -> Iterator[Check]:
    current = open_current(workspace)
    if current is None:
        yield Check("releases", True, "none yet: communique publish makes the first")
        return
    with open_snapshot(workspace, current.number) as snapshot:
        quads = snapshot.quad_count()
    known = list_releases(workspace)
    said = current.counts["quads"]
    finding = f"{len(known)}, readers see {current.number} with {quads:,} quads"
    remedy = "The snapshot is not what was published. Publish again."
    yield Check("releases", quads == said, finding, remedy)
    if current.base != workspace.settings.base:
        yield Check(
            "base",
            False,
            f"release {current.number} has the base {current.base}, the settings another.",
            "Set base back: published links depend on it.",
        )
    left = sorted(p.name for p in workspace.releases.glob("*.tmp"))
    if left:
        finding = f"an interrupted publish left {', '.join(left)}"
        yield Check("releases", False, finding, "communique publish removes it.")


def _knowledge(workspace: Workspace) -> Iterator[Check]:
    folders = {"ontology": ontology_dir(), "shapes": shapes_dir(), "authority": authority_dir()}
    empty = [name for name, folder in folders.items() if not any(folder.glob("*.*"))]
    finding = f"{', '.join(empty)} not found" if empty else "ontology, shapes, authority files"
    yield Check("knowledge", not empty, finding, "Install communique again.")


def _authority(workspace: Workspace) -> Iterator[Check]:
    read = read_files(workspace.authority)
    for found in read.findings:
        yield Check("authority", False, f"{found.place}: {found.message}", found.remedy)
    if not read.findings:
        yield Check("authority", True, f"{read.rows} entries of your own")


def _versions(workspace: Workspace) -> Iterator[Check]:
    engines = ", ".join(f"{name} {version(name)}" for name in ENGINES)
    python = platform.python_version()
    yield Check("versions", True, f"communique {__version__}, Python {python}, {engines}")


def _decisions(workspace: Workspace) -> Iterator[Check]:
    decisions = read_decisions(workspace)
    fates = holding(read_fates(workspace))
    shared = decisions.shared_items()
    if shared:
        item, subjects = next(iter(shared.items()))
        yield Check(
            "decisions",
            False,
            f"{decisions.path}: {item} is the link of {' and of '.join(subjects)}.",
            f"Merge them, or undo one: communique link undo {subjects[-1]} {item}",
        )
        return
    found = f"{len(decisions.holding())} on links, {len(fates)} on identity"
    yield Check("decisions", True, found)


_LOOKS: tuple[Callable[[Workspace], Iterator[Check]], ...] = (
    _configuration,
    _folders,
    _disk,
    _registry,
    _store,
    _releases,
    _decisions,
    _authority,
    _knowledge,
    _versions,
)
