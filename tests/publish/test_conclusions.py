"""What follows is brought up to date before a release: by what was added, or anew."""

from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from communique.config import DEFAULT_BASE
from communique.drafting import Reader
from communique.errors import WorkspaceError
from communique.graph.serialize import nquads
from communique.publish.conclusions import conclude_anew
from communique.sources import find_sources, read_source
from communique.store.oxigraph import EmbeddedStore

REPORTS = Path(__file__).parents[2] / "data" / "reports"
TARGET = URIRef(f"{DEFAULT_BASE}graph/inferred")
ANNA, UNIT, HOUSE = (f"<{DEFAULT_BASE}id/{n}>" for n in ("person/anna", "unit", "house"))
CMQ, ORG = "https://w3id.org/communique/ns#", "http://www.w3.org/ns/org#"
OFFICE = f"{ANNA} <{CMQ}hasTenure> <{DEFAULT_BASE}id/t> . <{DEFAULT_BASE}id/t> <{ORG}organization> {UNIT} ."
PARENT = f"{UNIT} <{ORG}subOrganizationOf> {HOUSE} ."
AFFILIATED = f"ASK {{ GRAPH <{TARGET}> {{ {ANNA} <{CMQ}hasBeenAffiliatedWith> {HOUSE} }} }}"


def say(store: EmbeddedStore, report: str, triples: str) -> None:
    name = f"{DEFAULT_BASE}graph/report/{report}"
    store.update(f"DROP SILENT GRAPH <{name}> ; INSERT DATA {{ GRAPH <{name}> {{ {triples} }} }}")


@pytest.fixture
def store() -> EmbeddedStore:
    store = EmbeddedStore()
    say(store, "a", OFFICE)
    conclude_anew(store, DEFAULT_BASE)
    return store


def test_what_rested_on_a_report_goes_with_it(store: EmbeddedStore) -> None:
    say(store, "b", PARENT)
    conclude_anew(store, DEFAULT_BASE)
    assert store.ask(AFFILIATED)
    store.replace_graphs([URIRef(f"{DEFAULT_BASE}graph/report/b")], b"")
    conclude_anew(store, DEFAULT_BASE)
    assert not store.ask(AFFILIATED)


def test_what_claims_state_is_no_premise(store: EmbeddedStore) -> None:
    """Concluding once more gives the same: no rule starts from what was only claimed."""
    claim = f"<{DEFAULT_BASE}id/claim/1>"
    say(
        store,
        "b",
        f"{claim} <{CMQ}claimSubject> {UNIT} ; <{CMQ}claimPredicate> <{ORG}subOrganizationOf> ;"
        f" <{CMQ}claimObject> {HOUSE} ; <{CMQ}status> <{DEFAULT_BASE}id/status/reported> .",
    )
    conclude_anew(store, DEFAULT_BASE)
    before = set(store.nquads())
    conclude_anew(store, DEFAULT_BASE)
    assert set(store.nquads()) == before
    assert not store.ask(AFFILIATED)


def test_terms_are_closed_in_a_graph_of_their_own(store: EmbeddedStore) -> None:
    closed = store.graph(URIRef(f"{TARGET}/vocabulary"))
    above = {str(o) for o in closed.objects(URIRef(f"{CMQ}RoundTable"))}
    assert {f"{CMQ}Event", "https://schema.org/Event"} <= above
    assert not [s for s, _, o in closed if s == o]


def test_an_engine_that_nobody_knows_is_refused(store: EmbeddedStore) -> None:
    with pytest.raises(WorkspaceError, match="hermit"):
        conclude_anew(store, DEFAULT_BASE, engine="hermit")


SAMPLES = list(find_sources([REPORTS]))


@pytest.mark.parametrize("report", SAMPLES, ids=lambda p: p.stem)
def test_owlrl_gives_for_a_report_what_our_rules_give(report: Path) -> None:
    draft = Reader(DEFAULT_BASE).draft(read_source(str(report), 1 << 24)).draft
    with EmbeddedStore() as store:
        store.add(nquads(draft.dataset))
        conclude_anew(store, DEFAULT_BASE, engine="owlrl")
        reference = store.graph(TARGET)
        conclude_anew(store, DEFAULT_BASE, engine="rules")
        ours = store.graph(TARGET)
    assert lines(ours) == lines(reference)
    assert len(ours) > 100


def lines(graph: Graph) -> list[str]:
    """The triples, sorted: what differs shows."""
    return sorted(" ".join(term.n3() for term in triple) for triple in graph)
