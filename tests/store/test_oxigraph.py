"""The embedded store, in memory and on disk."""

import io
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import XSD

from communique.config import LimitSettings
from communique.errors import DumpError, LimitExceeded, QueryError, StoreError, UsageError
from communique.publish.formats import GRAPH_FORMATS, RESULT_FORMATS, format_named
from communique.store.base import DatasetChoice
from communique.store.oxigraph import EmbeddedStore, count_quads

E = "http://example.org/"
G1, G2 = URIRef(f"{E}g1"), URIRef(f"{E}g2")
QUADS = (
    f'<{E}a> <{E}p> "one" <{G1}> .\n'
    f'<{E}b> <{E}p> "two"@en <{G2}> .\n'
    f'<{E}b> <{E}n> "7"^^<{XSD.integer}> <{G2}> .\n'
).encode()
SUBJECTS = "SELECT DISTINCT ?s { ?s ?p ?o } ORDER BY ?s"


@pytest.fixture
def store() -> EmbeddedStore:
    store = EmbeddedStore()
    store.add(QUADS)
    return store


def form(name: str):
    found = format_named(name)
    assert found
    return found


def subjects(store: EmbeddedStore, query: str, dataset: DatasetChoice | None = None) -> list[str]:
    lines = store.answer(query, form("csv"), dataset=dataset).decode().split("\r\n")
    return [line.removeprefix(E) for line in lines[1:] if line]


def test_the_default_graph_is_the_union_of_all_graphs(store: EmbeddedStore) -> None:
    assert subjects(store, SUBJECTS) == ["a", "b"]


def test_from_in_the_query_holds(store: EmbeddedStore) -> None:
    assert subjects(store, f"SELECT DISTINCT ?s FROM <{G1}> {{ ?s ?p ?o }}") == ["a"]


def test_from_named_alone_leaves_the_default_graph_empty(store: EmbeddedStore) -> None:
    assert subjects(store, f"SELECT ?s FROM NAMED <{G1}> {{ ?s ?p ?o }}") == []


def test_the_dataset_of_the_request_overrides_that_of_the_query(store: EmbeddedStore) -> None:
    query = f"SELECT DISTINCT ?s FROM <{G1}> {{ ?s ?p ?o }}"
    assert subjects(store, query, DatasetChoice(default=(G2,))) == ["b"]


def test_named_graphs_of_the_request_are_all_there_are(store: EmbeddedStore) -> None:
    query = "SELECT DISTINCT ?s { { GRAPH ?g { ?s ?p ?o } } UNION { ?s ?p ?o } }"
    assert subjects(store, query, DatasetChoice(named=(G1,))) == ["a"]


@pytest.mark.parametrize("lexical", ["7", "about seven"])
def test_literals_keep_their_lexical_form_and_datatype(lexical: str) -> None:
    store = EmbeddedStore()
    store.add(f'<{E}a> <{E}n> "{lexical}"^^<{XSD.integer}> .\n'.encode())
    (row,) = store.select("SELECT ?o { ?s ?p ?o }")
    assert row["o"] == Literal(lexical, datatype=XSD.integer, normalize=False)


def test_the_engine_writes_numbers_in_canonical_form() -> None:
    store = EmbeddedStore()
    store.add(f'<{E}a> <{E}n> "007"^^<{XSD.integer}> .\n'.encode())
    assert b'"7"' in next(iter(store.nquads()))


def test_a_plain_literal_comes_back_as_rdflib_writes_it(store: EmbeddedStore) -> None:
    assert store.ask("ASK { ?s ?p ?o }", {"s": URIRef(f"{E}a"), "o": Literal("one")})
    (row,) = store.select("SELECT ?o { ?s ?p ?o }", {"s": URIRef(f"{E}a")})
    assert row["o"] == Literal("one")


def test_a_bound_value_cannot_break_out_of_its_place(store: EmbeddedStore) -> None:
    evil = Literal('") } UNION { ?s ?p ?o } #')
    assert store.select("SELECT ?s { ?s ?p ?o }", {"o": evil}) == []


def test_a_bound_value_reaches_into_subqueries(store: EmbeddedStore) -> None:
    anyone = store.select(
        "SELECT ?s ?n { { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s } }"
    )
    one = anyone[0]
    query = "SELECT ?s ?n { { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }"
    assert store.select(query, {"s": one["s"]}) == [one]


def test_a_value_is_bound_where_only_a_variable_may_stand(store: EmbeddedStore) -> None:
    subject = store.select("SELECT ?s { ?s ?p ?o } LIMIT 1")[0]["s"]
    assert store.ask("ASK { ?s ?p ?o FILTER(BOUND(?s)) }", {"s": subject})


def test_a_variable_that_is_not_projected_can_be_bound(store: EmbeddedStore) -> None:
    query = "SELECT ?s { ?s ?p ?o FILTER(STR(?o) = ?wanted) }"
    assert [row["s"] for row in store.select(query, {"wanted": Literal("two")})] == [
        URIRef(f"{E}b")
    ]


def test_unbound_variables_are_absent(store: EmbeddedStore) -> None:
    query = f"SELECT ?s ?n {{ ?s <{E}p> ?o OPTIONAL {{ ?s <{E}n> ?n }} }} ORDER BY ?s"
    assert [sorted(row) for row in store.select(query)] == [["s"], ["n", "s"]]


def test_a_query_that_does_not_parse_says_where(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError) as caught:
        store.select("SELECT ?s\nWHERE { ?s ?p }")
    assert (caught.value.line, caught.value.column) == (2, 16)


def test_an_undeclared_prefix_is_named_as_such(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match="prefix not found"):
        store.select("SELECT ?s { ?s foo:bar ?o }")


