"""What reads the current release: query processes, and lookups answered where they arrive.

`Reader` decides where a release is held. One that follows from the release before is followed in
place; a small one is loaded at once; a large one is answered from the disk until it is in memory.
"""

import logging
import socket
import threading
from collections.abc import Sequence
from pathlib import Path

from communique.errors import CommuniqueError
from communique.publish.changes import steps_between
from communique.publish.release import CurrentRelease
from communique.store.cardinalities import Cardinalities
from communique.store.lookups import Lookups
from communique.store.replica import Replica, Step, can_follow
from communique.store.room import wants_memory
from communique.store.workers import QueryEngine, QueryPool
from communique.workspace import Workspace

logger = logging.getLogger(__name__)

AT_ONCE = 50_000
"""Quads that are loaded while the first reader waits."""
_POOLS = 3
"""Pools whose figures may still change: the current one and such that are being left."""
COUNT_EVERY = 30.0
"""Seconds between two counts, while releases follow each other."""


class Reader:
    """The engine and the lookups of one publisher, release after release.

    `replica` and `channel` are what the publisher loaded and started before it was forked.
    """

    def __init__(
        self,
        workspace: Workspace,
        processes: int,
        *,
        replica: Replica | None = None,
        channel: socket.socket | None = None,
    ) -> None:
        self._workspace = workspace
        self._processes = processes
        self._limits = workspace.settings.limits
        self._engine = QueryEngine(self._limits.query_memory, channel)
        self.lookups = Lookups(self._limits, replica)
        self._lock = threading.Lock()
        self._loaded = replica.release if replica else None
        self._number = 0
        self._wanted = ""
        self._timer: threading.Timer | None = None
        self._closed = False
        self._pools: list[QueryPool] = []
        self._stopped = self._abandoned = self._started = 0

    def open(self, release: CurrentRelease, name: str) -> QueryPool:
        """Return processes that answer from a release. Raises StoreError."""
        quads = release.counts.get("quads", 0)
        snapshot = release.path / "store"
        with self._lock:
            self._wanted = name
            memory = wants_memory(self._workspace.settings.server, quads)
            steps = self._steps(release.number) if memory else None
            if self._loaded == name:
                pool = self._pool(snapshot, name, in_memory=memory)
            elif memory and self._loaded and steps and can_follow(steps):
                pool = self._pool(snapshot, name, in_memory=True, steps=steps)
                # Last, so that lookups in the release before are answered here meanwhile.
                self.lookups.follow(steps, name)
            elif memory and quads <= AT_ONCE:
                self.lookups.hold(Replica.load(snapshot, name))
                pool = self._pool(snapshot, name, in_memory=True)
            else:
                self.lookups.drop()
                pool = self._pool(snapshot, name, in_memory=False)
            self._loaded = name if pool.in_memory else None
            self._number = release.number
        if pool.in_memory:
            self._count(name, soon=not self.lookups.knows(name))
        elif memory:
            threading.Thread(
                target=self._load, args=(pool, snapshot, name), name="loader", daemon=True
            ).start()
        return pool

    def figures(self) -> dict[str, float]:
        """Return how often what happened, since the start."""
        pools = self._pools
        return {
            "lookups_here_total": self.lookups.answered,
            "queries_stopped_total": self._stopped + sum(p.stopped for p in pools),
            "queries_abandoned_total": self._abandoned + sum(p.abandoned for p in pools),
            "query_processes_started_total": self._started + sum(p.started for p in pools),
        }

    def close(self) -> None:
        """End all processes."""
        self._closed = True
        if self._timer:
            self._timer.cancel()
        self._engine.close()

    def _pool(
        self, snapshot: Path, name: str, *, in_memory: bool, steps: Sequence[Step] | None = None
    ) -> QueryPool:
        pool = QueryPool(
            snapshot,
            self._processes,
            self._limits.query_seconds,
            memory=self._limits.query_memory,
            engine=self._engine,
            release=name,
            in_memory=in_memory,
            steps=steps,
        )
        self._pools.append(pool)
        while len(self._pools) > _POOLS:
            old = self._pools.pop(0)
            self._stopped += old.stopped
            self._abandoned += old.abandoned
            self._started += old.started
        return pool

    def _steps(self, number: int) -> list[Step] | None:
        if not self._loaded:
            return None
        before = self._number or int(self._loaded.partition("-")[0])
        return steps_between(self._workspace, before, number)

    def _load(self, pool: QueryPool, snapshot: Path, name: str) -> None:
        """Load a large release beside the processes that answer from the disk meanwhile."""
        engine = QueryEngine(self._limits.query_memory)
        try:
            pool.move_to(engine)
            replica = Replica.load(snapshot, name)
        except CommuniqueError as error:
            logger.warning("release %s is not held in memory: %s", name, error)
            return
        with self._lock:
            if self._wanted != name or self._closed:
                engine.close()
                return
            before, self._engine = self._engine, engine
            self._loaded = name
            self.lookups.hold(replica)
        # Its processes may still be at queries that began before.
        later = threading.Timer(self._limits.query_seconds + 5, before.close)
        later.daemon = True
        later.start()
        self._count(name, soon=True)

    def _count(self, name: str, *, soon: bool) -> None:
        """Have the release counted: now, or when no other has come for a while."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            engine = self._engine

            def learn(counts: Cardinalities) -> None:
                if self._loaded == name:
                    self.lookups.learn(counts, name)

            if soon:
                engine.count(name, learn)
                return
            self._timer = threading.Timer(COUNT_EVERY, engine.count, (name, learn))
            self._timer.daemon = True
            self._timer.start()
