"""Sorted lines: the form in which releases are compared."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.publish.lines import difference, sorted_lines
from communique.store.quads import Quad, parse_line

LINES = st.lists(st.binary(max_size=3).map(lambda b: b.replace(b"\n", b"") + b"\n"))


@given(LINES, st.integers(1, 5))
def test_sorting_in_runs_equals_sorting_at_once(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], run: int
) -> None:
    scratch = tmp_path_factory.getbasetemp()
    assert list(sorted_lines(lines, scratch, run=run)) == sorted(set(lines))


@given(LINES, LINES)
def test_a_difference_leads_from_one_to_the_other(old: list[bytes], new: list[bytes]) -> None:
    found = list(difference(sorted(set(old)), sorted(set(new))))
    assert {line for sign, line in found if sign == "-"} == set(old) - set(new)
    assert {line for sign, line in found if sign == "+"} == set(new) - set(old)


@pytest.mark.parametrize(
    ("line", "quad"),
    [
        (b"<s> <p> <o> <g> .\n", Quad(b"<s>", b"<p>", b"<o>", b"<g>")),
        (b"<s> <p> <o> .\n", Quad(b"<s>", b"<p>", b"<o>", b"")),
        (b'<s> <p> "a \\" <x> ." <g> .\n', Quad(b"<s>", b"<p>", b'"a \\" <x> ."', b"<g>")),
        (b'<s> <p> "a"@en-GB .\n', Quad(b"<s>", b"<p>", b'"a"@en-GB', b"")),
        (b'<s> <p> "\\\\"^^<d> <g> .\n', Quad(b"<s>", b"<p>", b'"\\\\"^^<d>', b"<g>")),
    ],
)
def test_the_parts_of_a_line(line: bytes, quad: Quad) -> None:
    assert parse_line(line) == quad


def test_what_is_no_line_is_an_error() -> None:
    with pytest.raises(ValueError, match="canonical"):
        parse_line(b"<s> <p> .\n")


def test_scratch_files_do_not_stay(tmp_path: Path) -> None:
    list(sorted_lines([b"b\n", b"a\n", b"c\n"], tmp_path, run=1))
    assert list(tmp_path.iterdir()) == []
