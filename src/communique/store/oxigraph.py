"""The embedded store: Oxigraph in the workspace's folder, or in memory without one.

Terms cross as rdflib's; answers for the web leave as bytes that the engine wrote. A folder has one
writer; a release's snapshot is opened read-only by as many processes as like.
"""

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol, cast

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import XSD
from rdflib.term import BNode, Literal, Node, URIRef

from communique.config import LimitSettings
from communique.errors import (
    DumpError,
    LimitExceeded,
    QueryError,
    StoreError,
    UsageError,
    disk_remedy,
)
from communique.store.base import DatasetChoice, Row
from communique.store.changelog import ChangeLog
from communique.store.guard import QueryShape, fill, inspect, refuse_unsafe
from communique.store.messages import explain_refusal
from communique.store.quads import Quad
from communique.store.results import AnswerBuffer, refuse_too_many_rows

_IN_MEMORY = 1 << 24
"""Bytes of a graph that is read from the engine up to which no file is needed."""


class AnswerForm(Protocol):
    """The form an answer is wanted in; rows of `communique.publish.formats` are such."""

    @property
    def media_type(self) -> str:
        """Its media type, without parameters."""
        ...


class ByteSource(Protocol):
    """What a parser can read from."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; b"" at the end."""
        ...


class EmbeddedStore:
    """An Oxigraph store; its default graph is the union of all graphs unless a dataset is named."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the store at `path` for writing, or a new one in memory. Raises StoreError."""
        self.path = path
        with _opening(path):
            self._store: ox.Store = ox.Store(str(path)) if path else ox.Store()
        self._changes = ChangeLog(path) if path else None

    @classmethod
    def open_read_only(cls, path: Path) -> "EmbeddedStore":
        """Open a snapshot that nobody writes. Raises StoreError."""
        store = cls.__new__(cls)
        store.path = path
        store._changes = None
        with _opening(path):
            store._store = ox.Store.read_only(str(path))
        return store

    def copied_to_memory(self) -> "EmbeddedStore":
        """Return the same quads in memory, where queries are answered several times as fast.

        By predicate, then by graph: what is asked together then lies together, which the order of
        the disk, by hashes, scatters (many queries took up to twice as long).
        """
        copy = EmbeddedStore()
        with _translated(), tempfile.TemporaryDirectory(prefix="communique-") as scratch:
            for file in self._sorted_by_predicate(Path(scratch)):
                # By its name: reading a Python file would keep other threads waiting.
                copy._store.bulk_load(path=file, format=ox.RdfFormat.N_QUADS)
                file.unlink()
        return copy

    def _sorted_by_predicate(self, folder: Path) -> list[Path]:
        """Write the quads into files, one for each predicate."""
        files: dict[bytes, Path] = {}
        for name in (ox.DefaultGraph(), *sorted(self._store.named_graphs(), key=str)):
            ending = b" .\n" if isinstance(name, ox.DefaultGraph) else f" {name} .\n".encode()
            triples = cast(bytes, self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name))
            found: dict[bytes, list[bytes]] = {}
            for line in sorted(triples.splitlines(keepends=True)):
                # What names a blank node has to be read together with all others that do.
                has_blank = line[:2] == b"_:" or b" _:" in line
                predicate = b"" if has_blank else line.split(b" ", 2)[1]
                found.setdefault(predicate, []).append(line[:-3] + ending)
            for predicate, lines in found.items():
                file = files.setdefault(predicate, folder / f"{len(files)}.nq")
                with file.open("ab") as output:
                    output.writelines(lines)
        return [files[predicate] for predicate in sorted(files)]

    # Reading.

    def select(self, query: str, bindings: Mapping[str, Node] | None = None) -> list[Row]:
        """Return the solutions of a SELECT. Raises QueryError, StoreError."""
        with _translated():
            solutions = self._run(query, bindings)
            if not isinstance(solutions, ox.QuerySolutions):
                raise UsageError("this is not a SELECT query.")
            names = [variable.value for variable in solutions.variables]
            # Most rows of a long answer repeat what others have: each term is made once.
            known = _Known()
            return [
                {
                    name: known[term]
                    for name, term in zip(names, solution, strict=True)
                    if term is not None
                }
                for solution in solutions
            ]

    def ask(self, query: str, bindings: Mapping[str, Node] | None = None) -> bool:
        """Return the answer of an ASK. Raises QueryError, StoreError."""
        with _translated():
            answer = self._run(query, bindings)
            if not isinstance(answer, ox.QueryBoolean):
                raise UsageError("this is not an ASK query.")
            return bool(answer)

    def construct(self, query: str, bindings: Mapping[str, Node] | None = None) -> Graph:
        """Return the graph of a CONSTRUCT or DESCRIBE. Raises QueryError, StoreError."""
        with _translated():
            triples = self._run(query, bindings)
            if not isinstance(triples, ox.QueryTriples):
                raise UsageError("this is not a CONSTRUCT or DESCRIBE query.")
            return _graph(triples)

    def answer(
        self,
        query: str,
        form: AnswerForm,
        *,
        dataset: DatasetChoice | None = None,
        limits: LimitSettings | None = None,
        bindings: Mapping[str, Node] | None = None,
        allow: Collection[str] = (),
        base: str | None = None,
    ) -> bytes:
        """Return the answer of any query as bytes of the media type of `form`.

        Relative IRIs lie under `base`; SERVICE may call hosts in `allow`. Raises QueryError,
        LimitExceeded, StoreError.
        """
        limits = limits or LimitSettings()
        with AnswerBuffer(limits.result_bytes, limits.result_bytes) as output:
            self.write_answer(
                query,
                form,
                output,
                dataset=dataset,
                limits=limits,
                bindings=bindings,
                allow=allow,
                base=base,
            )
            return output.getvalue()

    def write_answer(
        self,
        query: str,
        form: AnswerForm,
        output: AnswerBuffer,
        *,
        dataset: DatasetChoice | None = None,
        limits: LimitSettings,
        bindings: Mapping[str, Node] | None = None,
        allow: Collection[str] = (),
        base: str | None = None,
    ) -> None:
        """Write what `answer` returns to `output`."""
        with _translated():
            shape = inspect(query)
            refuse_unsafe(shape, allow)
            found = self._evaluate(query, shape, bindings, dataset, base)
            if isinstance(found, ox.QueryTriples):
                _write_graph(found, shape, form.media_type, limits, output)
            else:
                _write_results(found, shape, form.media_type, limits, output)

    def look_up(self, query: str, form: AnswerForm, prefixes: Mapping[str, str]) -> bytes:
        """Return the answer of a query that `communique.store.bounded` has found to be cheap.

        Nothing is looked at twice: no limit can be reached, no host named. Raises QueryError.
        """
        with _translated():
            found = self._store.query(query, use_default_graph_as_union=True)
            if isinstance(found, ox.QueryTriples):
                lines = sorted(set(_ntriples(found)))
                return _from_ntriples(lines, form.media_type, prefixes)
            written = found.serialize(format=_results_format(form.media_type, "this query"))
            return cast(bytes, written)

    def graph(self, name: URIRef) -> Graph:
        """Return one named graph; empty if there is none."""
        with _translated():
            quads = self._store.quads_for_pattern(None, None, None, ox.NamedNode(str(name)))
            return _graph(quads)

    def graph_names(self) -> list[URIRef]:
        """Return the names of all named graphs, sorted."""
        with _translated():
            names = (g for g in self._store.named_graphs() if isinstance(g, ox.NamedNode))
            return sorted(URIRef(name.value) for name in names)

    def quad_count(self) -> int:
        """Return the number of quads."""
        with _translated():
            return len(self._store)

    def nquads(self) -> Iterator[bytes]:
        """Yield all quads as N-Quads lines, unsorted."""
        with tempfile.TemporaryFile() as spool:
            with _translated():
                self._store.dump(spool, ox.RdfFormat.N_QUADS)
            spool.seek(0)
            yield from spool

    def graph_lines(self, name: str) -> list[bytes]:
        """Return the quads of one graph as N-Quads lines, sorted."""
        return sorted(self.unsorted_lines(name))

    def unsorted_lines(self, name: str) -> Iterator[bytes]:
        """Yield the quads of one graph as N-Quads lines; memory does not grow with it."""
        graph = ox.NamedNode(name)
        ending = f" {graph} .\n".encode()
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
            with _translated():
                self._store.dump(spool, ox.RdfFormat.N_TRIPLES, from_graph=graph)
            spool.seek(0)
            for line in spool:
                yield line[:-3] + ending

    def match(
        self, subject: bytes = b"", predicate: bytes = b"", value: bytes = b"", graph: bytes = b""
    ) -> Iterator[Quad]:
        """Yield the quads with these parts, written as in N-Quads; b"" stands for any."""
        parts: list[Any] = [_term(t) if t else None for t in (subject, predicate, value, graph)]
        with _translated():
            for q in self._store.quads_for_pattern(*parts):
                yield Quad(
                    str(q.subject).encode(),
                    str(q.predicate).encode(),
                    str(q.object).encode(),
                    str(q.graph_name).encode(),
                )

    # Writing.

    @property
    def changed(self) -> frozenset[str] | None:
        """The graphs that may have changed since `forget_changes`; None if any may."""
        return self._changes.names if self._changes else None

    def forget_changes(self) -> None:
        """Begin to list changed graphs anew."""
        if self._changes:
            self._changes.clear()

    def replace_graphs(self, names: Iterable[URIRef], nquads: bytes) -> None:
        """Remove the named graphs and add the quads, in one transaction."""
        names = list(names)
        drops = [f"DROP SILENT GRAPH {ox.NamedNode(str(name))}" for name in names]
        with _translated():
            quads = list(ox.parse(nquads, ox.RdfFormat.N_QUADS))
            self._note(quads, names)
            self._store.update(" ;\n".join([*drops, *_data("INSERT", quads)]))

    def add(self, nquads: bytes) -> None:
        """Add quads, in one transaction."""
        with _translated():
            quads = list(ox.parse(nquads, ox.RdfFormat.N_QUADS))
            self._note(quads)
            self._store.extend(quads)

    def change(self, added: Iterable[bytes], removed: Iterable[bytes]) -> None:
        """Remove and add lines of N-Quads without blank nodes, in one transaction."""
        with _translated():
            gone = list(ox.parse(b"".join(removed), ox.RdfFormat.N_QUADS))
            fresh = list(ox.parse(b"".join(added), ox.RdfFormat.N_QUADS))
            self._note([*gone, *fresh])
            steps = [*_data("DELETE", gone), *_data("INSERT", fresh)]
            if steps:
                self._store.update(" ;\n".join(steps))
            for graph in {q.graph_name for q in gone}:
                if next(self._store.quads_for_pattern(None, None, None, graph), None) is None:
                    self._store.remove_graph(graph)

    def update(self, update: str, graphs: Iterable[str] | None = None) -> None:
        """Run a SPARQL update of ours (never a visitor's). Raises QueryError, StoreError.

        `graphs` are those it changes; without them it may change any.
        """
        if self._changes and graphs is None:
            self._changes.note_anywhere()
        elif self._changes and graphs is not None:
            self._changes.note(graphs)
        with _translated():
            self._store.update(update)

    def bulk_load(
        self, stream: IO[bytes], media_type: str, *, to_graph: URIRef, every_quad: bool = False
    ) -> None:
        """Load a large file fast, not in one transaction: check it first with `count_quads`.

        Triples go to `to_graph`; so do quads without a graph if `every_quad`, which is slower.
        """
        form = _rdf_format(media_type)
        graph = ox.NamedNode(str(to_graph))
        if self._changes:
            self._changes.note_anywhere()
        with _translated():
            if form.supports_datasets and every_quad:
                self._store.bulk_extend(
                    ox.Quad(q.subject, q.predicate, q.object, graph)
                    if isinstance(q.graph_name, ox.DefaultGraph)
                    else q
                    for q in ox.parse(stream, form)
                )
            else:
                target = None if form.supports_datasets else graph
                self._store.bulk_load(stream, form, to_graph=target)

    def optimize(self) -> None:
        """Sort what lies on disk, so that it is read faster: as long as a load takes."""
        with _translated():
            self._store.optimize()

    def snapshot(self, directory: Path) -> None:
        """Write a copy that can be opened read-only; on the same disk it costs next to nothing."""
        with _translated():
            if self.path is not None:
                self._store.flush()
                self._store.backup(str(directory))
                return
            copy = ox.Store(str(directory))
            copy.bulk_extend(iter(self._store))
            copy.flush()

    def close(self) -> None:
        """Write what is pending and let go of the store."""
        if self.path is not None and hasattr(self, "_store"):
            with _translated():
                # A read-only store has nothing to flush and says so.
                _flush(self._store)
        self.__dict__.pop("_store", None)

    def __enter__(self) -> "EmbeddedStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _note(self, quads: Iterable[ox.Quad], names: Iterable[str] = ()) -> None:
        if self._changes:
            graphs = {q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode)}
            self._changes.note(graphs.union(map(str, names)))

    def _run(self, query: str, bindings: Mapping[str, Node] | None) -> Any:
        shape = inspect(query)
        return self._evaluate(query, shape, bindings)

    def _evaluate(
        self,
        query: str,
        shape: QueryShape,
        bindings: Mapping[str, Node] | None = None,
        dataset: DatasetChoice | None = None,
        base: str | None = None,
    ) -> Any:
        if not bindings:
            return self._query(query, shape, dataset, base)
        values = with_values(query, shape, bindings)
        try:
            terms = {name: str(to_oxigraph(term)) for name, term in bindings.items()}
            filled = fill(values, shape.pattern + len(values) - len(query), terms)
            return self._query(filled, shape, dataset, base)
        except SyntaxError:
            # A term cannot stand everywhere a variable can, as in BOUND(?x).
            return self._query(values, shape, dataset, base)

    def _query(
        self, query: str, shape: QueryShape, dataset: DatasetChoice | None, base: str | None
    ) -> Any:
        if dataset and (dataset.default or dataset.named):
            return self._store.query(
                query,
                base_iri=base,
                default_graph=[_named(name) for name in dataset.default],
                named_graphs=[_named(name) for name in dataset.named],
            )
        union = not shape.names_dataset
        return self._store.query(query, base_iri=base, use_default_graph_as_union=union)


