"""Who is logged in, kept in the memory of the server: logging out, or a restart, ends it."""

import hashlib
import secrets
import threading
from dataclasses import dataclass, field

from communique.link.decisions import Decision


@dataclass(slots=True)
class Session:
    """One librarian in one browser. `token` is what its forms carry; `ends` is in seconds.

    `password` is the hash at login: a new password ends the session.
    """

    login: str
    password: str
    ends: float
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    notice: str = ""
    undo: Decision | None = None


class Sessions:
    """All sessions, by a hash of the secret that the browser keeps."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[str, Session] = {}

    def open(self, login: str, password: str, now: float, seconds: float) -> str:
        """Begin a session and return its secret."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            self._open = {key: s for key, s in self._open.items() if s.ends > now}
            self._open[_key(secret)] = Session(login, password, now + seconds)
        return secret

    def of(self, secret: str, now: float) -> Session | None:
        """Return the session of a secret; None if there is none or it is over."""
        with self._lock:
            found = self._open.get(_key(secret))
        return found if found and found.ends > now else None

    def close(self, secret: str) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(_key(secret), None)


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
