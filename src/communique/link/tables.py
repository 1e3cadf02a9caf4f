"""Tables in files that people may edit: tab-separated, under a lock, whole or not at all."""

import csv
import fcntl
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from communique.cells import inert
from communique.errors import WorkspaceError
from communique.workspace import write_file


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep others from changing the tables of a folder meanwhile; they wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def read_table(path: Path, needed: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return the rows, each with its line number; none if there is no file.

    Lines that begin with # are not rows. Raises WorkspaceError with the line for a row that has
    more or fewer cells than the head, and for a head without the columns that are needed.
    """
    if not path.is_file():
        return []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise _damaged(path, 1, "this is not UTF-8") from None
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not numbered:
        return []
    head = numbered[0][1].split("\t")
    missing = [name for name in needed if name not in head]
    if missing:
        raise _damaged(path, numbered[0][0], f"the column {missing[0]} is missing")
    rows = []
    for number, line in numbered[1:]:
        cells = next(csv.reader([line], delimiter="\t"), [])
        if len(cells) != len(head):
            said = f"this row has {len(cells)} cells, the head has {len(head)}"
            raise _damaged(path, number, said)
        rows.append((number, dict(zip(head, cells, strict=True))))
    return rows


def table(columns: Sequence[str], rows: Iterable[Mapping[str, str]], delimiter: str = "\t") -> str:
    """Return rows under a head, in the order given; nothing breaks a line.

    With commas, which spreadsheets open, no cell is a formula either.
    """
    output = io.StringIO()
    writer = csv.writer(output, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = (" ".join(str(row.get(name, "")).split()) for name in columns)
        writer.writerow([inert(cell) if delimiter == "," else cell for cell in cells])
    return output.getvalue()


def write_table(path: Path, text: str, *, mode: int = 0o666) -> None:
    """Write a table whole or not at all."""
    write_file(path, text.encode(), mode=mode)


def _damaged(path: Path, line: int, what: str) -> WorkspaceError:
    return WorkspaceError(
        f"{what}.",
        place=f"{path}:{line}",
        remedy="Mend that line, or restore the file from a backup; nothing was changed.",
    )
