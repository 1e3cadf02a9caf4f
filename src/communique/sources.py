"""Finds reports on disk and reads them with what a curator says of them."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from communique.config import NetworkSettings
from communique.errors import ReportError
from communique.fetch import fetch, is_address
from communique.text.meta import read_meta
from communique.text.profile import Profile, read_profile
from communique.text.receive import SUFFIXES, receive
from communique.text.source import SourceMeta, SourceText

RDF_SUFFIXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "nt",
    ".jsonld": "json-ld",
    ".rdf": "xml",
}
"""Drafts that another tool or a person wrote, and rdflib's names of their formats."""

META_SUFFIX = ".meta.toml"
PROFILES = "profiles"
"""The folder of publisher profiles, in the workspace or beside a report."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as received, with the .meta.toml beside it (b"" if there is none)."""

    path: Path
    data: bytes
    meta_data: bytes
    meta: SourceMeta
    profile: Profile = field(default_factory=Profile)
    profile_data: bytes = b""

    @property
    def is_rdf(self) -> bool:
        """Whether the file is a draft, not a report."""
        return self.path.suffix.lower() in RDF_SUFFIXES


def find_sources(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and those in the folders named that can be read, sorted.

    In a folder README files are passed over, and everywhere .meta.toml files, which lie beside
    reports: a shell's `reports/*` names them too. A path that does not exist is yielded: whoever
    reads it says so and goes on with the others.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(
                p
                for p in path.rglob("*")
                if p.is_file()
                and p.suffix.lower() in {*SUFFIXES, *RDF_SUFFIXES}
                and not p.name.startswith((".", "README"))
            )
        elif not path.name.endswith(META_SUFFIX):
            yield path


def load_source(path: Path, limit: int, *, profiles: Path | None = None) -> SourceFile:
    """Read a file, its .meta.toml and the publisher profile that this names.

    The profile is `profiles/NAME.toml` beside the file, else in the folder `profiles` given.
    Raises ReportError when one of them is missing, too large or unreadable.
    """
    file, meta_path = load_bytes(path, limit)
    if meta_path is None:
        return file
    meta = read_meta(_utf8(file.meta_data, meta_path), str(meta_path))
    file = replace(file, meta=meta)
    return _with_profile(file, meta_path, profiles) if meta.profile else file


def _with_profile(file: SourceFile, meta_path: Path, profiles: Path | None) -> SourceFile:
    name = file.meta.profile
    folders = [f for f in (file.path.parent / PROFILES, profiles) if f is not None]
    known = {p.stem: p for f in reversed(folders) if f.is_dir() for p in f.glob("*.toml")}
    path = known.get(name)
    if path is None:
        raise ReportError(
            f"profile {name!r} is not there.",
            place=str(meta_path),
            remedy=f"Write {folders[-1] / name}.toml"
            + (f", or name one of: {', '.join(sorted(known))}." if known else "."),
        )
    data = path.read_bytes()
    profile = read_profile(_utf8(data, path), str(path), name)
    return replace(file, profile=profile, profile_data=data)


def load_bytes(path: Path, limit: int) -> tuple[SourceFile, Path | None]:
    """Read a file and what lies beside it, unread, with the place of its .meta.toml.

    Raises ReportError when it is too large or unreadable.
    """
    try:
        size = path.stat().st_size
        if size > limit:
            raise ReportError(
                f"the file has {size:,} bytes, more than the {limit:,} allowed.",
                place=str(path),
                remedy="Split it, or raise [limits] upload_bytes.",
            )
        data = path.read_bytes()
        beside = path.with_name(path.name + META_SUFFIX), path.with_suffix(META_SUFFIX)
        meta_path = next((p for p in beside if p.is_file()), None)
        meta_data = meta_path.read_bytes() if meta_path else b""
    except OSError as error:
        raise ReportError(f"cannot be read: {error.strerror}.", place=str(path)) from None
    return SourceFile(path, data, meta_data, SourceMeta()), meta_path


def read_source(name: str, limit: int, *, network: NetworkSettings | None = None) -> SourceText:
    """Read a report from a file, from standard input for "-", or from an address.

    Raises ReportError, and UsageError for a host that `network` does not allow.
    """
    if is_address(name):
        found = fetch(name, network or NetworkSettings(), limit)
        return receive(found.data, found.name, SourceMeta(url=found.url), limit=limit)
    if name == "-":
        data = sys.stdin.buffer.read(limit + 1)
        if len(data) > limit:
            raise ReportError(f"more than {limit:,} bytes.", place="standard input")
        return receive(data, "standard input", SourceMeta())
    file = load_source(Path(name), limit)
    if file.is_rdf:
        raise ReportError(
            "this is RDF, not a report.",
            place=name,
            remedy="`communique validate` checks a draft, `communique ingest` takes it in.",
        )
    return receive(file.data, name, file.meta, limit=limit, profile=file.profile)


def keep_fetched(
    address: str, folder: Path, network: NetworkSettings, limit: int, today: date
) -> Path:
    """Fetch a report into a folder, with a .meta.toml that says from where and when.

    Return the path of the file, `folder/HOST/NAME`. Raises as `fetch` does.
    """
    found = fetch(address, network, limit)
    path = folder / (urlsplit(found.url).hostname or "host") / found.name
    path.parent.mkdir(parents=True, exist_ok=True)
    meta = path.with_name(path.name + META_SUFFIX)
    path.write_bytes(found.data)
    if not meta.is_file():
        words = f"url = {json.dumps(found.url)}\nretrieved = {today.isoformat()}\n"
        meta.write_text(words, encoding="utf-8")
    return path


def _utf8(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReportError(f"byte {error.start} is not UTF-8.", place=str(path)) from None
