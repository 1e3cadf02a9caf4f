"""Who may decide on the web: names and salted hashes in `desk/librarians.tsv`, for its owner only.

The file is the switch of the desk: without a librarian in it there is no desk.
"""

import re
from dataclasses import dataclass
from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash

from communique.errors import UsageError
from communique.link.tables import locked, read_table, table, write_table
from communique.workspace import Workspace

COLUMNS = ("login", "name", "password")
SHORTEST = 10
"""Characters that a password has at least."""
_FILE = "librarians.tsv"
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Librarian:
    """A person with a login; `name` stands in the decisions, `password` is a salted hash."""

    login: str
    name: str
    password: str


def read_librarians(workspace: Workspace) -> dict[str, Librarian]:
    """Return who may decide, by login. Raises WorkspaceError with the line that is damaged."""
    rows = read_table(workspace.desk / _FILE, COLUMNS)
    return {row["login"]: Librarian(*(row[name] for name in COLUMNS)) for _, row in rows}


def add_librarian(workspace: Workspace, login: str, name: str, password: str) -> Librarian:
    """Keep a librarian; one of that login gets the new name and password.

    Raises UsageError for a login with other signs, and for a password that is too short.
    """
    if not _LOGIN.fullmatch(login):
        raise UsageError(f"{login!r} is no login.", remedy="Use a-z, 0-9 and . _ @ -, up to 64.")
    if len(password) < SHORTEST:
        raise UsageError(f"the password is shorter than {SHORTEST} characters.")
    new = Librarian(login, " ".join(name.split()) or login, generate_password_hash(password))
    with locked(workspace.desk):
        _write(workspace, read_librarians(workspace) | {login: new})
    return new


def remove_librarian(workspace: Workspace, login: str) -> Librarian:
    """Take a login away; what that person decided stays. Raises UsageError if there is none."""
    with locked(workspace.desk):
        known = read_librarians(workspace)
        if login not in known:
            raise UsageError(
                f"there is no librarian {login!r}.", remedy="See communique desk list."
            )
        gone = known.pop(login)
        _write(workspace, known)
    return gone


def recognised(workspace: Workspace, login: str, password: str) -> Librarian | None:
    """Return who has this login and password; None, after the same time, if nobody has."""
    found = read_librarians(workspace).get(login)
    right = check_password_hash(found.password if found else _of_nobody(), password)
    return found if found and right else None


@cache
def _of_nobody() -> str:
    """What a wrong login is held against, so that it takes as long as a wrong password."""
    return generate_password_hash("")


def _write(workspace: Workspace, librarians: dict[str, Librarian]) -> None:
    rows = [
        {"login": each.login, "name": each.name, "password": each.password}
        for _, each in sorted(librarians.items())
    ]
    path = workspace.desk / _FILE
    write_table(path, table(COLUMNS, rows), mode=_OWNER_ONLY)
