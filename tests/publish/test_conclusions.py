"""What follows is brought up to date before a release: by what was added, or anew."""

from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from communique.config import DEFAULT_BASE
from communique.drafting import Reader
from communique.errors import WorkspaceError
from communique.graph.serialize import nquads
from communique.publish.conclusions import complete_store
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
def record(tmp_path: Path) -> Path:
    return tmp_path / "conclusions.json"


@pytest.fixture
def store(record: Path) -> EmbeddedStore:
    store = EmbeddedStore()
    say(store, "a", OFFICE)
    assert complete_store(store, DEFAULT_BASE, record=record) == "anew"
    return store


def anew(store: EmbeddedStore) -> set[object]:
    """What a run from nothing concludes on the same store."""
    complete_store(store, DEFAULT_BASE)
    return set(store.graph(TARGET))


def test_a_new_report_only_adds(store: EmbeddedStore, record: Path) -> None:
    say(store, "b", PARENT)
    assert complete_store(store, DEFAULT_BASE, record=record) == "added"
    assert store.ask(AFFILIATED)
    assert set(store.graph(TARGET)) == anew(store)


def test_when_nothing_has_changed_nothing_is_done(store: EmbeddedStore, record: Path) -> None:
    assert complete_store(store, DEFAULT_BASE, record=record) == "nothing"


def test_a_report_that_changed_takes_its_conclusions_along(
    store: EmbeddedStore, record: Path
) -> None:
    say(store, "b", PARENT)
    complete_store(store, DEFAULT_BASE, record=record)
    say(store, "b", PARENT.replace("house", "other"))
    assert complete_store(store, DEFAULT_BASE, record=record) == "anew"
    assert not store.ask(AFFILIATED)


def test_a_report_that_went_takes_its_conclusions_along(store: EmbeddedStore, record: Path) -> None:
    say(store, "b", PARENT)
    complete_store(store, DEFAULT_BASE, record=record)
    store.replace_graphs([URIRef(f"{DEFAULT_BASE}graph/report/b")], b"")
    assert complete_store(store, DEFAULT_BASE, record=record) == "anew"
    assert not store.ask(AFFILIATED)


def test_conclusions_that_somebody_changed_are_drawn_anew(
    store: EmbeddedStore, record: Path
) -> None:
    store.update(f"DROP GRAPH <{TARGET}>")
    assert complete_store(store, DEFAULT_BASE, record=record) == "anew"
    assert len(store.graph(TARGET)) > 0


def test_a_record_that_cannot_be_read_costs_a_run_and_no_more(
    store: EmbeddedStore, record: Path
) -> None:
    record.write_text("{", encoding="utf-8")
    assert complete_store(store, DEFAULT_BASE, record=record) == "anew"


def test_terms_are_closed_in_a_graph_of_their_own(store: EmbeddedStore) -> None:
    closed = store.graph(URIRef(f"{TARGET}/vocabulary"))
    above = {str(o) for o in closed.objects(URIRef(f"{CMQ}RoundTable"))}
    assert {f"{CMQ}Event", "https://schema.org/Event"} <= above
    assert not [s for s, _, o in closed if s == o]


def test_an_engine_that_nobody_knows_is_refused(store: EmbeddedStore) -> None:
    with pytest.raises(WorkspaceError, match="hermit"):
        complete_store(store, DEFAULT_BASE, engine="hermit")


SAMPLES = list(find_sources([REPORTS]))


@pytest.mark.parametrize("report", SAMPLES, ids=lambda p: p.stem)
def test_owlrl_gives_for_a_report_what_our_rules_give(report: Path) -> None:
    draft = Reader(DEFAULT_BASE).draft(read_source(str(report), 1 << 24)).draft
    with EmbeddedStore() as store:
        store.add(nquads(draft.dataset))
        complete_store(store, DEFAULT_BASE, engine="owlrl")
        reference = store.graph(TARGET)
        complete_store(store, DEFAULT_BASE, engine="rules")
        ours = store.graph(TARGET)
    assert lines(ours) == lines(reference)
    assert len(ours) > 100


def lines(graph: Graph) -> list[str]:
    """The triples, sorted: what differs shows."""
    return sorted(" ".join(term.n3() for term in triple) for triple in graph)
