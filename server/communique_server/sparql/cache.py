"""Answers that were given before: least recently used go first, counted in bytes."""

import threading
from collections import OrderedDict


class AnswerCache:
    """Answers of releases by their tag; a tag names release, query, dataset and format."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._size = 0
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, bytes] = OrderedDict()

    def get(self, tag: str) -> bytes | None:
        """Return the answer kept under a tag, if it is still there."""
        with self._lock:
            answer = self._answers.get(tag)
            if answer is not None:
                self._answers.move_to_end(tag)
            return answer

    def put(self, tag: str, answer: bytes) -> None:
        """Keep an answer, unless it would take more than an eighth of the room."""
        if len(answer) > self._capacity // 8:
            return
        with self._lock:
            self._size += len(answer) - len(self._answers.pop(tag, b""))
            self._answers[tag] = answer
            while self._size > self._capacity:
                _, oldest = self._answers.popitem(last=False)
                self._size -= len(oldest)
