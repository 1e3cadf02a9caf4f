"""What every working store promises, shown on each kind: embedded in memory and on disk,
`oxigraph serve`, and Virtuoso. The same questions get the same answers."""

import io
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import XSD
from store_servers import VIRTUOSO_ROWS, free_port, oxigraph, virtuoso

from communique.config import StoreSettings
from communique.errors import QueryError, StoreError, UsageError, WorkspaceError
from communique.store.base import WorkingStore
from communique.store.oxigraph import EmbeddedStore
from communique.store.remote import RemoteStore

E = "http://example.org/"
G1, G2 = URIRef(f"{E}g1"), URIRef(f"{E}g2")
QUADS = (
    f'<{E}a> <{E}p> "one" <{G1}> .\n'
    f'<{E}a> <{E}day> "2023-04-05"^^<{XSD.date}> <{G1}> .\n'
    f'<{E}b> <{E}p> "два \\"с кавычками\\"\\nи строкой"@ru <{G2}> .\n'
    f'<{E}b> <{E}n> "7"^^<{XSD.integer}> <{G2}> .\n'
    f"<{E}b> <{E}knows> <{E}a> <{G2}> .\n"
).encode()
MANY = 2 * VIRTUOSO_ROWS + 7


def many(number: int) -> bytes:
    lines = (f'<{E}s{i}> <{E}p> "value {i}" <{G1}> .\n' for i in range(number))
    return "".join(lines).encode()


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, StoreSettings]]:
    with ExitStack() as running:
        yield {
            start.__name__: running.enter_context(start(tmp_path_factory.mktemp(start.__name__)))
            for start in (oxigraph, virtuoso)
        }


@pytest.fixture(params=["memory", "disk", "oxigraph", "virtuoso"])
def store(
    request: pytest.FixtureRequest, servers: dict[str, StoreSettings], tmp_path: Path
) -> Iterator[WorkingStore]:
    settings = servers.get(request.param)
    place = tmp_path / "store" if request.param == "disk" else None
    with RemoteStore(settings) if settings else EmbeddedStore(place) as store:
        store.replace_graphs(store.graph_names(), b"")
        yield store


def test_what_was_added_comes_back_to_the_letter(store: WorkingStore) -> None:
    store.add(QUADS)
    assert sorted(store.nquads()) == sorted(QUADS.splitlines(keepends=True))


def test_graphs_are_listed_and_quads_counted_without_those_of_the_engine(
    store: WorkingStore,
) -> None:
    assert (store.graph_names(), store.quad_count()) == ([], 0)
    store.add(QUADS)
    assert (store.graph_names(), store.quad_count()) == ([G1, G2], 5)


def test_the_default_graph_is_the_union_of_our_graphs_and_of_no_other(store: WorkingStore) -> None:
    store.add(QUADS)
    rows = store.select("SELECT DISTINCT ?s { ?s ?p ?o } ORDER BY ?s")
    assert [str(row["s"]) for row in rows] == [f"{E}a", f"{E}b"]


def test_named_graphs_are_ours_only(store: WorkingStore) -> None:
    store.add(QUADS)
    rows = store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    assert [row["g"] for row in rows] == [G1, G2]


def test_from_in_the_query_holds(store: WorkingStore) -> None:
    store.add(QUADS)
    assert len(store.select(f"SELECT ?s FROM <{G1}> {{ ?s ?p ?o }}")) == 2


def test_terms_keep_language_datatype_and_form(store: WorkingStore) -> None:
    store.add(QUADS)
    rows = store.select("SELECT ?o { ?s ?p ?o FILTER(isLiteral(?o)) }")
    assert {row["o"] for row in rows} == {
        Literal("one"),
        Literal("2023-04-05", datatype=XSD.date),
        Literal('два "с кавычками"\nи строкой', lang="ru"),
        Literal("7", datatype=XSD.integer),
    }


def test_values_are_bound_as_terms(store: WorkingStore) -> None:
    store.add(QUADS)
    russian = Literal('два "с кавычками"\nи строкой', lang="ru")
    rows = store.select("SELECT ?s ?o { ?s ?p ?o }", {"o": russian})
    assert rows == [{"s": URIRef(f"{E}b"), "o": russian}]


def test_ask_tells_true_from_false(store: WorkingStore) -> None:
    store.add(QUADS)
    assert store.ask("ASK { ?s ?p ?o }", {"s": URIRef(f"{E}a")})
    assert not store.ask("ASK { ?s ?p ?o }", {"s": URIRef(f"{E}nobody")})


