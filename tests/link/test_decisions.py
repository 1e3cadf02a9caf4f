"""Decisions: kept for ever, never contradictory, readable by other tools."""

from datetime import date
from pathlib import Path

import pytest

from communique.errors import UsageError, WorkspaceError
from communique.link.decisions import (
    ACCEPTED,
    NOT_FOUND,
    REJECTED,
    Decision,
    decide,
    read_decisions,
    undo,
)
from communique.workspace import Workspace, create_workspace

TODAY = date(2026, 11, 24)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path, "https://data.example.org/")


def made(
    workspace: Workspace, subject: str, verdict: str, item: str = "", **known: str
) -> Decision:
    decision = Decision(subject, verdict, item, by="Ada", when="2026-11-24", **known)
    return decide(workspace, decision, {})


def test_a_decision_is_read_back_as_it_was(workspace: Workspace) -> None:
    kept = made(workspace, "person:a", ACCEPTED, "wikidata:Q1", reason='the "same"', label="Áda")
    assert read_decisions(workspace).rows == (kept,)


def test_the_order_of_deciding_leaves_the_same_file(tmp_path: Path) -> None:
    texts = []
    for order in ("ab", "ba"):
        workspace = create_workspace(tmp_path / order, "https://data.example.org/")
        for name in order:
            made(workspace, f"person:{name}", NOT_FOUND)
        texts.append(read_decisions(workspace).path.read_text(encoding="utf-8"))
    assert texts[0] == texts[1]


def test_the_same_decision_twice_is_one(workspace: Workspace) -> None:
    made(workspace, "person:a", ACCEPTED, "wikidata:Q1")
    made(workspace, "person:a", ACCEPTED, "wikidata:Q1")
    assert len(read_decisions(workspace).rows) == 1


def test_two_entities_are_never_one_item(workspace: Workspace) -> None:
    made(workspace, "person:a", ACCEPTED, "wikidata:Q1")
    with pytest.raises(UsageError, match="is the link of person:a already"):
        made(workspace, "person:b", ACCEPTED, "wikidata:Q1")


def test_nor_is_an_item_that_the_authority_files_gave_away(workspace: Workspace) -> None:
    new = Decision("person:b", ACCEPTED, "wikidata:Q1")
    with pytest.raises(UsageError, match="merge person:b person:a"):
        decide(workspace, new, {"person:a": ("wikidata:Q1",)})


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((REJECTED, "wikidata:Q1"), (ACCEPTED, "wikidata:Q1")),
        ((ACCEPTED, "wikidata:Q1"), (REJECTED, "wikidata:Q1")),
        ((ACCEPTED, "wikidata:Q1"), (ACCEPTED, "wikidata:Q2")),
        ((NOT_FOUND, ""), (ACCEPTED, "wikidata:Q1")),
        ((ACCEPTED, "wikidata:Q1"), (NOT_FOUND, "")),
    ],
)
def test_a_contradiction_has_to_be_undone_first(
    workspace: Workspace, first: tuple[str, str], second: tuple[str, str]
) -> None:
    made(workspace, "person:a", *first)
    with pytest.raises(UsageError, match="has a decision already"):
        made(workspace, "person:a", *second)
    undo(workspace, "person:a", "", "Bo", "misread", TODAY)
    assert made(workspace, "person:a", *second).holds


def test_what_is_undone_stays_in_the_file(workspace: Workspace) -> None:
    made(workspace, "person:a", REJECTED, "wikidata:Q1")
    undo(workspace, "person:a", "wikidata:Q1", "Bo", "misread", TODAY)
    [row] = read_decisions(workspace).rows
    assert row.superseded == "superseded 2026-11-24 by Bo: misread"
    assert not read_decisions(workspace).is_closed("person:a", "wikidata:Q1")


def test_a_half_edited_file_says_its_line_and_stays(workspace: Workspace) -> None:
    made(workspace, "person:a", REJECTED, "wikidata:Q1")
    path = read_decisions(workspace).path
    text = path.read_text(encoding="utf-8") + "person:b\tAda\n"
    path.write_text(text, encoding="utf-8")
    lines = len(text.splitlines())
    with pytest.raises(WorkspaceError, match=f"{lines}: this row has 2 cells"):
        made(workspace, "person:c", NOT_FOUND)
    assert path.read_text(encoding="utf-8") == text


def test_a_file_edited_by_hand_may_give_one_item_twice_and_that_is_found(
    workspace: Workspace,
) -> None:
    made(workspace, "person:a", ACCEPTED, "wikidata:Q1")
    made(workspace, "person:b", ACCEPTED, "wikidata:Q2")
    path = read_decisions(workspace).path
    path.write_text(path.read_text(encoding="utf-8").replace("Q2", "Q1"), encoding="utf-8")
    assert read_decisions(workspace).shared_items() == {"wikidata:Q1": ("person:a", "person:b")}