def count_quads(stream: IO[bytes], media_type: str, place: str) -> tuple[int, int]:
    """Read a whole RDF file; return how many quads it has and how many of them name no graph.

    Raises DumpError with file and line where it is not well-formed.
    """
    quads = without_graph = 0
    default = ox.DefaultGraph()
    try:
        for quad in ox.parse(stream, _rdf_format(media_type)):
            quads += 1
            without_graph += quad.graph_name == default
    except SyntaxError as error:
        line = error.lineno or 0
        raise DumpError(
            f"this is not {media_type}: {explain_refusal(str(error.msg))[0]}.",
            place=f"{place}:{line}",
            remedy="Nothing was loaded.",
        ) from None
    return quads, without_graph


def write_rdf(
    nquads: ByteSource, media_type: str, prefixes: Mapping[str, str], output: IO[bytes]
) -> None:
    """Write N-Quads in another format, in the order they come; triples lose their graph."""
    form = _rdf_format(media_type)
    with _translated():
        quads = ox.parse(cast(IO[bytes], nquads), ox.RdfFormat.N_QUADS)
        items = quads if form.supports_datasets else (q.triple for q in quads)
        ox.serialize(items, output, form, prefixes=dict(prefixes))


@dataclass(frozen=True, slots=True)
class NamedTriple:
    """A triple as SPARQL and N-Quads write it, with the name of its graph; "" if it has none."""

    text: str
    graph: str
    has_blank: bool


