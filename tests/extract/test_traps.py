"""The traps of real reports that no other test names, each with a sentence of our own.

The number in a name is that of the trap; the other traps are tested where their reader is.
"""

import pytest

LEAD = "A round table on Bulgaria and Norway was held in Oslo on 3 May 2019.\n\n"
BERG = "Anna Berg, Director of the Institute of Northern Affairs\n  • "


def said(read, sentence):
    return read(f"{LEAD}{BERG}{sentence}\n")


def values(found):
    return [(q.value, q.minimum, q.maximum, q.unit, q.as_printed) for q in found.facts.quantities]


def dates(found):
    return {e.edtf for e in found.facts.events if e.edtf != "2019-05-03"}


def test_02_a_switch_of_language_is_no_line_of_the_report(read):
    found = read(f"Читать на русском\n{LEAD}")
    assert found.facts.language == "en"
    assert all("русском" not in found.document.text_of(b) for b in found.document.blocks)


def test_03_no_publisher_and_no_date_of_issue_is_made_up(read):
    found = read(LEAD)
    assert found.facts.publisher is None
    assert found.document.source.meta.issued is None


def test_04_the_heading_of_a_section_is_no_speaker(read):
    found = read(f"{LEAD}Summary of the Debate\n\n{BERG}Tariffs fell.\n")
    assert found.persons() == ["Anna Berg"]


def test_16_a_head_of_government_who_is_spoken_of_did_not_take_part(read):
    found = said(read, "Prime Minister Ivar Holm visited Sofia in 2012.")
    assert "Ivar Holm" not in found.participants()


def test_17_who_opens_and_speaks_has_both_roles_and_statements(read):
    found = read(
        f"{LEAD}The round table was opened by Anna Berg, Director of the Institute of Northern "
        f"Affairs.\n\n{BERG}Tariffs fell.\n"
    )
    assert "opening-speaker" in found.roles("Anna Berg")
    assert [s[:2] for s in found.statements()] == [("Anna Berg", 1)]


def test_26_a_state_that_is_no_more_is_not_the_one_that_follows(read):
    found = said(read, "The Soviet Union built the bridge; Russia repaired it.")
    labels = {s.label for s in found.facts.states}
    assert {"Soviet Union", "Russia"} <= labels


@pytest.mark.parametrize(
    "words", ["In the course of 2005–2009 trade grew.", "Trade grew in 2005-2009."]
)
def test_27_a_dash_between_years_is_a_range(read, words):
    assert "2005/2009" in {p.edtf for p in said(read, words).facts.periods}


def test_27_a_dash_between_states_is_no_range(read):
    assert said(read, "The Norway – Bulgaria dialogue goes on.").facts.periods == ()


@pytest.mark.parametrize(
    ("words", "value"),
    [("grew by 0,7%", 0.7), ("reached 6,400 tonnes", 6400), ("grew by 2.5%", 2.5)],
)
def test_30_a_comma_is_decimal_or_parts_thousands(read, words, value):
    [found] = values(said(read, f"Exports {words}."))
    assert value in found[:3]


def test_31_more_than_is_a_minimum(read):
    [found] = values(said(read, "More than 6,400 engineers studied abroad."))
    assert found[:3] == (None, 6400, None)


def test_32_a_gap_between_periods_stays_a_gap(read):
    found = said(read, "There were four periods: 1921–1930; 1935–1947; 1990–present.")
    periods = {p.edtf for p in found.facts.periods}
    assert {"1921/1930", "1935/1947"} <= periods
    assert "1990/.." in periods
    assert not any(p.startswith("1930") for p in periods)


@pytest.mark.parametrize(
    "words", ["in the 20th century", "these days", "in difficult times", "recently"]
)
def test_33_vague_times_are_no_dates(read, words):
    assert dates(said(read, f"Envoys met {words}.")) == set()


@pytest.mark.parametrize("name", ["Lambda V", "ASEAN+5", "COVID-19", "MH-17", "Boeing 747"])
def test_34_a_number_in_a_name_is_no_quantity(read, name):
    assert values(said(read, f"The talks turned to {name}.")) == []


@pytest.mark.parametrize(
    "words",
    [
        "Talks on a free trade area with Norway go on",
        "A roadmap of the strategic partnership is under discussion",
    ],
)
def test_36_what_is_only_talked_about_is_no_agreement(read, words):
    assert said(read, f"{words}.").facts.agreements == ()


def test_39_what_a_speaker_claims_is_attested_by_the_statement(read):
    found = said(read, "Exports grew by 7% last year.")
    [quantity] = found.facts.quantities
    assert quantity.evidence.said_in == found.facts.statements[0].ref


def test_40_the_rapporteurs_plural_has_no_speaker(read):
    found = read(f"{LEAD}The participants shared their views on fisheries and the Arctic.\n")
    assert found.statements() == []


def test_44_slips_of_the_pen_stay_as_printed(read):
    words = "The relation were to spot for a longe time."
    assert said(read, words).statements()[0][2] == words


