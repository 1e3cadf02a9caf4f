"""Bytes to text: which encoding a file is in, and what is no text at all."""

import codecs
import re

from charset_normalizer import from_bytes

from communique.errors import ReportError

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = [
    "cp1251",
    "koi8_r",
    "cp866",
    "cp1252",
    "cp1250",
    "iso8859_5",
    "iso8859_1",
    "mac_cyrillic",
]
_UTF8_RUN = re.compile(rb"(?:[\xd0\xd1][\x80-\xbf]){4}")
"""Four Cyrillic letters in UTF-8; in no other encoding do such bytes make words."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_CONTROL_SHARE = 0.02
_REMEDY = "Save it as UTF-8 text, or give the original .html, .docx or .pdf."


def decode(data: bytes, place: str) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding; line ends stay as they are.

    UTF-8 where the bytes are valid UTF-8; UTF-16 and UTF-32 by their byte order mark; else the
    likeliest of the single-byte encodings. A UTF-8 byte order mark stays in the text, so that the
    hash of the text is that of the file. Raises ReportError for what is empty, binary or in no
    encoding that fits.
    """
    if not data.strip():
        raise ReportError("the file is empty.", place=place, remedy="Check the download.")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(_decoded(data, encoding, place), place), encoding
    try:
        return _checked(data.decode("utf-8"), place), "utf-8"
    except UnicodeDecodeError as error:
        return _guess(data, error.start, place)


def _decoded(data: bytes, encoding: str, place: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReportError(
            f"byte {error.start} is no {encoding} text.", place=place, remedy=_REMEDY
        ) from None


def _guess(data: bytes, first_wrong: int, place: str) -> tuple[str, str]:
    if b"\0" in data:
        raise _binary(place)
    if _UTF8_RUN.search(data):
        raise ReportError(
            f"byte {first_wrong} is not UTF-8, but other parts are: two encodings in one file.",
            place=place,
            remedy=_REMEDY,
        )
    best = from_bytes(data, cp_isolation=_CANDIDATES, threshold=0.4).best()
    if best is None:
        raise ReportError(
            f"byte {first_wrong} is not UTF-8, and no other encoding fits.",
            place=place,
            remedy=_REMEDY,
        )
    return _checked(str(best), place), best.encoding


def _checked(text: str, place: str) -> str:
    control = sum(1 for _ in _CONTROL.finditer(text))
    if "\0" in text or control > max(2, _CONTROL_SHARE * len(text)):
        raise _binary(place)
    if not any(c.isalnum() for c in text):
        raise ReportError(
            "there are no words in the file.", place=place, remedy="Check the download."
        )
    return text


def _binary(place: str) -> ReportError:
    return ReportError(
        "this is a binary file, not text.",
        place=place,
        remedy="Reports are read from .txt, .md, .html, .docx and .pdf.",
    )