def read_triples(
    data: bytes | IO[bytes], media_type: str, to_graph: URIRef | None = None
) -> Iterator[NamedTriple]:
    """Yield the triples of RDF; what names no graph lies in `to_graph`. Raises QueryError."""
    default = str(ox.NamedNode(str(to_graph))) if to_graph else ""
    with _translated():
        for q in ox.parse(data, _rdf_format(media_type)):
            unnamed = isinstance(q.graph_name, ox.DefaultGraph)
            blank = any(isinstance(t, ox.BlankNode) for t in (q.subject, q.object, q.graph_name))
            text = f"{q.subject} {q.predicate} {q.object} ."
            yield NamedTriple(text, default if unnamed else str(q.graph_name), blank)


def parse_graph(data: bytes, media_type: str) -> Graph:
    """Return RDF as a graph, lexical forms untouched. Raises QueryError."""
    with _translated():
        return _graph(ox.parse(data, _rdf_format(media_type)))


def line_of(s: Node, p: Node, o: Node, graph: URIRef) -> bytes:
    """Return one line of N-Quads."""
    terms = " ".join(str(to_oxigraph(term)) for term in (s, p, o, graph))
    return f"{terms} .\n".encode()


def to_oxigraph(term: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Return an rdflib term as Oxigraph's."""
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if not isinstance(term, Literal):
        raise UsageError(f"{term!r} is not an RDF term.")
    if term.language:
        return ox.Literal(str(term), language=term.language)
    if term.datatype is None:
        return ox.Literal(str(term))
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)))


