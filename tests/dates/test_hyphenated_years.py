"""A hyphen between two years stands for the dash of a range."""

import pytest

from communique.dates.find import find_dates


@pytest.mark.parametrize("text", ["Trade grew in 2005-2009.", "the years 2005-2009 were lean"])
def test_two_years_with_a_hyphen_are_a_range(text):
    assert [d.edtf for d in find_dates(text, "en")] == ["2005/2009"]


@pytest.mark.parametrize("text", ["call 2005-2009-11", "file 1-2005-2009", "model 2009-2005"])
def test_longer_rows_of_numbers_and_falling_ones_are_none(text):
    assert all("/" not in d.edtf for d in find_dates(text, "en"))
