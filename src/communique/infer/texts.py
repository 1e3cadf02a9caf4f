"""Fills the SPARQL templates of this package: rules and IRIs go in, values never do."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from string import Template

from rdflib import URIRef

from communique.infer.rules import Pattern, Rule


def conclude(rule: Rule, target: URIRef) -> str:
    """Return the update that adds to `target` what a rule concludes and no graph says yet."""
    return _conclude(rule, target, ["?g"] * len(rule.body))


def conclude_from(rule: Rule, graph: URIRef) -> str:
    """Return the updates that add to `graph` what a rule concludes with a premise from `graph`."""
    anywhere = ["?g"] * len(rule.body)
    return " ;\n".join(
        _conclude(rule, graph, [*anywhere[:i], graph.n3(), *anywhere[i + 1 :]])
        for i in range(len(rule.body))
    )


def gather(graphs: Iterable[URIRef], gathered: URIRef) -> str:
    """Return the updates that copy graphs into `gathered`."""
    copies = [f"ADD SILENT GRAPH {g.n3()} TO GRAPH {gathered.n3()}" for g in graphs]
    return " ;\n".join([f"DROP SILENT GRAPH {gathered.n3()}", *copies])


def settle(gathered: URIRef, target: URIRef) -> str:
    """Return the updates that move what is new from `gathered` to `target`."""
    return _template("settle").substitute(gathered=gathered.n3(), target=target.n3())


def premises(rule: Rule) -> str:
    """Return the query for the facts from which a rule concludes ?s … ?o."""
    return _template("premises").substitute(body=" ".join(p.text() for p in rule.body))


def count(target: URIRef, pattern: Pattern | None) -> str:
    """Return the query for the number of facts in `target` that are like the pattern, or of all."""
    like = pattern.text() if pattern else "?s ?p ?o ."
    return _template("count").substitute(target=target.n3(), pattern=like)


def query(name: str) -> str:
    """Return a query of this package that has nothing to fill in."""
    return _template(name).template


def _conclude(rule: Rule, target: URIRef, places: list[str]) -> str:
    numbered = [f"?g{i}" if p == "?g" else p for i, p in enumerate(places)]
    placed = zip(numbered, rule.body, strict=True)
    return _template("conclude").substitute(
        target=target.n3(),
        head=rule.head.text(),
        body=" ".join(f"GRAPH {place} {{ {p.text()} }}" for place, p in placed),
        checks=f"FILTER(isIRI(?{rule.head.subject}))" if rule.turns else "",
    )


@cache
def _template(name: str) -> Template:
    """The template without its comments, in which nothing is to be filled in."""
    text = (files(__package__) / "sparql" / f"{name}.rq").read_text(encoding="utf-8")
    return Template("\n".join(line for line in text.split("\n") if not line.startswith("#")))
