"""A librarian's authority files: what is wrong is said by line, and the rest is used."""

from pathlib import Path

import pytest

from communique.cli.examination import examine
from communique.link.files import read_files
from communique.workspace import create_workspace

HEAD = "id,kind,label_en,label_ru,names,since,until,within,identifiers,checked\n"
SOUND = (
    "b1,body,Nordland Institute,,de:Nordland-Institut|sr-Cyrl:Институт,1990,2015-04,,"
    "wikidata:Q42|isni:0000000123456789,https://example.org/list 2026-11-24\n"
)


def written(folder: Path, *rows: str, name: str = "own.csv", head: str = HEAD) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(head + "".join(rows), encoding="utf-8")
    return folder


def test_a_sound_row_is_an_entity_with_names_dates_and_identifiers(tmp_path: Path) -> None:
    read = read_files(written(tmp_path, SOUND))
    assert read.findings == ()
    entity = read.entities["wikidata:Q42"]
    assert {(w.text, w.language) for w in entity.variants} == {
        ("Nordland-Institut", "de"),
        ("Институт", "sr-Cyrl"),
    }
    assert entity.values["founded"][0].text == "1990"
    assert len(entity.links()) == 2


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("b2,body,Half\n", "3 cells, the head has 10"),
        ("b1,body,Twice,,,,,,,\n", "stands in own.csv:2 too"),
        (",body,Nameless id,,,,,,,\n", "has no id"),
        ("b2,bodi,Slip,,,,,,,\n", "'bodi' is no kind"),
        ("b2,body,,,,,,,,\n", "has no name"),
        ("b2,body,Институт,,,,,,,\n", "not written in en"),
        ("b2,body,X Y,Institute,,,,,,\n", "not written in ru"),
        ("b2,body,Foo,,Nordland,,,,,\n", "has no language"),
        ("b2,body,Foo,,,,,,Q4x,here\n", "no identifier of a catalogue"),
        ("b2,body,Foo,,,,,,isni:0000000123456788,here\n", "check digit"),
        ("b2,body,Foo,,,,,,Q42,here\n", "wikidata:Q42 stands in own.csv:2 too"),
        ("b2,body,Foo,,,,,,Q43,\n", "where the identifiers were checked"),
        ("b2,body,Foo,,,long ago,,,,\n", "'long ago' is no date"),
        ("b2,body,Foo,,,2015,1990,,,\n", "before it begins"),
        ("b2,body,Foo,,,,,b9,,\n", "'b9', which is no row"),
    ],
)
def test_what_is_wrong_is_said_by_line_and_the_rest_is_used(
    tmp_path: Path, row: str, words: str
) -> None:
    read = read_files(written(tmp_path, SOUND, row))
    [finding] = read.findings
    assert finding.place == "own.csv:3"
    assert words in finding.message
    assert finding.remedy
    assert set(read.entities) == {"wikidata:Q42"}


def test_a_cell_of_two_lines_does_not_shift_the_lines_after_it(tmp_path: Path) -> None:
    read = read_files(written(tmp_path, 'b1,body,"Two\nlines",,,,,,,\n', "b2,body\n"))
    assert [f.place for f in read.findings] == ["own.csv:4"]


def test_a_file_without_the_columns_or_in_another_encoding(tmp_path: Path) -> None:
    written(tmp_path, head="id,name\n")
    (tmp_path / "z.csv").write_bytes(HEAD.encode() + "b,body,Музей".encode("cp1251"))
    found = [(f.place, f.message) for f in read_files(tmp_path).findings]
    assert found == [
        ("own.csv:1", "the column kind is missing."),
        ("z.csv", "this is not UTF-8."),
    ]


TURTLE = """\
@prefix cmq: <https://w3id.org/communique/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://data.example.org/authority/institute> a cmq:Institution ;
    rdfs:label "Nordland Institute"@en ; skos:altLabel "Nordland-Institut"@de ;
    cmq:founded "1990" ; skos:exactMatch <http://www.wikidata.org/entity/Q42> ;
    dcterms:source "https://example.org/list" .
"""


def test_turtle_says_the_same(tmp_path: Path) -> None:
    read = read_files(written(tmp_path, TURTLE, name="own.ttl", head=""))
    assert read.findings == ()
    assert read.entities["wikidata:Q42"].label() == "Nordland Institute"
    wrong = TURTLE.replace("entity/Q42", "entity/Forty")
    [finding] = read_files(written(tmp_path, wrong, name="own.ttl", head="")).findings
    assert finding.place == "own.ttl:6"
    broken = TURTLE.replace('"1990" ;', '"1990"')
    [finding] = read_files(written(tmp_path, broken, name="own.ttl", head="")).findings
    assert finding.place.startswith("own.ttl:8")
    assert "not Turtle" in finding.message


def test_doctor_says_it(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path, "https://data.example.org/")
    written(workspace.authority, SOUND, "b2,bodi,Slip,,,,,,,\n")
    said = [c for c in examine(workspace) if c.subject == "authority"]
    assert [(c.ok, c.finding) for c in said] == [(False, "own.csv:3: 'bodi' is no kind.")]
