"""Russian bodies that no noun shows, that a noun alone means, and nouns that name no body."""

import pytest


def _read(read, *paragraphs: str):
    return read("\n\n".join(("Встреча в Баку", "12 мая 2021 года", *paragraphs)) + "\n")


def _held(found, person: str) -> list[list[str]]:
    return [found.chain(t.organization) for t in found.tenures(person)]


@pytest.mark.parametrize(
    ("sentence", "person", "body"),
    [
        ("Выступил глава Россельхознадзора Сергей Данкин.", "Сергей Данкин", "Россельхознадзор"),
        ("Выступил ректор ОмГУ Сергей Замятников.", "Сергей Замятников", "ОмГУ"),
        ("Выступил президент «Роснефти» Игорь Седов.", "Игорь Седов", "Роснефть"),
        ("Он беседовал с главой Росатома Алексеем Лиховым.", "Алексей Лихов", "Росатом"),
        ("Был Пётр Сомов, генеральный директор Лукойла.", "Пётр Сомов", "Лукойл"),
    ],
)
def test_a_proper_name_between_an_office_and_its_holder_is_a_body(read, sentence, person, body):
    found = _read(read, sentence)
    assert _held(found, person) == [[body]]
    assert found.institutions() == [body]


def test_a_body_may_follow_the_unit_that_it_holds(read):
    found = _read(
        read,
        "Выступила начальник Верхне-Обского бассейнового управления Росводресурсов Ольга Гоголева.",
    )
    assert _held(found, "Ольга Гоголева") == [
        ["Верхне-Обское бассейновое управление", "Росводресурсы"]
    ]


@pytest.mark.parametrize(
    ("sentence", "person", "title"),
    [
        ("Выступил мэр Нови-Сада Милош Вучевич.", "Милош Вучевич", "мэр Нови-Сада"),
        ("Выступил глава Якутии Айсен Николаев.", "Айсен Николаев", "глава Якутии"),
        ("Выступил председатель Нгуен Тхи Лан.", "Нгуен Тхи Лан", "председатель"),
        ("Выступила профессор Мария Анна Коваль.", "Мария Анна Коваль", "профессор"),
    ],
)
def test_a_town_or_a_part_of_the_name_is_no_body(read, sentence, person, title):
    found = _read(read, sentence)
    assert found.titles(person) == [title]
    assert found.institutions() == []


def test_companies_after_one_noun_are_each_a_body(read):
    found = _read(read, "Предприятия «Газпром» и «Петровьетнам» добывают газ на шельфе.")
    assert sorted(found.institutions()) == ["Газпром", "Петровьетнам"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Вуз сотрудничает с 14 университетами Китая.",
        "В стране работают 62 предприятия с венгерским участием.",
        "Китайские компании вкладывают в порты.",
        "Российские вузы и министерства обеих стран готовы помочь.",
    ],
)
def test_a_noun_in_the_plural_names_no_body(read, sentence):
    assert _read(read, sentence).institutions() == []


def test_who_serves_under_a_head_is_of_the_same_body(read):
    found = _read(
        read,
        "Гостей принял ректор ДВФУ Борис Коробов.",
        "Проректор по международным отношениям Ольга Кимова рассказала о программах.",
    )
    assert _held(found, "Ольга Кимова") == [["ДВФУ"]]


def test_a_degree_before_a_title_is_no_part_of_it(read):
    found = _read(read, "Выступила д.э.н., профессор МГИМО Анна Петрова.")
    assert found.titles("Анна Петрова") == ["профессор"]


def test_a_rank_stands_between_an_office_and_a_name(read):
    found = _read(
        read,
        "Лекция прошла в Славянском институте.",
        "Присутствовал директор института профессор Патрик Малуки.",
    )
    offices = {
        (t.title, tuple(found.chain(t.organization))) for t in found.tenures("Патрик Малуки")
    }
    assert ("директор", ("Славянский институт",)) in offices


def test_a_word_that_never_changes_may_stand_before_the_noun(read):
    found = _read(read, "Профессор Торайгыров университета Канат Ахметов возразил ей.")
    assert _held(found, "Канат Ахметов") == [["Торайгыров университет"]]


def test_adjectives_of_states_may_stand_in_small_letters(read):
    found = _read(
        read,
        "Российско-казахстанский Деловой совет провёл форум.",
        "Сопредседатель российско-казахстанского Делового совета Олег Шмаков отметил рост.",
    )
    assert found.titles("Олег Шмаков") == ["Сопредседатель"]
    assert [name.lower() for name in found.institutions()] == [
        "российско-казахстанский деловой совет"
    ]


def test_a_mission_is_told_by_its_city(read):
    found = _read(read, "Генеральное консульство России в Осаке организовало приём.")
    assert found.institutions() == ["Генеральное консульство России в Осаке"]


