"""The errors communique raises: what happened, where, and what to do about it.

Every message is meant for the person who runs the command. The command line turns an error
into one line a finding on standard error and its `exit_code`; the publisher into problem+json.
"""

import errno
import os
from typing import ClassVar


class CommuniqueError(Exception):
    """An error with a place and a remedy."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        """Return `place: message. remedy`, the parts that are there, in one printable line."""
        head = f"{self.place}: {self.message}" if self.place else self.message
        return one_line(f"{head} {self.remedy}")


class ReportError(CommuniqueError):
    """A source that cannot be read as a report: empty, binary, undecodable, too large."""


class ExtractionError(CommuniqueError):
    """A report that was read, but holds nothing that the graph could be about."""


class ValidationFailed(CommuniqueError):
    """A draft that breaks a shape."""


class UsageError(CommuniqueError):
    """A command that cannot be carried out as it was given."""

    exit_code = 2


class WorkspaceError(CommuniqueError):
    """A workspace that is missing, damaged, locked or misconfigured."""

    exit_code = 2


class StoreError(CommuniqueError):
    """A store or a remote service that failed."""

    exit_code = 3


class QueryError(CommuniqueError):
    """A query that the engine cannot parse; `line` and `column` count from 1, 0 if unknown."""

    def __init__(self, message: str, *, line: int = 0, column: int = 0, remedy: str = "") -> None:
        super().__init__(
            message, place=f"line {line}, column {column}" if line else "", remedy=remedy
        )
        self.line = line
        self.column = column


class DumpError(CommuniqueError):
    """A dump that cannot be loaded: not RDF, torn, or of a form that is not known."""


class LimitExceeded(CommuniqueError):
    """An answer that is larger than [limits] allow; `kind` is "rows" or "bytes"."""

    def __init__(self, kind: str, limit: int) -> None:
        super().__init__(
            f"the answer has more than {limit:,} {kind}.",
            remedy="Ask for less, with LIMIT and OFFSET or a narrower pattern, or take a dump.",
        )
        self.kind = kind
        self.limit = limit


class QueryTimeout(StoreError):
    """A query that was stopped at its deadline."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"the query was stopped after {seconds:g} seconds.",
            remedy="Ask for less: narrow the patterns, add LIMIT, or take a dump.",
        )
        self.seconds = seconds


class Busy(StoreError):
    """A query that was not begun, because too many are waiting."""


def one_line(said: str) -> str:
    """Return words in one line, without characters that a terminal would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())


def disk_remedy(said: str) -> str:
    """Return what to do about a fault of the disk that `said` names; "" if it names none."""
    return next((remedy for words, remedy in _DISK_REMEDIES.items() if words in said), "")


_FREE_SPACE = "Free some disk space, then run the command again: nothing is half-done."
_DISK_REMEDIES = {
    os.strerror(errno.ENOSPC): _FREE_SPACE,
    os.strerror(errno.EDQUOT): _FREE_SPACE,
    os.strerror(errno.EFBIG): "The disk or a limit of this process allows no larger file.",
    os.strerror(errno.EROFS): "The disk is mounted read-only: mount it for writing.",
    os.strerror(errno.EACCES): "Allow this user to read and write it.",
    os.strerror(errno.EMFILE): "Allow this process more open files (ulimit -n).",
    "disk is full": _FREE_SPACE,
    "readonly database": "Allow this user to write it, or mount the disk for writing.",
}
"""By the words of the system, of the store's engine and of SQLite."""
