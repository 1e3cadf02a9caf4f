"""Cells of tables for spreadsheets: the words of strangers are never taken for a formula.

A spreadsheet runs what begins with = + - @ or a tab; an apostrophe before it makes it words
(OWASP, CSV Injection). Numbers stay numbers, and answers of /sparql stay as the standard has them.
"""

import csv
import io
import re

_FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d+(\.\d+)?$)")
_MAY_HOLD_ONE = re.compile(rb'(^|[,"])[=@\t\r+-]')


def inert(cell: str) -> str:
    """Return a cell as words: with an apostrophe before what would be a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def inert_row(row: bytes) -> bytes:
    """Return a row of CSV in UTF-8, with its line's end, with all cells inert."""
    if not _MAY_HOLD_ONE.search(row):
        return row
    output = io.StringIO()
    text = row.decode("utf-8")
    (cells,) = csv.reader(io.StringIO(text, newline=""))
    end = text[len(text.rstrip("\r\n")) :]
    csv.writer(output, lineterminator=end).writerow(map(inert, cells))
    return output.getvalue().encode("utf-8")
