"""Takes nodes out of a draft, with what hangs from them and from nothing else."""

from collections.abc import Iterable

from rdflib import RDF, Dataset, Graph, URIRef
from rdflib.term import BNode, Node

from communique.graph.prefixes import bind_prefixes
from communique.graph.serialize import merged
from communique.vocab import cmq, oa

DEPENDENT = frozenset(
    {
        cmq.Anniversary,
        cmq.Claim,
        cmq.Participation,
        cmq.Post,
        cmq.Quantity,
        cmq.Tenure,
        cmq.TimeSpan,
        oa.SpecificResource,
        oa.TextPositionSelector,
        oa.TextQuoteSelector,
    }
)
"""Classes of things that mean nothing without the one that leads to them."""


def indispensable(dataset: Dataset, report: URIRef) -> set[str]:
    """Return the report and the events it is about: without them there is nothing to publish."""
    events = dataset.quads((report, cmq.reportsOn, None, None))
    return {str(report), *(str(event) for _, _, event, _ in events)}


def without(dataset: Dataset, names: Iterable[str]) -> tuple[Dataset, set[Node]]:
    """Return the draft without the nodes of these names, and every node that went with them."""
    graph = merged(dataset)
    wrong = set(names)
    gone = {node for node in _nodes(graph) if _entity(node) in wrong or str(node) in wrong}
    fresh = gone
    while fresh:
        fresh = _orphans(graph, fresh, gone)
        gone = gone | fresh
    kept = Dataset()
    bind_prefixes(kept)
    for s, p, o, name in dataset.quads():
        if s not in gone and o not in gone:
            target = kept.graph(name) if name is not None else kept
            target.add((s, p, o))
    return kept, gone


def _nodes(graph: Graph) -> set[Node]:
    return {n for n in graph.all_nodes() if isinstance(n, URIRef | BNode)}


def _entity(node: Node) -> str:
    """Return the name of the entity that a hash IRI hangs from."""
    return str(node).partition("#")[0] if isinstance(node, URIRef) else str(node)


def _orphans(graph: Graph, fresh: set[Node], gone: set[Node]) -> set[Node]:
    """Return the dependent things that only nodes now gone lead to."""
    return {
        thing
        for node in fresh
        for thing in graph.objects(node)
        if thing not in gone
        and not DEPENDENT.isdisjoint(graph.objects(thing, RDF.type))
        and all(holder in gone for holder in graph.subjects(None, thing))
    }
