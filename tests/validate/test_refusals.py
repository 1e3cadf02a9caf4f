"""What is refused is kept whole, can be found again, and leaves only when it should."""

from pathlib import Path

import pytest
from rdflib import Graph
from valid_draft import a_draft, findings_of

from communique.errors import WorkspaceError
from communique.graph.serialize import nquads
from communique.sources import load_source
from communique.validate.quarantine import Quarantine, identifier_of
from communique.workspace import create_workspace

DATA = b"On 12 May 2022 nobody met.\n"


@pytest.fixture
def quarantine(tmp_path):
    return Quarantine(create_workspace(tmp_path / "w", "https://w3id.org/communique/"))


def put(quarantine, name="reports/nobody.txt", data=DATA, **more):
    return quarantine.put(Path(name), data, b"", f"{name}: no event was found.", **more)


def test_a_refusal_keeps_source_meta_draft_reason_and_report(quarantine):
    draft = a_draft("DELETE WHERE { ?r cmq:sha256 ?hash }")
    findings = findings_of(draft)
    key = quarantine.put(
        Path("reports/x.txt"),
        DATA,
        b'publisher = "A"\n',
        "breaks a shape.",
        draft=nquads(draft),
        findings=findings,
    )
    refused = quarantine.get(key)
    assert refused.path == "reports/x.txt"
    assert refused.reason == "breaks a shape."
    assert refused.findings == findings.items
    assert refused.source.read_bytes() == DATA
    assert refused.draft.read_bytes() == nquads(draft)
    assert len(Graph().parse(refused.report)) == len(findings.report_graph)


def test_the_identifier_is_of_the_file_so_a_file_refused_twice_is_kept_once(quarantine):
    assert put(quarantine) == put(quarantine) == identifier_of(DATA)
    assert len(quarantine.list()) == 1
    assert len(identifier_of(DATA)) == 12


def test_what_never_became_a_draft_has_none(quarantine):
    refused = quarantine.get(put(quarantine))
    assert refused.draft is None
    assert refused.report is None
    assert refused.findings == ()


def test_a_retry_finds_the_file_with_what_a_curator_said_of_it(quarantine):
    key = quarantine.put(Path("x.txt"), DATA, b'publisher = "A"\n', "refused.")
    file = load_source(quarantine.files_for_retry(key), 1000)
    assert file.data == DATA
    assert file.meta.publisher == "A"


def test_a_source_may_have_the_name_of_one_of_our_files(quarantine):
    key = put(quarantine, "draft.nq", draft=b"<a:a> <a:b> <a:c> .\n")
    assert quarantine.get(key).source.read_bytes() == DATA


def test_the_beginning_of_an_identifier_is_enough(quarantine):
    key = put(quarantine)
    assert quarantine.get(key[:4]).identifier == key


@pytest.mark.parametrize("identifier", ["", "zzz"])
def test_an_unknown_identifier_is_answered_with_what_to_do(quarantine, identifier):
    put(quarantine)
    with pytest.raises(WorkspaceError, match="quarantine list"):
        quarantine.get(identifier)


def test_dropping_takes_one_refusal_away(quarantine):
    first, second = put(quarantine), put(quarantine, "other.txt", b"other")
    quarantine.drop(first)
    assert [q.identifier for q in quarantine.list()] == [second]


def test_an_accepted_file_leaves_quarantine(quarantine):
    put(quarantine)
    assert quarantine.drop_if_there(DATA)
    assert not quarantine.drop_if_there(DATA)
    assert quarantine.list() == ()


def test_a_refusal_that_cannot_be_written_leaves_the_earlier_one(quarantine):
    key = put(quarantine)
    with pytest.raises(TypeError):
        quarantine.put(Path("reports/nobody.txt"), DATA, b"", "another reason", draft="no bytes")
    assert quarantine.get(key).reason == "reports/nobody.txt: no event was found."
    assert [p.name for p in quarantine.folder.iterdir()] == [key]


def test_a_damaged_refusal_is_named(quarantine):
    key = put(quarantine)
    (quarantine.folder / key / "reason.json").write_text("{", encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"reason\.json"):
        quarantine.list()
