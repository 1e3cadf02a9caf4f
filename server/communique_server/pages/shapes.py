"""The constraints of the shapes, grouped by the class of things that they hold for."""

import re
from collections import defaultdict

from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link, choose
from communique_server.pages.ontology import ontology
from communique_server.pages.term import Group, Term, fragment, short
from communique_server.pages.words import words

_VARIABLE = re.compile(r"\{[?$]\w+\}")
"""Where a message names what was found."""
_MANY = 3
"""Classes beyond which a constraint stands with those that hold for anything."""


def constraints(graph: Graph) -> list[tuple[URIRef, Node]]:
    """Return all constraints that have words of their own, each with its node shape, sorted."""
    found: list[tuple[URIRef, Node]] = []
    shapes = {s for s in graph.subjects(RDF.type, SH.NodeShape) if isinstance(s, URIRef)}
    for shape in sorted(shapes):
        parts = [*graph.objects(shape, SH.property), *graph.objects(shape, SH.sparql), shape]
        worded = [part for part in parts if graph.value(part, SH.message) is not None]
        worded.sort(key=lambda part: str(graph.value(part, SH.message)))
        found += [(shape, part) for part in worded]
    return found


def named_by(shape: URIRef, part: Node) -> URIRef:
    """Return the IRI under which a constraint is spoken of."""
    return part if isinstance(part, URIRef) else shape


def shape_groups(context: PageContext, graph: Graph) -> tuple[Group, ...]:
    """Return the constraints by what they hold for, classes first, in the order of the ontology."""
    t = words(context.language)
    by_target: dict[URIRef | None, list[Term]] = defaultdict(list)
    anchors: set[str] = set()
    for shape, part in constraints(graph):
        for target in _targets(graph, shape):
            by_target[target].append(_term(context, graph, shape, part, anchors))
    groups = []
    for target in sorted(by_target, key=_place):
        anchor = fragment(target) if target else "any"
        title = _title(context, target) if target else t("terms.any_target")
        terms = sorted(by_target[target], key=lambda term: term.name)
        groups.append(Group(anchor, title, tuple(terms)))
    return tuple(groups) or (Group("none", t("terms.shapes"), ()),)


def _term(
    context: PageContext,
    graph: Graph,
    shape: URIRef,
    part: Node,
    anchors: set[str],
) -> Term:
    """Return a constraint; the first time that it is shown it has the anchor, kept in `anchors`."""
    t = words(context.language)
    name = named_by(shape, part)
    anchor = fragment(name) if fragment(name) not in anchors else ""
    anchors.add(fragment(name))
    message, language = choose(_words(graph, part, SH.message), context.language)
    title, _ = choose(
        _words(graph, part, SH.name) or _words(graph, shape, SH.name), context.language
    )
    why = graph.value(part, RDFS.comment) or graph.value(shape, RDFS.comment)
    severity = graph.value(part, SH.severity) or graph.value(shape, SH.severity) or SH.Violation
    path = graph.value(part, SH.path)
    paths = (Link(short(path), context.href(path)),) if isinstance(path, URIRef) else ()
    return Term(
        anchor,
        fragment(name),
        title,
        language,
        str(name),
        _VARIABLE.sub("…", message),
        "",
        ((t("terms.path"), paths),) if paths else (),
        severity=fragment(severity),
        why=str(why or ""),
    )


def _targets(graph: Graph, shape: URIRef) -> list[URIRef | None]:
    """Return the classes, or else the properties, whose things a shape looks at; [None] for any."""
    for name in (SH.targetClass, SH.targetSubjectsOf):
        found = sorted(o for o in graph.objects(shape, name) if isinstance(o, URIRef))
        if found and found != [RDF.type] and len(found) <= _MANY:
            return list(found)
    return [None]


def _title(context: PageContext, target: URIRef) -> str:
    label, _ = choose(ontology().labels(target), context.language)
    if ontology().is_class(target) and label:
        return label[:1].upper() + label[1:]
    return words(context.language)("terms.has_target", name=label or short(target))


def _place(target: URIRef | None) -> tuple[int, str]:
    if target is None:
        return 2, ""
    return 0 if fragment(target)[:1].isupper() else 1, fragment(target)


def _words(graph: Graph, thing: Node, name: URIRef) -> list[Literal]:
    return [value for value in graph.objects(thing, name) if isinstance(value, Literal)]
