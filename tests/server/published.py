"""A small graph, published in a workspace as any other."""

from datetime import UTC, datetime
from pathlib import Path

from rdflib import Graph

from communique.publish import release
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import Workspace, create_workspace

BASE = "https://data.example.org/"
"""Not where the tests listen: IRIs and addresses must be kept apart."""

CREATED = datetime(2026, 11, 24, 18, tzinfo=UTC)
REPORT = f"{BASE}graph/report/1111"
LINKS = f"{BASE}graph/links"
GRAPHS = {
    REPORT: f"""
        @prefix cmq: <https://w3id.org/communique/ns#> .
        @prefix oa: <http://www.w3.org/ns/oa#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix id: <{BASE}id/> .
        <{BASE}id/report/1111> a cmq:Report ; rdfs:label "Report on the talks"@en .
        <{BASE}id/event/talks> a cmq:Meeting ;
            rdfs:label "Talks in Oslo"@en , "Переговоры в Осло"@ru ;
            cmq:participation <{BASE}id/participation/p1> ;
            cmq:dedicatedTo <{BASE}id/event/talks#anniversary> ;
            cmq:span <{BASE}id/report/1111#char=0,5> .
        <{BASE}id/event/talks#anniversary> a cmq:Anniversary ; cmq:ordinal 65 .
        <{BASE}id/participation/p1> a cmq:Participation ; cmq:participant <{BASE}id/person/anna> .
        <{BASE}id/person/anna> a cmq:Person ; rdfs:label "Anna Keller"@en .
        <{BASE}id/report/1111#char=0,5> a oa:SpecificResource ; oa:hasSource <{BASE}id/report/1111> .
    """,
    LINKS: f"""
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <{BASE}id/person/a-keller> owl:deprecated true ;
            dcterms:isReplacedBy <{BASE}id/person/anna> .
        <{BASE}id/person/nobody> owl:deprecated true ;
            rdfs:comment "Two readings of one misprint."@en .
    """,
}


def make_workspace(root: Path, settings: str = "") -> Workspace:
    """Make a workspace with these lines of settings."""
    workspace = create_workspace(root, BASE)
    with workspace.config.open("a", encoding="utf-8") as config:
        config.write(settings)
    return workspace


def publish(workspace: Workspace, graphs: dict[str, str] = GRAPHS) -> None:
    """Publish named graphs that are written in Turtle."""
    store = EmbeddedStore()
    for name, turtle in graphs.items():
        triples = Graph().parse(data=turtle, format="turtle").serialize(format="nt")
        store.update(f"INSERT DATA {{ GRAPH <{name}> {{ {triples} }} }}")
    release.publish(workspace, store, "A test", CREATED)
