"""Writes statements and what they say: mentions, claims with quantities, periods."""

from rdflib import RDF, RDFS, XSD, Literal, URIRef

from communique.facts.model import Evidence, PeriodFact, QuantityFact, StatementFact
from communique.graph.draft import Drafting
from communique.graph.occasions import write_relation
from communique.vocab import cmq, schema

LONGEST_LABEL = 72
"""Characters of a statement's words that its label repeats."""


def write_statements(draft: Drafting) -> None:
    """Write every statement of a speaker; words without a speaker are nobody's statement."""
    for statement in draft.facts.statements:
        subject = draft.iri(statement.ref)
        if subject is None:
            continue
        draft.add(subject, cmq.Statement, Evidence((statement.span,), statement.rule))
        draft.trust(subject, "statement", statement.rule)
        words = statement.span.of(draft.source.text)
        draft.graph.add((subject, schema.text, Literal(words, lang=statement.language)))
        draft.graph.add((subject, RDFS.label, _label(draft, statement, words)))
        draft.graph.add((subject, cmq.ordinal, Literal(statement.ordinal)))
        draft.graph.add((subject, cmq.reportedIn, draft.report))
        draft.link(subject, cmq.speaker, statement.speaker)
        draft.link(subject, cmq.madeAt, statement.event)
        for topic in statement.topics:
            draft.graph.add((subject, cmq.topic, draft.mint.concept("topic", topic)))


def _label(draft: Drafting, statement: StatementFact, words: str) -> Literal:
    speaker = next(p.label for p in draft.facts.persons if p.ref == statement.speaker)
    start = " ".join(words.split())
    if len(start) > LONGEST_LABEL:
        start = start[:LONGEST_LABEL].rsplit(" ", 1)[0] + " …"
    return Literal(f"{speaker}: {start}", lang=statement.language)


def write_mentions(draft: Drafting) -> None:
    """Lead each statement to the entities it names."""
    for mention in draft.facts.mentions:
        subject = draft.iri(mention.statement)
        if subject is not None:
            draft.link(subject, cmq.about if mention.about else cmq.mentions, mention.entity)


def write_quantities(draft: Drafting) -> None:
    """Write each number as a claim of whoever gives it."""
    for quantity in draft.facts.quantities:
        claim = draft.iri(quantity.ref)
        if claim is None:
            continue
        draft.add(claim, cmq.Claim, quantity.evidence)
        draft.trust(claim, "quantity", quantity.evidence.rule)
        label = " — ".join(filter(None, (quantity.as_printed, quantity.measure)))
        draft.graph.add((claim, RDFS.label, Literal(label, lang=quantity.language)))
        draft.graph.add((claim, cmq.status, draft.mint.concept("status", "reported")))
        statement = draft.iri(quantity.evidence.said_in)
        if statement is not None:
            draft.graph.add((statement, cmq.asserts, claim))
        draft.graph.add((claim, cmq.quantity, _write_quantity(draft, claim, quantity)))


def _write_quantity(draft: Drafting, claim: URIRef, quantity: QuantityFact) -> URIRef:
    subject = URIRef(f"{claim}#quantity")
    draft.add(subject, cmq.Quantity, quantity.evidence)
    values = {
        schema.value: quantity.value,
        schema.minValue: quantity.minimum,
        schema.maxValue: quantity.maximum,
    }
    for predicate, value in values.items():
        if value is not None:
            literal = Literal(f"{value:.12g}", datatype=XSD.decimal)
            draft.graph.add((subject, predicate, literal))
    draft.graph.add((subject, cmq.asPrinted, Literal(quantity.as_printed)))
    if quantity.unit:
        draft.graph.add((subject, schema.unitText, Literal(quantity.unit)))
    if quantity.measure:
        measure = Literal(quantity.measure, lang=quantity.language)
        draft.graph.add((subject, cmq.measure, measure))
    return subject


def write_periods(draft: Drafting) -> None:
    """Write each span of time that is spoken of, on the relation it divides where there is one."""
    for period in draft.facts.periods:
        relation = write_relation(draft, period.relation)
        if relation is not None:
            draft.attest(relation, period.evidence)
        holder = relation or draft.iri(period.evidence.said_in) or draft.report
        subject = _write_period(draft, holder, period)
        if relation is not None:
            draft.graph.add((relation, cmq.hasPeriod, subject))


def _write_period(draft: Drafting, holder: URIRef, period: PeriodFact) -> URIRef:
    subject = URIRef(f"{holder}#period-{_local(period.edtf)}")
    draft.add(subject, cmq.TimeSpan, period.evidence)
    draft.graph.add((subject, RDFS.label, Literal(period.as_printed)))
    draft.date(subject, period.edtf)
    statement = draft.iri(period.evidence.said_in)
    if statement is not None and (statement, RDF.type, cmq.Statement) in draft.graph:
        draft.graph.add((statement, cmq.mentions, subject))
    return subject


def _local(edtf: str) -> str:
    """An interval as the end of an IRI: without dots, which end no prefixed name."""
    return edtf.replace("..", "open").replace("/", "_").replace("~", "-about")
