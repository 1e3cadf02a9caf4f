import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.dates.edtf import bounds, is_edtf
from communique.dates.find import complete, find_dates
from communique.dates.periods import find_periods


def dates(text, language="en", anchor=""):
    return [d.edtf for d in find_dates(text, language, anchor=anchor)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The forum opened on June 17, 2014.", "2014-06-17"),
        ("The forum opened on 17 June 2014.", "2014-06-17"),
        ("The forum ran on 17–19 June 2014.", "2014-06-17/2014-06-19"),
        ("They met on 12 and 13 May 2022.", "2022-05-12/2022-05-13"),
        ("They met on 12, 13 and 14 May 2022.", "2022-05-12/2022-05-14"),
        ("It lasted from 1 to 3 June 2016.", "2016-06-01/2016-06-03"),
        ("It lasted from 30 November to 2 December 2016.", "2016-11-30/2016-12-02"),
        ("It lasted from 30 December 2016 to 2 January 2017.", "2016-12-30/2017-01-02"),
        ("Talks of Sept. 11, 2001", "2001-09-11"),
        ("A visit in May 2019 followed.", "2019-05"),
        ("the 5th of May 2020", "2020-05-05"),
        ("the talks of spring 2018", "2018-21"),
        ("1960 opened a new page.", "1960"),
        ("It was built in the 1970s.", "197X"),
        ("Around 1960 the mission opened.", "1960~"),
        ("Since 1956 they have been friends.", "1956/.."),
        ("dated 2019-03-18", "2019-03-18"),
    ],
)
def test_english_dates_keep_the_precision_of_the_text(text, edtf):
    assert dates(text) == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Встреча прошла 9 марта 2021 года.", "2021-03-09"),
        ("Визит состоялся в мае 2019 г.", "2019-05"),
        ("Форум проходил с 12 по 14 октября 2022 г.", "2022-10-12/2022-10-14"),
        ("Форум проходил 12–14 октября 2022 года.", "2022-10-12/2022-10-14"),
        ("Подписано 05.06.2023", "2023-06-05"),
        ("В 2015 году начались переговоры.", "2015"),
        ("В 1970-х годах связи ослабли.", "197X"),
        ("С 1956 года страны сотрудничают.", "1956/.."),
        ("Отношения в 1979–1991 гг.", "1979/1991"),
    ],
)
def test_russian_dates_keep_the_precision_of_the_text(text, edtf):
    assert dates(text, "ru") == [edtf]


@pytest.mark.parametrize(
    "text",
    [
        "About 2000 people came.",
        "Resolution 1973 was quoted.",
        "It cost $2000 in all.",
        "Tel. 1905-200017",
        "More than 1,956 guests",
        "We may 5 times a year meet.",
        "The march 3 km long",
        "COVID-19",
    ],
)
def test_a_number_that_is_no_date_stays_a_number(text):
    assert dates(text) == []


def test_a_day_without_a_year_has_none_unless_a_full_day_anchors_it():
    text = "MOSCOW, May 5 (Agency)"
    assert dates(text) == [""]
    assert dates(text, anchor="2020") == [""]
    assert dates(text, anchor="2020-06-01") == ["2020-05-05"]
    assert complete(find_dates(text, "en")[0], "1999") == "1999-05-05"


def test_relative_words_count_from_the_anchor_and_never_from_the_run_date():
    text = "Yesterday they spoke, today they sign, tomorrow they part."
    assert dates(text) == []
    assert dates(text, anchor="2021-03-01") == ["2021-02-28", "2021-03-01", "2021-03-02"]


def test_a_weekday_is_the_last_one_up_to_the_anchor():
    assert dates("They met on Tuesday.", anchor="2021-04-09") == ["2021-04-06"]
    assert dates("They meet next Tuesday.", anchor="2021-04-09") == ["2021-04-13"]
    assert dates("Они встретились во вторник.", "ru", anchor="2021-04-09") == ["2021-04-06"]


def test_an_ambiguous_numeric_date_is_only_its_year():
    assert dates("on 3/4/2020") == ["2020"]
    assert dates("on 13/4/2020") == ["2020-04-13"]


def test_a_list_of_periods_keeps_its_gap_and_its_open_end():
    text = "Four stages: 1950–1962; 1962–1971; 1980–1989; 1989–present."
    found = [p.edtf for p in find_periods(text, "en")]
    assert found == ["1950/1962", "1962/1971", "1980/1989", "1989/.."]


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("from 1979 to 1991", "en", "1979/1991"),
        ("between 2010 and 2015", "en", "2010/2015"),
        ("with interruptions since 2007", "en", "2007/.."),
        ("in the 1970s", "en", "1970/1979"),
        ("the war of 1939–45", "en", "1939/1945"),
        ("с 1979 по 1991 год", "ru", "1979/1991"),
        ("начиная с 2007 года", "ru", "2007/.."),
    ],
)
def test_a_span_of_years_is_a_period(text, language, edtf):
    assert [p.edtf for p in find_periods(text, language)] == [edtf]


@pytest.mark.parametrize(
    "text", ["The Peru – Chile dialogue of 2015", "On 9–11 April 2021", "In 2016 – a hard year"]
)
def test_a_dash_between_names_or_days_is_no_period(text):
    assert find_periods(text, "en") == []


@given(st.text(max_size=120), st.sampled_from(["en", "ru", "fr"]))
def test_any_text_is_searched_without_failing(text, language):
    for found in find_dates(text, language, anchor="2021-04-09"):
        assert 0 <= found.start < found.end <= len(text)
        assert not found.edtf or is_edtf(found.edtf)
    find_periods(text, language)


@given(st.dates(), st.sampled_from(["%B {d}, %Y", "{d} %B %Y", "%Y-%m-%d"]))
def test_a_printed_day_is_read_back(day, form):
    if day.year < 1900 or day.year > 2099:
        return
    text = "Held on " + day.strftime(form).format(d=day.day) + " in Lima."
    assert bounds(dates(text)[0]) == (day, day)
