"""The catalogues: the same keys in both languages, plural forms, dates as stated."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from communique_server.pages.words import words
from communique_server.pages.written import written

THIN = "\u202f"


def flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping) and "other" not in value:
            found |= flat(value, f"{prefix}{key}.")
        elif isinstance(value, Mapping) and all(isinstance(v, str) for v in value.values()):
            nested = set(value) <= {"one", "few", "many", "other"}
            found |= (
                {f"{prefix}{key}": value["other"]} if nested else flat(value, f"{prefix}{key}.")
            )
        else:
            found[f"{prefix}{key}"] = str(value)
    return found


def test_both_catalogues_have_the_same_keys_and_fields() -> None:
    english, russian = (flat(words(code)._messages) for code in ("en", "ru"))
    assert set(english) == set(russian)
    for key, text in english.items():
        fields = set(re.findall(r"{(\w+)}", text))
        assert set(re.findall(r"{(\w+)}", russian[key])) == fields, key


def test_no_message_is_left_in_english() -> None:
    same = {"SPARQL", "№"}
    for key, text in flat(words("ru")._messages).items():
        letters = re.sub(r"{\w+}|[^A-Za-zА-Яа-яЁё]", "", text)
        assert not letters or re.search(r"[А-Яа-яЁё]", letters) or text in same, key


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1 высказывание"),
        (2, "2 высказывания"),
        (5, "5 высказываний"),
        (11, "11 высказываний"),
        (21, "21 высказывание"),
        (1061, f"1{THIN}061 высказывание"),
    ],
)
def test_russian_words_agree_with_their_number(number: int, text: str) -> None:
    assert words("ru")("count.statements", n=number) == text


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("2021-04-09", "9 April 2021"),
        ("2021-04", "April 2021"),
        ("2015", "2015"),
        ("199X", "the 1990s"),
        ("1960~", "about 1960"),
        ("1960?", "perhaps 1960"),
        ("1979/1991", "from 1979 to 1991"),
        ("2020-11-10/2020-11-12", "10–12 November 2020"),
        ("2020-11-30/2020-12-02", "from 30 November 2020 to 2 December 2020"),
        ("1993/..", "from 1993 on"),
        ("../1960", "until 1960"),
        ("2001-21", "spring 2001"),
        ("2004-XX", "2004"),
        ("1985-04-XX", "April 1985"),
        ("1985-XX-XX", "1985"),
        ("1985-04-12T23:20:30Z", "12 April 1985"),
        ("-0044", "-0044"),
        ("soon", "soon"),
        ("2021-13-45", "2021-13-45"),
    ],
)
def test_a_date_is_never_more_exact_than_it_was_stated(edtf: str, text: str) -> None:
    assert written(edtf, words("en")) == text
