"""A report as it was read: its text verbatim, and what a curator says of it."""

from dataclasses import dataclass, field
from datetime import date

from communique.text.profile import Profile


@dataclass(frozen=True, slots=True)
class SourceMeta:
    """What `NAME.meta.toml` beside a report says of it; every field may be unknown ("" or None).

    `text` is "open" when the source's words may be served whole, else "withheld".
    `sections` lists lines (from 1) that are headings of sections, not of speakers.
    """

    title: str = ""
    publisher: str = ""
    url: str = ""
    licence: str = ""
    language: str = ""
    issued: date | None = None
    retrieved: date | None = None
    source: str = ""
    profile: str = ""
    text: str = "open"
    sections: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text that offsets count in.

    For a text file it is the decoded file, line ends untouched; for HTML, DOCX and PDF the text
    read out of it. `sha256` is of `text` in UTF-8, `bytes_sha256` of the file as received: equal
    for a UTF-8 text file. `marks` are the structure a format itself states (HTML headings, list
    items, navigation): half-open spans with a kind, empty for plain text. `profile` is what a
    curator says of the publisher's pages.
    """

    name: str
    media_type: str
    text: str
    sha256: str
    bytes_sha256: str
    encoding: str = "utf-8"
    meta: SourceMeta = field(default_factory=SourceMeta)
    marks: tuple["Mark", ...] = ()
    profile: Profile = field(default_factory=Profile)

    def line_of(self, offset: int) -> int:
        """Return the line (from 1) that the character at `offset` stands in."""
        return self.text.count("\n", 0, offset) + 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch `[start, end)` of the text that the format calls by a name.

    `kind` is "title", "heading", "paragraph", "item", "cell", "row", "emphasis" or "furniture";
    `level` is a heading's or a list's depth, from 1.
    """

    start: int
    end: int
    kind: str
    level: int = 0


def primary_language(tag: str) -> str:
    """Return the primary subtag of a language tag, in small letters (BCP 47, 2.2.1); "" for none.

    What is no tag – pages state all sorts of things – tells of no language.
    """
    primary = tag.replace("_", "-").partition("-")[0].strip().lower()
    return primary if primary.isascii() and primary.isalpha() and len(primary) in (2, 3) else ""
