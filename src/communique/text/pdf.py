"""Text of a PDF file. Its lines are the page's lines; repeated ones are headers and footers."""

import io
import re
from collections import Counter

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from communique.errors import ReportError
from communique.text.composer import Composed
from communique.text.source import Mark, SourceMeta

_NUMBER = re.compile(r"\d+")
_EDGE_LINES = 2


def read_pdf(data: bytes, place: str, limit: int) -> Composed:
    """Read the text layer of a PDF file, page after page.

    Lines that stand at the top or the foot of several pages, page numbers aside, are marked as
    furniture. Raises ReportError for a file that is damaged, needs a password, has no text
    layer, or holds more than `limit` characters.
    """
    pages = _pages(data, place, limit)
    if not any(any(c.isalnum() for c in page) for page in pages):
        raise ReportError(
            "the PDF has no text layer.",
            place=place,
            remedy="It is probably a scan: run it through text recognition (OCR) first.",
        )
    repeated = _repeated(pages)
    text, marks = "", []
    for page in pages:
        lines = page.splitlines()
        for index, line in enumerate(lines):
            edge = index < _EDGE_LINES or index >= len(lines) - _EDGE_LINES
            if edge and line.strip() and _shape(line) in repeated:
                marks.append(Mark(len(text), len(text) + len(line), "furniture"))
            text += line + "\n"
    return Composed(text, tuple(marks), _meta(data))


def _pages(data: bytes, place: str, limit: int) -> list[str]:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReportError(
                "the PDF needs a password.", place=place, remedy="Save it without protection."
            )
        pages: list[str] = []
        size = 0
        for page in reader.pages:
            _bounded(page, place, limit)
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > limit:
                raise ReportError(
                    f"the PDF holds more than {limit:,} characters.",
                    place=place,
                    remedy="Give the report alone.",
                )
    except LimitReachedError:
        raise _too_large(place, limit) from None
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        RecursionError,
    ):
        raise ReportError(
            "the PDF is damaged.", place=place, remedy="Open it and print it to PDF again."
        ) from None
    return [page.replace("\r\n", "\n").replace("\0", "") for page in pages]


def _bounded(page: PageObject, place: str, limit: int) -> None:
    """Refuse a page whose drawing instructions unpack to more than a report may have."""
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > limit:
        raise _too_large(place, limit)


def _too_large(place: str, limit: int) -> ReportError:
    return ReportError(
        f"a page of the PDF unpacks to more than {limit:,} bytes.",
        place=place,
        remedy="Print it to PDF again, or raise [limits] upload_bytes.",
    )


def _meta(data: bytes) -> SourceMeta:
    try:
        information = PdfReader(io.BytesIO(data)).metadata
        title = (information.title or "") if information else ""
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError):
        title = ""
    return SourceMeta(title=title)


def _shape(line: str) -> str:
    return _NUMBER.sub("#", " ".join(line.split())).lower()


def _repeated(pages: list[str]) -> set[str]:
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [_shape(line) for line in page.splitlines()]
        seen.update(set(lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]))
    return {
        shape for shape, count in seen.items() if shape and count > 1 and count * 2 >= len(pages)
    }
