"""What mutated files have found: each kind of failure, as small as it gets."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordDocument

from communique.config import DEFAULT_BASE
from communique.errors import CommuniqueError
from communique.examine import READER_FAILED, Examined, Examiner
from communique.sources import SourceFile
from communique.text.meta import SourceMeta, read_meta
from communique.workspace import create_workspace

LEAD = "A round table was held in Oslo on 3 May 2019 by the Harbour Institute."


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    return Examiner(create_workspace(tmp_path_factory.mktemp("found") / "w", DEFAULT_BASE))


def examine(examiner: Examiner, name: str, data: bytes) -> Examined:
    return examiner.examine(SourceFile(Path(name), data, b"", SourceMeta()))


def test_an_agreement_may_end_its_sentence_without_a_full_stop(examiner: Examiner) -> None:
    text = f"{LEAD}\n\nKenya and Peru signed the Agreement on Ports\n"
    assert examine(examiner, "a.txt", text.encode()).accepted is not None


@pytest.mark.parametrize("tag", ["\u39a2en", "e\u00ee", "dn&gt; x", "x", "english language", ""])
def test_a_page_may_state_a_language_that_is_none(examiner: Examiner, tag: str) -> None:
    page = f'<html lang="{tag}"><body><main><p>{LEAD}</p></main></body></html>'
    assert examine(examiner, "a.html", page.encode()).accepted is not None


def test_a_curator_is_told_that_a_language_is_none() -> None:
    with pytest.raises(CommuniqueError, match="language is 'english language', not a language tag"):
        read_meta('language = "english language"', "a.txt.meta.toml")


def archive(**changed: bytes) -> bytes:
    """A Word file with some members as given."""
    well, out = io.BytesIO(), io.BytesIO()
    document = WordDocument()
    document.add_paragraph(LEAD)
    document.save(well)
    with zipfile.ZipFile(well) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.get(Path(name).stem, old.read(name)))
    return out.getvalue()


def test_a_word_file_may_hold_other_elements_than_words(examiner: Examiner) -> None:
    data = archive(document=b"<?xml version='1.0'?><other xmlns='urn:x'/>")
    with pytest.raises(CommuniqueError, match="the Word file is damaged"):
        examine(examiner, "a.docx", data)


def test_a_word_file_may_be_torn_inside_a_member(examiner: Examiner) -> None:
    data = bytearray(archive())
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        member = found.getinfo("word/document.xml")
    start = member.header_offset + 30 + len(member.filename)
    data[start + 20 : start + 60] = b"\xff" * 40
    with pytest.raises(CommuniqueError, match="the Word file is damaged"):
        examine(examiner, "a.docx", bytes(data))


@pytest.mark.parametrize("iri", ["#a#b", "relative", "http://x/a#b#c"])
def test_a_draft_may_hold_what_is_no_iri(examiner: Examiner, iri: str) -> None:
    data = (
        f"@base <urn:x> . <http://x/> <http://y/> <{iri}> ."
        if iri[0] != "r"
        else ("<http://x/> <http://y/> <relative> .")
    )
    with pytest.raises(CommuniqueError) as refusal:
        examine(examiner, "a.ttl", data.encode())
    assert str(refusal.value).startswith("a.ttl")
    assert READER_FAILED not in str(refusal.value)


def test_a_fault_of_a_reader_is_a_refusal_of_its_file(
    examiner: Examiner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise LookupError("no such word")

    monkeypatch.setattr(examiner.reader, "draft", stumble)
    with pytest.raises(
        CommuniqueError, match=r"a\.txt: a reader failed \(LookupError at test_found"
    ):
        examine(examiner, "a.txt", LEAD.encode())
