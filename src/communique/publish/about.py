"""The files of a release that describe it and its other files."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from string import Template

from communique.config import Settings
from communique.publish.files import DumpFile, describe_files
from communique.publish.licence import licence_text
from communique.publish.queries import load_query
from communique.publish.statistics import Statistics
from communique.publish.void import describe_release
from communique.store.base import ReadableStore


def write_about(
    store: ReadableStore,
    settings: Settings,
    number: int,
    dumps: Path,
    statistics: Statistics,
    written: Iterable[DumpFile],
) -> list[DumpFile]:
    """Write words, licence, VoID and checksums.

    Returns all files, those `written` before included.
    """
    _write_words(dumps, settings, number)
    (row,) = store.select(load_query("example"))
    found = describe_files(dumps, written)
    void = describe_release(statistics, row.get("example"), settings, number, found)
    (dumps / "void.ttl").write_bytes(void.serialize(format="turtle", encoding="utf-8"))
    found = describe_files(dumps, found)
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in found)
    (dumps / "SHA256SUMS").write_text(sums, encoding="utf-8")
    return describe_files(dumps, found)


def _write_words(dumps: Path, settings: Settings, number: int) -> None:
    words = files(__package__).joinpath("words/README.txt").read_text(encoding="utf-8")
    licence = settings.publication.licence
    filled = Template(words).substitute(
        title=settings.server.title, number=number, base=settings.base, licence=licence
    )
    (dumps / "README.txt").write_text(filled, encoding="utf-8")
    (dumps / "LICENSE").write_text(licence_text(licence), encoding="utf-8")
