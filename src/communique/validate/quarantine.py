"""What was refused, kept with its source, its draft and the reasons, so that nothing is lost.

    quarantine/ID/source/NAME      the file as received, with NAME.meta.toml beside it
    quarantine/ID/reason.json      why, in words, and every finding
    quarantine/ID/draft.nq         what was read from it, if it got that far
    quarantine/ID/report.ttl       the SHACL validation report of that draft

ID is the first twelve hexadecimal digits of the file's SHA-256: a file that is refused again
replaces itself.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rdflib import Graph

from communique.errors import WorkspaceError
from communique.validate.findings import Finding, Findings
from communique.workspace import Workspace

META_SUFFIX = ".meta.toml"


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One refused file. `path` is where it came from, `source` where it is kept."""

    identifier: str
    path: str
    reason: str
    findings: tuple[Finding, ...]
    source: Path
    draft: Path | None
    report: Path | None


class Quarantine:
    """The quarantine of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.folder = workspace.quarantine

    def put(
        self,
        path: Path,
        data: bytes,
        meta_data: bytes,
        reason: str,
        *,
        draft: bytes | None = None,
        report_graph: bytes | None = None,
        findings: Findings | None = None,
    ) -> str:
        """Keep a refused file with its reasons, whole or not at all; return its identifier.

        The SHACL report is that of the findings unless another is given.
        """
        identifier = identifier_of(data)
        items = findings.items if findings is not None else ()
        if report_graph is None and findings is not None:
            report_graph = _turtle(findings.report_graph)
        with self._replacing(identifier) as folder:
            (folder / "source").mkdir()
            (folder / "source" / path.name).write_bytes(data)
            if meta_data:
                (folder / "source" / f"{path.name}{META_SUFFIX}").write_bytes(meta_data)
            if draft is not None:
                (folder / "draft.nq").write_bytes(draft)
            if report_graph is not None:
                (folder / "report.ttl").write_bytes(report_graph)
            record = {
                "path": str(path),
                "name": path.name,
                "reason": reason,
                "findings": [asdict(f) for f in items],
            }
            text = json.dumps(record, ensure_ascii=False, indent=1)
            (folder / "reason.json").write_text(text, encoding="utf-8")
        return identifier

    def list(self) -> tuple[Quarantined, ...]:
        """Return what is in quarantine, by the path it came from."""
        found = [self._read(f) for f in self._folders()]
        return tuple(sorted(found, key=lambda q: (q.path, q.identifier)))

    def get(self, identifier: str) -> Quarantined:
        """Return one refused file; the beginning of its identifier is enough if no other has it.

        Raises WorkspaceError when there is none, or more than one.
        """
        found = [f for f in self._folders() if identifier and f.name.startswith(identifier)]
        if len(found) != 1:
            raise WorkspaceError(
                f"{len(found) or 'nothing'} in quarantine begins with {identifier!r}.",
                place=str(self.folder),
                remedy="`communique quarantine list` shows what is there.",
            )
        return self._read(found[0])

    def drop(self, identifier: str) -> Quarantined:
        """Take a refused file out of quarantine for good. Raises WorkspaceError."""
        found = self.get(identifier)
        self._remove(self.folder / found.identifier)
        return found

    def drop_if_there(self, data: bytes) -> bool:
        """Take a file out of quarantine that has been accepted since; say whether it was there."""
        return self.drop_if_kept(identifier_of(data))

    def drop_if_kept(self, identifier: str) -> bool:
        """Take a refusal out of quarantine by its whole identifier; say whether it was there."""
        folder = self.folder / identifier
        if not folder.is_dir():
            return False
        self._remove(folder)
        return True

    def files_for_retry(self, identifier: str) -> Path:
        """Return the kept file of a refusal; what a curator says of it lies beside it."""
        return self.get(identifier).source

    def _folders(self) -> Iterator[Path]:
        if self.folder.is_dir():
            yield from (f for f in sorted(self.folder.iterdir()) if f.name[:1] != ".")

    def _read(self, folder: Path) -> Quarantined:
        record = _record(folder / "reason.json")
        draft, report = folder / "draft.nq", folder / "report.ttl"
        return Quarantined(
            folder.name,
            record["path"],
            record["reason"],
            tuple(Finding(**f) for f in record["findings"]),
            folder / "source" / record["name"],
            draft if draft.is_file() else None,
            report if report.is_file() else None,
        )

    @contextmanager
    def _replacing(self, identifier: str) -> Iterator[Path]:
        """Fill a folder aside and put it in place with one rename."""
        aside = self.folder / f".{identifier}.{os.getpid()}"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        try:
            yield aside
            self._remove(self.folder / identifier)
            aside.rename(self.folder / identifier)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _remove(self, folder: Path) -> None:
        """Take a folder away at once: renamed first, so that nobody sees half of it."""
        if folder.is_dir():
            doomed = folder.with_name(f".{folder.name}.{os.getpid()}.gone")
            folder.rename(doomed)
            shutil.rmtree(doomed)


def identifier_of(data: bytes) -> str:
    """Return the identifier that a refused file has in quarantine."""
    return hashlib.sha256(data).hexdigest()[:12]


def _record(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return {key: record[key] for key in ("path", "name", "reason", "findings")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(
            f"the reasons of a refusal cannot be read: {error}.",
            place=str(path),
            remedy="Take the folder away; the source lies in its folder source/.",
        ) from None


def _turtle(graph: Graph) -> bytes:
    return bytes(graph.serialize(format="turtle", encoding="utf-8"))
