"""The page of the vocabulary or of the shapes: every term with meaning, example and anchor."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf

from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.namespace import SKOS, VOID
from rdflib.term import Node

from communique_server.pages.asking import ask, iri, literals
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link, choose, link, local_words
from communique_server.pages.ontology import ontology
from communique_server.pages.page import Frame, render_page
from communique_server.pages.shapes import constraints, named_by, shape_groups
from communique_server.pages.term import Group, Term, fragment, short
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
class Around:
    """What a page of terms is told besides their own graph: the shapes, and how often each class
    and property is used in the release."""

    shapes: Graph
    used: Mapping[str, int]


def render(context: PageContext, graph: Graph, kind: Kind, around: Around) -> str:
    """Return the page of the vocabulary ("ontology") or of the shapes ("shapes")."""
    t = words(context.language)
    groups = shape_groups(context, graph) if kind == "shapes" else _ontology(context, graph, around)
    title = t(f"terms.{kind}")
    frame = Frame(title, t(f"terms.{kind}_lede"), here=f"/{'ns' if kind == 'ontology' else kind}")
    return render_page(
        context, "terms.html", frame, groups=groups, title=title, lede=t(f"terms.{kind}_lede")
    )


def counts_in(description: Graph) -> dict[str, int]:
    """Return how many things each class has, and how many triples each property (VoID §4.5)."""
    found: dict[str, int] = {}
    for name, number in ((VOID["class"], VOID.entities), (VOID.property, VOID.triples)):
        for part, term in description.subject_objects(name):
            count = description.value(part, number)
            if isinstance(count, Literal):
                found[str(term)] = int(count)
    return found


def _ontology(context: PageContext, graph: Graph, around: Around) -> tuple[Group, ...]:
    t = words(context.language)
    groups = []
    seen: set[Node] = set()
    for anchor, kinds in _GROUPS:
        found = {s for kind in kinds for s in graph.subjects(RDF.type, kind)} - seen
        seen |= found
        own = [s for s in found if isinstance(s, URIRef) and (s, RDFS.label, None) in graph]
        held = _constraints_by_term(around.shapes)
        terms = [_term(context, graph, each, around, held.get(each, ())) for each in own]
        terms.sort(key=lambda term: term.name.casefold())
        if terms:
            groups.append(Group(anchor, t(f"terms.{anchor}"), tuple(terms)))
    return tuple(groups)


def _term(
    context: PageContext, graph: Graph, term: URIRef, around: Around, held: Iterable[URIRef]
) -> Term:
    label, language = choose(
        [v for v in graph.objects(term, RDFS.label) if isinstance(v, Literal)], context.language
    )
    relations = tuple(
        (_words_for(context, relation), links)
        for relation in _RELATIONS
        if (links := _links(context, graph, term, relation))
    )
    t = words(context.language)
    constraints = tuple(Link(fragment(each), f"/shapes#{fragment(each)}") for each in held)
    used = around.used.get(str(term), 0)
    seen = _seen(context, graph, term) if used else ()
    further = ((t("terms.held"), constraints), (t("terms.seen"), seen))
    return Term(
        fragment(term),
        fragment(term),
        label,
        language,
        str(term),
        str(graph.value(term, SKOS.definition) or graph.value(term, RDFS.comment) or ""),
        str(graph.value(term, SKOS.example) or ""),
        (*relations, *((name, links) for name, links in further if links)),
        used=used,
    )


def _seen(context: PageContext, graph: Graph, term: URIRef) -> tuple[Link, ...]:
    """Return something in the data that the term is used of."""
    is_class = (term, RDF.type, OWL.Class) in graph
    rows = ask(context, "of_class" if is_class else "of_property", term=term)
    things = [t for row in rows if (t := iri(row, "thing")) is not None]
    return tuple(link(context, thing, literals(rows, "label")) for thing in things[:1])


def _constraints_by_term(shapes: Graph) -> dict[Node, list[URIRef]]:
    """Return the constraints that speak of each class and property, sorted."""
    found: dict[Node, set[URIRef]] = defaultdict(set)
    for shape, part in constraints(shapes):
        name = named_by(shape, part)
        for target in shapes.objects(shape, SH.targetClass):
            found[target].add(name)
        for path in shapes.objects(part, SH.path):
            for term in filter(None, {path, *shapes.transitive_objects(path, None)}):
                found[term].add(name)
    return {term: sorted(names) for term, names in found.items()}


def _links(context: PageContext, graph: Graph, term: URIRef, relation: URIRef) -> tuple[Link, ...]:
    found = (v for v in graph.objects(term, relation) if isinstance(v, URIRef))
    return tuple(
        Link(short(target), href, external=href == str(target))
        for target in sorted(found)
        if (href := context.href(target))
    )


def _words_for(context: PageContext, relation: URIRef) -> str:
    t = words(context.language)
    key = f"terms.{fragment(relation)}"
    label, _ = choose(ontology().labels(relation), context.language)
    return t(key) if t.has(key) else label or local_words(relation)
