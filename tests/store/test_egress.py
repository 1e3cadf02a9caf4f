"""Nothing goes out: whatever a query says, nobody on this machine is called."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from communique.errors import CommuniqueError
from communique.publish.formats import FORMATS
from communique.store.guard import inspect, refuse_unsafe
from communique.store.oxigraph import EmbeddedStore
from communique.store.workers import QueryPool

JSON = next(f for f in FORMATS if f.name == "json")
TURTLE = next(f for f in FORMATS if f.name == "turtle")
INSIDE = ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "127.1")
SPELLINGS = (
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { sErViCe <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE#\n<URL>#{}\n{ ?s ?p ?o } }",
    "SELECT * { SERVICE\n\t<URL>{ ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "PREFIX service: <URL> SELECT * { SERVICE service: { ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?u) SERVICE SILENT ?u { ?s ?p ?o } }",
    "SELECT * { BIND(IRI('URL') AS ?u) SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { { ?s ?p ?o } UNION { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { SERVICE <http://example.org/> { SERVICE <URL> { ?s ?p ?o } } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s <urn:p>/<urn:q> ?o . SERVICE <URL> { ?s ?p ?o } } # SERVICE",
    "SELECT * { ?s ?p 'it''s' SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?a ?p ?b FILTER(?a<?b)SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
    "DESCRIBE <URL>",
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <urn:g>",
    "SELECT * { ?s ?p ?o } ; LOAD <URL>",
    "S\\u0045LECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { S\\u0045RVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERV\\U00000049CE <URL> { ?s ?p ?o } }",
)


class Listener:
    """Listens on the loopback addresses, and counts who calls."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.calls = 0
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.calls += 1
                connection.close()

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("release") / "store"
    with EmbeddedStore() as store:
        store.add(b"<urn:s> <urn:p> <urn:o> <urn:g> .\n")
        store.snapshot(path)
    return path


def test_no_spelling_reaches_a_host_that_is_not_listed(snapshot: Path, listener: Listener) -> None:
    with EmbeddedStore.open_read_only(snapshot) as store:
        for spelling in SPELLINGS:
            query = spelling.replace("URL", f"http://127.0.0.1:{listener.port}/")
            for form in (JSON, TURTLE):
                with suppress(CommuniqueError):
                    store.answer(query, form, base="http://example.org/")
    assert listener.calls == 0


@pytest.mark.parametrize("host", INSIDE)
def test_no_address_inside_is_reached_even_if_it_is_listed(
    host: str, snapshot: Path, listener: Listener
) -> None:
    allow = [*INSIDE, host.strip("[]")]
    with EmbeddedStore.open_read_only(snapshot) as store:
        for spelling in SPELLINGS[:3]:
            query = spelling.replace("URL", f"http://{host}:{listener.port}/")
            with pytest.raises(CommuniqueError, match="not allowed"):
                store.answer(query, JSON, allow=allow)
    assert listener.calls == 0


def test_a_query_process_calls_nobody_either(snapshot: Path, listener: Listener) -> None:
    with QueryPool(snapshot, 1, 30) as pool:
        for spelling in SPELLINGS[:8]:
            query = spelling.replace("URL", f"http://localhost:{listener.port}/")
            with pytest.raises(CommuniqueError):
                pool.answer(query, JSON, allow=["localhost"])
    assert listener.calls == 0


def test_a_public_host_that_is_listed_may_be_called() -> None:
    refuse_unsafe(inspect("ASK { SERVICE <http://1.1.1.1/> { ?s ?p ?o } }"), ["1.1.1.1"])


def test_the_listener_would_have_noticed(listener: Listener) -> None:
    socket.create_connection(("127.0.0.1", listener.port)).close()
    deadline = time.monotonic() + 30
    while not listener.calls:
        assert time.monotonic() < deadline
        time.sleep(0.01)
