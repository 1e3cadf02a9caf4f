"""Files from strangers: each is stored, or refused in a line; in bounded time and memory.

Reports, DOCX, PDF and RDF files are changed at random with a fixed seed, DOCX also inside its
archive, and go the whole way of a report up to the point where it would be stored.
"""

import io
import resource
import signal
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document as WordDocument
from mutation import mutate
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from communique.config import DEFAULT_BASE
from communique.errors import CommuniqueError
from communique.examine import READER_FAILED, Examiner
from communique.sources import SourceFile
from communique.text.meta import SourceMeta
from communique.workspace import create_workspace

ROOT = Path(__file__).parents[2]
FILES = 12_000
FILES_OF_EVERY_RUN = 120
SECONDS = 20
"""After which reading one file, of at most 200,000 bytes, is called a hang."""
GROWTH = 600_000_000
"""Bytes that the process may grow by while it reads them all."""


def seeds() -> dict[str, list[bytes]]:
    """Files that are well, by suffix."""
    reports = sorted((ROOT / "data" / "reports").glob("*.*"))
    texts = [p for p in reports if p.suffix in (".txt", ".md") and p.stat().st_size < 5000]
    words = [p.read_text(encoding="utf-8") for p in texts]
    return {
        ".txt": [text.encode() for text in words],
        ".md": [text.encode() for text in words],
        ".html": [p.read_bytes() for p in reports if p.suffix == ".html"],
        ".docx": [docx(text) for text in words[:3]],
        ".pdf": [pdf(text) for text in words[:3]],
        ".ttl": [(ROOT / "tests" / "shapes" / "valid.ttl").read_bytes()],
    }


def docx(text: str) -> bytes:
    document = WordDocument()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(text: str) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(612, 792)
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    lines = [line.translate({40: None, 41: None, 92: None}) for line in text.splitlines()]
    stream = DecodedStreamObject()
    shown = "".join(f"({line}) Tj T*\n" for line in lines)
    stream.set_data(f"BT /F1 9 Tf 12 TL 40 760 Td {shown} ET".encode("latin-1", "replace"))
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def inside(archive: bytes, others: list[bytes], seed: int) -> bytes:
    """A DOCX whose archive is well and whose document is not."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, mutate(data, others, seed) if name.endswith("ment.xml") else data)
    return out.getvalue()


def files(count: int) -> Iterator[tuple[str, bytes]]:
    known = seeds()
    others = [data for group in known.values() for data in group] + [docx("x")]
    suffixes = sorted(known)
    for seed in range(count):
        suffix = suffixes[seed % len(suffixes)]
        group = known[suffix]
        data = group[(seed // len(suffixes)) % len(group)]
        if suffix == ".docx" and seed % 4:
            yield f"{seed}{suffix}", inside(data, others, seed)
        else:
            yield f"{seed}{suffix}", mutate(data, others, seed)


@pytest.fixture
def deadline() -> Iterator[Callable[[], None]]:
    """Call it to have SECONDS from now on; then TimeoutError is raised where the reader is."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    yield lambda: signal.setitimer(signal.ITIMER_REAL, SECONDS) and None
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_a_file_from_a_stranger_is_read_or_refused(
    tmp_path: Path, soak: bool, deadline: Callable[[], None], say: Callable[[str], None]
) -> None:
    examiner = Examiner(create_workspace(tmp_path / "workspace", DEFAULT_BASE))
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    slowest, start = (0.0, ""), _memory()
    for name, data in files(FILES if soak else FILES_OF_EVERY_RUN):
        began = time.monotonic()
        deadline()
        try:
            outcomes[read(examiner, name, data)] += 1
        except Exception as error:  # noqa: BLE001  whatever else is what is looked for
            (tmp_path / name).write_bytes(data)
            wrong.append(f"{tmp_path / name}: {error!r}")
        slowest = max(slowest, (time.monotonic() - began, name))
    grown = _memory() - start
    for what, n in sorted(outcomes.items()):
        say(f"{what}: {n}")
    say(f"slowest: {slowest[0]:.1f} s ({slowest[1]}); grown by {grown / 1e6:.0f} MB")
    assert not wrong, "\n".join(wrong)
    assert grown < GROWTH
    assert len(outcomes) >= 2, "the files are not of both kinds"


def read(examiner: Examiner, name: str, data: bytes) -> str:
    """What became of a file; a refusal has to be one line that names it."""
    try:
        examined = examiner.examine(SourceFile(Path(name), data, b"", SourceMeta()))
    except CommuniqueError as error:
        said = str(error)
        if READER_FAILED in said:
            raise ValueError(said) from error
        if not said.startswith(name) or "\n" in said:
            raise ValueError(f"not one line that names the file: {said}") from error
        return "refused as no report"
    return "read" if examined.accepted is not None else "refused by a shape"


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
