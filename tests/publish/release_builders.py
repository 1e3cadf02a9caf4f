"""Small workspaces with something to publish."""

from datetime import UTC, datetime
from pathlib import Path

from communique.config import DEFAULT_BASE
from communique.store import open_store
from communique.workspace import Workspace, create_workspace

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

REPORT = """\
@prefix cmq: <https://w3id.org/communique/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix id: <BASEid/> .
@prefix person: <BASEid/person/> .

<BASEgraph/report/aa> {
  <BASEid/report/aa> a cmq:Report ; rdfs:label "Talks"@en ; cmq:reportsOn <BASEid/event/talks> .
  <BASEid/event/talks> a cmq:RoundTable ; rdfs:label "Talks"@en , "Переговоры"@ru ;
    cmq:participation <BASEid/participation/ada> .
  <BASEid/participation/ada> a cmq:Participation ; cmq:participant person:ada ;
    cmq:role <BASEid/role/speaker> .
  person:ada a cmq:Person ; rdfs:label "Ada, the \\"first\\""@en ; cmq:hasTenure <BASEid/tenure/ada> .
  <BASEid/tenure/ada> a cmq:Tenure ; org:member person:ada ; cmq:positionTitle "Envoy"@en .
  <BASEid/statement/ada-1> a cmq:Statement ; cmq:speaker person:ada ; cmq:ordinal 1 ;
    cmq:madeAt <BASEid/event/talks> ; cmq:reportedIn <BASEid/report/aa> ; schema:text "Yes,\\nyes."@en .
}
<BASEgraph/links> { person:ada skos:exactMatch <http://www.wikidata.org/entity/Q1> . }
"""


def a_workspace(root: Path, base: str = DEFAULT_BASE) -> Workspace:
    """Make a workspace whose store holds one report, with the text of it."""
    workspace = create_workspace(root, base)
    add_trig(workspace, REPORT.replace("BASE", base))
    (workspace.texts / "aa.txt").write_text("Ada said yes.", encoding="utf-8")
    return workspace


def add_trig(workspace: Workspace, trig: str) -> None:
    """Add quads to the working store."""
    from rdflib import Dataset

    dataset = Dataset().parse(data=trig, format="trig")
    with open_store(workspace) as store:
        store.add(dataset.serialize(format="nquads", encoding="utf-8"))
