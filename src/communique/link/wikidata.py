"""What Wikidata's SPARQL endpoint says of candidates, beyond what a reconciliation service tells.

SPARQLWrapper makes the request; `Service` sends it: to an allowed host, politely, within limits,
and never twice for the same. What comes back is shown to a librarian and stored with the candidate;
it decides nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.request import Request

from SPARQLWrapper import JSON, POST, URLENCODED, SPARQLWrapper

from communique.errors import StoreError
from communique.link.candidates import Proposal
from communique.link.catalogues import load_catalogues
from communique.link.client import AGENT, Service
from communique.link.queries import load_query

_PREFIX = "wikidata:"
_AT_ONCE = 50
_MOST_EACH = 3
"""Values of one property that are shown; somebody in office for long has held many."""


def told_more(proposals: Iterable[Proposal], service: Service) -> list[Proposal]:
    """Return the proposals, those of Wikidata's items with what its endpoint says of them.

    Raises StoreError when the endpoint fails, UsageError for a host that is not allowed.
    """
    known = list(proposals)
    items = sorted({p.object for p in known if p.object.startswith(_PREFIX)})
    said: dict[str, str] = {}
    rest = iter(items)
    while group := list(islice(rest, _AT_ONCE)):
        said |= dict(_described(group, service))
    return [replace(p, description=said.get(p.object) or p.description) for p in known]


def _described(items: list[str], service: Service) -> Iterator[tuple[str, str]]:
    catalogues = load_catalogues()
    query = load_query("wikidata-items").replace(
        "{ ITEMS }", f"{{ {' '.join(f'<{catalogues.iri(item)}>' for item in items)} }}"
    )
    facts: dict[str, dict[str, list[str]]] = {}
    for row in _rows(service.ask(_request(service.address, query)), service.address):
        of_item = facts.setdefault(catalogues.curie_or_iri(row["item"]), {})
        of_item.setdefault(row["called"], []).append(row["said"])
    for item, properties in facts.items():
        yield item, "; ".join(_words(called, values) for called, values in properties.items())


def _words(called: str, values: list[str]) -> str:
    shown = ", ".join(values[:_MOST_EACH]) + (" …" if len(values) > _MOST_EACH else "")
    return f"{called}: {shown}" if called else shown


def _request(address: str, query: str) -> Request:
    """Return the request of a query (SPARQL 1.1 Protocol, 2.1.2)."""
    wrapper = SPARQLWrapper(address, returnFormat=JSON, agent=AGENT)
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(URLENCODED)
    wrapper.setOnlyConneg(True)
    wrapper.setQuery(query)
    # Its own way of sending follows any redirect and reads without end.
    request = wrapper._createRequest()
    assert isinstance(request, Request)
    return request


def _rows(answer: dict[str, Any], address: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a result in JSON (SPARQL 1.1 Query Results JSON Format)."""
    try:
        for row in answer["results"]["bindings"]:
            yield {name: str(row[name]["value"]) for name in ("item", "called", "said")}
    except (KeyError, TypeError):
        raise StoreError(
            "the endpoint answered JSON that is no result of a query.",
            place=address,
            remedy="See that it is the address of a SPARQL endpoint.",
        ) from None