def from_oxigraph(term: Any) -> Node:
    """Return a term of Oxigraph as rdflib's, lexical forms untouched."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise StoreError(f"{term} is a term that RDF 1.1 does not have.")
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = URIRef(term.datatype.value)
    return Literal(
        term.value, datatype=None if datatype == XSD.string else datatype, normalize=False
    )


class _Known(dict[Any, Node]):
    """Terms of Oxigraph with those of rdflib that they are."""

    def __missing__(self, term: Any) -> Node:
        found = self[term] = from_oxigraph(term)
        return found


def _graph(statements: Iterable[Any]) -> Graph:
    graph = Graph()
    for s in statements:
        graph.add((from_oxigraph(s.subject), from_oxigraph(s.predicate), from_oxigraph(s.object)))
    return graph


def _named(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise QueryError(f"{iri!r} is not an IRI, so it names no graph.") from None


def with_values(query: str, shape: QueryShape, bindings: Mapping[str, Node]) -> str:
    """Return the query with VALUES at the head of its pattern, so that it can project them.

    The engine's own substitution takes projected variables only; and VALUES alone do not make it
    begin at the one thing that is asked about: it reads whole indexes for each UNION and OPTIONAL.
    """
    if shape.pattern < 0:
        raise QueryError("values can be bound only in a query with a pattern in braces.")
    names = " ".join(f"?{name}" for name in bindings)
    terms = " ".join(str(to_oxigraph(term)) for term in bindings.values())
    values = f" VALUES ({names}) {{ ({terms}) }} "
    return query[: shape.pattern] + values + query[shape.pattern :]


def _term(text: bytes) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Return the term that N-Quads writes so."""
    if text.startswith(b"<"):
        return ox.NamedNode(text[1:-1].decode())
    (quad,) = ox.parse(b"<x:x> <x:x> %s .\n" % text, ox.RdfFormat.N_TRIPLES)
    return cast("ox.BlankNode | ox.Literal", quad.object)


