"""The questions on a small round table: what each must answer, and that all have their line."""

from pathlib import Path

import pytest
from rdflib import Dataset, URIRef

from communique.config import DEFAULT_BASE
from communique.graph.serialize import nquads
from communique.publish.conclusions import conclude_anew
from communique.queries.load import load_questions, load_workspace_questions, question
from communique.store.oxigraph import EmbeddedStore

SAMPLE = Path(__file__).with_name("sample.ttl")
PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
TOLD_BY = "Vannarith Chheang"
ANSWERS: dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]] = {
    "said-about-bodies": (
        ("who", "ordinal"),
        [("Evgeny Kanaev", "1"), (TOLD_BY, "1")],
    ),
    "participant-count": (("participants",), [("4",)]),
    "disputes": (("statement", "disputed"), [("kanaev-1", "chheang-1")]),
    "tensions": (
        ("statement", "other"),
        [("chheang-1", "kanaev-1"), ("kanaev-1", "chheang-1")],
    ),
    "institutions-present": (
        ("state_name", "name"),
        [("Russia", "Asia Pacific Department")],
    ),
    "agreements-with-continuers": (
        ("state_name", "name", "itself"),
        [
            ("Cambodia", "First agreement", "true"),
            ("Russia", "First agreement", "false"),
            ("Soviet Union", "First agreement", "true"),
        ],
    ),
    "affiliations": (
        ("institution_name", "name"),
        [
            ("Asia Pacific Department", "Evgeny Kanaev"),
            ("Higher School of Economics", "Evgeny Kanaev"),
        ],
    ),
    "visits": (("title", "who", "place_name"), [("Visit of Hun Sen", "Hun Sen", "Moscow"),
                                                ("Visit of Hun Sen", "Hun Sen", "Russia")]),
    "visits-told-of": (("title", "date", "told_by"), [("Visit of Hun Sen", "2016", TOLD_BY)]),
    "places-of-signing": (("place_name",), [("Moscow",), ("Russia",)]),
    "moderators-and-openers": (
        ("name", "role"),
        [("Ksenia Kuzmina", "moderator"), ("Andrey Kortunov", "welcome")],
    ),
    "negotiations": (("title", "told_by"), [("Free trade area", TOLD_BY)]),
    "differing-titles": (("name", "title", "other_title"), [
        ("Evgeny Kanaev", "Head", "Deputy Head")]),
    "precision-of-dates": (("precision", "number"), [("year", "1")]),
    "speakers-not-listed": (("name",), []),
    "redirects": (("entity",), []),
    "shared-topics": (("name", "speakers", "statements"), [("trade", "2", "2")]),
    "envoys-on-the-same": (
        ("subject", "who", "for", "other_who", "other_for"),
        [(s, TOLD_BY, "Cambodia", "Evgeny Kanaev", "Russia") for s in ("eaeu", "trade")],
    ),
    "contradictions": (("thing", "attested_by"), [("other", "r")]),
    "hopes-and-proposals": (("statement", "who", "modality"), [("chheang-1", TOLD_BY, "hope")]),
    "mentions-of-a-state": (("state_name", "who", "ordinal"), [("Russia", TOLD_BY, "1")]),
    "periods": (
        ("from", "to", "who"),
        [("1970-01-01", "1975-12-31", "Evgeny Kanaev"), ("1979-01-01", "1991-12-31", "Evgeny Kanaev")],
    ),
    "days-left-out": (
        ("relation", "who", "before", "after"),
        [("cambodia-russia", "Evgeny Kanaev", "1975-12-31", "1979-01-01")],
    ),
    "by-software-version": (
        ("software", "entities", "reports"),
        [("communique 0.1.0", "2", "1")],
    ),
    "names-as-printed": (("name", "language", "kind"), [
        (n, "en", "preferred")
        for n in ("Andrey Kortunov", "Evgeny Kanaev", "Hun Sen", "Ksenia Kuzmina", TOLD_BY)]),
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    dataset = Dataset()
    dataset.graph(URIRef(f"{DEFAULT_BASE}graph/report/r")).parse(SAMPLE)
    store = EmbeddedStore()
    store.add(nquads(dataset))
    conclude_anew(store, DEFAULT_BASE)
    return store


def _local(term: object) -> str:
    return str(term).rpartition("/")[2] if isinstance(term, URIRef) else str(term)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_question_has_its_answer(store: EmbeddedStore, name: str) -> None:
    columns, expected = ANSWERS[name]
    asked = question(name)
    assert asked is not None
    rows = [tuple(_local(r.get(c, "")) for c in columns) for r in store.select(asked.text)]
    assert sorted(set(rows)) == sorted(expected)


def test_things_are_counted_by_class(store: EmbeddedStore) -> None:
    asked = question("counts-by-class")
    assert asked is not None
    counts = {_local(r["class"]): str(r["number"]) for r in store.select(asked.text)}
    expected = {"ns#Person": "5", "ns#Participation": "5", "ns#Statement": "2", "ns#Tenure": "4"}
    assert {name: counts[name] for name in expected} == expected


NOT_OF_THE_SAMPLE = {"namesakes", "conflicting-links", "no-label", "no-evidence"}
"""Work lists that are tested where they are used."""


def test_every_question_has_an_expected_answer_in_a_test() -> None:
    tests = "".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")
    )
    asked = {q.name for q in (*load_questions(), *load_workspace_questions())}
    assert {name for name in asked if f'"{name}"' not in tests} <= NOT_OF_THE_SAMPLE


def test_every_question_has_its_line_in_the_documentation() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for asked in (*load_questions(), *load_workspace_questions()):
        assert f"| `{asked.name}` |" in page, asked.name
    for number in range(1, 53):
        assert f"\n| Q{number:02} |" in page, number
