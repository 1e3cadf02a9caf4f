"""Numbered releases: made beside the current one, never changed, switched to with one rename.

    releases/N/store/         a read-only snapshot
    releases/N/texts/         the texts that offsets count in
    releases/N/search/        the full-text index
    releases/N/dumps/         files to download
    releases/N/release.json   what it is
    releases/current          a symbolic link to the one that readers see

A release is made under the name `N.tmp`. What an interrupted publish left is removed by the next.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from communique import __version__
from communique.errors import StoreError, UsageError, WorkspaceError
from communique.publish.conclusions import complete_store
from communique.publish.dumps import ADDED, NQUADS, REMOVED, write_dumps, write_nquads
from communique.publish.files import describe_files
from communique.publish.losses import SuddenLoss, losses
from communique.publish.queries import load_query
from communique.publish.void import describe_release
from communique.search.writing import write_index
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import Workspace, write_file

SEARCH = "search"
"""The folder of a release that has its full-text index."""
_DESCRIPTION = "release.json"
_CURRENT = "current"
_UNFINISHED = ".tmp"


@dataclass(frozen=True, slots=True)
class Release:
    """One release. `created` is ISO 8601; `counts` has quads, graphs and each class by name."""

    number: int
    created: str
    message: str
    path: Path
    base: str
    counts: dict[str, int]
    content: str
    """SHA-256 of the sorted N-Quads."""


CurrentRelease = Release
"""The release that readers see."""


def publish(
    workspace: Workspace,
    store: EmbeddedStore,
    message: str,
    now: datetime,
    *,
    accept_losses: bool = False,
) -> Release | None:
    """Make a release of what the store holds and switch readers to it.

    Returns None when the current release already says the same. Raises SuddenLoss, and leaves the
    current release to readers, when a class would lose more than `[publication] largest_loss`.
    """
    workspace.releases.mkdir(exist_ok=True)
    _remove_unfinished(workspace)
    complete_store(
        store,
        workspace.settings.base,
        engine=workspace.settings.inference.engine,
        record=workspace.basis,
    )
    number = max(numbers(workspace), default=0) + 1
    unfinished = workspace.releases / f"{number}{_UNFINISHED}"
    dumps = unfinished / "dumps"
    dumps.mkdir(parents=True)
    content = write_nquads(store, dumps)
    current = open_current(workspace)
    if current and current.content == content and current.base == workspace.settings.base:
        shutil.rmtree(unfinished)
        return None
    counts = _fill(workspace, store, unfinished, number, current, content, message, now)
    if current and not accept_losses:
        lost = losses(current.counts, counts, workspace.settings.publication.largest_loss)
        if lost:
            shutil.rmtree(unfinished)
            raise SuddenLoss(lost, current.number)
    finished = workspace.releases / str(number)
    unfinished.rename(finished)
    switch_to(workspace, number)
    _remove_old(workspace)
    return read_release(finished)


def open_current(workspace: Workspace) -> CurrentRelease | None:
    """Return the release that readers see; None if nothing is published."""
    link = workspace.releases / _CURRENT
    try:
        return read_release(workspace.releases / link.readlink())
    except FileNotFoundError:
        if link.is_symlink():
            raise WorkspaceError(
                "the current release is not there.",
                place=str(link),
                remedy="Choose another with `communique releases rollback N`.",
            ) from None
        return None


def open_snapshot(workspace: Workspace, number: int | None = None) -> EmbeddedStore:
    """Open the store of a release, by default the current one, for reading."""
    return EmbeddedStore.open_read_only(release_named(workspace, number).path / "store")


def release_named(workspace: Workspace, number: int | None = None) -> Release:
    """Return a release, by default the current one. Raises UsageError if there is none."""
    if number is None:
        if current := open_current(workspace):
            return current
        raise UsageError("nothing is published yet.", remedy="Run `communique publish`.")
    if number not in numbers(workspace):
        known = ", ".join(map(str, numbers(workspace))) or "none"
        raise UsageError(f"there is no release {number}.", remedy=f"There are: {known}.")
    return read_release(workspace.releases / str(number))


def list_releases(workspace: Workspace) -> list[Release]:
    """Return all releases, oldest first."""
    return [read_release(workspace.releases / str(number)) for number in numbers(workspace)]


def numbers(workspace: Workspace) -> list[int]:
    """Return the numbers of all finished releases, sorted."""
    folders = workspace.releases.glob("*") if workspace.releases.is_dir() else ()
    return sorted(int(f.name) for f in folders if f.name.isascii() and f.name.isdigit())


def switch_to(workspace: Workspace, number: int) -> Release:
    """Let readers see another release, at once. Raises UsageError if there is no such release."""
    release = release_named(workspace, number)
    link = workspace.releases / f"{_CURRENT}{_UNFINISHED}"
    link.unlink(missing_ok=True)
    link.symlink_to(str(number))
    link.replace(workspace.releases / _CURRENT)
    return release


def read_release(path: Path) -> Release:
    """Read release.json. Raises FileNotFoundError, and StoreError if it is damaged."""
    try:
        said = json.loads((path / _DESCRIPTION).read_text(encoding="utf-8"))
        return Release(
            number=said["number"],
            created=said["created"],
            message=said["message"],
            path=path,
            base=said["base"],
            counts=said["counts"],
            content=said["content"],
        )
    except (ValueError, KeyError) as error:
        raise StoreError(
            f"the description of the release is damaged: {error!r}.",
            place=str(path / _DESCRIPTION),
            remedy="Go back to another release with `communique releases rollback N`.",
        ) from None


def _fill(
    workspace: Workspace,
    store: EmbeddedStore,
    unfinished: Path,
    number: int,
    current: Release | None,
    content: str,
    message: str,
    now: datetime,
) -> dict[str, int]:
    dumps = unfinished / "dumps"
    store.snapshot(unfinished / "store")
    _copy_texts(workspace.texts, unfinished / "texts")
    previous = current.path / "dumps" / NQUADS if current else None
    with EmbeddedStore.open_read_only(unfinished / "store") as snapshot:
        write_dumps(snapshot, dumps, workspace.settings, number, previous)
        described = describe_release(snapshot, workspace.settings, number, describe_files(dumps))
        (dumps / "void.ttl").write_bytes(described.serialize(format="turtle", encoding="utf-8"))
        counts = count(snapshot)
        write_index(
            snapshot,
            workspace.settings.base,
            unfinished / SEARCH,
            before=current.path / SEARCH if current else None,
            changes=(dumps / ADDED, dumps / REMOVED),
        )
    files = describe_files(dumps)
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    (dumps / "SHA256SUMS").write_text(sums, encoding="utf-8")
    description: dict[str, Any] = {
        "number": number,
        "created": now.isoformat(timespec="seconds"),
        "message": message,
        "base": workspace.settings.base,
        "version": __version__,
        "previous": current.number if current else None,
        "content": content,
        "counts": counts,
        "files": [asdict(file) for file in files],
    }
    data = json.dumps(description, ensure_ascii=False, indent=1) + "\n"
    write_file(unfinished / _DESCRIPTION, data.encode())
    return counts


def count(store: EmbeddedStore) -> dict[str, int]:
    """Return how many quads, graphs and things of each class a store has."""
    counts = {"quads": store.quad_count(), "graphs": len(store.graph_names())}
    for row in store.select(load_query("counts")):
        counts[str(row["class"]).rpartition("#")[2]] = int(str(row["n"]))
    return counts


def _copy_texts(source: Path, target: Path) -> None:
    """Copy the texts, by hard links where the disk allows: texts are replaced, never rewritten."""
    target.mkdir()
    for path in sorted(source.glob("[!.]*")) if source.is_dir() else ():
        try:
            os.link(path, target / path.name)
        except OSError:
            shutil.copyfile(path, target / path.name)


def _remove_unfinished(workspace: Workspace) -> None:
    for path in workspace.releases.glob(f"*{_UNFINISHED}"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _remove_old(workspace: Workspace) -> None:
    keep = max(1, workspace.settings.publication.keep)
    current = open_current(workspace)
    for number in numbers(workspace)[:-keep]:
        if current is None or number != current.number:
            # Renamed first, so that nobody meets half a release.
            old = workspace.releases / f"{number}{_UNFINISHED}"
            (workspace.releases / str(number)).rename(old)
            shutil.rmtree(old)
