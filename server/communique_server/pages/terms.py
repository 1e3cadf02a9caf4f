"""The page of the vocabulary or of the shapes: every term with meaning, example and anchor."""

from dataclasses import dataclass
from typing import Literal as OneOf

from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link, choose, local_words
from communique_server.pages.ontology import ontology
from communique_server.pages.page import Frame, render_page
from communique_server.pages.words import words

Kind = OneOf["ontology", "shapes"]
_GROUPS = (
    ("classes", (OWL.Class,)),
    ("properties", (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)),
    ("annotations", (OWL.AnnotationProperty,)),
)
_RELATIONS = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.inverseOf,
    OWL.disjointWith,
    SKOS.exactMatch,
    SKOS.closeMatch,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the page shows it."""

    anchor: str
    name: str
    label: str
    language: str
    iri: str
    definition: str
    example: str
    relations: tuple[tuple[str, tuple[Link, ...]], ...]
    used: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Terms of one kind."""

    anchor: str
    title: str
    terms: tuple[Term, ...]


def render(context: PageContext, graph: Graph, kind: Kind) -> str:
    """Return the page of the vocabulary ("ontology") or of the shapes ("shapes")."""
    t = words(context.language)
    groups = _shapes(context, graph) if kind == "shapes" else _ontology(context, graph)
    title = t(f"terms.{kind}")
    frame = Frame(title, t(f"terms.{kind}_lede"), here=f"/{'ns' if kind == 'ontology' else kind}")
    return render_page(
        context, "terms.html", frame, groups=groups, title=title, lede=t(f"terms.{kind}_lede")
    )


def _ontology(context: PageContext, graph: Graph) -> tuple[Group, ...]:
    t = words(context.language)
    groups = []
    seen: set[Node] = set()
    for anchor, kinds in _GROUPS:
        found = {s for kind in kinds for s in graph.subjects(RDF.type, kind)} - seen
        seen |= found
        own = [s for s in found if isinstance(s, URIRef) and (s, RDFS.label, None) in graph]
        terms = [_term(context, graph, each) for each in own]
        terms.sort(key=lambda term: term.name.casefold())
        if terms:
            groups.append(Group(anchor, t(f"terms.{anchor}"), tuple(terms)))
    return tuple(groups)


def _term(context: PageContext, graph: Graph, term: URIRef) -> Term:
    label, language = choose(
        [v for v in graph.objects(term, RDFS.label) if isinstance(v, Literal)], context.language
    )
    relations = tuple(
        (_words_for(context, relation), links)
        for relation in _RELATIONS
        if (links := _links(context, graph, term, relation))
    )
    return Term(
        _fragment(term),
        _fragment(term),
        label,
        language,
        str(term),
        str(graph.value(term, SKOS.definition) or graph.value(term, RDFS.comment) or ""),
        str(graph.value(term, SKOS.example) or ""),
        relations,
    )


def _shapes(context: PageContext, graph: Graph) -> tuple[Group, ...]:
    t = words(context.language)
    named = {s for s in graph.subjects(RDF.type, SH.NodeShape) if isinstance(s, URIRef)}
    groups = []
    for shape in sorted(named):
        terms = tuple(_constraint(context, graph, shape, part) for part in _parts(graph, shape))
        label, _ = choose(
            [v for v in graph.objects(shape, RDFS.label) if isinstance(v, Literal)],
            context.language,
        )
        if terms:
            groups.append(Group(_fragment(shape), label or _fragment(shape), terms))
    return tuple(groups) or (Group("none", t("terms.shapes"), ()),)


def _parts(graph: Graph, shape: URIRef) -> list[Node]:
    """Return the constraints of a shape that have words of their own."""
    parts = [*graph.objects(shape, SH.property), *graph.objects(shape, SH.sparql), shape]
    return sorted(
        (part for part in parts if graph.value(part, SH.message) is not None),
        key=lambda part: str(graph.value(part, SH.message)),
    )


def _constraint(context: PageContext, graph: Graph, shape: URIRef, part: Node) -> Term:
    message, language = choose(
        [v for v in graph.objects(part, SH.message) if isinstance(v, Literal)], context.language
    )
    severity = graph.value(part, SH.severity) or SH.Violation
    path = graph.value(part, SH.path)
    identifier = graph.value(part, SKOS.notation) or graph.value(part, RDFS.label)
    name = str(identifier or (_fragment(part) if isinstance(part, URIRef) else ""))
    relations: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    if isinstance(path, URIRef):
        words_for = words(context.language)("terms.path")
        relations = ((words_for, (Link(_fragment(path), context.href(path)),)),)
    return Term(
        _fragment(part) if isinstance(part, URIRef) else "",
        name or _fragment(severity),
        "",
        language,
        str(part) if isinstance(part, URIRef) else "",
        message,
        "",
        relations,
        _fragment(severity),
    )


def _links(context: PageContext, graph: Graph, term: URIRef, relation: URIRef) -> tuple[Link, ...]:
    found = (v for v in graph.objects(term, relation) if isinstance(v, URIRef))
    return tuple(
        Link(_fragment(target), href, external=href == str(target))
        for target in sorted(found)
        if (href := context.href(target))
    )


def _words_for(context: PageContext, relation: URIRef) -> str:
    label, _ = choose(ontology().labels(relation), context.language)
    return label or local_words(relation)


def _fragment(term: Node) -> str:
    """Return the local name of a term, as its anchor and its short name."""
    return str(term).replace("#", "/").rstrip("/").rsplit("/", 1)[-1]
