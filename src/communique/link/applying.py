"""Lets what librarians decided enter the working store, before a release is made of it.

Enters: the store as the reports left it. Leaves: graph/links with what is accepted and without what
is rejected, merged things under one IRI, retired things gone, and graph/identity that says so.
Applied again, it changes nothing.
"""

import re
from pathlib import Path

from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDFS, SKOS, XSD

from communique.graph.mint import Mint
from communique.graph.serialize import nquads
from communique.link.catalogues import load_catalogues
from communique.link.decisions import ACCEPTED, Decision, read_decisions
from communique.link.entities import iri_of
from communique.link.identity import MERGED, RENAMED, SPLIT, Fate, changed, holding, read_fates
from communique.link.queries import load_query
from communique.store.base import WritableStore
from communique.vocab import dcterms, skos
from communique.workspace import Workspace

_PARAMETER = re.compile(r"\$(\w+)")


def apply_to_store(workspace: Workspace, store: WritableStore) -> None:
    """Bring the store in line with the decisions on links and on identity."""
    base = workspace.settings.base
    decisions = read_decisions(workspace).rows
    known = read_fates(workspace)
    fates, splits, renamed = holding(known), changed(known, SPLIT), changed(known, RENAMED)
    if decisions:
        _apply_links(workspace, store, decisions)
    identity = Mint(base).graph("identity")
    for fate in splits:
        for report in fate.reports:
            graph = Mint(base).graph(f"report/{report}")
            _update(store, "split", old=fate.iri, new=fate.replaced_by, graph=graph)
    for fate in renamed:
        _update(store, "rename", old=fate.iri, name=_label(fate), identity=identity)
    for fate in fates.values():
        _update(
            store,
            "merge" if fate.fate == MERGED else "retire",
            old=fate.iri,
            new=fate.replaced_by,
            prefix=Literal(f"{fate.iri}#"),
            identity=identity,
        )
    if fates or splits or renamed or identity in store.graph_names():
        dataset = _tombstones(identity, fates)
        _tell(dataset.graph(identity), splits, renamed)
        store.replace_graphs([identity], nquads(dataset))


def restore(workspace: Workspace, store: WritableStore, iri: str) -> int:
    """Put the reports that name an IRI back as they were read; return how many."""
    prefix = f"{workspace.settings.base}graph/report/"
    named = re.compile(re.escape(f"<{iri}").encode() + rb"[>#]")
    count = 0
    for path in sorted(workspace.drafts.glob("*.nq")):
        data = path.read_bytes()
        if named.search(data):
            store.replace_graphs([URIRef(prefix + path.stem)], data)
            count += 1
    return count


def _apply_links(workspace: Workspace, store: WritableStore, rows: tuple[Decision, ...]) -> None:
    """Rewrite graph/links: what drafts and loads brought, less what is rejected, with ours."""
    name = Mint(workspace.settings.base).graph("links")
    graph = store.graph(name)
    drafted = _drafted(workspace.drafts, name)
    dataset = Dataset()
    links = dataset.graph(name)
    for triple in (*graph, *drafted):
        links.add(triple)
    for decision in sorted(rows, key=lambda d: d.holds):
        for predicate in (skos.exactMatch, skos.closeMatch):
            triple = _triple(decision, predicate, workspace.settings.base)
            if triple is None:
                continue
            wanted = skos.closeMatch if decision.close else skos.exactMatch
            if decision.holds and decision.verdict == ACCEPTED and predicate == wanted:
                links.add(triple)
            elif decision.holds or triple not in drafted:
                links.remove(triple)
    store.replace_graphs([name], nquads(dataset))


def _triple(
    decision: Decision, predicate: URIRef, base: str
) -> tuple[URIRef, URIRef, URIRef] | None:
    if not decision.object:
        return None
    target = URIRef(load_catalogues().iri(decision.object))
    return URIRef(iri_of(decision.subject, base)), predicate, target


def _drafted(drafts: Path, name: URIRef) -> set[tuple[URIRef, URIRef, URIRef]]:
    """Return the links that drafts bring; their lines are ours, so three IRIs and a graph."""
    found = set()
    ending = f" <{name}> ."
    for path in sorted(drafts.glob("*.nq")):
        for line in path.read_text(encoding="utf-8").splitlines():
            parts = line.removesuffix(ending).split(" ")
            if line.endswith(ending) and len(parts) == 3:
                s, p, o = (URIRef(part[1:-1]) for part in parts)
                found.add((s, p, o))
    return found


def _tombstones(identity: URIRef, fates: dict[str, Fate]) -> Dataset:
    dataset = Dataset()
    graph = dataset.graph(identity)
    for iri, fate in fates.items():
        thing = URIRef(iri)
        graph.add((thing, OWL.deprecated, Literal(True)))
        graph.add((thing, DCTERMS.modified, Literal(fate.when, datatype=XSD.dateTime)))
        if fate.reason:
            graph.add((thing, RDFS.comment, Literal(fate.reason)))
        if fate.fate == MERGED:
            graph.add((thing, dcterms.isReplacedBy, URIRef(fate.replaced_by)))
    return dataset


def _tell(graph: Graph, splits: tuple[Fate, ...], renamed: tuple[Fate, ...]) -> None:
    """Say of a split thing what it was taken out of, and of a renamed one its name and when."""
    for fate in splits:
        new = URIRef(fate.replaced_by)
        graph.add((new, PROV.wasDerivedFrom, URIRef(fate.iri)))
        graph.add((new, DCTERMS.created, Literal(fate.when, datatype=XSD.dateTime)))
        if fate.reason:
            graph.add((new, SKOS.historyNote, Literal(fate.reason)))
    last = {(fate.iri, fate.language): fate for fate in renamed}
    for fate in renamed:
        is_last = last[fate.iri, fate.language] == fate
        thing, since = URIRef(fate.iri), f"{fate.since}: " if fate.since else ""
        graph.add((thing, RDFS.label if is_last else SKOS.altLabel, _label(fate)))
        note = f"{since}{fate.label}"
        graph.add((thing, SKOS.historyNote, Literal(note, lang=fate.language or None)))


def _label(fate: Fate) -> Literal:
    return Literal(fate.label, lang=fate.language or None)


def _update(store: WritableStore, name: str, /, **terms: str | Literal) -> None:
    """Run an update of ours; a text stands for its IRI."""
    lines = load_query(name).splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    filled = {
        key: (term if isinstance(term, Literal) else URIRef(term)).n3()
        for key, term in terms.items()
    }
    store.update(_PARAMETER.sub(lambda match: filled[match[1]], text))
