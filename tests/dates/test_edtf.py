from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.dates.edtf import bounds, is_edtf


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2021-04-09", date(2021, 4, 9), date(2021, 4, 9)),
        ("2021-04", date(2021, 4, 1), date(2021, 4, 30)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("1956", date(1956, 1, 1), date(1956, 12, 31)),
        ("1960~", date(1960, 1, 1), date(1960, 12, 31)),
        ("197X", date(1970, 1, 1), date(1979, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2021-21", date(2021, 3, 1), date(2021, 5, 31)),
        ("2021-24", date(2021, 12, 1), date(2022, 2, 28)),
        ("2021-04-09/2021-04-11", date(2021, 4, 9), date(2021, 4, 11)),
        ("1956/..", date(1956, 1, 1), None),
        ("../1991", None, date(1991, 12, 31)),
    ],
)
def test_the_ends_of_a_date_are_as_wide_as_it_is_vague(edtf, first, last):
    assert bounds(edtf) == (first, last)
    assert is_edtf(edtf)


@pytest.mark.parametrize(
    "words", ["", "../..", "2021-13", "2021-02-30", "1991/1979", "April 2021", "20", "2021-4-9"]
)
def test_what_is_no_date_is_no_edtf(words):
    assert not is_edtf(words)


@given(st.text(max_size=30))
def test_any_text_has_bounds_and_none_of_them_fails(words):
    first, last = bounds(words)
    assert is_edtf(words) or "/" in words or (first, last) == (None, None)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_its_own_first_and_last(day):
    assert bounds(day.isoformat()) == (day, day)
