import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.extract.quantities import cues_of
from communique.graph.lexicon import load_lexicon
from communique.quantities.find import find_quantities
from communique.quantities.number import number_of

CUES = cues_of(load_lexicon())


def read(text, language="en"):
    return [(q.value, q.minimum, q.maximum, q.unit) for q in find_quantities(text, language, CUES)]


@pytest.mark.parametrize(
    ("printed", "language", "value"),
    [
        ("0,1", "en", 0.1),
        ("12,75", "en", 12.75),
        ("8,000", "en", 8000),
        ("1,234,567", "en", 1234567),
        ("1,234.5", "en", 1234.5),
        ("8 000", "ru", 8000),
        ("1,5", "ru", 1.5),
        ("1,125", "ru", 1.125),
    ],
)
def test_a_comma_before_three_digits_parts_thousands_before_fewer_it_is_decimal(
    printed, language, value
):
    assert number_of(printed, language) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exports fell by 12%.", (12, None, None, "%")),
        ("Its share is 0,4%.", (0.4, None, None, "%")),
        ("It grew by 20 per cent.", (20, None, None, "%")),
        ("It grew by 3 percentage points.", (3, None, None, "percentage points")),
        ("Between 5–7 % of the harvest", (None, 5, 7, "%")),
        ("from 5 to 7 percent of it", (None, 5, 7, "%")),
        ("More than 6,500 Kenyans study there.", (None, 6500, None, "Kenyans")),
        ("at least 25 young diplomats", (None, 25, None, "young diplomats")),
        ("up to 500 MW", (None, None, 500, "MW")),
        ("nearly 1.4 billion people", (1.4e9, None, None, "people")),
        ("worth 1.5 billion dollars", (1.5e9, None, None, "dollars")),
        ("worth $300 million", (3e8, None, None, "$")),
        ("worth €2bn", (2e9, None, None, "€")),
        ("worth USD 20 million", (2e7, None, None, "USD")),
        ("worth 4.7 billion U.S. dollars", (4.7e9, None, None, "U.S. dollars")),
        ("three million tourists came", (3e6, None, None, "tourists")),
        ("14 position papers were tabled", (14, None, None, "position papers")),
        ("It stays in force for 5 years.", (5, None, None, "years")),
        ("a road of 1,500 km", (1500, None, None, "km")),
    ],
)
def test_a_number_with_a_unit_is_a_quantity(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("На сумму 1,5 млрд долларов", (1.5e9, None, None, "долларов")),
        ("более 8 тыс. человек", (None, 8000, None, "человек")),
        ("рост на 20 процентов", (20, None, None, "%")),
        ("8 000 студентов", (8000, None, None, "студентов")),
        ("от 5 до 7 процентов", (None, 5, 7, "%")),
        ("полтора миллиона туристов", (1.5e6, None, None, "туристов")),
        ("более 30 крупных компаний", (None, 30, None, "крупных компаний")),
        ("2 млн тонн зерна", (2e6, None, None, "тонн")),
    ],
)
def test_russian_numbers_with_units_are_quantities(text, expected):
    assert read(text, "ru") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19 cases",
        "the “Sputnik V” vaccine",
        "the ASEAN+5 countries",
        "G20 members",
        "the 45th anniversary",
        "Article 5 provides for talks",
        "Session 2 focuses on trade",
        "resolution 1325 on women",
        "In 2015 students came",
        "on 9 April 2021 participants met",
        "Tel. 0361-000000",
        "at 10:30 delegates met",
        "the 12th session",
        "2+2 talks",
        "1956–1970; 1970–1975",
        "1. In your opinion",
    ],
)
def test_years_labels_ordinals_and_bare_numbers_are_no_quantities(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text", ["65-летие отношений", "статья 5", "в 21 веке", "12-я сессия", "№ 5", "в 2015 году"]
)
def test_russian_labels_and_ordinals_are_no_quantities(text):
    assert read(text, "ru") == []


@given(st.text(max_size=120), st.sampled_from(["en", "ru"]))
def test_any_text_is_searched_without_failing(text, language):
    end = 0
    for found in find_quantities(text, language, CUES):
        assert end <= found.start < found.end <= len(text)
        assert found.as_printed == text[found.start : found.end]
        end = found.end


def test_a_share_in_words_is_how_many_and_of_how_many():
    assert read("two of the three vaccines are new") == [
        (2, None, None, "vaccines"),
        (3, None, None, "vaccines"),
    ]
