from pathlib import Path

import pytest

from communique.errors import WorkspaceError
from communique.names.authority import load_authority
from communique.vocab.resources import authority_dir

AUTHORITY = load_authority(authority_dir())


def named(text, language="en"):
    found = AUTHORITY.matches(text, language)
    return [(text[m.start : m.end], m.entry.label) for m in found]


def test_the_longest_name_wins():
    text = "The Gulf of Thailand, South Sudan and Latin American states"
    assert named(text) == [
        ("Gulf of Thailand", "Gulf of Thailand"),
        ("South Sudan", "South Sudan"),
        ("Latin American", "Latin America"),
    ]


def test_an_abbreviation_is_matched_in_its_own_case():
    assert named("who told us about the WHO and the US?") == [
        ("WHO", "World Health Organization"),
        ("US", "United States"),
    ]
    assert named("The U.S. side and Asean") == [
        ("U.S.", "United States"),
        ("Asean", "Association of Southeast Asian Nations"),
    ]


def test_a_verb_in_small_letters_is_no_adjective_of_a_state():
    assert named("They polish the text in a chad of paper.") == []


def test_adjectives_and_possessives_point_to_their_state():
    matches = AUTHORITY.matches("Kenya’s ties with the Vietnamese side", "en")
    assert [(m.entry.label, m.adjectival) for m in matches] == [("Kenya", False), ("Vietnam", True)]


def test_the_two_halves_of_a_joint_adjective_are_two_states():
    assert [label for _, label in named("Sino-Russian talks")] == ["China", "Russia"]
    assert [label for _, label in named("российско-вьетнамские переговоры", "ru")] == [
        "Russia",
        "Vietnam",
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("переговоры с Камбоджей", "Cambodia"),
        ("делегация из Лаоса", "Laos"),
        ("с Китайской Народной Республикой", "China"),
        ("встреча в Пномпене", "Phnom Penh"),
        ("в Нью-Йорке", "New York"),
        ("с Организацией Объединённых Наций", "United Nations"),
        ("стран Юго-Восточной Азии", "Southeast Asia"),
        ("в США", "United States"),
    ],
)
def test_a_russian_name_is_known_in_every_case(text, label):
    assert [found for _, found in named(text, "ru")] == [label]


def test_a_pronoun_at_the_start_of_a_sentence_is_no_state():
    assert named("Того не скажешь.", "ru") == []


def test_past_states_are_not_their_successors():
    (soviet,) = AUTHORITY.named("USSR")
    assert (soviet.label, soviet.until) == ("Soviet Union", "1991")
    assert "Russia" in {AUTHORITY.entry(i).label for i in soviet.continued_by}
    assert AUTHORITY.named("Russian Federation")[0].label == "Russia"


def test_a_person_is_known_in_either_order_of_the_names():
    assert AUTHORITY.named("Lavrov Sergey", "person") == AUTHORITY.named("Sergey Lavrov", "person")


def test_a_name_is_found_in_an_oblique_case():
    assert AUTHORITY.named("Российской Федерации", "state")[0].label == "Russia"


def test_no_two_rows_share_an_identifier_or_a_catalogue_number_of_one_kind():
    for kind in ("state", "place", "body", "person"):
        numbers = [e.wikidata for e in AUTHORITY.entries(kind) if e.wikidata]
        assert len(numbers) == len(set(numbers))
    assert all(AUTHORITY.entry(e.within) for e in AUTHORITY.entries("place") if e.within)


def test_a_file_without_the_columns_says_which_it_needs(tmp_path: Path):
    (tmp_path / "states.csv").write_text("name\nAtlantis\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="label_en"):
        load_authority(tmp_path)
