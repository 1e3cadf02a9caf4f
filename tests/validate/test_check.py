"""What a finding tells, and how a draft is compared with its source."""

import pytest
from rdflib import RDF, SH, Dataset, Literal, URIRef
from valid_draft import BASE, GRAPH, REPORT, a_draft, findings_of, the_rating, the_source

from communique.validate.context import base_of, data_graph
from communique.validate.shacl import check
from communique.vocab import cmq

WRONG_QUOTE = """
DELETE { ?q oa:exact ?words } INSERT { ?q oa:exact "Trade has grown by 12.5% since 2019." }
WHERE { ?q oa:exact ?words FILTER(STRSTARTS(?words, "Trade has grown")) }
"""


def test_a_finding_is_one_line_with_place_constraint_remedy_and_node():
    [finding] = findings_of(a_draft(WRONG_QUOTE)).items
    assert str(finding) == (
        "valid.txt:6: [S3] The words “Trade has grown by 12.5% since 2019.” do not stand at "
        "characters 325 to 361 of the source. Copy them from there letter for letter, or correct "
        f"the offsets (code points). ({BASE}id/statement/ozols-1)"
    )


def test_a_finding_names_the_line_that_its_words_begin_on():
    [finding] = findings_of(a_draft("DELETE WHERE { ag:fisheries cmq:party st:latvia }")).items
    assert finding.line == 7
    assert finding.level == "violation"


def test_without_the_source_quotes_are_not_compared_and_the_report_is_the_place():
    assert check(a_draft(WRONG_QUOTE), None, base=BASE).items == ()
    [finding] = check(a_draft("DELETE WHERE { ?r dcterms:issued ?d }"), None, base=BASE).items
    assert finding.line is None
    assert finding.place == str(REPORT)


def test_offsets_count_code_points_also_beyond_the_basic_plane():
    source = the_source()
    moved = Dataset()
    for s, p, o, _ in a_draft().quads():
        in_text = p.endswith(("#start", "#end"))
        moved.graph(GRAPH).add((s, p, Literal(int(o) + 2) if in_text else o))
    shifted = type(source)(
        source.name, source.media_type, "🕊𝕬" + source.text, source.sha256, source.bytes_sha256
    )
    moved.graph(GRAPH).set((REPORT, cmq.length, Literal(len(shifted.text))))
    assert [str(f) for f in check(moved, shifted, base=BASE).items] == []


def test_violations_come_before_warnings_before_notes():
    change = """DELETE WHERE { ?r dcterms:issued ?d } ;
    DELETE DATA { stm:ozols-2 cmq:ordinal 2 } ; INSERT DATA { stm:ozols-2 cmq:ordinal 3 } ;
    DELETE DATA { ag:fisheries cmq:party st:latvia }"""
    findings = findings_of(a_draft(change))
    assert [f.level for f in findings.items] == ["violation", "warning", "info"]
    assert findings.counts() == {"violation": 1, "warning": 1, "info": 1}
    assert not findings.conforms


def test_warnings_do_not_keep_a_draft_from_conforming():
    assert findings_of(a_draft("DELETE WHERE { ?r dcterms:issued ?d }")).conforms


def test_the_shacl_report_says_the_same_without_blank_nodes():
    findings = findings_of(a_draft(WRONG_QUOTE))
    graph = findings.report_graph
    [result] = graph.subjects(RDF.type, SH.ValidationResult)
    assert graph.value(result, SH.focusNode) == URIRef(f"{BASE}id/statement/ozols-1")
    assert graph.value(result, SH.sourceShape).endswith("shapes#S3-quote-is-true")
    assert graph.value(graph.value(None, RDF.type, SH.ValidationReport), SH.conforms).value is False
    assert all(isinstance(node, URIRef | Literal) for node in graph.all_nodes())


@pytest.mark.parametrize("base", ["https://data.example.org/", "https://example.org/sub/"])
def test_a_draft_under_another_base_is_held_against_that_base(base):
    text = a_draft().serialize(format="nquads").replace(BASE, base)
    draft = Dataset()
    draft.parse(data=text.replace(f"{base}ns#", f"{BASE}ns#"), format="nquads")
    source = the_source()
    assert check(draft, source, base=base, zones=[the_rating(source)]).items == ()
    assert {f.constraint for f in check(draft, source, base=BASE).violations} >= {"X1"}


def test_the_base_is_read_off_the_report():
    assert base_of("https://data.example.org/id/report/0123") == "https://data.example.org/"
    assert base_of("https://elsewhere.example/report.ttl") == BASE


def test_validating_adds_nothing_to_the_draft():
    draft = a_draft()
    before = set(draft.quads())
    findings_of(draft)
    assert set(draft.quads()) == before


def test_context_is_not_taken_for_part_of_the_draft():
    source = the_source()
    graph = data_graph(a_draft(), source, base=BASE, zones=[the_rating(source)]).graph
    assert graph.value(REPORT, cmq.sourceText) == Literal(source.text)
    assert not list(graph.subjects(RDF.type, URIRef("http://www.w3.org/2002/07/owl#Class")))
