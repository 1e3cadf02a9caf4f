"""Statements as lists: by speaker in the order of the report, or by topic, each with its place."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from rdflib import Literal, URIRef

from communique.store.base import Row
from communique_server.pages.asking import iri, literals, number
from communique_server.pages.context import PageContext
from communique_server.pages.naming import Link, choose, link
from communique_server.pages.strip import Part, Strip


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as a list shows it: characters [start, end) of its report."""

    link: Link
    speaker: Link
    ordinal: int
    text: str
    language: str
    report: Link
    start: int
    end: int
    length: int
    topics: tuple[Link, ...] = ()
    disputed: int = 0
    supported: int = 0
    """How many statements stand against it or support it: what a person has accepted."""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """Statements under one heading: a speaker, or a topic."""

    heading: Link
    statements: tuple[Said, ...]


def statements_in(context: PageContext, rows: list[Row]) -> tuple[Said, ...]:
    """Return the statements in rows of a `…_statements.rq`, each once, in their order."""
    by_statement: dict[URIRef, list[Row]] = defaultdict(list)
    for row in rows:
        statement = iri(row, "statement")
        if statement is not None:
            by_statement[statement].append(row)
    return tuple(_said(context, each, group) for each, group in by_statement.items())


def _said(context: PageContext, statement: URIRef, rows: list[Row]) -> Said:
    first = rows[0]
    speaker, report = iri(first, "speaker"), iri(first, "report")
    text, language = choose(literals(rows, "text"), context.language)
    ordinal = number(first, "ordinal")
    who = link(context, speaker, literals(rows, "speakerLabel")) if speaker else Link("")
    return Said(
        Link(f"№ {ordinal}" if ordinal else "№", context.href(statement)),
        who,
        ordinal,
        text,
        language,
        link(context, report, literals(rows, "reportLabel")) if report else Link(""),
        number(first, "start"),
        number(first, "end"),
        number(first, "length"),
        _topics(context, rows),
        _number_of(rows, "opponent"),
        _number_of(rows, "supporter"),
        "s-" + statement.rsplit("/", 1)[-1],
    )


def _number_of(rows: list[Row], column: str) -> int:
    return len({row[column] for row in rows if column in row})


def _topics(context: PageContext, rows: list[Row]) -> tuple[Link, ...]:
    labels: dict[URIRef, list[Literal]] = defaultdict(list)
    for row in rows:
        topic = iri(row, "topicHere")
        if topic is not None:
            labels[topic] += literals([row], "topicLabel")
    found = (link(context, topic, names) for topic, names in labels.items())
    return tuple(sorted(found, key=lambda topic: topic.text))


def by_speaker(statements: tuple[Said, ...]) -> tuple[Heard, ...]:
    """Group statements by speaker, in the order in which the reports let them speak."""
    groups: dict[Link, list[Said]] = defaultdict(list)
    for said in statements:
        groups[said.speaker].append(said)
    return tuple(Heard(speaker, tuple(group)) for speaker, group in groups.items())


def by_topic(statements: tuple[Said, ...], without: str) -> tuple[Heard, ...]:
    """Group statements by topic, each once, under the topic that most of them have."""
    frequent = Counter(topic for said in statements for topic in said.topics)
    groups: dict[Link, list[Said]] = defaultdict(list)
    for said in statements:
        chosen = max(said.topics, key=lambda topic: (frequent[topic], topic.text), default=None)
        groups[chosen or Link(without)].append(said)
    ordered = sorted(groups, key=lambda topic: (topic.href == "", -len(groups[topic]), topic.text))
    return tuple(Heard(topic, tuple(groups[topic])) for topic in ordered)


def strips(
    statements: tuple[Said, ...], *, on: frozenset[str] = frozenset(), named: bool = True
) -> tuple[Strip, ...]:
    """Return a strip for each report; the parts whose address is in `on` are dark."""
    by_report: dict[Link, list[Said]] = defaultdict(list)
    for said in statements:
        if said.length and said.report.href:
            by_report[said.report].append(said)
    return tuple(
        Strip(report, group[0].length, _parts(group, on, named))
        for report, group in by_report.items()
    )


def _parts(group: list[Said], on: frozenset[str], named: bool) -> tuple[Part, ...]:
    parts: list[Part] = []
    for said in sorted(group, key=lambda each: each.start):
        dark = said.link.href in on or said.speaker.href in on
        last = parts[-1] if parts else None
        if last is not None and last.href == said.speaker.href and last.on == dark:
            parts[-1] = Part(last.name, last.href, last.start, said.end, dark)
        else:
            name = said.speaker.text.split()[-1:] if named else []
            parts.append(Part(" ".join(name), said.speaker.href, said.start, said.end, dark))
    return tuple(parts)
