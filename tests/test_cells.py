"""No cell of a table that a spreadsheet opens is a formula, and nothing else is changed."""

import pytest

from communique.cells import inert, inert_row


@pytest.mark.parametrize(
    "cell",
    ['=HYPERLINK("http://x/","y")', "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-2+3", "\t=1", "\r=1"],
)
def test_what_would_be_a_formula_becomes_words(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["", "Anna", "-20", "+3.5", "-0.1", "a=b", "https://x/?a=b", "— =1"]
)
def test_numbers_and_words_stay_as_they_are(cell: str) -> None:
    assert inert(cell) == cell


@pytest.mark.parametrize(
    ("row", "safe"),
    [
        (b"http://x/,Anna,-20\r\n", b"http://x/,Anna,-20\r\n"),
        (b"http://x/,=1+1,-20\r\n", b"http://x/,'=1+1,-20\r\n"),
        (b'http://x/,"=A1,""b""",x\r\n', b'http://x/,"\'=A1,""b""",x\r\n'),
        (b'http://x/,"a,=b",x\r\n', b'http://x/,"a,=b",x\r\n'),
        (b'http://x/,"two\r\n=lines"\r\n', b'http://x/,"two\r\n=lines"\r\n'),
        ("http://x/,=Анна\r\n".encode(), "http://x/,'=Анна\r\n".encode()),
    ],
)
def test_rows_of_bytes(row: bytes, safe: bytes) -> None:
    assert inert_row(row) == safe
