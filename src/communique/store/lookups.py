"""Answers lookups where they arrive: a release in memory, and the proof that a query is cheap."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from communique.config import LimitSettings
from communique.store.bounded import Cheap, Judge
from communique.store.cardinalities import Cardinalities, measure
from communique.store.oxigraph import AnswerForm, EmbeddedStore
from communique.store.replica import Replica, Step, lines_of


class Lookups:
    """A replica with its judge. Many threads ask, one follows the releases."""

    def __init__(self, limits: LimitSettings, replica: Replica | None = None) -> None:
        self._limits = limits
        self._replica = replica
        self._judge: Judge | None = None
        self._judged: str | None = None
        self.answered = 0

    @property
    def release(self) -> str | None:
        """The release that is in memory, if any."""
        return self._replica.release if self._replica else None

    def knows(self, release: str) -> bool:
        """Tell whether the figures of a release are known."""
        return self._judge is not None and self._judged == release

    def cheap(self, query: str, release: str) -> Cheap | None:
        """Return what a query is, if it can be answered here."""
        judge = self._judge
        if judge is None or self._judged != release or self.release != release:
            return None
        return judge.cheap(query)

    def answer(self, query: str, found: Cheap, form: AnswerForm, release: str) -> bytes | None:
        """Answer a query that is cheap; None when the release has just gone. Raises QueryError."""
        replica = self._replica
        if replica is None or replica.release != release:
            return None
        answer = replica.store.look_up(query, form, found.prefixes)
        self.answered += 1
        # Another release may have come while this was answered: then it may be a mixture.
        return answer if replica.release == release else None

    def hold(self, replica: Replica) -> None:
        """Answer from this replica from now on, once its figures are known."""
        self._replica = replica

    def follow(self, steps: Sequence[Step], release: str) -> bool:
        """Become another release; False if that is not possible, and then none is held."""
        replica, judge, before = self._replica, self._judge, self.release
        if replica is None or not replica.follow(steps, release):
            self.drop()
            return False
        if judge and self._judged == before:
            counts = judge.counts
            for step in steps:
                counts = counts.grown(lines_of(step.added), lines_of(step.removed))
            self.learn(counts, release)
        return True

    def learn(self, counts: Cardinalities, release: str) -> None:
        """Take the figures of a release."""
        limits = self._limits
        judge = Judge(counts, limits.result_rows, limits.result_bytes)
        self._judged = None
        self._judge = judge
        self._judged = release

    def drop(self) -> None:
        """Let go of what is in memory."""
        self._replica = self._judge = self._judged = None


def count_snapshot(snapshot: Path) -> Cardinalities:
    """Return the figures of a snapshot. Raises StoreError."""
    store = EmbeddedStore.open_read_only(snapshot)
    with tempfile.NamedTemporaryFile(suffix=".nq") as spool:
        for line in store.nquads():
            spool.write(line)
        spool.flush()
        store.close()
        return measure(Path(spool.name))
