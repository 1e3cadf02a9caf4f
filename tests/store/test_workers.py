"""Query processes: answered, stopped, replaced."""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from communique.config import LimitSettings
from communique.errors import Busy, LimitExceeded, QueryError, QueryTimeout, StoreError
from communique.publish.formats import FORMATS
from communique.store.base import DatasetChoice
from communique.store.oxigraph import EmbeddedStore
from communique.store.workers import Abandoned, QueryEngine, QueryPool

FORM = {f.name: f for f in FORMATS}
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
DIGITS = " ".join(str(n) for n in range(10))
NUMBERS = " ".join(f"VALUES ?v{i} {{ {DIGITS} }}" for i in range(14))
NEVER_ENDING = f"SELECT (COUNT(*) AS ?n) {{ {NUMBERS} }}"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("release") / "store"
    with EmbeddedStore() as store:
        store.add(
            b"".join(b'<urn:s%d> <urn:p> "%d" <urn:g%d> .\n' % (i, i, i % 2) for i in range(100))
        )
        store.snapshot(path)
    return path


def test_a_process_answers_like_the_store(snapshot: Path) -> None:
    with QueryPool(snapshot, 1, 30) as pool, EmbeddedStore.open_read_only(snapshot) as store:
        for name, query in (("json", COUNT), ("csv", "ASK {}"), ("turtle", "DESCRIBE <urn:s1>")):
            assert pool.answer(query, FORM[name]) == store.answer(query, FORM[name])
        chosen = DatasetChoice(default=("urn:g0",))
        assert b"50" in pool.answer(COUNT, FORM["csv"], dataset=chosen)


def test_a_never_ending_query_is_stopped_and_the_next_one_answered(snapshot: Path) -> None:
    with QueryPool(snapshot, 1, 1) as pool:
        with pytest.raises(QueryTimeout, match="after 1 seconds"):
            pool.answer(NEVER_ENDING, FORM["json"])
        assert b"100" in pool.answer(COUNT, FORM["csv"])


def test_others_are_answered_while_one_never_ends(snapshot: Path) -> None:
    with QueryPool(snapshot, 2, 2) as pool, ThreadPoolExecutor(9) as threads:
        endless = threads.submit(pool.answer, NEVER_ENDING, FORM["json"])
        answers = [threads.submit(pool.answer, COUNT, FORM["csv"]) for _ in range(8)]
        assert all(b"100" in answer.result() for answer in answers)
        with pytest.raises(QueryTimeout):
            endless.result()


def test_errors_cross_the_pipe_whole(snapshot: Path) -> None:
    with QueryPool(snapshot, 1, 30) as pool:
        with pytest.raises(QueryError) as caught:
            pool.answer("SELECT ?s\nWHERE { ?s ?p }", FORM["json"])
        assert (caught.value.line, caught.value.column) == (2, 16)
        with pytest.raises(LimitExceeded) as limit:
            pool.answer("SELECT * { ?s ?p ?o }", FORM["json"], limits=LimitSettings(result_rows=9))
        assert (limit.value.kind, limit.value.limit) == ("rows", 9)
        with pytest.raises(QueryError, match="SERVICE"):
            pool.answer("SELECT * { SERVICE <http://example.org/> {} }", FORM["json"])


def test_a_process_that_dies_is_replaced(snapshot: Path) -> None:
    with QueryPool(snapshot, 1, 30) as pool:
        pool.answer(COUNT, FORM["csv"])
        (worker,) = pool._all
        os.kill(worker.process, signal.SIGKILL)
        with pytest.raises(StoreError, match="ended"):
            pool.answer(COUNT, FORM["csv"])
        assert b"100" in pool.answer(COUNT, FORM["csv"])


def test_memory_is_limited(snapshot: Path) -> None:
    digits = " ".join(f'"{n:09}"' for n in range(1000))
    hungry = (
        f"SELECT (GROUP_CONCAT(?v) AS ?all) {{ VALUES ?a {{ {digits} }} VALUES ?b {{ {digits} }} "
        f"VALUES ?c {{ {digits} }} BIND(CONCAT(?a, ?b, ?c) AS ?v) }}"
    )
    with QueryPool(snapshot, 1, 60, memory=700_000_000) as pool:
        with pytest.raises(LimitExceeded, match="of memory"):
            pool.answer(hungry, FORM["json"])
        assert b"100" in pool.answer(COUNT, FORM["csv"])


