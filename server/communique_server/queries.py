"""Finds the .rq files that lie beside the code that asks them, and fills in their parameters.

A parameter is written `$name`, other variables `?name`. It is replaced by its term wherever it
stands: the store's own bindings are VALUES at the head of the pattern, which neither reach into
subqueries with LIMIT nor let the engine begin at the one thing that is asked about.
"""

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files

from rdflib.term import Literal, URIRef

_PARAMETER = re.compile(r"\$(\w+)")


def load_query(package: str | None, name: str) -> str:
    """Return the text of `queries/{name}.rq` of a package, without its comments."""
    assert package
    text = (files(package) / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def fill(query: str, terms: Mapping[str, URIRef | Literal]) -> str:
    """Return a query of ours with each `$name` replaced by its term, written as SPARQL writes it.

    Raises KeyError for a parameter that was not given.
    """
    return _PARAMETER.sub(lambda match: terms[match[1]].n3(), query)


def fill_list(query: str, name: str, terms: Iterable[URIRef]) -> str:
    """Return a query of ours with `$name`, a list of values, replaced by terms."""
    return query.replace(f"${name}", " ".join(term.n3() for term in terms))
