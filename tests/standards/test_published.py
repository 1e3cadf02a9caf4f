"""What we publish keeps to VoID, DCAT, PROV-O and SKOS: held against shapes for them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, BNode, Graph
from rdflib.namespace import DCAT, PROV, SKOS, VOID

from communique.config import DEFAULT_BASE
from communique.drafting import Reader
from communique.graph.serialize import nquads
from communique.publish.release import open_snapshot, publish
from communique.sources import read_source
from communique.store import open_store
from communique.workspace import create_workspace
from communique_server import create_app
from communique_server.current import publication_of

SHAPES = Graph().parse(Path(__file__).with_name("published.ttl"))
REPORT = Path(__file__).parents[2] / "data" / "reports" / "2019-12-31-foreign-ministry-briefing.txt"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Graph]:
    """The parts of a release of a real report, as readers get them."""
    workspace = create_workspace(tmp_path_factory.mktemp("w"), DEFAULT_BASE)
    draft = Reader(DEFAULT_BASE).draft(read_source(str(REPORT), 1 << 24)).draft
    with open_store(workspace) as store:
        store.add(nquads(draft.dataset))
        made = publish(workspace, store, "", datetime(2026, 11, 24, tzinfo=UTC))
    assert made is not None
    app = create_app(workspace, processes=1)
    served = app.test_client().get("/dataset", headers={"Accept": "text/turtle"}).text
    publication_of(app).close()
    with open_snapshot(workspace) as store:
        everything = Graph()
        for name in store.graph_names():
            everything += store.graph(name)
    return {
        "void.ttl": Graph().parse(made.path / "dumps" / "void.ttl"),
        "/dataset": Graph().parse(data=served, format="turtle"),
        "graph": everything,
    }


@pytest.mark.parametrize("part", ["void.ttl", "/dataset", "graph"])
def test_it_conforms(published: dict[str, Graph], part: str) -> None:
    conforms, _, text = validate(published[part], shacl_graph=SHAPES, advanced=False)
    assert conforms, text


def test_there_is_something_to_hold_against_each_shape(published: dict[str, Graph]) -> None:
    void, graph = published["void.ttl"], published["graph"]
    for kind in (VOID.Dataset, DCAT.Dataset, DCAT.Distribution):
        assert list(void.subjects(RDF.type, kind))
    assert list(graph.subject_objects(PROV.wasGeneratedBy))
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme))


def test_a_description_without_a_licence_would_not_pass(published: dict[str, Graph]) -> None:
    broken = Graph()
    for triple in published["void.ttl"]:
        if not str(triple[1]).endswith("license"):
            broken.add(triple)
    assert not validate(broken, shacl_graph=SHAPES)[0]


CONDITIONS = {
    "S9 a concept is no scheme": "?x a skos:Concept , skos:ConceptScheme",
    "S13 a label is of one kind only": """?x skos:prefLabel|skos:altLabel ?a .
        ?x skos:prefLabel|skos:altLabel|skos:hiddenLabel ?a
        FILTER((EXISTS { ?x skos:prefLabel ?a } && EXISTS { ?x skos:altLabel|skos:hiddenLabel ?a })
        || EXISTS { ?x skos:altLabel ?a ; skos:hiddenLabel ?a })""",
    "S14 one preferred label a language": """?x skos:prefLabel ?a , ?b
        FILTER(?a != ?b && LANG(?a) = LANG(?b))""",
    "S27 related is not broader": "?x skos:related ?y ; (skos:broader|^skos:narrower)+ ?y",
    "S37 a collection is no concept and no scheme": """?x a skos:Collection ; a ?kind
        FILTER(?kind IN (skos:Concept, skos:ConceptScheme))""",
    "S46 an exact match is no broader or related one": """?x skos:exactMatch ?y .
        ?x skos:broadMatch|skos:narrowMatch|skos:relatedMatch|^skos:broadMatch ?y""",
}
PREFIX = f"PREFIX skos: <{SKOS}> "


@pytest.mark.parametrize("pattern", CONDITIONS.values(), ids=CONDITIONS)
def test_an_integrity_condition_of_skos_holds(published: dict[str, Graph], pattern: str) -> None:
    found = list(published["graph"].query(f"{PREFIX}SELECT ?x WHERE {{ {pattern} }} LIMIT 5"))
    assert found == []


BROKEN = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <urn:x:> .
:a a skos:Concept , skos:ConceptScheme . :b skos:prefLabel "x"@en ; skos:altLabel "x"@en .
:c skos:prefLabel "x"@en , "y"@en . :d skos:related :e ; skos:broader :e .
:f skos:exactMatch :g ; skos:broadMatch :g . :h a skos:Collection , skos:Concept ."""


@pytest.mark.parametrize("pattern", CONDITIONS.values(), ids=CONDITIONS)
def test_the_condition_finds_what_breaks_it(pattern: str) -> None:
    broken = Graph().parse(data=BROKEN, format="turtle")
    assert list(broken.query(f"{PREFIX}SELECT ?x WHERE {{ {pattern} }}"))


def test_no_blank_node_is_published(published: dict[str, Graph]) -> None:
    for name in ("void.ttl", "graph"):
        assert not [n for n in published[name].all_nodes() if isinstance(n, BNode)]


def test_no_first_of_january_stands_for_a_year(published: dict[str, Graph]) -> None:
    """The first day that a year can mean is only given as `earliest`, beside the year itself."""
    cmq = "https://w3id.org/communique/ns#"
    for s, p, o in published["graph"]:
        if str(o).endswith("-01-01") and p != SKOS.example:
            assert str(p) in (f"{cmq}earliest", f"{cmq}latest", f"{cmq}foundedEarliest"), (s, p, o)
