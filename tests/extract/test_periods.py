"""Spans of time a report speaks of, and the relation they belong to."""

LEAD = "On 3 May 2022 a round table on relations between Kenya and Peru was held online.\n\n"
HEAD = "Ana Ruiz, Director, Harbour Institute\n\n"


def labels(found, period):
    names = {s.ref: s.label for s in found.facts.states}
    return {names[ref] for ref in period.relation}


def test_the_periods_of_a_relation_keep_their_gap(read):
    found = read(LEAD + HEAD + "  • Kenya – Peru relations: 1963–1975; 1981–1990; 1990–present.\n")
    assert [p.edtf for p in found.facts.periods] == ["1963/1975", "1981/1990", "1990/.."]
    assert labels(found, found.facts.periods[0]) == {"Kenya", "Peru"}


def test_since_a_year_is_open_and_said_by_the_speaker(read):
    found = read(LEAD + HEAD + "  • Since 1963 the two have been friends.\n")
    (period,) = found.facts.periods
    assert (period.edtf, period.as_printed) == ("1963/..", "Since 1963")
    assert period.evidence.said_in == found.facts.statements[0].ref


def test_a_decade_is_its_ten_years(read):
    found = read(LEAD + HEAD + "  • In the 1980s trade stood still.\n")
    assert [p.edtf for p in found.facts.periods] == ["1980/1989"]


def test_the_days_of_the_event_are_no_period(read):
    found = read("On 3–5 May 2022 a conference was held in Lima.\n\nIt was well attended.\n")
    assert found.facts.periods == ()


def test_the_years_in_the_name_of_a_plan_are_its_term(read):
    found = read(
        LEAD
        + HEAD
        + "  • The Joint Plan of Action 2021–2025 and the exchange programme for 2016–2018 help.\n"
    )
    assert [p.edtf for p in found.facts.periods] == ["2021/2025", "2016/2018"]
