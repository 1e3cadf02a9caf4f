"""What an event is, when, where and whose, as lines and titles give it."""

from communique.facts.model import MAIN_EVENT


def main(found):
    return next(e for e in found.facts.events if e.ref == MAIN_EVENT)


def labels(found, refs):
    known = {f.ref: f.label for f in (*found.facts.institutions, *found.facts.places)}
    return [known[ref] for ref in refs]


def test_labelled_lines_say_when_where_and_by_whom(read):
    found = read(
        "Policy Lunch: Storing Power\n\nDate and place: 14 May 2022, Tallinn\n"
        "Organisers: Coastal Policy Forum; NORDIK; Estonian Energy Association\n\n"
        "The policy lunch brought together thirty experts. It followed the Riga conference of "
        "3 March 2022, where ministers had met."
    )
    event = main(found)
    assert (event.concept, event.edtf) == ("working-lunch", "2022-05-14")
    assert labels(found, event.places) == ["Tallinn"]
    assert labels(found, event.organizers) == [
        "Coastal Policy Forum",
        "NORDIK",
        "Estonian Energy Association",
    ]


def test_the_day_of_another_event_is_not_the_reports_own(read):
    found = read(
        "Seminar on Tides\n\nOslo, 4 May 2022\n\nThe seminar was opened by Ms Ana Ruiz. It built "
        "on the Bergen workshop of 3 March 2022."
    )
    assert main(found).edtf == "2022-05-04"


def test_a_title_may_set_the_place_apart(read):
    found = read(
        "Transcript of the press conference, Ministry of Foreign Affairs, Nairobi, 3 March 2023\n\n"
        "Spokesperson Mary Wanjiru: The Minister will travel to Oslo on 9 March.\n\n"
        "Question: Why?\n\nMary Wanjiru: To talk about fish."
    )
    assert labels(found, main(found).places) == ["Nairobi"]


def test_an_abbreviation_before_the_verb_is_who_held_the_event(read):
    found = read("HAI co-hosted a workshop with the Harbour Institute on 21 August 2020 in Oslo.")
    assert "HAI" in labels(found, main(found).organizers)


def test_an_upcoming_summit_is_not_what_the_report_is_about(read):
    found = read(
        "YEREVAN, June 20, 2017. Ana Ruiz, Commissioner for Trade, chaired the ministerial "
        "conference in Luxembourg. The ministers spoke of the preparation of the upcoming summit "
        "in Brussels in November of 2017."
    )
    assert main(found).concept == "conference"
    assert labels(found, main(found).places) == ["Luxembourg"]


def test_towns_that_no_list_knows_are_read_from_lines_and_titles(read):
    found = read(
        "Policy Lunch: Lakes\n\nDate: 17 June 2021\nVenue: Botanical Hall, Newhaven\n"
        "Organisers: Rift Forum; Faculty of Law, Lakes University\n\nThe policy lunch was lively."
    )
    assert labels(found, main(found).places) == ["Newhaven"]
    assert labels(found, main(found).organizers) == ["Rift Forum", "Faculty of Law"]
    titled = read(
        "Transcript of the press availability, Ministry of Ports, Newhaven, 8 August 2023\n\n"
        "Official Spokesperson Ana Ruiz: We start.\n\nQuestion: Why?\n\nAna Ruiz: We must."
    )
    assert labels(titled, main(titled).places) == ["Newhaven"]
    assert labels(titled, main(titled).organizers) == ["Ministry of Ports"]


def test_a_council_that_met_held_a_meeting(read):
    found = read(
        "EU-Armenia Partnership Council\n\nThe EU-Armenia Partnership Council met for the fifth "
        "time in Brussels on 13 February 2024.\n\nThe next summit is far off."
    )
    assert (main(found).concept, main(found).edtf) == ("meeting", "2024-02-13")


def test_labels_may_stand_in_brackets(read):
    found = read(
        "[Title] Statement of the 10th Ministers' Summit\n\n[Place] Vientiane, Laos\n[Date] "
        "November 29, 2004\n\n1. The ministers held a productive meeting."
    )
    assert main(found).edtf == "2004-11-29"
    assert labels(found, main(found).places) == ["Vientiane"]


def test_a_session_is_the_event_rather_than_an_older_signing(read):
    found = read(
        "Third Session of the Joint Committee\n\nSuva, 3–4 May 2022\n\nThe third session of the "
        "Joint Committee was held in Suva on 3–4 May 2022.\n\nAn Air Services Agreement was "
        "concluded with Tonga in 2019."
    )
    assert (main(found).concept, main(found).edtf) == ("session", "2022-05-03/2022-05-04")


def test_an_official_visit_is_more_than_a_visit(read):
    found = read(
        "Speaker visits Riga\n\nOn 12–14 June 2023 the Speaker of the House paid an official visit "
        "to Latvia.\n\nThe visit was short."
    )
    assert main(found).concept == "official-visit"


def test_a_winter_school_is_an_event_and_its_town_opens_the_line(read):
    found = read(
        "Winter School on Arctic Law\n\nNewhaven, 7–9 February 2022\n\nThe Winter School on Arctic "
        "Law was held by the Polar Institute."
    )
    assert "Winter School on Arctic Law" not in found.institutions()
    assert labels(found, main(found).places) == ["Newhaven"]


def test_an_old_date_at_the_end_is_no_dateline(read):
    found = read(
        "Official visit of the Foreign Minister of Botswana to Malaysia\n\nThe Minister undertook "
        "an official visit to Malaysia from 18 to 21 September 2023.\n\nMalaysia and Botswana "
        "established diplomatic relations on 22 November 1971. Trade grew."
    )
    assert main(found).edtf == "2023-09-18/2023-09-21"
    assert labels(found, main(found).places) == ["Malaysia"]


def test_a_town_may_stand_alone_on_its_line(read):
    found = read(
        "Press Availability of the Ministers\n\nIveagh House Annex\nDublin\n\nApril 3, 2024\n\n"
        "MODERATOR: Good afternoon."
    )
    assert labels(found, main(found).places) == ["Dublin"]
