"""Candidates: what counts as the same name, and when one is certain."""

from communique.link.entities import Catalogue, Entity, Type, Value, Word
from communique.link.held import index_of
from communique.link.index import Asked, CandidateIndex, Query


def entity(name: str, *labels: str, kind: str = "Person", **values: str) -> Entity:
    known = {key: (Value(value),) for key, value in values.items()}
    return Entity(name, name, tuple(Word(label, "en") for label in labels), (), (kind,), known)


def index(*entities: Entity) -> CandidateIndex:
    types = {name: Type(name, name, (), main=True) for name in ("Person", "State")}
    return index_of(Catalogue("", {e.id: e for e in entities}, types, {}))


KIN = entity("person:kin", "Kin Phea", positionTitle="Director")


def test_the_same_name_is_certain() -> None:
    [found] = index(KIN).find(Query("kin phea"))
    assert (found.score, found.match) == (100, True)


def test_the_family_name_may_come_first() -> None:
    [found] = index(KIN).find(Query("Phea Kin"))
    assert found.match


def test_another_spelling_in_another_script_is_only_likely() -> None:
    [found] = index(KIN).find(Query("Кин Пхеа"))
    assert 70 < found.score < 96
    assert not found.match


def test_a_common_word_alone_makes_no_candidate() -> None:
    others = [entity(f"person:{n}", f"Sergey Name{n}") for n in range(30)]
    found = index(KIN, *others, entity("person:l", "Sergey Lavrov")).find(Query("Sergey Lavrov"))
    assert [c.entity.id for c in found] == ["person:l"]


def test_what_contradicts_takes_certainty_away() -> None:
    doubted = Query("Kin Phea", properties=(Asked("positionTitle", (Value("Pilot"),)),))
    [found] = index(KIN).find(doubted)
    assert found.features["property_positionTitle"] == 0
    assert not found.match


def test_a_year_fits_its_days() -> None:
    dated = entity("person:d", "Kin Phea", founded="1979-05-12")
    asked = Query("Kin Phea", properties=(Asked("founded", (Value("1979"),)),))
    assert index(dated).find(asked)[0].features["property_founded"] == 90


def test_an_identifier_is_an_answer() -> None:
    [found] = index(KIN).find(Query("person:kin"))
    assert found.match


def test_nothing_like_it_is_no_candidate() -> None:
    assert index(KIN).find(Query("Zzqq Xjxj")) == []


def test_suggestions_begin_as_typed_and_can_be_skipped() -> None:
    found = index(
        KIN, entity("person:kind", "Kind Anna"), entity("state:k", "Old Kingdom", kind="State")
    )
    names = [e.id for e in found.suggest("kin", 10)]
    assert names == ["person:kin", "person:kind", "state:k"]
    assert [e.id for e in found.suggest("kin", 10, 1)] == names[1:]


def test_of_equal_candidates_the_one_of_which_most_is_known_comes_first() -> None:
    place = entity("place:norway", "Norway", kind="State")
    state = entity("state:norway", "Norway", kind="State", exactMatch="https://example.org/Q20")
    for limit in (1, 2):
        found = index(place, state).find(Query("Norway", limit=limit))
        assert [c.entity.id for c in found] == ["state:norway", "place:norway"][:limit]
        assert not found[0].match
