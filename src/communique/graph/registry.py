"""The workspace's memory of identity: key -> IRI, written once and never changed."""

import sqlite3
from pathlib import Path
from types import TracebackType

from communique.errors import StoreError, WorkspaceError, disk_remedy


class SqliteRegistry:
    """A registry in one SQLite file, safe for several processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS identity (key TEXT PRIMARY KEY, iri TEXT NOT NULL)"
            )
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"the registry cannot be opened: {error}.",
                place=str(path),
                remedy=disk_remedy(str(error)) or "`communique doctor` says what is wrong.",
            ) from None
        except sqlite3.DatabaseError as error:
            raise WorkspaceError(
                f"the registry cannot be opened: {error}.",
                place=str(path),
                remedy="Restore it from a backup: it holds the identity of everything published.",
            ) from None

    def resolve(self, key: str, proposed: str) -> str:
        """Return the IRI kept for `key`; keep and return `proposed` if there is none.

        Raises StoreError when the file cannot be written.
        """
        try:
            row = self._row(key)
            if row is None:
                self._db.execute("INSERT OR IGNORE INTO identity VALUES (?, ?)", (key, proposed))
                row = self._row(key)
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"the registry cannot be written: {error}.",
                place=str(self._path),
                remedy=disk_remedy(str(error)),
            ) from None
        assert row is not None
        return row[0]

    def _row(self, key: str) -> tuple[str] | None:
        found: tuple[str] | None = self._db.execute(
            "SELECT iri FROM identity WHERE key = ?", (key,)
        ).fetchone()
        return found

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM identity").fetchone()[0])

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> "SqliteRegistry":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
