"""The page of data: releases with their files, sizes and checksums, and how to verify them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from communique.publish.release import list_releases
from communique.workspace import Workspace
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link
from communique_server.pages.page import Frame, render_page
from communique_server.pages.words import Words, words

_UNITS = ("B", "kB", "MB", "GB")
_WHOLE = "communique."


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release: size in bytes, SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ReleaseFiles:
    """A release with its files, as release.json describes it."""

    number: int
    created: str
    message: str
    counts: dict[str, int]
    files: tuple[File, ...]
    current: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A file as the page shows it."""

    link: Link
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A release as the page shows it: whole dumps first, then the files by class."""

    number: int
    date: str
    message: str
    quads: int
    current: bool
    whole: tuple[Row, ...]
    parts: tuple[Row, ...]
    others: tuple[Row, ...]


def read_releases(workspace: Workspace, only: int | None = None) -> list[ReleaseFiles]:
    """Return the releases of a workspace, newest first, or one of them."""
    link = workspace.releases / "current"
    current = link.readlink().name if link.is_symlink() else ""
    found = []
    for release in reversed(list_releases(workspace)):
        if only is not None and release.number != only:
            continue
        described = json.loads((release.path / "release.json").read_text(encoding="utf-8"))
        files = tuple(
            File(each["name"], each["size"], each["sha256"]) for each in described.get("files", ())
        )
        found.append(
            ReleaseFiles(
                release.number,
                release.created,
                release.message,
                release.counts,
                files,
                str(release.number) == current,
            )
        )
    return found


def render(context: PageContext, releases: Sequence[ReleaseFiles]) -> str:
    """Return the page of all releases, newest first, or of one."""
    t = words(context.language)
    shown = tuple(_shown(t, release) for release in releases)
    one = len(shown) == 1
    title = t("releases.one", n=shown[0].number) if one else t("releases.title")
    frame = Frame(title, t("releases.lede"), here="/releases/")
    return render_page(context, "releases.html", frame, releases=shown, title=title)


def _shown(t: Words, release: ReleaseFiles) -> Shown:
    rows = [(f.name, _row(t, release.number, f)) for f in release.files]
    whole = tuple(row for name, row in rows if name.startswith(_WHOLE))
    parts = tuple(row for name, row in rows if "/" in name)
    others = tuple(row for name, row in rows if "/" not in name and not name.startswith(_WHOLE))
    return Shown(
        release.number,
        t.day(datetime.fromisoformat(release.created).date()),
        release.message,
        release.counts.get("quads", 0),
        release.current,
        whole,
        parts,
        others,
    )


def _row(t: Words, number: int, file: File) -> Row:
    href = f"/releases/{number}/{file.name}"
    return Row(Link(file.name, href), size_in_words(file.size), file.sha256)


def size_in_words(size: int) -> str:
    """Write a number of bytes: 812 B, 12.4 kB."""
    value, unit = float(size), _UNITS[0]
    for unit in _UNITS:
        if value < 1000 or unit == _UNITS[-1]:
            break
        value /= 1000
    return f"{value:.0f} {unit}" if unit == _UNITS[0] else f"{value:.1f} {unit}"
