"""What was concluded, by whom and when; what is negotiated is no agreement."""

import pytest

VISIT = (
    "Official visit of the Foreign Minister of Kenya\n\nOn 12 March 2018 the Foreign Minister of "
    "Kenya paid an official visit to Lima, the capital of Peru.\n\n"
)


def agreements(found):
    names = {x.ref: x.label for x in (*found.facts.states, *found.facts.institutions)}
    return [(a.label, a.signed, [names[p] for p in a.parties]) for a in found.facts.agreements]


def negotiations(found):
    return [e.label for e in found.facts.events if e.kind == "Negotiation"]


def test_a_list_of_signed_documents_is_one_agreement_an_item(read):
    found = read(
        VISIT + "The following documents were signed:\n\n"
        "1. Agreement on Air Transport;\n"
        "2. Memorandum of Understanding between the Ministry of Roads and Ports of Kenya and the "
        "Ministry of Transport of Peru;\n"
        "3. Plan of consultations for 2018–2020.\n\nBoth sides were pleased.\n"
    )
    assert agreements(found) == [
        ("Agreement on Air Transport", "2018-03-12", ["Kenya", "Peru"]),
        (
            "Memorandum of Understanding between the Ministry of Roads and Ports of Kenya and the "
            "Ministry of Transport of Peru",
            "2018-03-12",
            ["Ministry of Roads and Ports of Kenya", "Ministry of Transport of Peru"],
        ),
        ("Plan of consultations for 2018–2020", "2018-03-12", ["Kenya", "Peru"]),
    ]
    assert found.facts.agreements[1].kind == "MemorandumOfUnderstanding"


def test_a_list_of_other_things_holds_no_agreements(read):
    found = read(VISIT + "They spoke of:\n\n1. the agreement on fish;\n2. trade.\n")
    assert found.facts.agreements == ()


def test_the_name_of_an_agreement_ends_before_its_date(read):
    found = read(VISIT + "Kenya and Peru signed an Agreement on Fish and Fisheries in 2015.\n")
    assert agreements(found) == [("Agreement on Fish and Fisheries", "2015", ["Kenya", "Peru"])]
    assert found.facts.agreements[0].kind == "Treaty"


def test_the_countries_are_the_two_of_the_relation(read):
    found = read(VISIT + "In 2009, the countries signed an Agreement on mutual visits.\n")
    assert agreements(found) == [("Agreement on mutual visits", "2009", ["Kenya", "Peru"])]


def test_universities_that_sign_are_the_parties_and_their_states_are_not(read):
    found = read(
        VISIT + "In 2011, Moi University signed a Memorandum of Understanding with the "
        "University of Lima, which still works.\n"
    )
    assert agreements(found) == [
        ("Memorandum of Understanding", "2011", ["Moi University", "University of Lima"])
    ]


def test_an_anaphoric_pair_of_bodies_is_found_in_the_sentence_before(read):
    found = read(
        "MOMBASA, 9 May 2020 – The Coastal University of Mombasa (CUM) and the Maritime "
        "University of Callao (MUC) became partners. A Memorandum of Understanding between the "
        "two universities was signed in Mombasa on 7 May 2020.\n"
    )
    assert agreements(found) == [
        (
            "Memorandum of Understanding",
            "2020-05-07",
            ["Coastal University of Mombasa", "Maritime University of Callao"],
        )
    ]


def test_several_agreements_of_a_sentence_have_each_its_own_year(read):
    found = read(
        VISIT + "Kenya and Peru concluded a treaty on legal aid in 1982, a convention on taxes in "
        "1991, and an agreement on forestry in 2005.\n"
    )
    assert [(label, signed) for label, signed, _ in agreements(found)] == [
        ("treaty on legal aid", "1982"),
        ("convention on taxes", "1991"),
        ("agreement on forestry", "2005"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The two countries are negotiating a free trade agreement.",
        "Negotiations on a free trade agreement are under way.",
        "A draft agreement on air services is being prepared.",
        "The sides plan to sign a protocol on archives.",
        "A roadmap of the partnership is under discussion.",
        "They hoped that an agreement on grants would be signed.",
    ],
)
def test_what_is_negotiated_drafted_or_planned_is_a_negotiation(read, sentence):
    found = read(VISIT + sentence + "\n")
    assert found.facts.agreements == ()
    assert len(negotiations(found)) == 1


