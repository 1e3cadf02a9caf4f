"""What a drafted report says, read out of its RDF by the public vocabulary alone.

The plain form is that of the annotations in `tests/corpus`, so that both are compared alike. No
class of the program is asked: whoever reads the published graph finds the same.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, SKOS
from rdflib.term import Node

from communique.vocab.resources import ontology_dir

CMQ = Namespace("https://w3id.org/communique/ns#")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
_MODES = {"Online": "online", "Mixed": "hybrid", "Offline": "in person"}
_YEARS = re.compile(r"[^\d]*(\d{4})[^/]*/(?:(\d{4})[^/]*|\.\.|)")

Plain = dict[str, Any]


def plain_facts(graph: Graph) -> Plain:
    """Return the facts of the one report in `graph`, whose named graphs are merged."""
    return _Reader(graph).facts()


@cache
def _subclasses() -> dict[Node, frozenset[Node]]:
    ontology = Graph()
    for path in sorted(ontology_dir().rglob("*.ttl")):
        ontology.parse(path, format="turtle")
    classes = set(ontology.objects(None, RDFS.subClassOf)) | set(ontology.subjects(RDFS.subClassOf))
    return {c: frozenset(ontology.transitive_subjects(RDFS.subClassOf, c)) for c in classes}


class _Reader:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.main = next(iter(sorted(graph.objects(None, CMQ.reportsOn))), None)
        self.parts = self._with_parts()
        self.bodies = self._of("Institution", "IntergovernmentalOrganization")
        self.people = self._participants()

    def facts(self) -> Plain:
        agreements = self._of("Agreement", "Treaty", "MemorandumOfUnderstanding")
        statements = list(self._statements())
        speakers = [s["speaker_name"] for s in statements]
        return {
            "event": self._event(),
            "participants": list(self.people.values()),
            "institutions": [self._named(i) for i in self.bodies],
            "statements": statements,
            "statement_speakers": {s: speakers.count(s) for s in speakers if s},
            "treaties": [self._treaty(t) for t in agreements],
            "events_mentioned": list(self._mentioned()),
            "quantities": list(self._quantities()),
            "periods": list(self._periods()),
        }

    def _with_parts(self) -> set[Node]:
        parts: set[Node] = set()
        todo: list[Node] = [self.main] if self.main else []
        while todo:
            event = todo.pop()
            if event not in parts:
                parts.add(event)
                todo += self.graph.objects(event, CMQ.hasSubEvent)
                todo += self.graph.subjects(CMQ.subEventOf, event)
        return parts

    def _of(self, *names: str) -> list[Node]:
        classes = {c for n in names for c in _subclasses().get(CMQ[n], {CMQ[n]})}
        return sorted({s for c in classes for s in self.graph.subjects(RDF.type, c)})

    def _labels(self, node: Node | None) -> list[str]:
        preferred = (RDFS.label, SKOS.prefLabel, SCHEMA.name, SKOS.altLabel, SCHEMA.alternateName)
        found = [str(o) for p in preferred for o in self.graph.objects(node, p)] if node else []
        return list(dict.fromkeys(found))

    def _named(self, node: Node) -> Plain:
        labels = self._labels(node) or [""]
        return {"id": str(node), "name": labels[0], "variants": labels[1:]}

    def _concept(self, node: Node) -> str:
        return (self._labels(node) or [re.split(r"[/#]", str(node))[-1].replace("-", " ")])[0]

    def _one(self, node: Node, *predicates: URIRef) -> Node | None:
        return next((o for p in predicates for o in self.graph.objects(node, p)), None)

    def _text(self, node: Node, *predicates: URIRef) -> str:
        return str(self._one(node, *predicates) or "")

    def _event(self) -> Plain:
        event = self.main
        if event is None:
            return {}
        types = list(self.graph.objects(event, DCTERMS.type))
        kinds = [n for t in types for n in self._labels(t) or [self._concept(t)]]
        places = [n for p in self.graph.objects(event, CMQ.place) for n in self._labels(p)]
        mode = self._text(event, SCHEMA.eventAttendanceMode)
        found = {
            "type": kinds[0] if kinds else None,
            "type_variants": kinds[1:],
            "date": self._text(event, CMQ.edtf, CMQ.earliest),
            "place": places[0] if places else None,
            "place_variants": places[1:],
            "format": next((name for key, name in _MODES.items() if key in mode), None),
            "organizer": [str(o) for o in self.graph.objects(event, CMQ.organizer)],
            "commemorates": self._anniversary(event),
        }
        return {key: value for key, value in found.items() if value}

    def _anniversary(self, event: Node) -> Plain | None:
        numbers = (self._one(a, CMQ.ordinal) for a in self.graph.objects(event, CMQ.dedicatedTo))
        return next(({"anniversary": int(str(n))} for n in numbers if n is not None), None)

    def _participants(self) -> dict[Node, Plain]:
        people: dict[Node, Plain] = {}
        persons = set(self._of("Person"))
        for event in sorted(self.parts):
            for part in sorted(self.graph.objects(event, CMQ.participation)):
                for who in set(self.graph.objects(part, CMQ.participant)) & persons:
                    own = people.setdefault(who, self._named(who) | {"roles": [], "function": []})
                    own["roles"] += map(self._role, self.graph.objects(part, CMQ.inCapacity))
                    own["function"] += map(self._concept, self.graph.objects(part, CMQ.role))
        for who, own in people.items():
            own["roles"] += map(self._role, self.graph.objects(who, CMQ.hasTenure))
            own["roles"] = list({str(r): r for r in own["roles"]}.values())
        return people

    def _role(self, tenure: Node) -> Plain:
        title = self._text(tenure, CMQ.positionTitle) or (self._labels(tenure) or [""])[0]
        post = self._one(tenure, CMQ.tenurePost)
        body = self._one(tenure, ORG.organization) or (post and self._one(post, ORG.postIn))
        names = self._chain(body) if body else []
        return {"title": title} | ({"org": names[0], "org_any": names[1:]} if names else {})

    def _chain(self, body: Node) -> list[str]:
        bodies = self.graph.transitive_objects(body, ORG.subOrganizationOf)
        return [name for b in bodies for name in self._labels(b)]

    def _statements(self) -> Iterator[Plain]:
        for statement in self._of("Statement"):
            selectors = [
                s
                for span in self.graph.objects(statement, CMQ.span)
                for s in list(self.graph.objects(span, OA.hasSelector)) or [span]
            ]
            starts = [int(str(v)) for s in selectors for v in self.graph.objects(s, OA.start)]
            ends = [int(str(v)) for s in selectors for v in self.graph.objects(s, OA.end)]
            speaker = (self._labels(self._one(statement, CMQ.speaker)) or [""])[0]
            yield {
                "speaker_name": speaker,
                "start": min(starts, default=0),
                "end": max(ends, default=0),
            }

    def _treaty(self, treaty: Node) -> Plain:
        year = re.search(r"\d{4}", self._text(treaty, CMQ.dateSigned))
        parties = [self._labels(p) for p in self.graph.objects(treaty, CMQ.party)]
        return self._named(treaty) | {
            "year": int(year[0]) if year else None,
            "parties": [p[0] for p in parties if p],
            "parties_variants": {p[0]: p for p in parties if p},
        }

    def _mentioned(self) -> Iterator[Plain]:
        for event in (e for e in self._of("Event") if e not in self.parts):
            date = self._text(event, CMQ.edtf, CMQ.earliest)
            if date:
                yield {"date": date, "what": (self._labels(event) or [""])[0]}

    def _quantities(self) -> Iterator[Plain]:
        for quantity in self._of("Quantity"):
            value = self._one(quantity, SCHEMA.value, SCHEMA.minValue, SCHEMA.maxValue)
            if value is not None:
                percent = self._text(quantity, SCHEMA.unitCode) == "P1"
                unit = "%" if percent else self._text(quantity, SCHEMA.unitText)
                yield {"value": abs(float(str(value))), "unit": unit}

    def _periods(self) -> Iterator[Plain]:
        for span in self._of("TimeSpan"):
            years = _YEARS.fullmatch(self._text(span, CMQ.edtf))
            if years:
                yield {"start_year": int(years[1]), "end_year": int(years[2]) if years[2] else None}
