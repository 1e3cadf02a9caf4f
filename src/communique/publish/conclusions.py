"""Draws the conclusions of a store anew: all that follows from what its graphs say.

In: the working store, the vocabulary, the engine of the settings. Out: the graphs of inferred
facts. `communique.publish.consequences` does the same where only some graphs have changed.
"""

from functools import lru_cache
from string import Template

from rdflib import Dataset, Graph, URIRef

from communique.errors import WorkspaceError
from communique.graph.mint import Mint
from communique.graph.serialize import nquads
from communique.infer.closure import infer_into
from communique.infer.oracle import closure, terminology
from communique.publish.queries import load_query
from communique.publish.vocabulary import Vocabulary, read_vocabulary
from communique.store.base import WritableStore
from communique.vocab import cmq

ENGINES = ("rules", "owlrl")
PARTS = ("disputed", "claimed")
"""Graphs of conclusions that a query of this package fills; no rule starts from them."""
DATES = (
    cmq.earliest,
    cmq.latest,
    cmq.dateSigned,
    cmq.dateInForce,
    cmq.dateTerminated,
    cmq.founded,
    cmq.dissolved,
)
"""What disputed.rq looks at."""
CLAIM = (cmq.claimSubject, cmq.claimPredicate, cmq.claimObject, cmq.status)
"""What claimed.rq looks at."""


def conclude_anew(store: WritableStore, base: str, *, engine: str = "rules") -> None:
    """Bring the store's vocabulary and conclusions up to date, whatever they were.

    Raises WorkspaceError for an unknown engine.
    """
    if engine not in ENGINES:
        raise WorkspaceError(
            f"[inference] engine is {engine!r}.", remedy=f"Known: {', '.join(ENGINES)}."
        )
    vocabulary = read_vocabulary(base)
    target = Mint(base).graph("inferred")
    store.replace_graphs([vocabulary.name], vocabulary.nquads)
    store.replace_graphs([URIRef(f"{target}/{name}") for name in PARTS], b"")
    if engine == "rules":
        infer_into(store, vocabulary.graph, target)
    else:
        _reason(store, vocabulary, target)
    _replace(store, URIRef(f"{target}/vocabulary"), _terms(base))
    for name in PARTS:
        fill(store, base, name)


def fill(store: WritableStore, base: str, name: str) -> None:
    """Fill a graph by a query of this package: what is disputed, what claims state."""
    target = URIRef(f"{Mint(base).graph('inferred')}/{name}")
    disputed = Mint(base).concept("status", "disputed")
    update = Template(load_query(name)).safe_substitute(target=target.n3(), disputed=disputed.n3())
    store.update(update)


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


def _replace(store: WritableStore, name: URIRef, triples: Graph) -> None:
    dataset = Dataset()
    graph = dataset.graph(name)
    for triple in triples:
        graph.add(triple)
    store.replace_graphs([name], nquads(dataset))