def test_45_offsets_count_code_points(read):
    words = "After the coup d’état — “a \U0001f30a wave” — exports grew by 7%."
    found = said(read, words)
    [quantity] = found.facts.quantities
    [place] = quantity.evidence.spans
    assert "7%" in place.of(found.text)
    assert found.statements()[0][2] == words


def test_46_windows_line_ends_move_no_offset(read):
    plain = f"{LEAD}{BERG}Exports grew by 7%.\n"
    found = read(plain.replace("\n", "\r\n"))
    assert found.statements() == read(plain).statements()


def test_01_a_teaser_printed_again_is_read_once(read):
    teaser = (
        "Anna Berg, Director of the Institute of Northern Affairs, said exports grew by 7%.\n\n"
    )
    assert len(values(read(f"{LEAD}{teaser}{teaser}"))) == len(values(read(f"{LEAD}{teaser}"))) == 1


def test_05_a_bullet_of_three_points_is_one_statement(read):
    found = said(read, "First, tariffs fell. Second, ports grew. The third point is fish.")
    assert [s[:2] for s in found.statements()] == [("Anna Berg", 1)]


def test_15_a_moderator_in_the_last_sentence_says_nothing(read):
    found = read(
        f"{LEAD}{BERG}Tariffs fell.\n\nThe talk was moderated by Ivar Holm, Head of Programmes of "
        "the Institute of Northern Affairs.\n"
    )
    assert "moderator" in found.roles("Ivar Holm")
    assert {s[0] for s in found.statements()} == {"Anna Berg"}


def test_22_a_generic_noun_is_no_body(read):
    found = said(read, "The working group and the navy met the government.")
    assert found.institutions() == ["Institute of Northern Affairs"]


def test_23_a_known_body_in_a_longer_name_is_not_named(read):
    found = said(read, "She heads the Centre for the Study of Vietnam and ASEAN.")
    assert "Association of Southeast Asian Nations" not in found.institutions()


def test_35_a_forecast_is_no_event(read):
    assert dates(said(read, "Exports will double by 2031.")) == set()


def test_38_one_visit_told_by_two_speakers_is_one_event(read):
    found = read(
        f"{LEAD}{BERG}The prime minister's visit to Sofia in 2015 opened doors.\n\n"
        "Ivar Holm, Head of the Harbour Board\n  • The visit of 2015 to Sofia was a success.\n"
    )
    assert len([e for e in found.facts.events if e.edtf == "2015"]) == 1


def test_41_a_negated_cue_is_found_as_a_whole(read, reading):
    from communique.extract.suggestions import suggest

    found = said(read, "The potential of the accord is not depleted.")
    made = suggest(found.document, found.facts, reading)
    assert [(s.kind, s.value, s.words) for s in made] == [("stance", "supportive", "not depleted")]


def test_06_speakers_are_matched_by_name_in_whatever_order(read):
    found = read(
        f"{LEAD}The speakers were Anna Berg, Director of the Institute of Northern Affairs; and "
        "Ivan Petrov, Professor at the University of Sofia.\n\n"
        "Ivan Petrov, Professor, University of Sofia\n  • Trade grew.\n\n"
        "Anna Berg, Director, Institute of Northern Affairs\n  • Trade fell.\n"
    )
    assert [(who, words) for who, _, words in found.statements()] == [
        ("Ivan Petrov", "Trade grew."),
        ("Anna Berg", "Trade fell."),
    ]


def test_07_the_last_two_of_a_roster_stand_apart_by_a_comma_and_and(read):
    found = read(
        f"{LEAD}Ivan Petrov, Professor at the University of Sofia; Kari Lund, Director of "
        "Programmes of the Nordic Council, and Anna Berg, Language Assistant at the University "
        "of Oslo, spoke.\n"
    )
    assert {"Kari Lund", "Anna Berg"} <= set(found.participants())
    assert found.titles("Anna Berg") == ["Language Assistant"]


def test_08_commas_within_a_name_part_no_bodies(read):
    name = "Center for the Study of Southeast Asia, Australia and Oceania"
    found = read(f"{LEAD}Anna Berg, Head of the {name}, spoke.\n")
    assert name in found.institutions()
    assert "Australia and Oceania" not in found.institutions()


@pytest.mark.parametrize(
    "office",
    [
        "Head of the Asia Department at the Centre for Trade",
        "Head, Asia Department, Centre for Trade",
    ],
)
def test_09_of_at_and_a_comma_all_mean_part_of(read, office):
    found = read(f"{LEAD}Anna Berg, {office}\n  • Trade grew.\n")
    (tenure,) = found.tenures("Anna Berg")
    assert tenure.title == "Head"
    assert found.chain(tenure.organization) == ["Asia Department", "Centre for Trade"]


