"""Turns: whatever is free goes to the client that has least of it."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from communique.errors import Busy
from communique.store.turns import Turns


def test_a_client_with_many_requests_waits_behind_itself() -> None:
    turns: Turns[str] = Turns(100)
    turns.put("worker")
    assert turns.take("greedy", 1) == "worker"
    served: list[str] = []

    def ask(client: str) -> None:
        worker = turns.take(client, 10)
        assert worker is not None
        served.append(client)
        turns.done(client)
        turns.put(worker)

    with ThreadPoolExecutor(20) as threads:
        greedy = [threads.submit(ask, "greedy") for _ in range(10)]
        until_waiting(turns, 10)
        modest = threads.submit(ask, "modest")
        until_waiting(turns, 11)
        turns.put("worker")
        turns.done("greedy")
        modest.result()
        for future in greedy:
            future.result()
    assert served.index("modest") <= 1
    assert turns.waiting == 0


def test_one_client_fills_half_of_the_queue_only() -> None:
    turns: Turns[str] = Turns(4)
    with ThreadPoolExecutor(4) as threads:
        waiting = [threads.submit(turns.take, "greedy", 30) for _ in range(2)]
        until_waiting(turns, 2)
        with pytest.raises(Busy):
            turns.take("greedy", 0)
        other = threads.submit(turns.take, "modest", 30)
        until_waiting(turns, 3)
        turns.close()
        assert {future.result() for future in [*waiting, other]} == {None}


def test_waiting_ends_at_the_deadline_and_leaves_nothing_behind() -> None:
    turns: Turns[str] = Turns(4)
    with pytest.raises(Busy):
        turns.take("client", 0.01)
    assert turns.waiting == 0
    turns.put("worker")
    assert turns.take("other", 1) == "worker"


def until_waiting(turns: Turns[str], number: int) -> None:
    deadline = time.monotonic() + 5
    while turns.waiting < number:
        assert time.monotonic() < deadline
        time.sleep(0.001)
