"""Events that are mentioned beside the one a report is about."""

LEAD = "On 3 May 2022 the Harbour Institute held a round table on Kenya and Peru.\n\n"
HEAD = "Ana Ruiz, Director, Harbour Institute\n\n"


def mentioned(found):
    return [(e.edtf, e.kind) for e in found.facts.events if e.edtf and e.ref != "event/main"]


def test_a_dated_visit_in_a_statement_is_an_event_of_the_speaker(read):
    found = read(LEAD + HEAD + "  • The President of Peru paid a visit to Kenya in 2015.\n")
    assert mentioned(found) == [("2015", "Visit")]
    event = found.facts.events[-1]
    assert event.evidence.said_in == found.facts.statements[0].ref


def test_a_year_as_subject_of_a_sentence_dates_its_event(read):
    found = read(LEAD + HEAD + "  • 1964 opened a new page with the visit of the King to Lima.\n")
    assert mentioned(found) == [("1964", "Visit")]


def test_two_years_of_one_series_are_two_events(read):
    found = read(LEAD + "The way led through the Port Consultations of 2017 and 2018.\n")
    assert [edtf for edtf, _ in mentioned(found)] == ["2017", "2018"]


def test_the_event_itself_is_not_mentioned_beside_itself(read):
    found = read(LEAD + "The round table of 3 May 2022 went well.\n")
    assert mentioned(found) == []


def test_forecasts_deadlines_and_statistics_are_no_events(read):
    found = read(
        LEAD + HEAD + "  • The forecast for 2023 is poor.\n\n"
        "  • By 2030 all ports will be green.\n\n"
        "  • In 2020 trade fell by 12%.\n"
    )
    assert mentioned(found) == []


def test_the_signing_of_an_agreement_is_the_agreements_date_and_no_event(read):
    found = read(LEAD + HEAD + "  • In 2009 Kenya and Peru signed an Agreement on Ports.\n")
    assert mentioned(found) == []
    assert found.facts.agreements[0].signed == "2009"


def test_one_happening_told_twice_is_one_event(read):
    found = read(
        LEAD + HEAD + "  • Peru took over the chair of the Ports Group in 2021.\n\n"
        "  • As Peru took over the chair of the Ports Group in 2021, hopes are high.\n"
    )
    assert [edtf for edtf, _ in mentioned(found)] == ["2021"]


def test_russian_visits_are_mentioned_events(read):
    found = read(
        "3 мая 2022 года в Лиме прошёл круглый стол о Кении и Перу.\n\n"
        "В 2016 году состоялся визит президента Перу в Найроби.\n"
    )
    assert mentioned(found) == [("2016", "Visit")]


def test_a_signing_on_a_day_is_an_event_and_a_statistic_is_none(read):
    found = read(
        "On 3 May 2022 the Harbour Institute held a round table on shipping.\n\n"
        "The Agreement on Air Services was signed in Lagos on 4 March 2019 by Kenya and Ghana. "
        "Ships lost 9,500 hours in 2018."
    )
    assert [e.edtf for e in found.facts.events if e.ref != "event/main"] == ["2019-03-04"]


def test_what_is_to_take_place_on_a_day_is_an_event(read):
    found = read(
        "On 3 May 2022 the Harbour Institute held a round table on shipping.\n\n"
        "The work will resume in Lagos on 4 June 2022. The second part is to be held in 2023. "
        "By July 2024 ports should be deeper."
    )
    assert [e.edtf for e in found.facts.events if e.ref != "event/main"] == ["2022-06-04", "2023"]


def test_a_weekday_of_a_custom_in_somebodys_words_is_no_event(read):
    found = read(
        "On 3 May 2022 the Harbour Institute held a round table on shipping.\n\n"
        "Ana Ruiz, Director of the Coastal Centre\n\n• Villages ask whether the market opens on Saturday.\n"
    )
    assert [e.edtf for e in found.facts.events if e.ref != "event/main"] == []


def test_the_name_of_an_event_does_not_begin_with_what_joins_clauses(read):
    found = read(
        LEAD + HEAD + "  • There is an Agreement on Ports, which the ministers of both sides "
        "welcomed at a meeting in Lima in 2015.\n"
    )
    assert found.facts.events[-1].label.startswith("The ministers of both sides welcomed")


def test_a_month_without_a_year_is_the_last_one_before_the_event(read):
    found = read(
        "On 4 June 2021 ministers of Ghana and Togo held a meeting in Accra. The summit of October "
        "in Abuja had asked for it. In March trade was low."
    )
    mentioned = [e.edtf for e in found.facts.events if e.ref != "event/main"]
    assert mentioned == ["2020-10"]


def test_a_year_of_a_comparison_is_no_event(read):
    found = read(
        "On 4 June 2021 ministers of Ghana and Togo held a meeting in Accra. By 2030 the ports may "
        "double the level of 2019, and they work better compared with 2012."
    )
    assert [e.edtf for e in found.facts.events if e.ref != "event/main"] == []
