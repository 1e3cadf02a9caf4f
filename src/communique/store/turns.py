"""Who is next: whatever is free goes to the client that has least of it.

A client that sends a hundred heavy queries waits behind itself, not others behind it.
"""

import threading
from collections import Counter, OrderedDict, deque
from typing import Generic, TypeVar

from communique.errors import Busy

T = TypeVar("T")


class _Ticket(Generic[T]):
    __slots__ = ("called", "given")

    def __init__(self) -> None:
        self.called = threading.Event()
        self.given: T | None = None


class Turns(Generic[T]):
    """Hands out what is idle. Safe to call from many threads; `most` may wait, as a whole."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._idle: list[T] = []
        self._held: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[_Ticket[T]]] = OrderedDict()
        self._count = 0
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many wait."""
        return self._count

    @property
    def closed(self) -> bool:
        """Whether nothing is handed out any more."""
        return self._closed

    def take(self, client: str, seconds: float) -> T | None:
        """Return something idle, waiting for it so long; None when closed. Raises Busy."""
        with self._lock:
            if self._closed:
                return None
            if self._idle and not self._count:
                self._held[client] += 1
                return self._idle.pop()
            queue = self._waiting.setdefault(client, deque())
            # One client may fill half of the queue, no more.
            if self._count >= self.most or len(queue) >= max(1, self.most // 2):
                if not queue:
                    del self._waiting[client]
                raise _busy()
            ticket: _Ticket[T] = _Ticket()
            queue.append(ticket)
            self._count += 1
        if not ticket.called.wait(seconds) and not self._withdraw(client, ticket):
            raise _busy()
        return ticket.given

    def put(self, free: T) -> None:
        """Take in something that is idle: the next in turn gets it."""
        with self._lock:
            if self._closed:
                return
            client = min(self._waiting, key=lambda c: self._held[c], default=None)
            if client is None:
                self._idle.append(free)
                return
            queue = self._waiting.pop(client)
            ticket = queue.popleft()
            if queue:
                self._waiting[client] = queue
            self._count -= 1
            self._held[client] += 1
            ticket.given = free
            ticket.called.set()

    def done(self, client: str) -> None:
        """Say that a client has finished with what it took."""
        with self._lock:
            self._held[client] -= 1
            if self._held[client] <= 0:
                del self._held[client]

    def withdraw_idle(self) -> list[T]:
        """Take back everything that is idle."""
        with self._lock:
            idle, self._idle = self._idle, []
            return idle

    def close(self) -> None:
        """Hand out nothing any more; those who wait get None."""
        with self._lock:
            self._closed = True
            self._idle.clear()
            for queue in self._waiting.values():
                for ticket in queue:
                    ticket.called.set()
            self._waiting.clear()
            self._count = 0

    def _withdraw(self, client: str, ticket: _Ticket[T]) -> bool:
        """Give up waiting; True if the turn has come in this very moment."""
        with self._lock:
            if ticket.called.is_set():
                return True
            queue = self._waiting[client]
            queue.remove(ticket)
            if not queue:
                del self._waiting[client]
            self._count -= 1
            return False


def _busy() -> Busy:
    return Busy("too many queries are waiting.", remedy="Try again in a moment.")
