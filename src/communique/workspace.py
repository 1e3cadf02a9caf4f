"""Where a workspace keeps its things.

communique.toml   settings
sources/          the reports as received, with their .meta.toml
texts/            the text that offsets count in, one file a report
drafts/           the accepted draft of each report, sorted N-Quads: what the store is made from
profiles/         what a curator says of publishers' pages, one TOML file each
suggestions/      what a model or a cue suggests, and what a person decided
quarantine/       what was refused, with source, draft and findings
registry.sqlite3  identity key -> IRI, for ever
records.sqlite3   index of what lies in drafts/; it can be lost
store/            the working store
releases/         numbered releases; `current` points to the one that readers see
links/            librarians' decisions, for ever, and the candidates that wait for one
desk/             who may decide on the web
authority/        authority files of the librarians' own, CSV or Turtle
"""

import os
import threading
from dataclasses import dataclass
from pathlib import Path

from communique.config import Settings, load_settings
from communique.errors import WorkspaceError


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace that exists, with its settings."""

    root: Path
    settings: Settings

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.root / "communique.toml"

    @property
    def sources(self) -> Path:
        """The reports as received."""
        return self.root / "sources"

    @property
    def fetched(self) -> Path:
        """The reports that were fetched from addresses, by host."""
        return self.root / "fetched"

    @property
    def texts(self) -> Path:
        """The texts as read."""
        return self.root / "texts"

    @property
    def drafts(self) -> Path:
        """The accepted drafts."""
        return self.root / "drafts"

    @property
    def quarantine(self) -> Path:
        """What was refused."""
        return self.root / "quarantine"

    @property
    def profiles(self) -> Path:
        """What a curator says of publishers' pages."""
        return self.root / "profiles"

    @property
    def suggestions(self) -> Path:
        """What waits for a person's decision, and the decisions."""
        return self.root / "suggestions"

    @property
    def registry(self) -> Path:
        """The database of identity keys."""
        return self.root / "registry.sqlite3"

    @property
    def records(self) -> Path:
        """The index of what was read."""
        return self.root / "records.sqlite3"

    @property
    def store(self) -> Path:
        """The working store of an embedded workspace."""
        return self.root / "store"

    @property
    def basis(self) -> Path:
        """What the last conclusions were drawn from."""
        return self.root / "conclusions.json"

    @property
    def releases(self) -> Path:
        """The releases and the pointer to the current one."""
        return self.root / "releases"

    @property
    def links(self) -> Path:
        """What librarians decided, and what waits for a decision."""
        return self.root / "links"

    @property
    def authority(self) -> Path:
        """Authority files of the librarians' own, beside those that are shipped."""
        return self.root / "authority"

    @property
    def desk(self) -> Path:
        """Who may decide on the web; nothing of it is published."""
        return self.root / "desk"


def open_workspace(root: Path | None = None) -> Workspace:
    """Open the workspace at `root`; without one, the nearest above the current directory.

    Looks for communique.toml in the current directory, its parents, then in `workspace/`.
    Raises WorkspaceError when there is none.
    """
    candidates = [root] if root else [Path.cwd(), *Path.cwd().parents, Path.cwd() / "workspace"]
    for directory in candidates:
        config = directory / "communique.toml"
        if config.is_file():
            return Workspace(directory.resolve(), load_settings(config))
    raise WorkspaceError(
        "there is no communique.toml.",
        place=str(root or Path.cwd()),
        remedy="Make a workspace with `communique init DIR`, or name one with --workspace DIR.",
    )


def create_workspace(root: Path, base: str) -> Workspace:
    """Make a workspace at `root`. Raises WorkspaceError if `base` is no absolute IRI."""
    settings = load_settings(None, {"COMMUNIQUE_BASE": base})
    root.mkdir(parents=True, exist_ok=True)
    workspace = Workspace(root.resolve(), settings)
    for folder in (
        workspace.sources,
        workspace.texts,
        workspace.drafts,
        workspace.quarantine,
        workspace.releases,
    ):
        folder.mkdir(exist_ok=True)
    workspace.config.write_text(_CONFIGURATION.format(base=base), encoding="utf-8")
    return workspace


_CONFIGURATION = """\
# Settings of this workspace. Every key has a default; docs/reference.md lists them all.

# Base IRI of everything published from here. Never change it: links depend on it.
base = "{base}"

[limits]
# query_seconds = 10
# result_rows = 1000000
# upload_bytes = 16777216

[network]
# Hosts that queries, reconciliation and fetching may reach. None by default.
allow = []

[store]
kind = "embedded"

[reading]
# Let a language model suggest names; `communique suggestions list` shows them.
# model = false

[publication]
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
"""


def write_file(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write a file so that it is there whole or not at all: temporary name, fsync, rename.

    `mode` is who may read a new file, less what the umask takes away.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
