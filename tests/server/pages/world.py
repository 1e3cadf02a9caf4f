"""A small publication in memory, in the form that graph.build writes: one report, invented.

The report tells of a seminar with two sessions and three speakers; one of them speaks of a visit,
an agreement and a number.
"""

import re
from dataclasses import dataclass

from rdflib import RDF, RDFS, XSD, Dataset, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

from communique.graph.evidence import write_evidence
from communique.graph.prefixes import bind_prefixes
from communique.store.oxigraph import EmbeddedStore
from communique.text.span import Span
from communique.vocab import cmq, org, prov, schema
from communique.vocab.namespaces import EDTF

BASE = "https://w3id.org/communique/"
TEXT = """\
Share this page
Seminar on the northern sea route

On 12 May 2023 the Institute of Oceanography held a seminar on the northern sea route in Oslo.
Anna Keller, Head of the Arctic Department of the Institute of Oceanography, moderated it.

Opening session

Lars Holm, Ambassador of Norway to Chile
• Trade between Norway and Chile grew by 12% in 2022.
• The ministers signed an Agreement on Ports in 2019, he recalled <with care>.

Main session

Мария Волкова, professor
• Ports need icebreakers, not speeches.
"""
REPORT = URIRef(f"{BASE}id/report/0123456789abcdef")
GRAPH = URIRef(f"{BASE}graph/report/0123456789abcdef")
INFERRED = URIRef(f"{BASE}graph/inferred")
VOCABULARY = URIRef(f"{BASE}graph/vocabulary")


def thing(path: str) -> URIRef:
    """Return the IRI of a thing: "person/anna-keller"."""
    return URIRef(f"{BASE}id/{path}")


EVENT = thing("event/2023-05-12-seminar")
OPENING = thing("event/2023-05-12-seminar-opening")
MAIN = thing("event/2023-05-12-seminar-main")
KELLER, HOLM, VOLKOVA = (thing(f"person/{n}") for n in ("anna-keller", "lars-holm", "volkova"))
INSTITUTE, ARCTIC = thing("institution/oceanography"), thing("institution/arctic-department")
NORWAY, CHILE = thing("state/norway"), thing("state/chile")
PORTS = thing("agreement/2019-ports")
FIRST, SECOND, THIRD = (thing(f"statement/{n}") for n in ("holm-1", "holm-2", "volkova-1"))
TRADE, SHIPPING = thing("topic/trade"), thing("topic/shipping")
CLAIM = thing("claim/12-percent")
OFFICE = thing("tenure/keller-head")


@dataclass
class Writer:
    """Writes what the report says into its graph, with evidence found by its words."""

    dataset: Dataset

    def put(
        self, subject: URIRef, kind: URIRef, words: str, says: URIRef = REPORT, **labels: str
    ) -> None:
        graph = self.dataset.graph(GRAPH)
        graph.add((subject, RDF.type, kind))
        graph.add((subject, cmq.attestedBy, says))
        graph.add((subject, prov.wasGeneratedBy, URIRef(f"{REPORT}#run")))
        graph.add((subject, cmq.rule, Literal("test.rule")))
        spans = tuple(Span(m.start(), m.end()) for m in re.finditer(re.escape(words), TEXT))
        assert spans, words
        write_evidence(graph, subject, REPORT, TEXT, spans)
        for language, label in labels.items():
            graph.add((subject, RDFS.label, Literal(label, lang=language)))

    def say(
        self, subject: URIRef, predicate: URIRef, *values: URIRef | Literal, graph: URIRef = GRAPH
    ) -> None:
        for value in values:
            self.dataset.graph(graph).add((subject, predicate, value))


def dataset() -> Dataset:
    """Return the quads of the publication."""
    found = Dataset()
    bind_prefixes(found)
    w = Writer(found)
    _report(w)
    _actors(w)
    _event(w)
    _statements(w)
    _concepts(w)
    w.say(EVENT, cmq.hasParticipant, KELLER, HOLM, VOLKOVA, graph=INFERRED)
    w.say(HOLM, cmq.hasSpokenOn, TRADE, graph=INFERRED)
    w.say(HOLM, cmq.made, FIRST, SECOND, graph=INFERRED)
    w.say(
        NORWAY,
        SKOS.exactMatch,
        URIRef("http://www.wikidata.org/entity/Q20"),
        graph=URIRef(f"{BASE}graph/links"),
    )
    return found


