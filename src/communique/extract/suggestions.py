"""Suggests what only a person can decide: stance, modality, and who supports or disputes whom.

In: a document with its facts. Out: suggestions with the words and the rule that made them. None is
published before a person accepts it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from communique.extract.base import Reading
from communique.extract.scene import Scene, scene_of
from communique.facts.model import Facts, StatementFact
from communique.text.document import Document
from communique.text.span import Span

REPLIES = {"supportive": "supports", "critical": "disputes"}
"""What a stance towards another speaker is between the two statements."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to decide: the words `[start, end)` of a report and what they may mean.

    `kind` is "person", "institution", "stance", "modality", "supports" or "disputes"; `value` a
    name, a concept's local name, or the words of the other statement's place. `statement` and
    `target` are places of statements, None where there is none.
    """

    identifier: str
    kind: str
    value: str
    rule: str
    language: str
    start: int
    end: int
    words: str
    statement: tuple[int, int] | None = None
    target: tuple[int, int] | None = None


def suggest(document: Document, facts: Facts, reading: Reading) -> tuple[Suggestion, ...]:
    """Return what a person should look at, in the order of the text, each thing once."""
    scene = scene_of(document, reading)
    found = [*_named(document, facts)]
    for statement in facts.statements:
        if statement.speaker is not None:
            found += _by_cues(scene, statement)
            found += _replies(scene, facts, statement)
    once = {s.identifier: s for s in reversed(found)}
    return tuple(sorted(once.values(), key=lambda s: (s.start, s.kind, s.value)))


def _named(document: Document, facts: Facts) -> Iterator[Suggestion]:
    """Yield the names that a model alone found."""
    for kind, entities in (("person", facts.persons), ("institution", facts.institutions)):
        for entity in entities:
            evidence = entity.evidence
            if evidence.suggested:
                place = evidence.spans[0]
                yield _suggestion(
                    document, kind, entity.label, evidence.rule, entity.language, place
                )


def _by_cues(scene: Scene, statement: StatementFact) -> Iterator[Suggestion]:
    for scheme in ("stance", "modality"):
        seen: set[str] = set()
        for span, concept in _cues(scene, scheme, statement.span):
            if concept not in seen:
                seen.add(concept)
                yield _suggestion(
                    scene.document,
                    scheme,
                    concept,
                    f"cue.{scheme}",
                    statement.language,
                    span,
                    statement.span,
                )


def _replies(scene: Scene, facts: Facts, statement: StatementFact) -> Iterator[Suggestion]:
    """Yield the statement of another speaker who is named in one sentence with a stance."""
    for mention in facts.mentions:
        if mention.statement != statement.ref or mention.entity == statement.speaker:
            continue
        earlier = [
            s
            for s in facts.statements
            if s.speaker == mention.entity and s.span.start < statement.span.start
        ]
        sentence = next((s for s in scene.all_sentences if s.contains(mention.span)), None)
        if not earlier or sentence is None:
            continue
        for span, concept in _cues(scene, "stance", sentence):
            if concept in REPLIES:
                said = max(earlier, key=lambda s: s.span)
                yield _suggestion(
                    scene.document,
                    REPLIES[concept],
                    f"{said.span.start}-{said.span.end}",
                    "cue.reply",
                    statement.language,
                    span,
                    statement.span,
                    said.span,
                )


def _cues(scene: Scene, scheme: str, within: Span) -> Iterator[tuple[Span, str]]:
    tokens = scene.tokens_in(within)
    for first, last, concept in scene.phrases(scheme).find(tokens):
        yield Span(tokens[first].start, tokens[last - 1].end), concept


def _suggestion(
    document: Document,
    kind: str,
    value: str,
    rule: str,
    language: str,
    span: Span,
    statement: Span | None = None,
    target: Span | None = None,
) -> Suggestion:
    text = document.source.text
    about = statement or span
    key = f"{document.source.sha256}|{kind}|{value}|{about.start}|{about.end}"
    return Suggestion(
        identifier=hashlib.sha256(key.encode()).hexdigest()[:10],
        kind=kind,
        value=value,
        rule=rule,
        language=language,
        start=span.start,
        end=span.end,
        words=span.of(text),
        statement=(statement.start, statement.end) if statement else None,
        target=(target.start, target.end) if target else None,
    )
