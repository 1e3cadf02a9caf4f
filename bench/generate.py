#!/usr/bin/env python3
"""A synthetic graph of our shape and vocabulary, the same bytes each time: `generate.py QUADS OUT`.

One named graph a report: an event or two with participations and statements, each with its span of
text; persons, institutions, states and agreements, shared by the reports, in a graph of their own.
A million quads are some 1,350 reports. The names mean nothing.
"""

import random
import sys
from pathlib import Path
from typing import IO

BASE = "https://w3id.org/communique/"
NAMESPACES = {
    "cmq": f"{BASE}ns#",
    "dct": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
ENGLISH = (
    "cooperation trade security ministers dialogue region partnership agreement humanitarian "
    "tourism culture education energy sanctions summit friendship development investment stability "
    "peace multilateral university embassy ambassador treaty relations history fisheries railway"
).split()
RUSSIAN = (
    "сотрудничество торговля безопасность министр диалог регион партнёрство соглашение туризм "
    "культура образование энергетика саммит дружба развитие инвестиции стабильность мир посольство "
    "посол договор отношения история конференция вопросы углубление"
).split()
NAMES = ["Ivan", "Anna", "Sok", "Dara", "Elena", "Mei"]
EVENTS = ["RoundTable", "Meeting", "Summit", "Visit", "Negotiation"]
TITLES = ["Director", "Head", "Research Fellow"]


def term(name: str) -> str:
    """Return a prefixed name as an IRI."""
    prefix, local = name.split(":", 1)
    return f"<{NAMESPACES[prefix]}{local}>"


def thing(kind: str, local: str) -> str:
    """Return the IRI of a thing."""
    return f"<{BASE}id/{kind}/{local}>"


def literal(text: str, language: str = "", datatype: str = "") -> str:
    """Return a literal as N-Quads write it."""
    end = f"@{language}" if language else f"^^{term(datatype)}" if datatype else ""
    return f'"{text}"{end}'


class Generator:
    """Writes quads until there are enough; whoever reads them needs no blank node."""

    def __init__(self, size: int, out: IO[str]) -> None:
        self.size = size
        self.count = 0
        self._out = out
        self._random = random.Random(7)
        self._graph = f"<{BASE}graph/authority>"
        self.states = [thing("state", f"s{k}") for k in range(60)]
        self.persons = [thing("person", f"p{k}") for k in range(max(200, size // 400))]
        self.bodies = [thing("institution", f"i{k}") for k in range(max(60, size // 2500))]
        self.agreements = [thing("agreement", f"a{k}") for k in range(max(40, size // 5000))]
        self.topics = [thing("topic", word) for word in ENGLISH[:12]]
        self.roles = [thing("role", r) for r in ("speaker", "moderator", "host", "participant")]

    def run(self) -> int:
        """Write everything; return the number of reports."""
        self._shared()
        reports = 0
        while self.count < self.size:
            self._report(reports)
            reports += 1
        return reports

    def _say(self, subject: str, predicate: str, value: str) -> None:
        self.count += 1
        self._out.write(f"{subject} {term(predicate)} {value} {self._graph} .\n")

    def _is_a(self, subject: str, name: str) -> None:
        self._say(subject, "rdf:type", term(name))

    def _words(self, vocabulary: list[str], number: int) -> str:
        return " ".join(self._random.choice(vocabulary) for _ in range(number)).capitalize() + "."

    def _shared(self) -> None:
        pick, chance = self._random.choice, self._random.random
        for k, state in enumerate(self.states):
            self._is_a(state, "cmq:State")
            self._say(state, "rdfs:label", literal(f"State {k}", "en"))
            self._say(state, "rdfs:label", literal(f"Страна {k}", "ru"))
        for k, body in enumerate(self.bodies):
            self._is_a(body, "cmq:Institution")
            self._say(body, "rdfs:label", literal(f"Institute {k} of {pick(ENGLISH)}", "en"))
            self._say(body, "rdfs:label", literal(f"Институт {k} {pick(RUSSIAN)}", "ru"))
            self._say(body, "cmq:ofState", pick(self.states))
            if k > 10 and chance() < 0.6:
                above = self.bodies[self._random.randrange(k)]
                self._say(body, "org:subOrganizationOf", above)
        for k, person in enumerate(self.persons):
            tenure = thing("tenure", f"t{k}")
            self._is_a(person, "cmq:Person")
            self._say(person, "rdfs:label", literal(f"{pick(NAMES)} Surname{k}", "en"))
            self._say(person, "cmq:hasTenure", tenure)
            self._is_a(tenure, "cmq:Tenure")
            self._say(tenure, "org:organization", pick(self.bodies))
            self._say(tenure, "cmq:positionTitle", literal(pick(TITLES), "en"))
            if chance() < 0.3:
                self._say(person, "skos:exactMatch", f"<http://example.org/entity/{k}>")
        for k, agreement in enumerate(self.agreements):
            self._is_a(agreement, "cmq:Agreement")
            self._say(agreement, "rdfs:label", literal(f"Agreement on {pick(ENGLISH)} {k}", "en"))
            self._say(agreement, "cmq:dateSigned", literal(str(1950 + self._random.randrange(70))))
            for party in self._random.sample(self.states, 2):
                self._say(agreement, "cmq:party", party)

    def _report(self, number: int) -> None:
        month, day = 1 + self._random.randrange(12), 1 + self._random.randrange(28)
        date = f"{1990 + number % 34}-{month:02d}-{day:02d}"
        report = thing("report", f"r{number}")
        self._graph = f"<{BASE}graph/report/r{number}>"
        self._is_a(report, "cmq:Report")
        self._say(
            report, "rdfs:label", literal(f"Report {number}: {self._words(ENGLISH, 5)}", "en")
        )
        self._say(report, "dct:issued", literal(date, datatype="xsd:date"))
        for k in range(1 + self._random.randrange(2)):
            self._event(report, number, f"r{number}e{k}", date)

    def _event(self, report: str, number: int, local: str, date: str) -> None:
        event = thing("event", local)
        self._say(report, "cmq:reportsOn", event)
        self._is_a(event, f"cmq:{self._random.choice(EVENTS)}")
        self._say(event, "rdfs:label", literal(self._words(ENGLISH, 6), "en"))
        self._say(event, "rdfs:label", literal(self._words(RUSSIAN, 6), "ru"))
        self._say(event, "cmq:edtf", literal(date))
        self._say(event, "cmq:earliest", literal(date, datatype="xsd:date"))
        self._say(event, "cmq:latest", literal(date, datatype="xsd:date"))
        for body in self._random.sample(self.bodies, 2):
            self._say(event, "cmq:organizer", body)
        if number and self._random.random() < 0.5:
            earlier = thing("event", f"r{self._random.randrange(number)}e0")
            self._say(earlier, "cmq:precedes", event)
        present = self._random.sample(self.persons, 6 + self._random.randrange(6))
        for k, person in enumerate(present):
            part = thing("participation", f"{local}p{k}")
            self._say(event, "cmq:participation", part)
            self._is_a(part, "cmq:Participation")
            self._say(part, "cmq:participant", person)
            self._say(part, "cmq:role", self._random.choice(self.roles))
        for k in range(20 + self._random.randrange(30)):
            self._statement(report, event, f"{local}s{k}", k + 1, present)

    def _statement(
        self, report: str, event: str, local: str, ordinal: int, present: list[str]
    ) -> None:
        said, span, place = (thing(kind, local) for kind in ("statement", "span", "selector"))
        pick, chance = self._random.choice, self._random.random
        vocabulary, language = (ENGLISH, "en") if chance() < 0.7 else (RUSSIAN, "ru")
        start = self._random.randrange(9000)
        text = self._words(vocabulary, 10 + self._random.randrange(15))
        self._is_a(said, "cmq:Statement")
        self._say(said, "schema:text", literal(text, language))
        self._say(said, "cmq:speaker", pick(present))
        self._say(said, "cmq:madeAt", event)
        self._say(said, "cmq:reportedIn", report)
        self._say(said, "cmq:ordinal", literal(str(ordinal), datatype="xsd:integer"))
        if chance() < 0.5:
            self._say(said, "cmq:topic", pick(self.topics))
        if chance() < 0.3:
            self._say(said, "cmq:about", pick(self.agreements + self.states))
        self._say(said, "cmq:span", span)
        self._say(span, "oa:hasSource", report)
        self._say(span, "oa:hasSelector", place)
        self._is_a(place, "oa:TextPositionSelector")
        self._say(place, "oa:start", literal(str(start), datatype="xsd:integer"))
        self._say(place, "oa:end", literal(str(start + 150), datatype="xsd:integer"))


def generate(size: int, path: Path) -> int:
    """Write a graph of at least `size` quads; return how many it has."""
    with path.open("w", encoding="utf-8") as out:
        generator = Generator(size, out)
        generator.run()
    return generator.count


if __name__ == "__main__":
    print(generate(int(sys.argv[1]), Path(sys.argv[2])), "quads")