def _report(w: Writer) -> None:
    w.put(
        REPORT,
        cmq.Report,
        "Seminar on the northern sea route",
        en="Seminar on the northern sea route",
    )
    w.say(REPORT, DCTERMS.language, Literal("en"))
    w.say(REPORT, cmq.length, Literal(len(TEXT)))
    w.say(REPORT, cmq.sha256, Literal("0123456789abcdef" * 4))
    w.say(REPORT, DCTERMS.publisher, INSTITUTE)
    w.say(REPORT, cmq.reportsOn, EVENT)
    run = URIRef(f"{REPORT}#run")
    w.say(run, RDF.type, cmq.ExtractionRun)
    w.say(run, RDFS.label, Literal("Reading of seminar.txt", lang="en"))
    w.say(run, schema.softwareVersion, Literal("communique 0.1.0"))
    w.say(run, prov.used, REPORT)


def _actors(w: Writer) -> None:
    w.put(KELLER, cmq.Person, "Anna Keller", en="Anna Keller", ru="Анна Келлер")
    w.put(HOLM, cmq.Person, "Lars Holm", en="Lars Holm")
    w.put(VOLKOVA, cmq.Person, "Мария Волкова", ru="Мария Волкова")
    w.say(VOLKOVA, SKOS.altLabel, Literal("Mariya Volkova", lang="en"))
    w.put(NORWAY, cmq.State, "Norway", en="Norway", ru="Норвегия")
    w.put(CHILE, cmq.State, "Chile", en="Chile")
    w.put(INSTITUTE, cmq.Institution, "Institute of Oceanography", en="Institute of Oceanography")
    w.put(ARCTIC, cmq.Institution, "Arctic Department", en="Arctic Department")
    w.say(ARCTIC, org.subOrganizationOf, INSTITUTE)
    w.say(INSTITUTE, cmq.ofState, NORWAY)
    w.put(thing("place/oslo"), schema.Place, "Oslo", en="Oslo")
    w.put(OFFICE, cmq.Tenure, "Head of the Arctic Department", en="Head")
    w.say(OFFICE, cmq.positionTitle, Literal("Head", lang="en"))
    w.say(OFFICE, org.member, KELLER)
    w.say(KELLER, cmq.hasTenure, OFFICE)
    w.say(OFFICE, org.organization, ARCTIC)
    post, tenure = thing("post/ambassador-norway-chile"), thing("tenure/holm-ambassador")
    w.put(post, cmq.Post, "Ambassador of Norway to Chile", en="Ambassador")
    w.say(post, cmq.representsState, NORWAY)
    w.say(post, cmq.accreditedTo, CHILE)
    w.put(tenure, cmq.Tenure, "Ambassador of Norway to Chile", en="Ambassador")
    w.say(tenure, cmq.positionTitle, Literal("Ambassador", lang="en"))
    w.say(tenure, org.member, HOLM)
    w.say(HOLM, cmq.hasTenure, tenure)
    w.say(tenure, cmq.tenurePost, post)


