"""The files of releases: which there are, where they lie, what type they have."""

from dataclasses import dataclass
from pathlib import Path

from werkzeug.security import safe_join

from communique.publish.formats import FORMATS
from communique.publish.release import with_files
from communique.workspace import Workspace

_TYPES = {f.suffix: f.media_type for f in FORMATS} | {
    "gz": "application/gzip",
    "csv": "text/csv",
    "json": "application/json",
    "zip": "application/zip",
}
_PLAIN = "text/plain"
_SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file of a release, ready to be sent."""

    content: Path | bytes
    media_type: str
    sha256: str = ""
    """Hexadecimal; "" if the release does not say."""


def resolve_release(workspace: Workspace, name: str) -> int | None:
    """Return the number that digits or "latest" stand for; None if there is no such release.

    The latest is the newest whose files are all written.
    """
    if name == "latest":
        release = with_files(workspace)
        return release.number if release else None
    known = name.isascii() and name.isdigit() and (workspace.releases / name).is_dir()
    return int(name) if known else None


def find_file(workspace: Workspace, number: int, name: str) -> ReleaseFile | None:
    """Return a published file of a release; None for whatever is not meant to be read."""
    release = workspace.releases / str(number)
    if name == "release.json":
        return ReleaseFile(release / name, _TYPES["json"])
    folder, _, last = name.rpartition("/")
    if folder and last == _SUMS:
        return _sums_of_folder(release, folder)
    found = safe_join(str(release / "dumps"), name)
    if found is None or not _is_file(Path(found)):
        return None
    return ReleaseFile(Path(found), type_of(name), _checksums(release).get(name, ""))


def _is_file(path: Path) -> bool:
    """Return whether there is such a file; a name that no disk takes is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def type_of(name: str) -> str:
    """Return the media type of a file by the end of its name; plain text without one."""
    return _TYPES.get(name.rpartition(".")[2], _PLAIN)


def _checksums(release: Path) -> dict[str, str]:
    """Read the checksums that the release says of its files."""
    try:
        lines = (release / "dumps" / _SUMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.split("  ", 1) for line in lines if "  " in line)
    return {name.removeprefix("./"): digest for digest, name in pairs}


def _sums_of_folder(release: Path, folder: str) -> ReleaseFile | None:
    """Return the checksums of one folder's files, so that they can be checked where they lie."""
    start = f"{folder}/"
    lines = [
        f"{digest}  {name.removeprefix(start)}\n"
        for name, digest in _checksums(release).items()
        if name.startswith(start)
    ]
    return ReleaseFile("".join(lines).encode(), _PLAIN) if lines else None