def _data(verb: str, quads: Iterable[ox.Quad]) -> list[str]:
    by_graph: dict[str, list[str]] = {}
    for q in quads:
        name = "" if isinstance(q.graph_name, ox.DefaultGraph) else str(q.graph_name)
        by_graph.setdefault(name, []).append(f"{q.subject} {q.predicate} {q.object} .")
    return [
        f"{verb} DATA {{ GRAPH {name} {{ {' '.join(lines)} }} }}"
        if name
        else f"{verb} DATA {{ {' '.join(lines)} }}"
        for name, lines in by_graph.items()
    ]


def _write_results(
    found: ox.QuerySolutions | ox.QueryBoolean,
    shape: QueryShape,
    media_type: str,
    limits: LimitSettings,
    output: AnswerBuffer,
) -> None:
    form = _results_format(media_type, shape.form)
    found.serialize(cast(IO[bytes], output), form)
    if isinstance(found, ox.QuerySolutions):
        refuse_too_many_rows(output, form.file_extension, limits.result_rows)


def _results_format(media_type: str, asked: str) -> ox.QueryResultsFormat:
    form = ox.QueryResultsFormat.from_media_type(media_type)
    if form is None:
        raise QueryError(
            f"the answer of {asked} cannot be written as {media_type}.",
            remedy="Ask for JSON, XML, CSV or TSV.",
        )
    return form


