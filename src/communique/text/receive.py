"""Receives a report: bytes of any known format become a `SourceText`, or are refused."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from communique.errors import ReportError
from communique.text.composer import Composed
from communique.text.decode import decode
from communique.text.docx import read_docx
from communique.text.html import read_html
from communique.text.markdown import markdown_marks
from communique.text.pdf import read_pdf
from communique.text.profile import Profile
from communique.text.source import SourceMeta, SourceText

DEFAULT_LIMIT = 16_777_216
"""Bytes a report may have."""

_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HTML = "text/html"
_MARKDOWN = "text/markdown"
_PLAIN = "text/plain"
_BY_SUFFIX = {
    ".txt": _PLAIN,
    ".text": _PLAIN,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".docx": _DOCX,
    ".pdf": _PDF,
}
SUFFIXES = frozenset(_BY_SUFFIX)
"""Suffixes of files that are read as reports."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def receive(
    data: bytes,
    name: str,
    meta: SourceMeta | None = None,
    *,
    limit: int = DEFAULT_LIMIT,
    profile: Profile | None = None,
) -> SourceText:
    """Read a report out of a file's bytes. `name` is its path, or any name with its suffix.

    The format is that of the content where it shows (PDF, DOCX, HTML), else of the suffix. What a
    page states of itself (title, site, date, language) fills the gaps of `meta`. Raises
    ReportError for a file that is empty, larger than `limit` bytes, binary, encrypted, damaged,
    without a text layer, or in no encoding that can be told.
    """
    source = _receive(data, name, meta or SourceMeta(), limit)
    return replace(source, profile=profile) if profile else source


def _receive(data: bytes, name: str, meta: SourceMeta, limit: int) -> SourceText:
    if len(data) > limit:
        raise ReportError(
            f"the file has {len(data):,} bytes, the limit is {limit:,}.",
            place=name,
            remedy="Raise [limits] upload_bytes, or give the report alone.",
        )
    if not data:
        raise ReportError("the file is empty.", place=name, remedy="Check the download.")
    media_type = _media_type(data, name)
    if media_type in (_DOCX, _PDF):
        read: Callable[[bytes, str, int], Composed] = read_docx if media_type == _DOCX else read_pdf
        composed = read(data, name, limit)
        return _source(name, media_type, data, composed, "utf-8", meta)
    text, encoding = decode(data, name)
    if media_type == _HTML:
        composed = read_html(text, meta)
    else:
        marks = markdown_marks(text) if media_type == _MARKDOWN else ()
        composed = Composed(text, marks, meta)
    return _source(name, media_type, data, composed, encoding, meta)


def _media_type(data: bytes, name: str) -> str:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    suffix = PurePath(name).suffix.lower()
    if head.startswith(b"%PDF-"):
        return _PDF
    if data.startswith(b"PK\x03\x04"):
        if suffix in ("", ".docx") or b"word/" in data:
            return _DOCX
        raise _unknown(name, "a ZIP archive")
    if data.startswith(_OLE):
        raise ReportError(
            "this is an encrypted or an old Word file.",
            place=name,
            remedy="Save it as .docx without a password.",
        )
    lowered = head.lower()
    if lowered.startswith((b"<!doctype html", b"<html")) or (
        lowered.startswith(b"<?xml") and b"<html" in lowered
    ):
        return _HTML
    if suffix in (".pdf", ".docx"):
        raise ReportError(
            f"this is no {suffix} file.", place=name, remedy="Check the download or its name."
        )
    return _BY_SUFFIX.get(suffix, _PLAIN)


def _source(
    name: str, media_type: str, data: bytes, composed: Composed, encoding: str, meta: SourceMeta
) -> SourceText:
    if not any(c.isalnum() for c in composed.text):
        raise ReportError(
            "there are no words in the file.",
            place=name,
            remedy="If it is a scan, run it through text recognition (OCR) first.",
        )
    return SourceText(
        name=name,
        media_type=media_type,
        text=composed.text,
        sha256=hashlib.sha256(composed.text.encode("utf-8", "surrogatepass")).hexdigest(),
        bytes_sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        meta=composed.meta or meta,
        marks=composed.marks,
    )


def _unknown(name: str, what: str) -> ReportError:
    return ReportError(
        f"this is {what}, not a report.",
        place=name,
        remedy="Reports are read from .txt, .md, .html, .docx and .pdf.",
    )
