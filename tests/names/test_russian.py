import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.names.russian import is_russian, lemma_key, nominative


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Сергеем Викторовичем Рябининым", "Сергей Викторович Рябинин"),
        ("П.Н. Соловьёвым", "П.Н. Соловьёв"),
        ("Анной Кузнецовой", "Анна Кузнецова"),
        ("Марии Захарченко", "Мария Захарченко"),
        ("Дмитрию Орлову", "Дмитрий Орлов"),
        ("Игорь Иванов", "Игорь Иванов"),
    ],
)
def test_a_persons_name_returns_to_the_nominative(printed, name):
    assert nominative(printed) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Министерством иностранных дел России", "Министерство иностранных дел России"),
        ("Института мировой экономики", "Институт мировой экономики"),
        ("Национальной академии наук", "Национальная академия наук"),
        ("Фонда Орлова", "Фонд Орлова"),
        ("Исследовательского центра «Аль-Масар»", "Исследовательский центр «Аль-Масар»"),
        ("Торгово-промышленной палаты РФ", "Торгово-промышленная палата РФ"),
        ("МГУ", "МГУ"),
    ],
)
def test_only_the_head_of_a_bodys_name_changes(printed, name):
    assert nominative(printed) == name


def test_forms_of_one_name_share_a_key():
    assert lemma_key("Министерством финансов") == lemma_key("Министерства финансов")


def test_a_latin_name_stays_as_it_is():
    assert nominative("Ministry of Finance") == "Ministry of Finance"
    assert not is_russian("Ministry of Finance")


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВ .-«»", max_size=60))
def test_any_phrase_has_a_nominative(phrase):
    assert isinstance(nominative(phrase), str)
    lemma_key(phrase)


def test_letters_without_a_unicode_name_are_no_words():
    assert lemma_key("Россия \U00017000")
