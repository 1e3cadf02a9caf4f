"""What is broken, locked or enormous is refused in words, or read within bounds."""

import io
import zipfile
import zlib

import pytest
from docx import Document as WordDocument
from pypdf import PdfReader, PdfWriter

from communique.errors import ReportError
from communique.text.layout import read
from communique.text.receive import receive

LEAD = "A round table was held in Oslo on 3 May 2019."
MEGABYTE = 1 << 20
MIXED = "Встреча прошла в Осло.\n".encode() + "Речь шла о торговле.\n".encode("cp1251") * 3


def pdf(text="", password=""):
    """A PDF of one page, written by hand: the words are in its text layer."""
    words = text.replace("(", r"\(").replace(")", r"\)")
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode() if text else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(
        b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    )
    out.write(b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    if not password:
        return out.getvalue()
    writer = PdfWriter(clone_from=PdfReader(out))
    writer.encrypt(password, algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def docx(*paragraphs):
    document = WordDocument()
    for words in paragraphs:
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_text_layer_of_a_pdf_is_read():
    assert receive(pdf(LEAD), "r.pdf").text.strip() == LEAD


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (pdf(), "scan.pdf", "no text layer"),
        (pdf(LEAD, password="locked"), "locked.pdf", "needs a password"),
        (pdf(LEAD)[:200], "torn.pdf", "damaged|no text layer"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "locked.docx",
            "encrypted or an old Word",
        ),
        (docx(LEAD)[:900], "torn.docx", "damaged"),
        (b"PK\x03\x04 no archive", "r.docx", "damaged"),
        (b"", "r.txt", "empty"),
        (b" \n\t\n", "r.txt", "empty"),
        (b"GIF89a\0\0\0\0\x01\0\xff" * 40, "r.txt", "binary"),
        ("— … —\n".encode(), "r.txt", "no words"),
        (MIXED, "mixed.txt", "byte 41 is not UTF-8, "),
        (
            "Круглый стол прошёл в Москве.\n".encode("cp1251") * 20 + "Вторая часть.\n".encode(),
            "two.txt",
            "two encodings in one file",
        ),
    ],
    # The bytes of a .docx hold the time, and a test's name must be the same in each process.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_with_its_reason(data, name, says):
    with pytest.raises(ReportError, match=says) as error:
        receive(data, name)
    assert error.value.place == name
    assert error.value.remedy


def test_a_pdf_that_opens_without_a_password_is_read():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(LEAD))))
    writer.encrypt("", owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert LEAD in receive(out.getvalue(), "r.pdf").text


def test_a_decompression_bomb_is_refused_before_it_is_unpacked():
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx(LEAD))) as whole,
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for entry in whole.infolist():
            out.writestr(entry, whole.read(entry))
        out.writestr("word/media/zeros.bin", bytes(30 * MEGABYTE))
    assert len(bomb.getvalue()) < MEGABYTE
    with pytest.raises(ReportError, match="unpacks to 32,"):
        receive(bomb.getvalue(), "bomb.docx", limit=MEGABYTE)


@pytest.mark.parametrize("megabytes", [2, 200])
def test_a_page_that_unpacks_to_too_much_is_refused(megabytes):
    stream = zlib.compress(bytes(megabytes * MEGABYTE), 9)
    plain = pdf(LEAD)
    start = plain.index(b"4 0 obj") + len(b"4 0 obj\n")
    end = plain.index(b"endobj", start)
    body = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\n" % (len(stream), stream)
    with pytest.raises(ReportError, match="unpacks to more than 1,048,576 bytes"):
        receive(plain[:start] + body + plain[end:], "bomb.pdf", limit=MEGABYTE)


def test_the_paragraphs_of_a_word_file_are_read():
    assert receive(docx(LEAD, "Second."), "r.docx").text == f"{LEAD}\n\nSecond.\n"


@pytest.mark.parametrize("end", ["<p", "<p>Later <a href='x", "<table><tr><td>a</td>", "<!-- "])
def test_html_that_was_cut_off_is_read_as_far_as_it_goes(end):
    data = f"<html><body><main><p>{LEAD}</p>{end}".encode()
    source = receive(data, "r.html")
    assert LEAD in [b.span.of(source.text) for b in read(source, {}).blocks]


def test_fifty_megabytes_in_one_line_are_refused_by_their_size():
    with pytest.raises(ReportError, match="52,428,800 bytes"):
        receive(b"word " * (10 * MEGABYTE), "r.txt")


def test_a_line_of_fifty_megabytes_is_one_block_where_it_is_allowed():
    data = b"words " * (50 * MEGABYTE // 6)
    document = read(receive(data, "r.txt", limit=64 * MEGABYTE), {})
    assert len(document.blocks) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251"])
def test_russian_text_is_read_in_any_encoding(encoding):
    words = "Круглый стол по вопросам торговли состоялся в Москве. Участники обсудили перевозки."
    assert words in receive((words + "\n").encode(encoding), "r.txt").text


def test_right_to_left_marks_stay_in_the_text_and_move_no_offset():
    text = f"\u200fשלום\u200e and \u202bسلام\u202c.\n{LEAD}\n"
    document = read(receive(text.encode(), "r.txt"), {})
    assert document.source.text == text
    assert document.blocks[-1].span.of(text) == LEAD


def test_line_ends_and_a_byte_order_mark_stay_as_they_are():
    text = f"\ufeff{LEAD}\r\nSecond line.\r\n"
    assert receive(text.encode(), "r.txt").text == text
