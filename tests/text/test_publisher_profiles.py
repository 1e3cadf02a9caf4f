"""A publisher's habits come from a file that a curator writes."""

import pytest

from communique.errors import ReportError
from communique.sources import load_source
from communique.text.document import BlockKind
from communique.text.layout import read
from communique.text.profile import read_profile
from communique.text.receive import receive

PAGE = """\
Northern Affairs Bulletin no. 7
Filed by the desk
Envoys met in Reykjavik on 3 May 2019 to speak of fisheries in the open sea.
>>> ANNA BERG
We agree on the quota for the coming season, said the minister.
Desk code NAB-77
= = = =
Contact the desk for photographs of this meeting.
"""
PROFILE = r"""
begins_after = '^Filed by'
ends_before = ['^= = =']
speaker = '^>>> '
[furniture]
print = ['^Desk code [A-Z]+-\d+$']
"""


def layout(text=PAGE, profile=PROFILE):
    source = receive(text.encode(), "page.txt", profile=read_profile(profile, "nab.toml", "nab"))
    return read(source, {})


def words(document):
    return [document.text_of(b) for b in document.blocks]


def test_the_report_lies_between_its_marks():
    found = " ".join(words(layout()))
    assert "Envoys met" in found
    assert "Bulletin" not in found
    assert "photographs" not in found


def test_a_line_that_a_pattern_fits_is_set_aside_with_its_reason():
    document = layout()
    reasons = {z.span.of(document.source.text): z.reason for z in document.zones}
    assert reasons["Desk code NAB-77"] == "print"


def test_zones_are_in_the_order_of_the_text_and_overlap_no_block():
    document = layout()
    assert list(document.zones) == sorted(document.zones, key=lambda z: z.span)
    assert not any(z.span.overlaps(b.span) for z in document.zones for b in document.blocks)


def test_a_speakers_line_is_a_heading():
    document = layout()
    kinds = {document.text_of(b).lstrip("> "): b.kind for b in document.blocks}
    assert kinds["ANNA BERG"] is BlockKind.HEADING


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("begin = 'x'", "no key 'begin'"),
        ("speaker = '('", "speaker has '('"),
        ("ends_before = 7", "ends_before is 7"),
        ("[furniture]\nshare = ['.*']", "furniture.share has '.*', which fits every line"),
        ("furniture = 'x'", "furniture is no table"),
        ("speaker = ", "not TOML"),
    ],
)
def test_an_error_names_the_file_and_the_key(text, says):
    with pytest.raises(ReportError) as error:
        read_profile(text, "profiles/nab.toml")
    assert str(error.value).startswith("profiles/nab.toml: ")
    assert says in str(error.value)


def a_report(folder, profile="nab"):
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    (folder / "page.txt.meta.toml").write_text(f'profile = "{profile}"\n', encoding="utf-8")
    return folder / "page.txt"


def test_a_profile_is_found_beside_the_report_before_the_workspace(tmp_path):
    for folder, pattern in (("reports/profiles", "^>>> "), ("profiles", "^OTHER ")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "nab.toml").write_text(f"speaker = '{pattern}'", encoding="utf-8")
    path = a_report(tmp_path / "reports")
    file = load_source(path, 10_000, profiles=tmp_path / "profiles")
    assert file.profile.is_speaker(">>> ANNA BERG")
    (tmp_path / "reports/profiles/nab.toml").unlink()
    file = load_source(path, 10_000, profiles=tmp_path / "profiles")
    assert not file.profile.is_speaker(">>> ANNA BERG")


def test_a_profile_that_is_not_there_is_an_error_of_the_meta_file(tmp_path):
    with pytest.raises(ReportError, match=r"page\.txt\.meta\.toml: profile '\.\./x' is not there"):
        load_source(a_report(tmp_path, "../x"), 10_000, profiles=tmp_path / "profiles")