def test_signed_and_planned_in_one_text_are_kept_apart(read):
    found = read(
        VISIT + "Kenya and Peru signed an Agreement on visas. They intend to sign a protocol on "
        "archives next year.\n"
    )
    assert [label for label, _, _ in agreements(found)] == ["Agreement on visas"]
    assert len(negotiations(found)) == 1


def test_an_abbreviation_of_the_same_document_is_a_variant_of_its_name(read):
    found = read(
        VISIT + "Kenya and Peru signed a Memorandum of Understanding on ports. The MoU was signed "
        "by the two ministers.\n"
    )
    (agreement,) = found.facts.agreements
    assert agreement.label == "Memorandum of Understanding on ports"
    assert "MoU" in {v.text for v in agreement.variants}


def test_an_agreement_told_of_by_a_speaker_is_the_speakers_claim(read):
    found = read(
        VISIT + "Ana Ruiz, Director, Harbour Institute\n\n"
        "  • In 1999 Kenya and Peru signed an Agreement on Ports.\n"
    )
    (agreement,) = found.facts.agreements
    assert agreement.evidence.said_in == found.facts.statements[0].ref


def test_russian_agreements_are_named_in_the_nominative(read):
    found = read(
        "Визит министра\n\n14 октября 2022 года министр иностранных дел Перу посетил Найроби, "
        "столицу Кении. По итогам переговоров подписаны следующие документы:\n\n"
        "1. Протокол о портах;\n"
        "2. Программа обменов на 2023–2025 годы.\n\n"
        "В 2012 году страны подписали Соглашение о сотрудничестве в области образования. Договор "
        "о дружбе был подписан в 2001 году. Ведутся переговоры о заключении соглашения о торговле.\n"
    )
    assert [(label, signed) for label, signed, _ in agreements(found)] == [
        ("Протокол о портах", "2022-10-14"),
        ("Программа обменов на 2023–2025 годы", "2022-10-14"),
        ("Соглашение о сотрудничестве в области образования", "2012"),
        ("Договор о дружбе", "2001"),
    ]
    assert len(negotiations(found)) == 1


@pytest.mark.parametrize(
    ("sentence", "label", "signed"),
    [
        ("The 1995 Agreement on Trade remains in use.", "1995 Agreement on Trade", "1995"),
        ("Under the Treaty of Friendship of 1998 they meet.", "Treaty of Friendship", "1998"),
        ("The Convention on Seals (1988) was praised.", "Convention on Seals", "1988"),
    ],
)
def test_an_instrument_that_bears_its_year_was_concluded_then(read, sentence, label, signed):
    assert [a[:2] for a in agreements(read(VISIT + sentence + "\n"))] == [(label, signed)]


def test_ministers_sign_for_their_states(read):
    found = read(
        VISIT + "Amina Odhiambo, Minister of Trade of Kenya, and Pedro Rojas, Minister of Trade of "
        "Peru, signed the Cooperation Programme for 2019–2022.\n"
    )
    assert agreements(found) == [
        ("Cooperation Programme for 2019–2022", "2018-03-12", ["Kenya", "Peru"])
    ]
    names = {p.ref: p.label for p in found.facts.persons}
    signed = found.facts.agreements[0].signatories
    assert [names[ref] for ref in signed] == ["Amina Odhiambo", "Pedro Rojas"]


def test_what_is_signed_at_a_lecture_without_a_date_has_none(read):
    found = read(
        "On 3 May 2022 Ana Ruiz, Director of the Harbour Institute, gave a lecture in Lima.\n\n"
        "Moi University signed a Memorandum of Understanding with the University of Lima.\n"
    )
    assert [a.signed for a in found.facts.agreements] == [""]


def test_entry_into_force_has_a_date_of_its_own(read):
    found = read(
        VISIT + "The Agreement on Seals between Kenya and Peru was signed in Lima on 5 May 2001 "
        "and entered into force in 2003.\n"
    )
    (agreement,) = found.facts.agreements
    assert (agreement.signed, agreement.in_force) == ("2001-05-05", "2003")