def _write_graph(
    found: ox.QueryTriples,
    shape: QueryShape,
    media_type: str,
    limits: LimitSettings,
    output: AnswerBuffer,
) -> None:
    if ox.RdfFormat.from_media_type(media_type) is None:
        raise QueryError(
            f"the answer of {shape.form} cannot be written as {media_type}.",
            remedy="Ask for Turtle, N-Triples, JSON-LD or RDF/XML.",
        )
    with AnswerBuffer(limits.result_bytes, limits.result_bytes) as triples:
        found.serialize(cast(IO[bytes], triples), ox.RdfFormat.N_TRIPLES)
        # Sorted: the same graph gives the same bytes, and Turtle names each subject once.
        lines = sorted(set(triples.getvalue().splitlines(keepends=True)))
    if len(lines) > limits.result_rows:
        raise LimitExceeded("triples", limits.result_rows)
    output.write(_from_ntriples(lines, media_type, dict(shape.prefixes)))


def _ntriples(found: ox.QueryTriples) -> list[bytes]:
    data = found.serialize(format=ox.RdfFormat.N_TRIPLES)
    return cast(bytes, data).splitlines(keepends=True)


def _from_ntriples(lines: list[bytes], media_type: str, prefixes: Mapping[str, str]) -> bytes:
    form = _rdf_format(media_type)
    data = b"".join(lines)
    if form == ox.RdfFormat.N_TRIPLES:
        return data
    triples = (quad.triple for quad in ox.parse(data, ox.RdfFormat.N_TRIPLES))
    known = {name: iri for name, iri in prefixes.items() if _is_iri(iri)}
    return cast(bytes, ox.serialize(triples, format=form, prefixes=known))


def _rdf_format(media_type: str) -> ox.RdfFormat:
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise UsageError(f"{media_type} is not a format of RDF that the store knows.")
    return form


def _flush(store: ox.Store) -> None:
    try:
        store.flush()
    except RuntimeError:
        return


def _is_iri(text: str) -> bool:
    """Return whether text is an absolute IRI: a query may declare a prefix for any other."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


@contextmanager
def _opening(path: Path | None) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        message = str(error)
        remedy = disk_remedy(message)
        if not remedy and "lock" in message.lower():
            raise StoreError(
                "another process is writing to the store.",
                place=str(path),
                remedy="Wait until it has finished, or end it.",
            ) from None
        raise StoreError(
            f"the store cannot be opened: {message}.",
            place=str(path),
            remedy=remedy or "`communique doctor` says what is wrong with it.",
        ) from None


@contextmanager
def _translated() -> Iterator[None]:
    """Turn the engine's exceptions into ours."""
    try:
        yield
    except SyntaxError as error:
        message, line, column = explain_refusal(str(error))
        raise QueryError(f"{message}.", line=line, column=column) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"the store failed: {error}.", remedy=disk_remedy(str(error))) from None
