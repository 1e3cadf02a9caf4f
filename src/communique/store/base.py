"""What every store can do. Terms cross this border as rdflib's, results as rows, graphs or bytes.

Queries come from .rq files (`communique.queries`) or from users; values are bound as terms, never
written into the text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, Self

from rdflib import Graph
from rdflib.term import Node, URIRef

Row = Mapping[str, Node]
"""One solution: variable name -> term; unbound variables are absent."""


@dataclass(frozen=True, slots=True)
class DatasetChoice:
    """The dataset a request names (SPARQL 1.1 Protocol §2.1.4); empty: the query's own or ours."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class ReadableStore(Protocol):
    """A graph that answers. The default graph is the union of all named graphs, unless the query
    or the request names a dataset."""

    def select(self, query: str, bindings: Mapping[str, Node] | None = None) -> list[Row]:
        """Return the solutions of a SELECT. Raises QueryError, StoreError."""
        ...

    def ask(self, query: str, bindings: Mapping[str, Node] | None = None) -> bool:
        """Return the answer of an ASK. Raises QueryError, StoreError."""
        ...

    def construct(self, query: str, bindings: Mapping[str, Node] | None = None) -> Graph:
        """Return the graph of a CONSTRUCT or DESCRIBE. Raises QueryError, StoreError."""
        ...

    def graph(self, name: URIRef) -> Graph:
        """Return one named graph; empty if there is none."""
        ...

    def graph_names(self) -> list[URIRef]:
        """Return the names of all named graphs, sorted."""
        ...

    def quad_count(self) -> int:
        """Return the number of quads."""
        ...

    def nquads(self) -> Iterator[bytes]:
        """Yield all quads as N-Quads lines, unsorted."""
        ...


class WritableStore(ReadableStore, Protocol):
    """A store that one writer may change."""

    def replace_graphs(self, names: Iterable[URIRef], nquads: bytes) -> None:
        """Remove the named graphs and add the quads, in one transaction."""
        ...

    def add(self, nquads: bytes) -> None:
        """Add quads, in one transaction."""
        ...

    def update(self, update: str, graphs: Iterable[str] | None = None) -> None:
        """Run a SPARQL update of ours (never a visitor's), which changes these graphs, or any."""
        ...

    def close(self) -> None:
        """Write what is pending and let go of the store."""
        ...


class WorkingStore(WritableStore, Protocol):
    """The store of a workspace: what `load` fills and `publish` copies. Closes at the end of a
    `with`."""

    def bulk_load(
        self, stream: IO[bytes], media_type: str, *, to_graph: URIRef, every_quad: bool = False
    ) -> None:
        """Load a large file fast, not in one transaction; what names no graph goes to `to_graph`,
        of a file that can name graphs only if `every_quad`."""
        ...

    def snapshot(self, directory: Path) -> None:
        """Write a copy that the embedded store can open."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...
