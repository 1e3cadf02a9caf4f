"""Brings what follows up to date before a release: no more work than what has changed demands.

In: the working store, the vocabulary, the engine of the settings. Out: the graphs of inferred
facts. What the last run started from is kept as a digest for each graph: where only graphs were
added, only what they touch is gone through; where one was changed or went, everything is
concluded anew, so that what rested on it vanishes.
"""

import hashlib
import json
import logging
from collections import defaultdict
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from string import Template

from rdflib import RDF, Dataset, Graph, URIRef

from communique import __version__
from communique.errors import WorkspaceError
from communique.graph.mint import Mint
from communique.graph.serialize import nquads
from communique.infer.closure import infer_added, infer_into
from communique.infer.oracle import AXIOMS, closure, terminology
from communique.infer.rules import Rule, compile_rules
from communique.publish.queries import load_query
from communique.publish.vocabulary import Vocabulary, read_vocabulary
from communique.store.base import WritableStore
from communique.vocab import cmq
from communique.workspace import write_file

log = logging.getLogger(__name__)

ENGINES = ("rules", "owlrl")


@dataclass(frozen=True, slots=True)
class Basis:
    """What conclusions were drawn from: a digest of what counts in each graph, theirs included."""

    version: str
    engine: str
    graphs: dict[str, str]


def complete_store(
    store: WritableStore, base: str, *, engine: str = "rules", record: Path | None = None
) -> str:
    """Bring the store's vocabulary and conclusions up to date; return what was done.

    That is "nothing", "added" or "anew". `record` is the file that keeps the basis of the last run;
    without it everything is concluded anew. Raises WorkspaceError for an unknown engine.
    """
    if engine not in ENGINES:
        raise WorkspaceError(
            f"[inference] engine is {engine!r}.", remedy=f"Known: {', '.join(ENGINES)}."
        )
    vocabulary = read_vocabulary(base)
    target = Mint(base).graph("inferred")
    rules = compile_rules(vocabulary.graph)
    store.replace_graphs([vocabulary.name], vocabulary.nquads)
    before, now = _read(record), basis(store, rules, engine)
    if before == now:
        return "nothing"
    added = _added(before, now, target) if before else None
    if engine == "rules" and added is not None:
        infer_added(store, vocabulary.graph, target, added)
    elif engine == "rules":
        infer_into(store, vocabulary.graph, target)
    else:
        _reason(store, vocabulary, target)
    if before is None or before.graphs.get(vocabulary.name) != now.graphs.get(vocabulary.name):
        _replace(store, URIRef(f"{target}/vocabulary"), _terms(base))
    _fill(store, base, "disputed", URIRef(f"{target}/disputed"))
    _fill(store, base, "claimed", URIRef(f"{target}/claimed"))
    if record is not None:
        text = json.dumps(asdict(basis(store, rules, engine)), indent=1, sort_keys=True)
        write_file(record, text.encode())
    return "anew" if added is None else "added"


def basis(store: WritableStore, rules: list[Rule], engine: str) -> Basis:
    """Return what conclusions on this store would be drawn from.

    Only quads count whose predicate a rule or an axiom names; their order does not.
    """
    named = {RDF.type, *AXIOMS} | {p.predicate for r in rules for p in (r.head, *r.body)}
    named |= {cmq.earliest, cmq.latest, cmq.dateSigned, cmq.dateInForce, cmq.dateTerminated}
    named |= {cmq.claimSubject, cmq.claimPredicate, cmq.claimObject, cmq.status}
    wanted = {p.n3().encode() for p in named | {cmq.founded, cmq.dissolved}}
    sums: dict[bytes, int] = defaultdict(int)
    for line in store.nquads():
        _, predicate, rest = line.split(b" ", 2)
        if predicate in wanted:
            graph = rest.rsplit(b" ", 2)[1]
            sums[graph] += int.from_bytes(hashlib.blake2b(line, digest_size=16).digest())
    graphs = {name.decode().strip("<>"): f"{n % (1 << 128):032x}" for name, n in sums.items()}
    return Basis(__version__, engine, graphs)


def _added(before: Basis, now: Basis, target: URIRef) -> list[URIRef] | None:
    """Return the graphs that are new; None where anything else has changed."""
    same = (before.version, before.engine) == (now.version, now.engine)
    kept = {name: now.graphs.get(name) for name in before.graphs}
    if not same or kept != before.graphs or str(target) not in before.graphs:
        return None
    return sorted(URIRef(name) for name in now.graphs.keys() - before.graphs.keys())


def _reason(store: WritableStore, vocabulary: Vocabulary, target: URIRef) -> None:
    """Run everything through owlrl, the reference."""
    said = Graph()
    for name in store.graph_names():
        if not name.startswith(target):
            said += store.graph(name)
    _replace(store, target, closure(said, vocabulary.graph))


@lru_cache(maxsize=1)
def _terms(base: str) -> Graph:
    """Return of each term all it stands below: owlrl over the axioms takes seconds, so once."""
    return terminology(read_vocabulary(base).graph)


def _fill(store: WritableStore, base: str, name: str, target: URIRef) -> None:
    """Fill a graph anew by a query of this package: what is disputed, what claims state."""
    disputed = Mint(base).concept("status", "disputed")
    update = Template(load_query(name)).safe_substitute(target=target.n3(), disputed=disputed.n3())
    store.update(f"DROP SILENT GRAPH {target.n3()}")
    store.update(update)


def _replace(store: WritableStore, name: URIRef, triples: Graph) -> None:
    dataset = Dataset()
    graph = dataset.graph(name)
    for triple in triples:
        graph.add(triple)
    store.replace_graphs([name], nquads(dataset))


def _read(record: Path | None) -> Basis | None:
    try:
        return Basis(**json.loads(record.read_text(encoding="utf-8"))) if record else None
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        log.warning("%s cannot be read; everything is concluded anew.", record)
        return None
