"""Reads the cue words of the concept schemes into plain data.

In: ontology/*.ttl. Out: a `facts.lexicon.Lexicon`, which the readers can use without RDF.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rdflib import RDF, Graph, Literal, URIRef

from communique.facts.lexicon import Cue, Lexicon
from communique.graph.mint import local_name
from communique.vocab import cmq, skos
from communique.vocab.resources import ontology_dir

LABELS = (skos.prefLabel, skos.altLabel, skos.hiddenLabel)
CLASS_ANNOTATIONS = (cmq.eventClass, cmq.agreementClass)


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon of the ontology that this program ships with."""
    return read_lexicon(load_concepts(ontology_dir()))


def load_concepts(directory: Path) -> Graph:
    """Return all Turtle files of the ontology as one graph."""
    graph = Graph()
    for path in sorted(directory.glob("*.ttl")):
        graph.parse(path)
    return graph


def read_lexicon(graph: Graph) -> Lexicon:
    """Return the cues of every concept scheme in a graph, longest first."""
    schemes = {s for s in graph.subjects(RDF.type, skos.ConceptScheme) if isinstance(s, URIRef)}
    concepts = {s: _concepts(graph, s) for s in sorted(schemes)}
    return Lexicon(
        schemes={local_name(s): _cues(graph, members) for s, members in concepts.items()},
        classes={
            (local_name(scheme), local_name(concept)): str(kind).rsplit("#", 1)[-1]
            for scheme, members in concepts.items()
            for concept in members
            for annotation in CLASS_ANNOTATIONS
            for kind in graph.objects(concept, annotation)
        },
        numbers={
            (local_name(scheme), local_name(concept)): float(str(number))
            for scheme, members in concepts.items()
            for concept in members
            for number in graph.objects(concept, cmq.factor)
        },
        broader={
            (local_name(scheme), local_name(concept)): local_name(parent)
            for scheme, members in concepts.items()
            for concept in members
            for parent in graph.objects(concept, skos.broader)
            if isinstance(parent, URIRef)
        },
        labels={
            (local_name(scheme), local_name(concept)): _labelled(graph, concept, (skos.prefLabel,))
            for scheme, members in concepts.items()
            for concept in members
        },
    )


def _concepts(graph: Graph, scheme: URIRef) -> list[URIRef]:
    return sorted(c for c in graph.subjects(skos.inScheme, scheme) if isinstance(c, URIRef))


def _cues(graph: Graph, concepts: Iterable[URIRef]) -> tuple[Cue, ...]:
    """Longest first; among cues of one length the order is that of the alphabet."""
    cues = {cue for concept in concepts for cue in _labelled(graph, concept, LABELS)}
    return tuple(sorted(cues, key=lambda c: (-len(c.text), c.text, c.language, c.concept)))


def _labelled(graph: Graph, concept: URIRef, predicates: Iterable[URIRef]) -> tuple[Cue, ...]:
    return tuple(
        Cue(str(label), label.language or "", local_name(concept))
        for predicate in predicates
        for label in sorted(graph.objects(concept, predicate), key=str)
        if isinstance(label, Literal)
    )