def test_a_query_of_another_form_is_refused(store: EmbeddedStore) -> None:
    with pytest.raises(UsageError, match="not a SELECT"):
        store.select("ASK {}")


@pytest.mark.parametrize("chosen", GRAPH_FORMATS, ids=lambda f: f.name)
def test_graphs_parse_back_from_every_format(store: EmbeddedStore, chosen) -> None:
    query = f"PREFIX e: <{E}> CONSTRUCT {{ ?s ?p ?o }} {{ ?s ?p ?o }}"
    graph = Graph().parse(store.answer(query, chosen), format=chosen.rdflib)
    assert isomorphic(graph, store.construct(query))


def test_turtle_uses_the_prefixes_of_the_query(store: EmbeddedStore) -> None:
    query = f"PREFIX e: <{E}> CONSTRUCT {{ ?s ?p ?o }} {{ ?s ?p ?o }}"
    assert "e:a e:p" in store.answer(query, form("turtle")).decode()


def test_a_relative_prefix_is_no_prefix_of_the_answer(store: EmbeddedStore) -> None:
    query = "PREFIX a: <rel#> CONSTRUCT { a:b a:c 1 } WHERE {}"
    turtle = store.answer(query, form("turtle"), base="http://x/").decode()
    assert "<http://x/rel#b> <http://x/rel#c> 1" in turtle
    assert "@prefix a:" not in turtle


@pytest.mark.parametrize("chosen", RESULT_FORMATS, ids=lambda f: f.name)
def test_rows_are_counted_in_every_format(store: EmbeddedStore, chosen) -> None:
    query = 'SELECT ?v { VALUES ?v { "a" "},{\\"}},{" "<result>" "x\\r\\n\\"y\\"\\n" UNDEF } }'
    assert store.answer(query, chosen, limits=LimitSettings(result_rows=5))
    with pytest.raises(LimitExceeded, match="more than 4 rows"):
        store.answer(query, chosen, limits=LimitSettings(result_rows=4))


def test_the_triples_of_a_graph_are_counted(store: EmbeddedStore) -> None:
    query = "CONSTRUCT WHERE { ?s ?p ?o }"
    with pytest.raises(LimitExceeded):
        store.answer(query, form("turtle"), limits=LimitSettings(result_rows=2))


@pytest.mark.parametrize("name", ["json", "turtle"])
def test_the_bytes_of_an_answer_are_counted(store: EmbeddedStore, name: str) -> None:
    query = "CONSTRUCT WHERE { ?s ?p ?o }" if name == "turtle" else "SELECT * { ?s ?p ?o }"
    with pytest.raises(LimitExceeded, match="bytes"):
        store.answer(query, form(name), limits=LimitSettings(result_bytes=50))


def test_rows_cannot_be_had_as_turtle(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match="SELECT cannot be written as text/turtle"):
        store.answer("SELECT * {}", form("turtle"))


def test_an_answer_never_calls_a_host_that_is_not_allowed(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match=r"SERVICE to example\.org"):
        store.answer("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", form("json"))


def test_replacing_graphs_leaves_the_others(store: EmbeddedStore) -> None:
    store.replace_graphs([G1], f'<{E}c> <{E}p> "new" <{G1}> .\n'.encode())
    assert subjects(store, SUBJECTS) == ["b", "c"]


def test_replacing_with_bad_quads_changes_nothing(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match="line 1"):
        store.replace_graphs([G1], b"<http://example.org/c> <")
    assert subjects(store, SUBJECTS) == ["a", "b"]


def test_a_graph_replaced_by_nothing_is_gone(store: EmbeddedStore) -> None:
    store.replace_graphs([G1], b"")
    assert store.graph_names() == [G2]


def test_nquads_gives_back_what_was_added(store: EmbeddedStore) -> None:
    assert sorted(store.nquads()) == sorted(QUADS.splitlines(keepends=True))


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "s"), pytest.raises(StoreError, match="another process"):
        EmbeddedStore(tmp_path / "s")


def test_a_closed_store_can_be_opened_again(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "s") as store:
        store.add(QUADS)
    with EmbeddedStore(tmp_path / "s") as store:
        assert store.quad_count() == 3


@pytest.mark.parametrize("on_disk", [True, False])
def test_a_snapshot_does_not_follow_the_store(tmp_path: Path, on_disk: bool) -> None:
    store = EmbeddedStore(tmp_path / "s" if on_disk else None)
    store.add(QUADS)
    store.snapshot(tmp_path / "copy")
    store.replace_graphs([G1], b"")
    with EmbeddedStore.open_read_only(tmp_path / "copy") as snapshot:
        assert snapshot.quad_count() == 3
        with pytest.raises(StoreError):
            snapshot.add(QUADS)
    store.close()


def test_a_snapshot_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        EmbeddedStore.open_read_only(tmp_path / "nothing")


def test_loaded_triples_get_the_graph_they_lack() -> None:
    store = EmbeddedStore()
    store.bulk_load(io.BytesIO(f"<{E}a> <{E}p> 1 .".encode()), "text/turtle", to_graph=G1)
    quads = f'<{E}b> <{E}p> "x" .\n<{E}c> <{E}p> "y" <{G2}> .\n'.encode()
    store.bulk_load(io.BytesIO(quads), "application/n-quads", to_graph=G1, every_quad=True)
    assert len(store.graph(G1)) == 2
    assert len(store.graph(G2)) == 1


def test_counting_a_bad_file_says_its_line() -> None:
    with pytest.raises(DumpError, match=r"dump\.nq:2: "):
        count_quads(
            io.BytesIO(QUADS[: QUADS.index(b"\n")] + b"\n<a> oops .\n"),
            "application/n-quads",
            "dump.nq",
        )