def _event(w: Writer) -> None:
    w.put(
        EVENT,
        cmq.Meeting,
        "a seminar on the northern sea route",
        en="Seminar on the northern sea route",
    )
    w.say(EVENT, cmq.edtf, Literal("2023-05-12", datatype=EDTF))
    w.say(EVENT, cmq.earliest, Literal("2023-05-12", datatype=XSD.date))
    w.say(EVENT, cmq.latest, Literal("2023-05-12", datatype=XSD.date))
    w.say(EVENT, cmq.organizer, INSTITUTE)
    w.say(EVENT, cmq.place, thing("place/oslo"))
    w.say(EVENT, DCTERMS.type, thing("event-type/seminar"))
    w.put(OPENING, cmq.Session, "Opening session", en="Opening session")
    w.put(MAIN, cmq.Session, "Main session", en="Main session")
    for session in (OPENING, MAIN):
        w.say(EVENT, cmq.hasSubEvent, session)
        w.say(session, cmq.subEventOf, EVENT)
    w.say(OPENING, cmq.precedes, MAIN)
    parts = (
        (EVENT, KELLER, "moderator", "Anna Keller, Head", OFFICE),
        (OPENING, HOLM, "speaker", "Lars Holm, Ambassador", thing("tenure/holm-ambassador")),
        (MAIN, VOLKOVA, "speaker", "Мария Волкова, professor", None),
    )
    for event, person, role, words, capacity in parts:
        part = thing(f"participation/{person.rsplit('/', 1)[1]}")
        w.put(part, cmq.Participation, words)
        w.say(event, cmq.participation, part)
        w.say(part, cmq.participant, person)
        w.say(part, cmq.role, thing(f"role/{role}"))
        w.say(part, cmq.statedAs, Literal(words))
        if capacity is not None:
            w.say(part, cmq.inCapacity, capacity)
    w.say(thing("participation/lars-holm"), cmq.onBehalfOf, NORWAY)


def _statements(w: Writer) -> None:
    said = (
        (FIRST, HOLM, 1, OPENING, TRADE, "Trade between Norway and Chile grew by 12% in 2022."),
        (
            SECOND,
            HOLM,
            2,
            OPENING,
            None,
            "The ministers signed an Agreement on Ports in 2019, he recalled <with care>.",
        ),
        (THIRD, VOLKOVA, 1, MAIN, SHIPPING, "Ports need icebreakers, not speeches."),
    )
    for subject, speaker, ordinal, event, topic, words in said:
        w.put(subject, cmq.Statement, words, en=f"{words[:24]} …")
        w.say(subject, cmq.speaker, speaker)
        w.say(subject, cmq.ordinal, Literal(ordinal))
        w.say(subject, cmq.madeAt, event)
        w.say(subject, cmq.reportedIn, REPORT)
        w.say(subject, schema.text, Literal(words, lang="en"))
        if topic is not None:
            w.say(subject, cmq.topic, topic)
    w.say(FIRST, cmq.about, NORWAY, CHILE)
    w.say(FIRST, cmq.asserts, CLAIM)
    w.put(CLAIM, cmq.Claim, "12%", says=FIRST, en="12% — growth of trade")
    quantity = URIRef(f"{CLAIM}#quantity")
    w.say(CLAIM, cmq.quantity, quantity)
    w.put(quantity, cmq.Quantity, "12%", says=FIRST)
    w.say(quantity, schema.value, Literal("12", datatype=XSD.decimal))
    w.say(quantity, schema.unitText, Literal("%"))
    w.say(quantity, cmq.asPrinted, Literal("12%"))
    w.put(PORTS, cmq.Agreement, "Agreement on Ports", says=SECOND, en="Agreement on Ports")
    w.say(PORTS, cmq.dateSigned, Literal("2019", datatype=EDTF))
    w.say(PORTS, cmq.party, NORWAY, CHILE)
    w.say(SECOND, cmq.mentions, PORTS)
    w.say(THIRD, cmq.disputes, FIRST)
    w.say(THIRD, cmq.supports, SECOND)


def _concepts(w: Writer) -> None:
    concepts = {
        TRADE: ("trade", "торговля"),
        SHIPPING: ("shipping", "судоходство"),
        thing("topic/economy"): ("economy", "экономика"),
        thing("role/speaker"): ("speaker", "докладчик"),
        thing("role/moderator"): ("moderator", "модератор"),
        thing("event-type/seminar"): ("seminar", "семинар"),
    }
    for concept, (english, russian) in concepts.items():
        kind = cmq.Topic if "/topic/" in concept else SKOS.Concept
        w.say(concept, RDF.type, kind, graph=VOCABULARY)
        labels = Literal(english, lang="en"), Literal(russian, lang="ru")
        w.say(concept, SKOS.prefLabel, *labels, graph=VOCABULARY)
    w.say(TRADE, SKOS.broader, thing("topic/economy"), graph=VOCABULARY)


def store() -> EmbeddedStore:
    """Return the publication in a store in memory."""
    found = EmbeddedStore()
    found.add(dataset().serialize(format="nquads", encoding="utf-8"))
    return found
