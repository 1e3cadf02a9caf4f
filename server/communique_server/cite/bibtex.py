"""BibTeX's own way with characters: a text goes in, the same text as BibTeX writes it comes out."""

import re

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_NO_KEY = re.compile(r"[^A-Za-z0-9:-]+")


def escape(text: str) -> str:
    """Return a text with the characters that mean something to TeX written out."""
    return "".join(_SPECIAL.get(character, character) for character in text)


def key(local: str, release: int) -> str:
    """Return the key of an entry: a local name and the release it was read in."""
    return f"{_NO_KEY.sub('-', local)}-{release}"
