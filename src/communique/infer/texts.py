"""Fills the SPARQL templates of this package: rules and IRIs go in, values never do."""

from functools import cache
from importlib.resources import files
from string import Template

from rdflib import URIRef

from communique.infer.rules import Pattern, Rule


def conclude(rule: Rule, target: URIRef) -> str:
    """Return the update that adds to `target` what a rule concludes and no graph says yet."""
    body = (f"GRAPH ?g{i} {{ {premise.text()} }}" for i, premise in enumerate(rule.body))
    return _template("conclude").substitute(
        target=target.n3(),
        head=rule.head.text(),
        body=" ".join(body),
        checks=f"FILTER(isIRI(?{rule.head.subject}))" if rule.turns else "",
    )


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


@cache
def _template(name: str) -> Template:
    """The template without its comments, in which nothing is to be filled in."""
    text = (files(__package__) / "sparql" / f"{name}.rq").read_text(encoding="utf-8")
    return Template("\n".join(line for line in text.split("\n") if not line.startswith("#")))