def test_10_two_ranks_of_one_person_are_kept_and_flagged(read):
    found = read(
        f"{LEAD}Anna Berg, Assistant Professor at the University of Oslo, spoke.\n\n"
        "Anna Berg, Associate Professor, University of Oslo\n  • Trade grew.\n"
    )
    assert sorted(found.titles("Anna Berg")) == ["Assistant Professor", "Associate Professor"]
    assert any(t.conflicts_with for t in found.tenures("Anna Berg"))


def test_11_two_units_of_one_house_share_it(read):
    found = read(
        f"{LEAD}Anna Berg, Acting Director of the ASEAN Centre and Associate Professor of the "
        "Department of Asian Studies, University of Oslo, spoke.\n"
    )
    chains = [found.chain(t.organization) for t in found.tenures("Anna Berg")]
    assert [c[-1] for c in chains] == ["University of Oslo", "University of Oslo"]


def test_12_a_counterpart_has_the_office_for_the_other_state(read):
    found = read(
        "The Foreign Minister of Norway, Anna Berg, met her Bulgarian counterpart, Ivan Petrov, "
        "in Oslo on 3 May 2019.\n"
    )
    (tenure,) = found.tenures("Ivan Petrov")
    states = {s.ref: s.label for s in found.facts.states}
    assert states[tenure.represents] == "Bulgaria"


def test_13_the_two_states_of_an_ambassador_employ_nobody(read):
    found = read(
        f"{LEAD}H.E. Anna Berg, Ambassador Extraordinary and Plenipotentiary of the Kingdom of "
        "Norway to the Republic of Bulgaria, spoke.\n"
    )
    (tenure,) = found.tenures("Anna Berg")
    states = {s.ref: s.label for s in found.facts.states}
    assert states[tenure.represents] == "Norway"
    assert [states[s] for s in tenure.accredited_to] == ["Bulgaria"]
    assert found.persons() == ["Anna Berg"]


def test_14_family_first_and_family_last_are_one_person(read):
    found = read(
        f"{LEAD}Phea Kin, Director of the Institute of Trade, spoke.\n\n"
        "Kin Phea, Director, Institute of Trade\n  • Trade grew.\n"
    )
    assert len(found.persons()) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Centre for Defence Studies", "Center for Defense Studies"),
        ("Nordic Trade Council (NTC)", "NTC"),
    ],
)
def test_18_variants_of_a_name_are_one_body(read, one, other):
    found = read(
        f"{LEAD}Anna Berg, Head of the {one}, spoke. Ivan Petrov, Adviser of the {other}, "
        "listened.\n"
    )
    held = {t.organization for t in found.facts.tenures}
    assert len(held) == 1


def test_19_the_house_before_a_name_is_the_house_it_is_part_of(read):
    found = read(f"{LEAD}Anna Berg, Head of the RAS Institute of Oriental Studies, spoke.\n")
    (tenure,) = found.tenures("Anna Berg")
    assert "RAS" in found.chain(tenure.organization)


def test_20_units_of_one_name_in_two_houses_are_two(read):
    found = read(
        f"{LEAD}Anna Berg, Professor, Department of History, University of Oslo; and Ivan Petrov, "
        "Professor, Department of History, University of Sofia, spoke.\n"
    )
    assert len({t.organization for t in found.facts.tenures}) == 2


def test_21_an_embassy_in_a_state_is_the_senders(read):
    found = read(f"{LEAD}Anna Berg, Counsellor of the Embassy of Norway in Bulgaria, spoke.\n")
    body = found.institution("Embassy of Norway in Bulgaria")
    states = {s.ref: s.label for s in found.facts.states}
    assert states[body.state] == "Norway"


def test_24_bodies_whose_names_begin_alike_are_two(read):
    found = read(
        f"{LEAD}Anna Berg, Rector of the University of Norway, and Ivan Petrov, Rector of the "
        "Royal University of Norway, spoke.\n"
    )
    assert len({t.organization for t in found.facts.tenures}) == 2


def test_28_a_region_in_the_name_of_a_body_is_that_bodys(read):
    found = said(read, "The Asia Pacific Department grew; the Asia Pacific needs peace.")
    places = [p for p in found.facts.places if p.label.startswith("Asia")]
    assert sum(len(p.evidence.spans) for p in places) == 1


def test_29_an_anniversary_is_no_quantity_and_no_date(read):
    found = read(
        "A round table was held in Oslo on 3 May 2019 on the 65th anniversary of diplomatic "
        "relations between Norway and Bulgaria.\n"
    )
    event = found.facts.events[0]
    assert event.anniversary.ordinal == 65
    assert dates(found) == set()
    assert values(found) == []


def test_37_parties_are_parties_states_and_universities(read):
    found = said(
        read, "In 2016 the University of Oslo and the University of Sofia signed a memorandum."
    )
    bodies = {i.ref: i.label for i in found.facts.institutions}
    (agreement,) = found.facts.agreements
    assert sorted(bodies[p] for p in agreement.parties) == [
        "University of Oslo",
        "University of Sofia",
    ]
