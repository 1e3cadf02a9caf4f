"""A working store behind a SPARQL 1.1 endpoint, reached through SPARQLWrapper.

Terms cross as rdflib's. Only what all engines do alike is used: graphs are named, blank nodes are
refused, updates stay small, long answers are read in pages. Virtuoso's own graphs are none of ours.
A change larger than one request is not one transaction: who writes keeps a note, and writes again.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import IO

from rdflib import Graph
from rdflib.term import Literal, Node, URIRef

from communique.config import StoreSettings
from communique.errors import StoreError, UsageError
from communique.store.base import Row
from communique.store.endpoint import Endpoint
from communique.store.guard import inspect
from communique.store.oxigraph import (
    EmbeddedStore,
    NamedTriple,
    line_of,
    parse_graph,
    read_triples,
    with_values,
)
from communique.store.results_json import read_boolean, read_rows

MOST_TRIPLES = 2000
"""Triples in one update; Virtuoso fails on more."""
PAGE = 5000
"""Rows asked for at a time; a store may cut that further."""
_NQUADS = "application/n-quads"
_NAMES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
_COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_TRIPLES = "SELECT ?s ?p ?o { GRAPH %s { ?s ?p ?o } }"
_SYSTEM = (
    "http://www.openlinksw.com/",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/2002/07/owl#",
    "http://localhost:8890/",
    "http://localuriqaserver/",
    "urn:activitystreams-owl:map",
    "urn:core:services:sparql",
    "urn:virtuoso:",
    "b3sonto",
    "b3sifp",
    "dbprdf-label",
    "facets",
    "virtrdf-label",
)
"""How the names of the graphs begin that Virtuoso keeps for itself."""


class RemoteStore:
    """Any SPARQL 1.1 store; its default graph is the union of our graphs, whatever its own is."""

    def __init__(self, settings: StoreSettings) -> None:
        """Reach the store. Raises StoreError when it does not answer."""
        self._endpoint = Endpoint(settings)
        self._names: list[URIRef] | None = None
        read_boolean(self._endpoint.query("ASK {}", "ASK").data)

    # Reading.

    def select(self, query: str, bindings: Mapping[str, Node] | None = None) -> list[Row]:
        """Return the solutions of a SELECT. Raises QueryError, StoreError."""
        return read_rows(self._ask(query, bindings, ("SELECT",)))

    def ask(self, query: str, bindings: Mapping[str, Node] | None = None) -> bool:
        """Return the answer of an ASK. Raises QueryError, StoreError."""
        return read_boolean(self._ask(query, bindings, ("ASK",)))

    def construct(self, query: str, bindings: Mapping[str, Node] | None = None) -> Graph:
        """Return the graph of a CONSTRUCT or DESCRIBE. Raises QueryError, StoreError."""
        return parse_graph(self._ask(query, bindings, ("CONSTRUCT", "DESCRIBE")), "text/turtle")

    def graph(self, name: URIRef) -> Graph:
        """Return one named graph; empty if there is none."""
        graph = Graph()
        for row in self._triples(name):
            graph.add((row["s"], row["p"], row["o"]))
        return graph

    def graph_names(self) -> list[URIRef]:
        """Return the names of all named graphs, sorted."""
        if self._names is None:
            rows = self._pages(_NAMES, "?g")
            self._names = sorted(URIRef(str(row["g"])) for row in rows if _is_ours(row["g"]))
        return list(self._names)

    def quad_count(self) -> int:
        """Return the number of quads."""
        rows = self._pages(_COUNTS, "?g")
        return sum(int(str(row["n"])) for row in rows if "g" in row and _is_ours(row["g"]))

    def nquads(self) -> Iterator[bytes]:
        """Yield all quads as N-Quads lines, graph after graph."""
        for name in self.graph_names():
            for row in self._triples(name):
                yield line_of(row["s"], row["p"], row["o"], name)

    # Writing.

    def replace_graphs(self, names: Iterable[URIRef], nquads: bytes) -> None:
        """Remove the named graphs and add the quads: in one request, as far as one takes them."""
        drops = [f"DROP SILENT GRAPH {name.n3()}" for name in names]
        # All of it is read before anything is sent: bad quads change nothing.
        inserts = list(_inserts(read_triples(nquads, _NQUADS)))
        self._change(" ;\n".join([*drops, *inserts[:1]]))
        for insert in inserts[1:]:
            self._change(insert)

    def add(self, nquads: bytes) -> None:
        """Add quads: in one request, as far as one takes them."""
        for insert in list(_inserts(read_triples(nquads, _NQUADS))):
            self._change(insert)

    def update(self, update: str, graphs: Iterable[str] | None = None) -> None:
        """Run a SPARQL update of ours (never a visitor's)."""
        self._change(update)

    def bulk_load(
        self, stream: IO[bytes], media_type: str, *, to_graph: URIRef, every_quad: bool = False
    ) -> None:
        """Load a large file piece by piece; what names no graph goes to `to_graph`."""
        for insert in _inserts(read_triples(stream, media_type, to_graph)):
            self._change(insert)

    def snapshot(self, directory: Path) -> None:
        """Write a copy as an embedded store. Raises StoreError if not all of it came."""
        with EmbeddedStore(directory) as copy:
            for name in self.graph_names():
                rows = self._triples(name)
                lines = (line_of(row["s"], row["p"], row["o"], name) for row in rows)
                copy.add(b"".join(lines))
            held, expected = copy.quad_count(), self.quad_count()
        if held != expected:
            raise StoreError(
                f"of {expected:,} quads {held:,} came.",
                place=self._endpoint.place,
                remedy="Nobody else may write while it is copied; run this again.",
            )

    def close(self) -> None:
        """Let go of the store: nothing is pending."""

    def __enter__(self) -> "RemoteStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(
        self, query: str, bindings: Mapping[str, Node] | None, forms: tuple[str, ...]
    ) -> bytes:
        shape = inspect(query)
        if shape.form not in forms:
            raise UsageError(f"this is not a {' or '.join(forms)} query.")
        text = with_values(query, shape, bindings) if bindings else query
        graphs = () if shape.names_dataset else self.graph_names()
        found = self._endpoint.query(text, shape.form, graphs)
        if found.cut_at and len(read_rows(found.data)) >= found.cut_at:
            raise StoreError(
                f"the store cut the answer at {found.cut_at:,} rows.",
                place=self._endpoint.place,
                remedy="Raise its limit (Virtuoso: ResultSetMaxRows in [SPARQL]), or add LIMIT.",
            )
        return found.data

    def _triples(self, name: URIRef) -> Iterator[Row]:
        return self._pages(_TRIPLES % name.n3(), "?s ?p ?o")

    def _pages(self, query: str, order: str) -> Iterator[Row]:
        """Yield the rows of a query however few of them the store gives at a time."""
        at = 0
        # Sorted inside: Virtuoso sorts no more than 10,000 rows together with OFFSET.
        inner = f"SELECT * {{ {{ {query} ORDER BY {order} }} }}"
        while True:
            found = self._endpoint.query(f"{inner} LIMIT {PAGE} OFFSET {at}", "SELECT")
            rows = read_rows(found.data)
            yield from rows
            at += len(rows)
            if not rows or (len(rows) < PAGE and not found.cut_at):
                return

    def _change(self, update: str) -> None:
        self._names = None
        if update:
            self._endpoint.update(update)


def _inserts(triples: Iterable[NamedTriple]) -> Iterator[str]:
    """Write triples as updates of a size that every store takes. Raises StoreError."""
    waiting: dict[str, list[str]] = {}
    for number, triple in enumerate(triples, start=1):
        if triple.has_blank or not triple.graph:
            raise StoreError(
                f"{'a blank node' if triple.has_blank else 'a triple without a graph'} cannot be "
                f"kept in a remote store: {triple.text}",
                remedy="Name it, or use the embedded store.",
            )
        waiting.setdefault(triple.graph, []).append(triple.text)
        if number % MOST_TRIPLES == 0:
            yield _insert(waiting)
            waiting = {}
    if waiting:
        yield _insert(waiting)


def _insert(by_graph: Mapping[str, list[str]]) -> str:
    parts = chain.from_iterable(
        (f"GRAPH {name} {{", *lines, "}") for name, lines in by_graph.items()
    )
    return "INSERT DATA {\n" + "\n".join(parts) + "\n}"


def _is_ours(name: Node) -> bool:
    return not isinstance(name, Literal) and not str(name).startswith(_SYSTEM)
