"""Text and structure of a DOCX file."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from communique.errors import ReportError
from communique.text.composer import Composed, Composer
from communique.text.source import SourceMeta, primary_language

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_EXPANSION = 20


def read_docx(data: bytes, place: str, limit: int) -> Composed:
    """Read a Word file: headings, list items, tables and emphasis become marks.

    Raises ReportError for a damaged archive and for one that unpacks to more than
    20 times `limit` bytes (a zip bomb).
    """
    document = _open(data, place, limit)
    composer = Composer()
    try:
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                _write_table(composer, block)
            else:
                _write_paragraph(composer, block)
        return composer.composed(_meta(document))
    except (AttributeError, LookupError, ValueError, SyntaxError):
        # Well-formed XML in places where Word has other elements.
        raise _damaged(place) from None


def _open(data: bytes, place: str, limit: int) -> WordDocument:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > _EXPANSION * limit:
                raise ReportError(
                    f"the file unpacks to {size:,} bytes.",
                    place=place,
                    remedy="Give the text alone.",
                )
        return Document(io.BytesIO(data))
    except _BROKEN:
        raise _damaged(place) from None


_BROKEN = (
    zipfile.BadZipFile, zlib.error, PackageNotFoundError, KeyError, ValueError, SyntaxError,
    OSError, AttributeError, EOFError, NotImplementedError,
)  # fmt: skip
"""What the libraries raise for archives and XML that are not well."""


def _damaged(place: str) -> ReportError:
    return ReportError(
        "the Word file is damaged.", place=place, remedy="Open it and save it again as .docx."
    )


def _meta(document: WordDocument) -> SourceMeta:
    properties = document.core_properties
    return SourceMeta(
        title=properties.title or "", language=primary_language(properties.language or "")
    )


def _write_paragraph(composer: Composer, paragraph: Paragraph) -> None:
    for text, strong in _runs(paragraph):
        start = composer.position
        composer.write(text)
        if strong:
            composer.mark(start, "emphasis")
    composer.end_block(*_kind(paragraph))


def _runs(paragraph: Paragraph) -> Iterator[tuple[str, bool]]:
    """Yield stretches of text and whether they are set in bold, neighbours joined."""
    text, strong = "", False
    for run in paragraph.runs:
        if bool(run.bold) != strong and text:
            yield text, strong
            text = ""
        strong = bool(run.bold)
        text += run.text
    if text:
        yield text, strong
    elif not paragraph.runs and paragraph.text:
        yield paragraph.text, False


def _kind(paragraph: Paragraph) -> tuple[str, int]:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    heading = _HEADING.search(style)
    if heading:
        return "heading", int(heading[1])
    if style == "Title":
        return "title", 1
    properties = paragraph._p.pPr
    if style.startswith("List") or (properties is not None and properties.numPr is not None):
        return "item", 1
    return "paragraph", 0


def _write_table(composer: Composer, table: Table) -> None:
    for row in table.rows:
        seen: list[object] = []
        for cell in row.cells:
            if cell._tc in seen:
                continue
            if seen:
                composer.write(" | ")
            seen.append(cell._tc)
            start = composer.position
            composer.write(" ".join(cell.text.split()))
            composer.mark(start, "cell")
        composer.end_block("row")
