"""Numbered releases: made beside the current one, never changed, switched to with one rename.

    releases/N/store/         a read-only snapshot
    releases/N/texts/         the texts that offsets count in
    releases/N/search/        the full-text index
    releases/N/dumps/         files to download
    releases/N/release.json   what it is
    releases/current          a symbolic link to the one that readers see

    releases/N/CHANGES…       what came and went since the one that readers saw before
    releases/N/index/         where the pieces of the files begin
    releases/N/statistics.json

A release is made under the name `N.tmp`. What an interrupted publish left is removed by the next.
`communique.publish.making` fills it.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from communique import __version__
from communique.errors import StoreError, UsageError, WorkspaceError
from communique.publish.about import write_about
from communique.publish.comparison import Signed, difference_between, signed
from communique.publish.differences import Changes, facts
from communique.publish.dumps import Dumps, Place
from communique.publish.files import DumpFile, link_file
from communique.publish.making import (
    ADDED,
    DESCRIPTION,
    DUMPS,
    INDEX,
    REMOVED,
    SEARCH,
    STATISTICS,
    STORE,
    UNFINISHED,
    Making,
    place_of,
)
from communique.publish.statistics import Statistics, read_statistics, revise_statistics
from communique.search.writing import write_index
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import Workspace

__all__ = ["SEARCH"]
_CURRENT = "current"


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

    Where the store still is what an earlier release was made of, but for some graphs, only what
    these touch is gone through; readers see the release before its files to download are written.
    Returns None when the current release already says the same. Raises SuddenLoss, and leaves the
    current release to readers, when a class would lose more than `[publication] largest_loss`.
    """
    workspace.releases.mkdir(exist_ok=True)
    _remove_unfinished(workspace)
    current = open_current(workspace)
    if current and not has_files(current):
        _complete(workspace, current)
    number = max(numbers(workspace), default=0) + 1
    told = {
        "number": number,
        "created": now.isoformat(timespec="seconds"),
        "message": message,
        "base": workspace.settings.base,
        "version": __version__,
        "previous": current.number if current else None,
    }
    making = Making(workspace, store, told)
    if current and not accept_losses:
        making.compared_with = current.number, current.counts
    before = making.release_before()
    made = _revised(making, before, current) if before else _anew(making, current)
    if not made:
        return None
    making.remember(number)
    _remove_old(workspace, now)
    return read_release(making.folder)


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


def with_files(workspace: Workspace) -> Release | None:
    """Return the current release, or the newest other one as long as its files are written."""
    current = open_current(workspace)
    if current is None or has_files(current):
        return current
    others = (read_release(workspace.releases / str(n)) for n in reversed(numbers(workspace)))
    return next((release for release in others if has_files(release)), None)


def has_files(release: Release) -> bool:
    """Say whether there is something to download of a release."""
    return (release.path / DUMPS).is_dir()


def read_files(folder: Path) -> list[DumpFile]:
    """Return what a release says of its files; nothing as long as they are being written."""
    said = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    return [DumpFile(**file) for file in said["files"]]


def diff(workspace: Workspace, old: int, new: int) -> Iterator[Signed]:
    """Yield ("-", line) for quads that only `old` has and ("+", line) for those of `new`.

    Raises UsageError if there is no such release.
    """
    return difference_between(
        *(place_of(release_named(workspace, number).path) for number in (old, new))
    )


def numbers(workspace: Workspace) -> list[int]:
    """Return the numbers of all finished releases, sorted."""
    folders = workspace.releases.glob("*") if workspace.releases.is_dir() else ()
    return sorted(int(f.name) for f in folders if f.name.isascii() and f.name.isdigit())


def switch_to(workspace: Workspace, number: int) -> Release:
    """Let readers see another release, at once. Raises UsageError if there is no such release."""
    release = release_named(workspace, number)
    link = workspace.releases / f"{_CURRENT}{UNFINISHED}"
    link.unlink(missing_ok=True)
    link.symlink_to(str(number))
    link.replace(workspace.releases / _CURRENT)
    return release


def read_release(path: Path) -> Release:
    """Read release.json. Raises FileNotFoundError, and StoreError if it is damaged."""
    try:
        said = json.loads((path / DESCRIPTION).read_text(encoding="utf-8"))
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
            place=str(path / DESCRIPTION),
            remedy="Go back to another release with `communique releases rollback N`.",
        ) from None


