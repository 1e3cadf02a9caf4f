"""What became of each report that was stored: a JSON file beside its draft, and an index of them.

The files are what counts. The index (SQLite) only spares reading all of them: it is brought in line
with what lies in the folder whenever it is opened, and made anew when it is lost.
"""

import json
import logging
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique.errors import StoreError, disk_remedy
from communique.workspace import write_file

log = logging.getLogger(__name__)

Record = dict[str, Any]
_TABLE = """CREATE TABLE IF NOT EXISTS record
  (name TEXT PRIMARY KEY, stamp TEXT, file TEXT, report TEXT, url TEXT, text TEXT)"""
_INDEXES = [f"CREATE INDEX IF NOT EXISTS by_{c} ON record ({c})" for c in ("file", "report", "url")]


class Records:
    """The records of one folder of drafts."""

    def __init__(self, folder: Path, index: Path) -> None:
        """Open the folder, and its index. Raises StoreError when that cannot be written."""
        self._folder = folder
        self._index = index
        try:
            self._db = self._open()
            self._catch_up()
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"the index of what was read cannot be written: {error}.",
                place=str(index),
                remedy=disk_remedy(str(error)),
            ) from None

    def of_file(self, identity: str) -> Record | None:
        """Return the record of a file that was stored, by the identity of file and software."""
        return next(self._where("file", identity), None)

    def of_report(self, report: str) -> Iterator[Record]:
        """Yield the records of a report."""
        return self._where("report", report)

    def of_url(self, url: str) -> Iterator[Record]:
        """Yield the records of what was read from an address."""
        return self._where("url", url)

    def keep(self, name: str, record: Record) -> None:
        """Write the record of the draft of that name."""
        text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
        path = self._folder / f"{name}.json"
        write_file(path, text.encode())
        self._note(path.name, _stamp(path.stat()), text)
        self._db.commit()

    def close(self) -> None:
        """Let go of the index."""
        self._db.close()

    def _where(self, column: str, value: str) -> Iterator[Record]:
        rows = self._db.execute(
            f"SELECT text FROM record WHERE {column} = ? ORDER BY name", (value,)
        )
        return (json.loads(text) for (text,) in rows.fetchall())

    def _open(self) -> sqlite3.Connection:
        try:
            return _connect(self._index)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self._index.unlink()
            return _connect(self._index)

    def _catch_up(self) -> None:
        """Read the files that came or changed, forget those that went."""
        known = dict(self._db.execute("SELECT name, stamp FROM record").fetchall())
        with os.scandir(self._folder) as entries:
            there = {e.name: _stamp(e.stat()) for e in entries if _is_record(e.name)}
        for name in sorted(name for name, stamp in known.items() if there.get(name) != stamp):
            self._db.execute("DELETE FROM record WHERE name = ?", (name,))
        for name in sorted(name for name, stamp in there.items() if known.get(name) != stamp):
            try:
                self._note(name, there[name], (self._folder / name).read_text(encoding="utf-8"))
            except (ValueError, KeyError, TypeError, OSError):
                log.warning("%s cannot be read; its report is read again.", name)
        self._db.commit()

    def _note(self, name: str, stamp: str, text: str) -> None:
        record = json.loads(text)
        row = name, stamp, record["file"], record["report"], record.get("url") or "", text
        self._db.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?)", row)


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=30)
    # What a loss of power takes from it is read again from the files.
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=OFF")
    for statement in (_TABLE, *_INDEXES):
        db.execute(statement)
    return db


def _is_record(name: str) -> bool:
    return name.endswith(".json") and not name.startswith(".")


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns} {status.st_size} {status.st_ino}"
