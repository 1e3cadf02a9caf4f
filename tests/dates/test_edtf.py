"""EDTF levels 0 and 1, by the examples of https://www.loc.gov/standards/datetime/ and their like."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import SH, Graph, URIRef

from communique.dates.edtf import bounds, extent, is_edtf
from communique.vocab.resources import shapes_dir

LEVEL_0 = [
    ("1985-04-12", "1985-04-12", "1985-04-12"),
    ("1985-04", "1985-04-01", "1985-04-30"),
    ("1985", "1985-01-01", "1985-12-31"),
    ("0000", "0000-01-01", "0000-12-31"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
    ("1964/2008", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "2005-01-01", "2006-02-28"),
]
LEVEL_1 = [
    ("Y170000002", "170000002-01-01", "170000002-12-31"),
    ("Y-170000002", "-170000002-01-01", "-170000002-12-31"),
    ("-1985", "-1985-01-01", "-1985-12-31"),
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("2001-22", "2001-06-01", "2001-08-31"),
    ("2001-23", "2001-09-01", "2001-11-30"),
    ("2003-24", "2003-12-01", "2004-02-29"),
    ("1984?", "1984-01-01", "1984-12-31"),
    ("2004-06~", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", "2004-06-11", "2004-06-11"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("-198X", "-1989-01-01", "-1980-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ("201X?", "2010-01-01", "2019-12-31"),
    ("1985-04-12/..", "1985-04-12", None),
    ("1985-04/..", "1985-04-01", None),
    ("1985/..", "1985-01-01", None),
    ("../1985-04-12", None, "1985-04-12"),
    ("../1985-04", None, "1985-04-30"),
    ("../1985", None, "1985-12-31"),
    ("1985-04-12/", "1985-04-12", None),
    ("1985-04/", "1985-04-01", None),
    ("1985/", "1985-01-01", None),
    ("/1985-04-12", None, "1985-04-12"),
    ("/1985-04", None, "1985-04-30"),
    ("/1985", None, "1985-12-31"),
    ("1984~/2004-06", "1984-01-01", "2004-06-30"),
    ("1984/2004-06~", "1984-01-01", "2004-06-30"),
    ("1984~/2004~", "1984-01-01", "2004-12-31"),
    ("1984-06?/2004-08?", "1984-06-01", "2004-08-31"),
    ("1984-06-02?/2004-08-08~", "1984-06-02", "2004-08-08"),
    ("-0044-03-15/-0043", "-0044-03-15", "-0043-12-31"),
]
NOT = [
    "", "..", "/", "../..", "../", "/..", "2021-13", "2021-00", "2021-04-00", "2021-04-32", "April 2021",
    "20", "2021-4-9", "Y1985", "Y0170000002", "Y170000002-04", "2021-XX-09", "201X-04", "2X21",
    "2021-21-03", "2021-25", "1985-04T23:20:30", "1985-04-12T24:00:00", "1985-04-12T23:20", "1985-04-12?T23:20:30",
    "2021-04-09 ", "1979/1991/1993", "2021~?", "1956–1970",
]  # fmt: skip
NO_SUCH_DAY = ["-0000", "2021-02-30", "1900-02-29", "1991/1979", "2004-06-11/2004-06-10"]
"""What has the form of EDTF, but not the sense: only a calendar can tell."""

PATTERN = re.compile(
    str(
        Graph()
        .parse(shapes_dir() / "event.ttl")
        .value(URIRef("https://w3id.org/communique/shapes#E3-edtf"), SH.pattern)
    )
)


@pytest.mark.parametrize(("edtf", "first", "last"), [*LEVEL_0, *LEVEL_1])
def test_the_ends_of_a_date_are_as_wide_as_it_is_vague(edtf, first, last):
    assert tuple(str(day) if day else None for day in extent(edtf)) == (first, last)
    assert is_edtf(edtf)


@pytest.mark.parametrize("words", [*NOT, *NO_SUCH_DAY])
def test_what_is_no_date_is_no_edtf(words):
    assert not is_edtf(words)


@pytest.mark.parametrize("edtf", [e for e, _, _ in (*LEVEL_0, *LEVEL_1)])
def test_the_shape_takes_what_is_edtf(edtf):
    assert PATTERN.search(edtf)


@pytest.mark.parametrize("words", NOT)
def test_the_shape_refuses_what_is_none(words):
    assert not PATTERN.search(words)


def test_a_year_that_the_calendar_of_python_lacks_has_an_extent_but_no_bounds():
    assert bounds("-1985") == (None, None)
    assert bounds("-1985/2021") == (None, date(2021, 12, 31))
    assert bounds("2021-04") == (date(2021, 4, 1), date(2021, 4, 30))


@given(st.text(max_size=30))
def test_any_text_has_bounds_and_none_of_them_fails(words):
    first, last = extent(words)
    assert is_edtf(words) or "/" in words or (first, last) == (None, None)


@given(st.dates())
def test_a_day_is_its_own_first_and_last(day):
    assert bounds(day.isoformat()) == (day, day)
    assert str(extent(day.isoformat())[0]) == day.isoformat()