def test_an_ambassador_implies_the_embassy(read):
    found = _read(read, "Встречу открыл Посол Беларуси в Сербии Валерий Бриллев.")
    (embassy,) = found.facts.institutions
    assert embassy.implied
    assert _held(found, "Валерий Бриллев") == [["Посольство Беларуси в Сербии"]]


def test_a_body_is_one_however_its_state_is_named(read):
    found = _read(
        read,
        "Посольство Российской Федерации в Республике Кения объявило о лекции.",
        "Посол России в Кении Дмитрий Максимчев выступил.",
        "Правительство Республики Узбекистан и Правительство Узбекистана – одно и то же.",
    )
    assert sorted(found.institutions()) == [
        "Посольство Российской Федерации в Республике Кения",
        "Правительство Республики Узбекистан",
    ]


def test_a_mission_of_a_foundation_is_one_body(read):
    found = _read(
        read,
        "Российский совет по делам мира (РСДМ) и представительство Фонда Конрада Аденауэра в России провели семинар.",
    )
    assert "представительство Фонда Конрада Аденауэра в России" in found.institutions()
    assert len(found.institutions()) == 2


def test_a_holder_is_no_part_of_an_abbreviation(read):
    found = _read(
        read,
        "Приехали гости из Казахстанского института стратегических исследований (КИСИ).",
        "Дискуссию открыли и.о. директора КИСИ Алия Мусабаева и врио ректора АГУ Игорь Алексеев.",
    )
    assert found.persons() == ["Алия Мусабаева", "Игорь Алексеев"]
    assert _held(found, "Алия Мусабаева") == [
        ["Казахстанский институт стратегических исследований"]
    ]


def test_a_unit_of_a_department_of_a_ministry_is_a_chain(read):
    found = _read(
        read, "Была Оксана Косых – начальник отдела Департамента сотрудничества Минфина России."
    )
    assert _held(found, "Оксана Косых") == [
        ["отдел", "Департамент сотрудничества", "Министерство финансов России"]
    ] or _held(found, "Оксана Косых") == [
        ["Департамент сотрудничества", "Министерство финансов России"]
    ]


def test_a_title_within_the_name_of_a_house_is_nobodys(read):
    found = _read(
        read,
        "Делегацию возглавлял председатель комиссии по делам Азии Палаты представителей Марокко "
        "Саллам Талби.",
    )
    assert found.titles("Саллам Талби") == ["председатель"]
    assert _held(found, "Саллам Талби") == [
        ["комиссия по делам Азии", "Палата представителей Марокко"]
    ]


def test_what_is_still_to_be_founded_is_no_body(read):
    found = _read(read, "Баку предлагает создать центр мониторинга и открыть новый институт моря.")
    assert found.institutions() == []


@pytest.mark.parametrize(
    ("sentence", "person", "body"),
    [
        (
            "Заместитель директора Государственного Эрмитажа Георгий Вилинский рассказал о музее.",
            "Георгий Вилинский",
            "Государственный Эрмитаж",
        ),
        ("Директор Русского дома Мурат Гатин открыл зал.", "Мурат Гатин", "Русский дом"),
    ],
)
def test_a_proper_name_may_have_an_adjective(read, sentence, person, body):
    found = _read(read, sentence)
    assert _held(found, person) == [[body]]


def test_a_region_is_no_body(read):
    found = _read(read, "Глава Омской области Мурат Гатин открыл зал.")
    assert found.institutions() == []
    assert found.titles("Мурат Гатин") == ["Глава Омской области"]


def test_a_body_known_by_its_place_is_met_elsewhere(read):
    found = _read(
        read,
        "Русский дом и Росатом провели вечер.",
        "Его открыли директор Русского дома Мурат Гатин и глава Росатома Алексей Лихов.",
    )
    first = {i.label: i.evidence.spans[0].of(found.text) for i in found.facts.institutions}
    assert first == {"Русский дом": "Русский дом", "Росатом": "Росатом"}


@pytest.mark.parametrize("words", ["Наш музей вырос.", "Этот институт вырос."])
def test_a_pronoun_names_no_body(read, words):
    assert _read(read, words).institutions() == []


def test_a_rubric_in_capitals_is_no_body(read):
    found = read("НОВОСТИ ИНСТИТУТА\n\nУчёные встретились\n\n20 ноября 2019 г. прошла встреча.\n")
    assert found.institutions() == []


def test_a_foreign_holder_is_no_part_of_a_noun_in_small_letters(read):
    found = _read(
        read,
        "Прошла встреча с делегацией Токийского университета.",
        "Её представлял вице-президент университета Кэндзи Сато.",
    )
    assert _held(found, "Кэндзи Сато") == [["Токийский университет"]]
