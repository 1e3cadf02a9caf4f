"""Exports: dates are never made more precise than they are."""

import pytest

from communique.errors import UsageError
from communique.link.catalogues import load_catalogues
from communique.link.exports import time_value


@pytest.mark.parametrize(
    ("edtf", "written"),
    [
        ("2019", "+2019-00-00T00:00:00Z/9"),
        ("2019-04", "+2019-04-00T00:00:00Z/10"),
        ("2019-04-26", "+2019-04-26T00:00:00Z/11"),
        ("2019~", None),
        ("2019-21", None),
        ("2019-XX", None),
        ("1979/1991", None),
        ("Jakarta", None),
    ],
)
def test_a_year_stays_a_year(edtf: str, written: str | None) -> None:
    assert time_value(edtf) == written


@pytest.mark.parametrize(
    "given",
    [
        "Q42",
        "wikidata:Q42",
        "http://www.wikidata.org/entity/Q42",
        "https://www.wikidata.org/entity/Q42",
    ],
)
def test_an_item_has_one_form(given: str) -> None:
    assert load_catalogues().curie(given) == "wikidata:Q42"


@pytest.mark.parametrize("given", ["Q", "Q0", "P31", "wikidata:x", "http://example.org/Q42", ""])
def test_a_slip_of_the_pen_is_no_item(given: str) -> None:
    with pytest.raises(UsageError):
        load_catalogues().curie(given)