def test_a_long_queue_is_turned_away(snapshot: Path) -> None:
    with QueryPool(snapshot, 1, 2) as pool, ThreadPoolExecutor(40) as threads:
        waiting = [threads.submit(pool.answer, NEVER_ENDING, FORM["json"]) for _ in range(40)]
        errors = [type(future.exception()) for future in waiting]
    assert set(errors) <= {Busy, QueryTimeout}
    assert errors.count(Busy) >= 40 - 17


def test_a_snapshot_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    with QueryPool(tmp_path / "none", 1, 30) as pool, pytest.raises(StoreError, match="opened"):
        pool.answer(COUNT, FORM["csv"])


def test_closing_ends_every_process(snapshot: Path) -> None:
    pool = QueryPool(snapshot, 2, 30)
    pool.answer(COUNT, FORM["csv"])
    processes = [worker.process for worker in pool._all]
    pool.close()
    assert all(is_gone(process) for process in processes)
    with pytest.raises(StoreError, match="closed"):
        pool.answer(COUNT, FORM["csv"])


def test_processes_with_the_release_in_memory_answer_alike(snapshot: Path) -> None:
    with EmbeddedStore.open_read_only(snapshot) as store:
        expected = store.answer(COUNT, FORM["csv"])
        with store.copied_to_memory() as copy:
            assert sorted(copy.nquads()) == sorted(store.nquads())
    with QueryPool(snapshot, 1, 30, in_memory=True) as pool:
        assert pool.in_memory
        assert {pool.answer(COUNT, FORM["csv"]) for _ in range(20)} == {expected}


def test_a_blank_node_stays_one_in_memory() -> None:
    with EmbeddedStore() as store:
        store.add(
            b'_:a <urn:p> "not _:b\\n" <urn:g1> .\n_:a <urn:q> _:b <urn:g2> .\n'
            b"<urn:s> <urn:q> _:a .\n<urn:s> <urn:p> <urn:o> <urn:g1> .\n"
        )
        with store.copied_to_memory() as copy:
            assert copy.quad_count() == 4
            assert copy.ask(
                "ASK { GRAPH <urn:g1> { ?b <urn:p> ?x } GRAPH <urn:g2> { ?b <urn:q> ?c } "
                "?s <urn:q> ?b FILTER(?s = <urn:s>) }"
            )


def test_processes_on_the_disk_give_way_to_such_in_memory(snapshot: Path) -> None:
    engine = QueryEngine(LimitSettings().query_memory)
    with QueryPool(snapshot, 2, 30) as pool, ThreadPoolExecutor(4) as threads:
        before = pool.answer(COUNT, FORM["csv"])
        waiting = [threads.submit(pool.answer, COUNT, FORM["csv"]) for _ in range(200)]
        pool.move_to(engine)
        assert {answer.result() for answer in waiting} == {before}
        assert {pool.answer(COUNT, FORM["csv"]) for _ in range(20)} == {before}
        # One new process may have given all these answers before the other was there.
        assert wait_until(lambda: len(pool._all) == 2)
    engine.close()


def test_a_large_answer_comes_as_a_file(snapshot: Path) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    with QueryPool(snapshot, 1, 30) as pool, EmbeddedStore.open_read_only(snapshot) as store:
        answer = pool.ask(query, FORM["csv"])
        assert answer.file is not None
        data = answer.read()
        assert len(data) == answer.size
        assert data == store.answer(query, FORM["csv"])
        with pytest.raises(LimitExceeded, match="rows"):
            pool.answer(query, FORM["csv"], limits=LimitSettings(result_rows=9_999))
        assert pool.answer(query, FORM["csv"], limits=LimitSettings(result_rows=10_000)) == data


def test_a_query_nobody_waits_for_is_ended(snapshot: Path) -> None:
    with QueryPool(snapshot, 1, 30) as pool:
        with pytest.raises(Abandoned):
            pool.ask(NEVER_ENDING, FORM["json"], gone=lambda: True)
        assert b"100" in pool.answer(COUNT, FORM["csv"])


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    return holds()


def is_gone(process: int) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False
