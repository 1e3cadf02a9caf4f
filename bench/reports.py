#!/usr/bin/env python3
"""One changed report beside the reference engines on everything: `bench/reports.py [REPORTS]`.

Validation: the report alone by ours, the union of all by pySHACL; the findings are compared.
Inference: the report's consequences by ours, by owlrl on the report with what others say of its
things; what is kept is compared with owlrl on everything. Seconds are of the processor.
"""

import sys
import time
from pathlib import Path

import pyshacl
from rdflib import Dataset, Graph, URIRef

from communique.config import DEFAULT_BASE
from communique.drafting import Reader
from communique.graph.mint import Mint
from communique.graph.serialize import nquads
from communique.infer.closure import infer_into
from communique.infer.oracle import closure
from communique.infer.rules import compile_rules
from communique.infer.upkeep import Fact, revise
from communique.publish.vocabulary import read_vocabulary
from communique.sources import find_sources, read_source
from communique.store.oxigraph import EmbeddedStore
from communique.store.quads import Quad, parse_line
from communique.validate.context import data_graph
from communique.validate.engine import examine, read_results
from communique.validate.shapes import load_shapes

REPORTS = Path(__file__).resolve().parents[1] / "data" / "reports"
TARGET = Mint(DEFAULT_BASE).graph("inferred")
Found = set[tuple[str, str, str]]


def main() -> None:
    """Print both comparisons."""
    number = int(sys.argv[1]) if sys.argv[1:] else 4
    paths = sorted(find_sources([REPORTS]), key=lambda path: path.stat().st_size)[:number]
    reader = Reader(DEFAULT_BASE)
    drafts = [reader.draft(read_source(str(path), 1 << 24)).draft.dataset for path in paths]
    validate(drafts)
    infer(drafts)


def validate(drafts: list[Dataset]) -> None:
    """Hold each draft against the shapes, and all at once by pySHACL."""
    shapes = load_shapes()
    seconds: list[float] = []
    ours: Found = set()
    for draft in drafts:
        began = time.process_time()
        data = data_graph(draft, None, base=DEFAULT_BASE)
        results = examine(data.graph, shapes)
        seconds.append(time.process_time() - began)
        ours |= {(str(r.constraint.iri), str(r.node), r.message) for r in results}
    union = Dataset()
    for draft in drafts:
        union.parse(data=nquads(draft), format="nquads")
    data = data_graph(union, None, base=DEFAULT_BASE)
    began = time.process_time()
    _, report, _ = pyshacl.validate(data.graph, shacl_graph=shapes.graph, inplace=True)
    whole = time.process_time() - began
    assert isinstance(report, Graph)
    theirs = {
        (str(r.constraint.iri), str(r.node), r.message)
        for r in read_results(report, shapes.constraints)
    }
    triples, one = len(data.graph), sorted(seconds)[len(seconds) // 2]
    same = {f[:2] for f in ours} == {f[:2] for f in theirs}
    print(
        f"validation: one report {one:.3f} s, pySHACL on {triples:,} triples of {len(drafts)} "
        f"{whole:.1f} s: {whole / one:,.0f} times; {len(theirs)} findings, "
        f"{'the same' if same else f'not the same: {ours ^ theirs}'}"
    )


def infer(drafts: list[Dataset]) -> None:
    """Add the last report to a store that has drawn the conclusions of the others."""
    read = read_vocabulary(DEFAULT_BASE)
    vocabulary = read.graph
    rules = compile_rules(vocabulary)
    *before, last = drafts
    with EmbeddedStore() as store:
        store.add(read.nquads)
        for draft in before:
            store.add(nquads(draft))
        infer_into(store, vocabulary, TARGET)
        told = facts(store)
        store.add(nquads(last))
        said = facts(store) - told
        touched = about(store, last)
        began = time.process_time()
        leaving, entering = revise(store, rules, TARGET, said, ())
        name = f"<{TARGET}>".encode()
        store.change(*([Quad(*f, name).line() for f in part] for part in (entering, leaving)))
        ours = time.process_time() - began
        kept = set(store.graph(TARGET))
        asserted = Graph()
        for graph in store.graph_names():
            if graph != TARGET:
                asserted += store.graph(graph)
    began = time.process_time()
    closure(touched, vocabulary)
    theirs = time.process_time() - began
    same = set(closure(asserted, vocabulary)) == kept
    print(
        f"inference: one report {ours:.3f} s, owlrl on {len(touched):,} triples {theirs:.1f} s: "
        f"{theirs / ours:,.0f} times; {len(kept):,} facts kept, "
        f"{'the same' if same else 'not the same'}"
    )


def facts(store: EmbeddedStore) -> set[Fact]:
    """Return what graphs say that are not inferred."""
    quads = map(parse_line, store.nquads())
    return {quad.fact for quad in quads if quad.graph != f"<{TARGET}>".encode()}


def about(store: EmbeddedStore, draft: Dataset) -> Graph:
    """Return a report with what others say of the things that it names."""
    things = {term for s, _, o, _ in draft.quads() for term in (s, o) if isinstance(term, URIRef)}
    found = Graph()
    for name in store.graph_names():
        if name != TARGET:
            for triple in store.graph(name):
                if triple[0] in things:
                    found.add(triple)
    return found


if __name__ == "__main__":
    main()
