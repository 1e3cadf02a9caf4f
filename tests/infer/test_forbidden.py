"""What must not be concluded, though it seems near at hand: fifteen traps."""

import tomllib
from pathlib import Path

import pytest
from rdflib import OWL, RDF
from reasoning import graph_of, inferred

TOLD = tomllib.loads((Path(__file__).parent / "examples.toml").read_text(encoding="utf-8"))
TRAPS = TOLD["trap"]


def test_there_are_fifteen() -> None:
    assert [trap["id"] for trap in TRAPS] == list(range(1, 16))


@pytest.mark.parametrize("trap", TRAPS, ids=lambda t: f"{t['id']} {t['words']}")
def test_it_does_not_follow(trap: dict[str, str]) -> None:
    following = inferred(graph_of(trap["said"]))
    never = set(graph_of(trap["never"]))
    assert never
    assert not never & set(following)
    assert not list(following.subject_objects(OWL.sameAs))
    assert not [o for o in following.objects(None, RDF.type) if str(o).endswith(("Place", "Thing"))]
