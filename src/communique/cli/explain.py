"""`communique explain`: why a fact is there."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import click
from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from communique.cli.options import workspace_option
from communique.errors import UsageError
from communique.graph.mint import Mint
from communique.graph.prefixes import PREFIXES
from communique.infer import texts
from communique.infer.labels import Labels
from communique.infer.proof import Fact, Step, why
from communique.infer.provenance import provenance
from communique.infer.sources import Passage, passages_of
from communique.publish.release import open_current, open_snapshot
from communique.store import open_store
from communique.store.base import ReadableStore
from communique.vocab import cmq, prov
from communique.workspace import Workspace

PLUMBING = (cmq.span, cmq.rule, cmq.attestedBy, prov.wasGeneratedBy)
"""How evidence is written down: shown as evidence, not as facts."""
MOST_PASSAGES = 3
LONGEST_PASSAGE = 300
"""Characters of a passage that are shown."""


@click.command("explain")
@click.argument("subject")
@click.argument("predicate", required=False)
@click.argument("object_", metavar="[OBJECT]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the reasons as JSON.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "turtle"]),
    default="text",
    help="Sentences, JSON, or RDF in terms of PROV-O.",
)
@workspace_option
def command(
    workspace: Workspace,
    subject: str,
    predicate: str | None,
    object_: str | None,
    as_json: bool,
    form: str,
) -> None:
    """Say why facts are there: the words of the source, or the rule and what it follows from.

    \b
    communique explain person/anna-keller
    communique explain person/anna-keller cmq:hasSpokenOn
    communique explain event/2023-conference cmq:place place/oslo
    communique explain person/anna-keller cmq:hasSpokenOn --format turtle

    Things are named by their IRI, by kind/local or by a prefix of ours (cmq: dcterms: org: …); a
    value that is no IRI by its text. Reads the current release, before the first one the working
    store.
    """
    base = workspace.settings.base
    store: ReadableStore = (
        open_snapshot(workspace) if open_current(workspace) else open_store(workspace)
    )
    explainer = _Explainer(store, base)
    facts = explainer.facts(
        _iri(subject, base), _iri(predicate, base) if predicate else None, object_
    )
    if not facts:
        words = " ".join(filter(None, (subject, predicate, object_)))
        raise UsageError(
            f"nothing is known of {words}.",
            remedy="See `communique explain SUBJECT` alone, or find it with `communique query`.",
        )
    reasons = [(fact, explainer.reasons(fact)) for fact in facts]
    if form == "turtle":
        click.echo(explainer.turtle(step for _, steps in reasons for step in steps))
        return
    if as_json or form == "json":
        records = [r for fact, steps in reasons for r in explainer.records(fact, steps)]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    for fact, steps in reasons:
        click.echo("\n".join(explainer.lines(fact, steps)))


class _Explainer:
    def __init__(self, store: ReadableStore, base: str) -> None:
        mint = Mint(base)
        self._store = store
        self._base = base
        self._inferred = mint.graph("inferred")
        self._vocabulary: Graph = store.graph(mint.graph("vocabulary"))
        self._labels = Labels(store, base)

    def facts(self, subject: URIRef, predicate: URIRef | None, value: str | None) -> list[Fact]:
        """The facts that are meant; without a predicate all but how evidence is written down."""
        bindings: dict[str, Node] = {"s": subject}
        if predicate is not None:
            bindings["p"] = predicate
        rows = self._store.select(texts.query("facts"), bindings)
        facts = [(subject, predicate or URIRef(str(r["p"])), r["o"]) for r in rows]
        if predicate is None:
            facts = [f for f in facts if f[1] not in PLUMBING and not self._is_further_type(f)]
        return [f for f in facts if value is None or self._is(f[2], value)]

    def reasons(self, fact: Fact) -> list[Step]:
        """What is said comes alone: it needs no rule."""
        steps = why(self._store, fact, self._vocabulary, self._inferred)
        return [s for s in steps if s.graphs] or steps[:1]

    def lines(self, fact: Fact, steps: list[Step], depth: int = 0) -> Iterator[str]:
        """The reasons as indented lines."""
        margin = "  " * depth
        yield f"{margin}{self._labels.sentence(fact)}"
        for step in steps:
            if step.rule is not None:
                yield f"{margin}  follows: {self._labels.rule(step.rule)}"
                for premise in step.premises:
                    yield from self.lines(premise.fact, [premise], depth + 2)
            for graph in step.graphs:
                yield from (f"{margin}  {line}" for line in self._source(fact, graph))

    def turtle(self, steps: Iterable[Step]) -> str:
        """The reasons as RDF: PROV-O, down to the words."""
        graph = provenance(self._store, self._labels, self._base, steps)
        return graph.serialize(format="turtle").rstrip()

    def records(self, fact: Fact, steps: list[Step]) -> Iterator[dict[str, Any]]:
        """The reasons as JSON."""
        for step in steps:
            yield {
                "subject": str(fact[0]),
                "predicate": str(fact[1]),
                "object": str(fact[2]),
                "sentence": self._labels.sentence(fact),
                "graphs": [str(g) for g in step.graphs],
                "passages": [
                    asdict(p) for g in step.graphs for p in passages_of(self._store, fact, g)
                ],
                "rule": self._labels.rule(step.rule) if step.rule else None,
                "premises": [r for p in step.premises for r in self.records(p.fact, [p])],
            }

    def _source(self, fact: Fact, graph: URIRef) -> Iterator[str]:
        passages = passages_of(self._store, fact, graph)
        if not passages:
            yield f"said in {graph}"
        for passage in passages[:MOST_PASSAGES]:
            words = " ".join(passage.words.split())
            shown = words if len(words) <= LONGEST_PASSAGE else words[:LONGEST_PASSAGE] + " …"
            speaker = f"according to {passage.speaker}, " if passage.speaker else ""
            yield f"{speaker}{passage.report}, characters {passage.start}–{passage.end}: “{shown}”"
            yield f"  {_reading(passage)}"
        if len(passages) > MOST_PASSAGES:
            yield f"and {len(passages) - MOST_PASSAGES} more passages"

    def _is_further_type(self, fact: Fact) -> bool:
        """Whether it only says a class above the class that a report gives."""
        return fact[1] == RDF.type and not self._said(fact)

    def _said(self, fact: Fact) -> bool:
        steps = why(self._store, fact, Graph(), self._inferred)
        return any(s.graphs for s in steps)

    def _is(self, term: Node, value: str) -> bool:
        return str(term) == value or (isinstance(term, URIRef) and term == _iri(value, self._base))


def _reading(passage: Passage) -> str:
    """Which rule read it, and who has looked at it since."""
    rules = f"read by rule {', '.join(passage.rules)}" if passage.rules else "written by hand"
    reviewed = f"reviewed by {passage.reviewer}" if passage.reviewer else "not reviewed"
    return f"{rules}; {reviewed}"


def _iri(name: str, base: str) -> URIRef:
    """A whole IRI, one with a prefix of ours, or kind/local."""
    prefix, _, local = name.partition(":")
    if prefix in PREFIXES and not local.startswith("//"):
        return URIRef(str(PREFIXES[prefix]) + local)
    return URIRef(name if "://" in name else f"{base}id/{name}")
