"""What is cheap is proved to be: no query that could run away may pass for a lookup."""

import itertools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.config import LimitSettings
from communique.publish.formats import FORMATS
from communique.store.bounded import ROWS_BETWEEN, STEPS, Judge, _Cost, _starts, cheap
from communique.store.bounded_syntax import Pattern, Term, read_shape
from communique.store.cardinalities import Cardinalities, measure
from communique.store.lookups import Lookups
from communique.store.oxigraph import EmbeddedStore
from communique.store.replica import Replica, Step

FORM = {f.name: f for f in FORMATS}
COUNTED = (
    "total out into subject_out subject_in object_out object_in subjects objects onward backward"
).split()
PREFIXES = "PREFIX : <urn:x:>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
HUB = 800
CHEAP = (
    "ASK { <urn:x:s1> a ?type }",
    "SELECT ?p ?o { :s1 ?p ?o } ORDER BY ?p ?o",
    "SELECT * WHERE { ?s ?p :s1 . }",
    "SELECT ?l { :s1 :label ?l FILTER(lang(?l) = 'en' && ?l != \"x\"@en || !bound(?l)) }",
    "SELECT DISTINCT ?o ?l { :s1 :next/:next ?o . ?o :label ?l } ORDER BY DESC(?l) LIMIT 5",
    "SELECT ?o ?l { :s1 :next ?o OPTIONAL { ?o :label ?l } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s :next :s7 . ?s ?p ?o }",
    "DESCRIBE :s1",
    "DESCRIBE <urn:x:s1> # why not",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s :rare ?o } GROUP BY ?o",
    "SELECT ?o { :s1 :rare* ?o }",
    "SELECT ?o { ?o ^:next :s1 }",
    "SELECT ?s { ?s :label ?l } ORDER BY ?l LIMIT 3",
    "SELECT ?o { ?s :next ?o } LIMIT 3",
    "SELECT (COUNT(*) AS ?n) { ?s a ?type }",
    "SELECT ?n (COUNT(?s) AS ?many) { ?s :number ?n } GROUP BY ?n ORDER BY ?n",
    "SELECT ?s { ?s :number 17 ; :label ?l }",
    'SELECT ?s { ?s :number "17"^^xsd:integer }',
)
NOT_CHEAP = (
    "SELECT * { ?s ?p ?o }",
    "SELECT * { ?s a ?type }",
    "SELECT * { ?s a :Hub }",
    "SELECT ?s { ?s a :Hub } LIMIT 2001",
    "SELECT ?o { ?s :next ?o } ORDER BY ?o LIMIT 3",
    "SELECT ?s { ?s a :Hub } LIMIT 1.5",
    "SELECT ?s (COUNT(?l) AS ?n) { ?s :label ?l } GROUP BY ?s",
    "SELECT ?s ?x (COUNT(?l) AS ?n) { ?s :label ?l ; :number ?x } GROUP BY ?s ?x",
    "SELECT (COUNT(*) AS ?n) { ?s a ?t . ?s :next ?o . ?o :next ?p . ?p :next ?q . ?q :next ?r }",
    "SELECT * { :s1 a ?type . ?other a ?type }",
    "SELECT * { :s1 :next ?a . :s2 :next ?b . ?c :label ?d }",
    "SELECT * { :s1 :next ?a . ?b :label ?l }",
    "SELECT * { ?a :next ?b . ?b :next ?c . ?c :next ?a }",
    "SELECT * { ?a :next ?a }",
    "SELECT * { :s1 :next* ?b . ?b a ?c . ?d a ?c }",
    "SELECT * { ?a :next* ?b }",
    "SELECT * { :s1 (:next|:label)* ?b }",
    "SELECT * { :s1 !:next ?b }",
    "SELECT * { { SELECT * { ?s ?p ?o } } }",
    "SELECT * { :s1 :next ?a FILTER EXISTS { ?x ?y ?z } }",
    "SELECT * { :s1 :next ?a FILTER NOT EXISTS { ?x ?y ?z } }",
    "SELECT * { :s1 :label ?a FILTER REGEX(?a, '(a+)+') }",
    "SELECT * { :s1 :label ?a BIND(CONCAT(?a, ?a) AS ?b) }",
    "SELECT * { VALUES ?a { 1 2 } VALUES ?b { 1 2 } }",
    "SELECT * { :s1 :next ?a UNION { ?x ?y ?z } }",
    "SELECT * { :s1 :next ?a } VALUES ?a { :s2 }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { :s1 :next ?a OPTIONAL { ?x :next ?y } }",
    "SELECT * { :s1 :next ?a OPTIONAL { ?x :next ?y . ?y :next ?a } }",
    "SELECT * { :s1 :next ?a MINUS { ?x ?y ?z } }",
    "SELECT * FROM <urn:g> { :s1 :next ?a }",
    "BASE <urn:x:> SELECT * { <s1> :next ?a }",
    "SELECT * { <s1> :next ?a }",
    "SELECT * { <urn:x:a/../s1> :next ?a }",
    "SELECT * { <urn:x:\\u0073> :next ?a }",
    "SELECT * { :s1 :next ?a . [] :next ?a }",
    "SELECT * { :s1 :next (1 2) }",
    "SELECT (SUM(?a) AS ?n) { :s1 :next ?a }",
    'SELECT * { ?a :label """x""" . ?s ?p ?o }',
    "SELECT * { :s1 ?p ?o . ?x ?p ?y }",
    "SELECT * { :s1 ?p ?o . ?p ?q ?r . ?x ?q ?y }",
    "INSERT DATA { :s1 :next :s2 }",
    "DELETE WHERE { ?s ?p ?o }",
    "DESCRIBE ?s { ?s ?p ?o }",
    "DESCRIBE :s1 ?x { ?x ?p ?o }",
    "",
    "SELECT",
    "ASK {",
    "\x00",
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chain of things, of which most are of one class, that everything would meet in."""
    lines = []
    for n in range(3 * HUB):
        s = f"<urn:x:s{n}>"
        g = f"<urn:g{n % 3}>"
        lines += [
            f"{s} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:x:Hub> {g} .",
            f'{s} <urn:x:label> "thing {n}"@en {g} .',
            f'{s} <urn:x:number> "{n % 50}"^^<http://www.w3.org/2001/XMLSchema#integer> {g} .',
            f"{s} <urn:x:next> <urn:x:s{n + 1}> {g} .",
            f"{s} <urn:x:next> <urn:x:s{n + 2}> {g} .",
        ]
        lines += [f"{s} <urn:x:rare> <urn:x:s{n % 7}> {g} ."] if n < 20 else []
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def counts(graph: Path) -> Cardinalities:
    return measure(graph)


@pytest.fixture(scope="module")
def store(graph: Path) -> EmbeddedStore:
    found = EmbeddedStore()
    found.add(graph.read_bytes())
    return found


@pytest.mark.parametrize("query", CHEAP)
def test_a_lookup_is_cheap_and_answered_alike(
    query: str, counts: Cardinalities, store: EmbeddedStore
) -> None:
    text = PREFIXES + query
    found = Judge(counts).cheap(text)
    assert found is not None
    form = FORM["ntriples" if found.form in ("CONSTRUCT", "DESCRIBE") else "json"]
    answer = store.look_up(text, form, found.prefixes)
    assert answer == store.answer(text, form)
    assert b"urn" in answer or b"value" in answer or b"boolean" in answer


@pytest.mark.parametrize("query", NOT_CHEAP)
def test_what_might_run_away_is_not_cheap(query: str, counts: Cardinalities) -> None:
    judge = Judge(counts)
    for text in (PREFIXES + query, query):
        assert cheap(text, counts) is None
        assert judge.cheap(text) is None
        assert judge.cheap(text) is None


def test_queries_alike_are_told_apart_by_what_they_name(counts: Cardinalities) -> None:
    judge = Judge(counts)
    for _ in range(2):
        assert judge.cheap(PREFIXES + "SELECT * { ?s ?p <urn:x:s3> }")
        assert not judge.cheap(PREFIXES + "SELECT * { ?s ?p <urn:x:Hub> }")
        assert not judge.cheap(PREFIXES + "SELECT * { ?s ?p <../Hub> }")
        assert judge.cheap(PREFIXES + "SELECT * { ?s <urn:x:rare> ?o }")
        assert not judge.cheap(PREFIXES + "SELECT * { ?s <urn:x:number> ?o }")
        assert judge.cheap("PREFIX q: <urn:x:r> SELECT * { ?s q:are ?o }")
        assert not judge.cheap("PREFIX q: <urn:x:numbe> SELECT * { ?s q:r ?o }")


def test_the_limits_of_the_operator_hold(counts: Cardinalities) -> None:
    query = PREFIXES + "SELECT * { :s1 :next ?o }"
    assert Judge(counts, rows=5).cheap(query)
    assert not Judge(counts, rows=1).cheap(query)
    assert not Judge(counts, size=10).cheap(query)


def test_the_bounds_hold_after_quads_were_added(
    graph: Path, counts: Cardinalities, tmp_path: Path
) -> None:
    added = [f"<urn:x:s{n}> <urn:x:rare> <urn:x:Hub> <urn:g9> .\n".encode() for n in range(300)]
    added += [b"<urn:x:s2> <urn:x:rare> <urn:x:s15> <urn:g9> .\n"]
    added += [f"<urn:x:s5> <urn:x:new> <urn:x:n{n}> <urn:g9> .\n".encode() for n in range(700)]
    whole = tmp_path / "whole.nq"
    whole.write_bytes(graph.read_bytes() + b"".join(added))
    holds_for(counts.grown(added), measure(whole))


def holds_for(bound: Cardinalities, exact: Cardinalities) -> None:
    for iri, count in exact.predicates.items():
        for name in COUNTED:
            assert getattr(bound.predicate(iri), name) >= getattr(count, name), (iri, name)
    for iri in {*exact.subjects, *exact.objects, *bound.subjects, *bound.objects}:
        assert bound.out_of(iri) >= exact.subjects.get(iri, 0)
        assert bound.into(iri) >= exact.objects.get(iri, 0)
    for name in ("most_out", "most_in", "literal_in"):
        assert getattr(bound, name) >= getattr(exact, name)


Quad = tuple[str, str, str, str]


def written(quad: Quad) -> bytes:
    s, p, o, g = quad
    return f"<{s}> <{p}> {f'<{o}>' if ':' in o else json.dumps(o)} <{g}> .\n".encode()


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


NODES = [f"urn:x:n{n}" for n in range(6)]
VERBS = ["urn:x:p", "urn:x:q"]
quads = st.lists(
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from(VERBS),
        st.sampled_from([*NODES, "literal"]),
        st.sampled_from(["urn:g1", "urn:g2"]),
    ),
    min_size=1,
    max_size=40,
    unique=True,
)


@settings(max_examples=300, deadline=None)
@given(before=quads, after=quads, kept=st.sets(st.integers(0, 39)))
def test_the_bounds_hold_after_quads_were_exchanged(
    before: list[Quad],
    after: list[Quad],
    kept: set[int],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch_module: pytest.MonkeyPatch,
) -> None:
    monkeypatch_module.setattr("communique.store.cardinalities.ORDINARY", 2)
    folder = tmp_path_factory.mktemp("exchanged")
    old = {written(quad) for quad in before}
    new = {written(quad) for n, quad in enumerate(before) if n in kept} | set(map(written, after))
    counts = []
    for lines in (old, new):
        (folder / "quads.nq").write_bytes(b"".join(sorted(lines)))
        counts.append(measure(folder / "quads.nq"))
    grown = counts[0].grown(sorted(new - old), sorted(old - new))
    holds_for(grown, counts[1])


ends = st.sampled_from(["?a", "?b", "?c", "?d", *NODES[:3]])
triples = st.lists(st.tuples(ends, st.sampled_from([*VERBS, "?v"]), ends), min_size=1, max_size=4)


@settings(max_examples=300, deadline=None)
@given(quads=quads, triples=triples)
def test_no_order_of_joining_walks_further_than_is_proved(
    quads: list[Quad],
    triples: list[tuple[str, str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = " . ".join(
        " ".join(t if t[0] == "?" else f"<{t}>" for t in triple) for triple in triples
    )
    query = f"SELECT * {{ {text} }}"
    path = tmp_path_factory.mktemp("quads") / "quads.nq"
    path.write_bytes(b"".join(map(written, quads)))
    counts = measure(path)
    shape = read_shape(query)
    assert shape is not None
    if cheap(query, counts) is None:
        return
    for start in _starts(shape.patterns):
        proof = _Cost(counts)
        assert proof.run(start, shape.patterns, ())
        for order in orders(start, shape.patterns):
            rows, steps = walk(order, quads)
            assert steps <= proof.steps <= STEPS
            assert rows <= proof.rows <= ROWS_BETWEEN


def orders(start: Pattern, patterns: Sequence[Pattern]) -> Iterator[list[Pattern]]:
    rest = [p for p in patterns if p is not start]
    for order in itertools.permutations(rest):
        known = names(start)
        for pattern in order:
            if names(pattern) and not names(pattern) & known:
                break
            known = known | names(pattern)
        else:
            yield [start, *order]


def names(pattern: Pattern) -> set[str]:
    ends = {t.text for t in (pattern.subject, pattern.object) if t.is_variable}
    return ends | ({pattern.verb} if pattern.verb else set())


def walk(order: Sequence[Pattern], quads: list[Quad]) -> tuple[int, int]:
    """Join as the engine does; return the rows and the quads that were looked at."""
    rows: list[dict[str, str]] = [{}]
    steps = 0
    for pattern in order:
        verb = Term(pattern.predicate or pattern.verb, is_variable=pattern.predicate is None)
        terms = (pattern.subject, verb, pattern.object)
        found = []
        for row in rows:
            bound = [row.get(t.text) if t.is_variable else t.text for t in terms]
            lists = [
                [q for q in quads if q[i] == value]
                for i, value in enumerate(bound)
                if value is not None
            ]
            shortest = min(lists, key=len, default=quads)
            steps += len(shortest)
            for quad in shortest:
                fits = all(v is None or quad[i] == v for i, v in enumerate(bound))
                if fits:
                    found.append(
                        row | {t.text: quad[i] for i, t in enumerate(terms) if t.is_variable}
                    )
        rows = found
    return len(rows), steps


def test_lookups_follow_a_release_and_answer_nothing_in_between(
    graph: Path, counts: Cardinalities, tmp_path: Path
) -> None:
    store = EmbeddedStore()
    store.add(graph.read_bytes())
    lookups = Lookups(LimitSettings(), Replica(store, "1"))
    query = PREFIXES + "SELECT ?o { :s1 :next ?o } ORDER BY ?o"
    assert lookups.cheap(query, "1") is None
    lookups.learn(counts, "1")
    found = lookups.cheap(query, "1")
    assert found is not None
    assert lookups.answer(query, found, FORM["csv"], "1") == b"o\r\nurn:x:s2\r\nurn:x:s3\r\n"
    assert lookups.cheap(query, "2") is None
    added, removed = tmp_path / "added.nq", tmp_path / "removed.nq"
    added.write_bytes(b"# new\n<urn:x:s1> <urn:x:next> <urn:x:s9> <urn:g> .\n")
    removed.write_bytes(b"<urn:x:s1> <urn:x:next> <urn:x:s2> <urn:g1> .\n")
    assert lookups.follow([Step(added, removed)], "2")
    assert lookups.answer(query, found, FORM["csv"], "1") is None
    found = lookups.cheap(query, "2")
    assert found is not None
    assert lookups.answer(query, found, FORM["csv"], "2") == b"o\r\nurn:x:s3\r\nurn:x:s9\r\n"
    assert not lookups.follow([Step(tmp_path / "none.nq", removed)], "3")
    assert lookups.release is None
