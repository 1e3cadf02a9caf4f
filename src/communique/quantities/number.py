"""Numbers as reports print them: what the comma, the point and the space in them mean."""

import re

NUMBER = (
    r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d+(?:[.,]\d+)?"
)
"""A number with its separators; grouped ones first."""

_SPACE = re.compile(r"[ \u00a0\u202f\u2009]")


def number_of(printed: str, language: str) -> float | None:
    """Return the value of a printed number; None for what is none.

    A comma before exactly three digits parts thousands in English, before one or two it is the
    decimal comma, wherever the text was written: "0,1%" is a tenth. In Russian a single comma is
    always decimal.
    """
    bare = _SPACE.sub("", printed)
    commas = bare.count(",")
    if commas and "." in bare:
        bare = bare.replace(",", "")
    elif commas > 1 or (commas and language != "ru" and re.search(r",\d{3}$", bare)):
        bare = bare.replace(",", "")
    else:
        bare = bare.replace(",", ".")
    try:
        return float(bare)
    except ValueError:
        return None
