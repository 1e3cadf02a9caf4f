"""The schema.org block of a page: what crawlers read, and no more than the facts say."""

import json
from collections.abc import Mapping

from rdflib import RDF, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from communique.store.base import Row
from communique.vocab import cmq, org, schema
from communique_server.pages.asking import literals
from communique_server.pages.ontology import ontology

TYPES: Mapping[URIRef, str] = {
    cmq.Event: "Event",
    cmq.Person: "Person",
    cmq.Institution: "Organization",
    cmq.State: "Country",
    cmq.Agreement: "CreativeWork",
    cmq.Report: "Report",
    cmq.Statement: "CreativeWork",
    schema.Place: "Place",
    cmq.Topic: "DefinedTerm",
}
"""Our classes in schema.org; others have no block. A summary is no Quotation."""

_NAMED = {
    cmq.organizer: "organizer",
    cmq.place: "location",
    cmq.speaker: "author",
    cmq.reportedIn: "isPartOf",
    cmq.subEventOf: "superEvent",
    cmq.hasSubEvent: "subEvent",
    org.subOrganizationOf: "parentOrganization",
    cmq.about: "about",
}
_TYPE_OF_VALUE = {"organizer": "Organization", "location": "Place", "author": "Person"}
_CERTAIN_DAY = len("2021-04-09")


def write(thing: URIRef, rows: list[Row], name: str, description: str) -> str:
    """Return the block as JSON that is safe inside a script element; "" if there is none."""
    classes = [row["value"] for row in rows if row["property"] == RDF.type]
    lineages = (ontology().lineage(c) for c in classes if isinstance(c, URIRef))
    kind = next((TYPES[c] for lineage in lineages for c in lineage if c in TYPES), "")
    if not kind:
        return ""
    block: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": str(thing),
        "name": name,
    }
    if description:
        block["description"] = description
    block |= _links(rows) | _dates(rows) | _plain(rows)
    return json.dumps(block, ensure_ascii=False).replace("<", "\\u003c")


def _links(rows: list[Row]) -> dict[str, object]:
    found: dict[str, list[object]] = {}
    seen: set[tuple[Node, Node]] = set()
    for row in rows:
        name = _NAMED.get(URIRef(str(row["property"])))
        key = (row["property"], row["value"])
        if name is None or key in seen:
            continue
        seen.add(key)
        same = [r for r in rows if (r["property"], r["value"]) == key]
        labels = sorted(literals(same, "label"), key=lambda v: (v.language != "en", v))
        value: dict[str, object] = {"@id": str(row["value"])}
        if name in _TYPE_OF_VALUE:
            value["@type"] = _TYPE_OF_VALUE[name]
        if labels:
            value["name"] = str(labels[0])
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _dates(rows: list[Row]) -> dict[str, object]:
    edtf = next((str(row["value"]) for row in rows if row["property"] == cmq.edtf), "")
    if len(edtf) == _CERTAIN_DAY and edtf.replace("-", "").isdigit():
        return {"startDate": edtf, "endDate": edtf}
    return {}


def _plain(rows: list[Row]) -> dict[str, object]:
    found: dict[str, object] = {}
    names = {str(v) for row in rows if row["property"] == SKOS.altLabel and (v := row["value"])}
    if names:
        found["alternateName"] = sorted(names)
    for row in rows:
        value = row["value"]
        if row["property"] == schema.text and isinstance(value, Literal):
            found["text"] = str(value)
        elif row["property"] == schema.eventAttendanceMode:
            found["eventAttendanceMode"] = str(value)
        elif row["property"] == SKOS.exactMatch:
            found["sameAs"] = str(value)
    return found