def test_a_graph_is_constructed_and_read_alike(store: WorkingStore) -> None:
    store.add(QUADS)
    built = store.construct(f"CONSTRUCT {{ ?s ?p ?o }} FROM <{G2}> {{ ?s ?p ?o }}")
    assert len(built) == 3
    assert isomorphic(built, store.graph(G2))


def test_a_graph_that_is_not_there_is_empty(store: WorkingStore) -> None:
    assert len(store.graph(URIRef(f"{E}nothing"))) == 0


def test_replacing_graphs_leaves_the_others(store: WorkingStore) -> None:
    store.add(QUADS)
    store.replace_graphs([G1, URIRef(f"{E}new")], f'<{E}c> <{E}p> "new" <{G1}> .\n'.encode())
    assert (len(store.graph(G1)), len(store.graph(G2))) == (1, 3)


def test_replacing_with_bad_quads_changes_nothing(store: WorkingStore) -> None:
    store.add(QUADS)
    with pytest.raises(QueryError, match="line 1"):
        store.replace_graphs([G1], b"<http://example.org/c> <")
    assert store.quad_count() == 5


def test_updates_of_ours_run(store: WorkingStore) -> None:
    store.add(QUADS)
    store.update(f"DROP SILENT GRAPH <{G1}>")
    assert store.graph_names() == [G2]


def test_a_query_that_does_not_parse_is_refused(store: WorkingStore) -> None:
    store.add(QUADS)
    with pytest.raises(QueryError):
        store.select("SELECT ?s { ?s ?p }")


def test_a_query_of_another_form_is_refused(store: WorkingStore) -> None:
    with pytest.raises(UsageError, match="not a SELECT"):
        store.select("ASK {}")


def test_more_than_one_update_and_one_answer_hold(store: WorkingStore) -> None:
    """2,000 triples an update and so many rows an answer are where Virtuoso ends."""
    quads = many(4_500)
    store.replace_graphs([G1], quads)
    assert store.quad_count() == 4_500
    assert len(store.graph(G1)) == 4_500


def test_a_dump_is_loaded_and_what_lacks_a_graph_gets_one(store: WorkingStore) -> None:
    quads = f'<{E}b> <{E}p> "x" .\n<{E}c> <{E}p> "y" <{G2}> .\n'.encode()
    store.bulk_load(io.BytesIO(quads), "application/n-quads", to_graph=G1, every_quad=True)
    store.bulk_load(io.BytesIO(f"<{E}d> <{E}p> 1 .".encode()), "text/turtle", to_graph=G1)
    assert (len(store.graph(G1)), len(store.graph(G2))) == (2, 1)


def test_a_snapshot_holds_the_same_quads(store: WorkingStore, tmp_path: Path) -> None:
    store.add(QUADS + many(MANY))
    store.snapshot(tmp_path / "copy")
    with EmbeddedStore.open_read_only(tmp_path / "copy") as copy:
        assert sorted(copy.nquads()) == sorted(store.nquads())


def test_an_answer_that_virtuoso_cuts_is_complained_of(servers: dict[str, StoreSettings]) -> None:
    with RemoteStore(servers["virtuoso"]) as store:
        store.replace_graphs([G1], many(MANY))
        with pytest.raises(StoreError, match=f"cut the answer at {VIRTUOSO_ROWS} rows"):
            store.select("SELECT ?s { ?s ?p ?o }")


@pytest.mark.parametrize("engine", ["oxigraph", "virtuoso"])
@pytest.mark.parametrize(
    ("quads", "reason"),
    [(f'_:b <{E}p> "x" <{G1}> .\n', "a blank node"), (f'<{E}a> <{E}p> "x" .\n', "without a graph")],
)
def test_what_a_remote_store_cannot_keep_is_named(
    servers: dict[str, StoreSettings], engine: str, quads: str, reason: str
) -> None:
    with RemoteStore(servers[engine]) as store, pytest.raises(StoreError, match=reason):
        store.add(quads.encode())


def test_a_store_that_does_not_answer_says_what_to_do() -> None:
    address = f"http://127.0.0.1:{free_port()}/sparql"
    with pytest.raises(StoreError, match="See that it runs") as caught:
        RemoteStore(StoreSettings("sparql", address, address))
    assert (caught.value.place, caught.value.exit_code) == (address, 3)


def test_a_wrong_password_is_refused_and_never_shown(servers: dict[str, StoreSettings]) -> None:
    with pytest.raises(StoreError) as caught:
        RemoteStore(replace(servers["virtuoso"], password="not-this-one"))
    assert "not-this-one" not in str(caught.value)


def test_a_remote_store_without_an_address_is_a_mistake_of_the_configuration() -> None:
    with pytest.raises(WorkspaceError, match="query_endpoint is not an http address"):
        RemoteStore(StoreSettings("sparql"))
