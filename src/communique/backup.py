"""A workspace in one file, taken while it is served, and put back only if every byte is right.

The file is a tar archive with the workspace's files and, as its last member, MANIFEST.sha256 in
the form of sha256sum: `tar -xf` and `sha256sum -c` put a backup back without communique, too.
Writers wait or are told to; readers see releases, which never change, and notice nothing.
"""

import hashlib
import io
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from communique.config import load_settings
from communique.errors import UsageError, WorkspaceError
from communique.store import open_store
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import Workspace

MANIFEST = "MANIFEST.sha256"
_OF_A_PROCESS = ("/.lock", "-wal", "-shm", ".tmp")
"""Endings of paths that belong to a process, not to the workspace."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds: files, their bytes, and the SHA-256 of the list of their hashes."""

    files: int
    size: int
    digest: str


def write_backup(workspace: Workspace, target: Path) -> Kept:
    """Write the whole workspace into one file that only its owner can read.

    The file is there whole or not at all. Raises UsageError if it is there already, StoreError
    when another process writes the workspace.
    """
    if target.exists():
        raise UsageError(
            "this file is there already.", place=str(target), remedy="Name another, or remove it."
        )
    part = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with _at_rest(workspace) as extras, _private(part) as archive:
            kept = _write(archive, workspace, extras)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return kept


def check_backup(archive: Path) -> Kept:
    """Hold every file of a backup against its hash, and put nothing anywhere.

    Raises WorkspaceError with the first file that is not what was kept.
    """
    with tempfile.TemporaryDirectory(dir=archive.absolute().parent, prefix=".check-") as folder:
        return _unpack(archive, Path(folder))


def restore_backup(archive: Path, target: Path) -> Kept:
    """Put a backup back at `target`, whole or not at all.

    Raises UsageError if something is at `target`, WorkspaceError when a file is not what was kept.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(
            "there is something here already.",
            place=str(target),
            remedy="Restore into a folder that is not there yet.",
        )
    target.absolute().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".restore-") as folder:
        unpacked = Path(folder) / "workspace"
        kept = _unpack(archive, unpacked)
        load_settings(unpacked / "communique.toml", {})
        if target.exists():
            target.rmdir()
        unpacked.rename(target)
    return kept


@contextmanager
def _at_rest(workspace: Workspace) -> Iterator[dict[str, Path]]:
    """Keep writers out; yield what is copied in another way than file by file."""
    with tempfile.TemporaryDirectory(dir=workspace.root, prefix=".backup-") as folder:
        extras: dict[str, Path] = {}
        with open_store(workspace) as store:
            if isinstance(store, EmbeddedStore):
                store.snapshot(Path(folder) / "store")
                extras["store"] = Path(folder) / "store"
            if workspace.registry.exists():
                copy = Path(folder) / workspace.registry.name
                with (
                    closing(sqlite3.connect(workspace.registry)) as source,
                    closing(sqlite3.connect(copy)) as aim,
                ):
                    source.backup(aim)
                extras[workspace.registry.name] = copy
            yield extras


@contextmanager
def _private(path: Path) -> Iterator[tarfile.TarFile]:
    """Open an archive that only its owner can read: settings may hold a password."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream, tarfile.open(fileobj=stream, mode="w") as archive:
        yield archive
        archive.close()
        stream.flush()
        os.fsync(stream.fileno())


def _write(archive: tarfile.TarFile, workspace: Workspace, extras: dict[str, Path]) -> Kept:
    sums, size = [], 0
    for name, path in sorted(_members(workspace, extras)):
        archive.add(path, name, recursive=False)
        if path.is_file() and not path.is_symlink():
            sums.append(f"{_sha256(path)}  {name}\n")
            size += path.stat().st_size
    manifest = "".join(sums).encode()
    entry = tarfile.TarInfo(MANIFEST)
    entry.size = len(manifest)
    archive.addfile(entry, io.BytesIO(manifest))
    return Kept(len(sums), size, hashlib.sha256(manifest).hexdigest())


def _members(workspace: Workspace, extras: dict[str, Path]) -> Iterator[tuple[str, Path]]:
    """Yield what belongs to the workspace, by its name in the archive."""
    for name, path in extras.items():
        yield name, path
        yield from ((f"{name}/{p.relative_to(path)}", p) for p in path.rglob("*"))
    for path in _walk(workspace.root):
        name = path.relative_to(workspace.root).as_posix()
        if name.partition("/")[0] not in (*extras, workspace.store.name, workspace.records.name):
            yield name, path


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith((".backup-", ".restore-")) or str(path).endswith(_OF_A_PROCESS):
            continue
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)


def _unpack(archive: Path, folder: Path) -> Kept:
    """Unpack into a folder and hold every file against the manifest."""
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        manifest = (folder / MANIFEST).read_bytes()
    except FileNotFoundError:
        raise _damaged(archive, f"there is no {MANIFEST} in it, so it is not whole") from None
    except (tarfile.TarError, EOFError) as error:
        raise _damaged(archive, f"this is no backup, or not whole: {error}") from None
    (folder / MANIFEST).unlink()
    expected = dict(_lines(archive, manifest))
    found = {p.relative_to(folder).as_posix(): p for p in _files(folder)}
    for name in sorted(expected.keys() | found.keys()):
        if name not in found or name not in expected or _sha256(found[name]) != expected[name]:
            raise _damaged(archive, f"{name} is not what was kept")
    size = sum(path.stat().st_size for path in found.values())
    return Kept(len(found), size, hashlib.sha256(manifest).hexdigest())


def _lines(archive: Path, manifest: bytes) -> Iterator[tuple[str, str]]:
    for line in manifest.decode("utf-8", "replace").splitlines():
        digest, mark, name = line.partition("  ")
        if not mark:
            raise _damaged(archive, f"{MANIFEST} is damaged")
        yield name, digest


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _damaged(archive: Path, what: str) -> WorkspaceError:
    return WorkspaceError(
        f"{what}.", place=str(archive), remedy="Use another backup; nothing was put back."
    )
