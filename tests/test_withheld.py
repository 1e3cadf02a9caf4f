"""A draft in RDF with one broken statement: that one is withheld, the rest is published."""

from datetime import UTC, datetime
from pathlib import Path

from rdflib import Graph

from communique.config import DEFAULT_BASE
from communique.ingest import Ingest
from communique.publish.release import open_snapshot, publish
from communique.store import open_store
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import create_workspace

VALID = Path(__file__).parent / "shapes" / "valid.ttl"
STATEMENT = f"{DEFAULT_BASE}id/statement/"
BROKEN = f"""
PREFIX schema: <https://schema.org/>
DELETE {{ <{STATEMENT}ozols-1> schema:text ?t }} INSERT {{ <{STATEMENT}ozols-1> schema:text "" }}
WHERE {{ <{STATEMENT}ozols-1> schema:text ?t }}"""


def test_a_broken_statement_is_withheld_and_the_rest_is_published(tmp_path: Path) -> None:
    draft = Graph().parse(VALID)
    draft.update(BROKEN)
    path = tmp_path / "draft.ttl"
    draft.serialize(path, format="turtle")
    workspace = create_workspace(tmp_path / "w", DEFAULT_BASE)
    with open_store(workspace) as store:
        outcome = Ingest(workspace, store).ingest(path)
        publish(workspace, store, "", datetime(2026, 11, 24, tzinfo=UTC))
    assert outcome.state == "stored"
    assert outcome.withheld > 1
    assert "S8" in {f.constraint for f in outcome.findings if f.level == "violation"}
    with open_snapshot(workspace) as store:
        assert not _known(store, "ozols-1")
        assert not store.ask(f"ASK {{ ?s ?p <{DEFAULT_BASE}id/claim/growth> }}")
        for other in ("ozols-2", "keller-1", "keller-2"):
            assert _known(store, other)


def _known(store: EmbeddedStore, name: str) -> bool:
    return store.ask(f"ASK {{ <{STATEMENT}{name}> a ?kind }}")