def _anew(making: Making, current: Release | None) -> bool:
    """Make a release of everything; say whether there is one, or the current one says the same."""
    making.conclude_anew()
    making.begin()
    place = place_of(making.folder)
    dumps, statistics = Dumps(making.store, making.settings.base), Statistics()
    written = dumps.write_quads(place, statistics)
    if current and (current.base, current.content) == (making.settings.base, statistics.content):
        shutil.rmtree(making.folder)
        making.remember(current.number)
        return False
    before = current.path if current else None
    making.write_changes(before, difference_between(place_of(before), place) if before else ())
    written += dumps.write_facts(place, statistics)
    making.refuse_losses(statistics)
    _write_index(making, before)
    making.describe(statistics, _write_about(making, place, statistics, written))
    making.finish()
    switch_to(making.workspace, making.number)
    return True


def _revised(making: Making, before: Path, current: Release | None) -> bool:
    """Make a release of one before it and what has changed since; say whether anything has.

    Readers see it before its files are written, for these have to be read and copied whole.
    """
    with EmbeddedStore.open_read_only(before / STORE) as old:
        changes = making.conclude_since(old)
        if not changes and current and current.path.name == before.name:
            making.remember(current.number)
            return False
        making.begin()
        changed = facts(changes, old, making.store)
        statistics = read_statistics(before / STATISTICS)
        revise_statistics(statistics, changes, changed, old, making.store)
        making.refuse_losses(statistics)
        seen = current.path if current else None
        making.write_changes(seen, signed(_since(seen, before, changes)))
        _write_index(making, seen)
        making.describe(statistics, [])
        making.finish()
        switch_to(making.workspace, making.number)
        place = Place(making.folder / f"{DUMPS}{UNFINISHED}", making.folder / INDEX)
        dumps, known = Dumps(making.store, making.settings.base), read_files(before)
        written = dumps.revise(place_of(before), place, old, changes, changed, known)
    files = _write_about(making, place, statistics, written)
    place.dumps.rename(making.folder / DUMPS)
    making.describe(statistics, files)
    return True


def _since(seen: Path | None, before: Path, changes: Changes) -> Changes:
    """Return what has changed since the release that readers see, by way of the one before."""
    if seen is None or seen.name == before.name:
        return changes
    lines: dict[str, set[bytes]] = {"+": set(), "-": set()}
    for sign, line in difference_between(place_of(seen), place_of(before)):
        lines[sign].add(line)
    return changes.after(Changes(frozenset(lines["+"]), frozenset(lines["-"])))


def _complete(workspace: Workspace, release: Release) -> None:
    """Write the files of a release that readers see already: its publish was interrupted."""
    told = json.loads((release.path / DESCRIPTION).read_text(encoding="utf-8"))
    with EmbeddedStore.open_read_only(release.path / STORE) as store:
        making = Making(workspace, store, told)
        making.folder = release.path
        place = Place(release.path / f"{DUMPS}{UNFINISHED}", release.path / INDEX)
        for folder in (place.dumps, place.index):
            shutil.rmtree(folder, ignore_errors=True)
        dumps, statistics = Dumps(store, release.base), Statistics()
        written = [*dumps.write_quads(place, statistics), *dumps.write_facts(place, statistics)]
        files = _write_about(making, place, statistics, written)
        place.dumps.rename(release.path / DUMPS)
        making.describe(statistics, files)


def _write_about(
    making: Making, place: Place, statistics: Statistics, written: list[DumpFile]
) -> list[DumpFile]:
    for name in (ADDED, REMOVED):
        link_file(making.folder / name, place.dumps / name)
    return write_about(
        making.store, making.settings, making.number, place.dumps, statistics, written
    )


def _write_index(making: Making, seen: Path | None) -> None:
    write_index(
        making.store,
        making.settings.base,
        making.folder / SEARCH,
        before=seen / SEARCH if seen else None,
        changes=(making.folder / ADDED, making.folder / REMOVED),
    )


def _remove_unfinished(workspace: Workspace) -> None:
    for path in workspace.releases.glob(f"*{UNFINISHED}"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _remove_old(workspace: Workspace, now: datetime) -> None:
    """Remove releases that neither the number nor the days of the settings keep."""
    settings = workspace.settings.publication
    current = open_current(workspace)
    for number in numbers(workspace)[: -max(1, settings.keep)]:
        release = read_release(workspace.releases / str(number))
        age = now - datetime.fromisoformat(release.created)
        young = age < timedelta(days=settings.keep_days)
        if not young and (current is None or number != current.number):
            # Renamed first, so that nobody meets half a release.
            old = workspace.releases / f"{number}{UNFINISHED}"
            (workspace.releases / str(number)).rename(old)
            shutil.rmtree(old)
