"""Marks of a Markdown file: the text stays as it is, the marks say what its signs mean."""

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from communique.text.source import Mark

_FRONT_MATTER = re.compile(r"\A\ufeff?---\r?\n.*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TABLE_RULE = re.compile(r"^[\s|:+-]+$")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_WEAK = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]+?)(?<=\S)\1(?![\w*])")
_LINKS_ALONE = re.compile(r"^[\s|·•]*(?:!?\[[^\]]*\]\([^)]*\)[\s|·•]*)+$")
_CONTENTS = re.compile(r"^(?:[-*+]|\d+[.)])\s+\[[^\]]*\]\(#[^)]*\)\s*$")
"""An item that only leads to a place further down: a table of contents."""
_PLACE_MARK = re.compile(r"^<a\s[^>]*>\s*(?:</a>)?\s*$")


def markdown_marks(text: str) -> tuple[Mark, ...]:
    """Return the marks of a Markdown text; the front matter and lines of links are furniture."""
    front = _FRONT_MATTER.match(text)
    body = front.end() if front else 0
    marks = [Mark(0, body, "furniture")] if front else []
    starts = _line_starts(text, body)
    for token in _blocks(text[body:]):
        assert token.map is not None
        start, end = starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)]
        marks.extend(_block_marks(text, token, start, end))
    for pattern in (_STRONG, _WEAK):
        marks.extend(Mark(m.start(2), m.end(2), "emphasis") for m in pattern.finditer(text, body))
    return tuple(sorted(marks, key=lambda m: (m.start, -m.end, m.kind)))


def _blocks(body: str) -> Iterator[Token]:
    parser = MarkdownIt("commonmark").enable("table")
    for token in parser.parse(body):
        if token.map is not None and (token.nesting == 1 or token.type in ("hr", "html_block")):
            yield token


def _line_starts(text: str, body: int) -> list[int]:
    """Return the offset of each line of the body as Markdown counts lines, and the end."""
    starts = [body, *(m.end() for m in re.finditer(r"\r\n|\n|\r", text[body:]))]
    return [starts[0], *(s + body for s in starts[1:]), len(text)]


def _block_marks(text: str, token: Token, start: int, end: int) -> Iterator[Mark]:
    if token.type == "heading_open":
        yield from _trimmed(text, start, end, "heading", int(token.tag[1:]))
    elif token.type == "hr":
        yield from _trimmed(text, start, end, "furniture")
    elif token.type == "paragraph_open" and _is_furniture(text[start:end]):
        yield from _trimmed(text, start, end, "furniture")
    elif token.type == "list_item_open" and _CONTENTS.match(text[start:end].strip()):
        yield from _trimmed(text, start, end, "furniture")
    elif token.type == "html_block" and _PLACE_MARK.match(text[start:end].strip()):
        yield from _trimmed(text, start, end, "furniture")
    elif token.type == "list_item_open":
        yield Mark(start, end, "item", token.level // 2 + 1)
    elif token.type == "tr_open" and not _TABLE_RULE.match(text[start:end]):
        yield from _row(text, start, end)
    elif token.type == "thead_open":
        rule = text.find("\n", start) + 1
        yield from _trimmed(text, rule, _end_of_line(text, rule), "furniture")


def _is_furniture(words: str) -> bool:
    """Whether a paragraph is links or pictures alone, or the name of a place to lead to."""
    return bool(_LINKS_ALONE.match(words) or _PLACE_MARK.match(words.strip()))


def _row(text: str, start: int, end: int) -> Iterator[Mark]:
    yield from _trimmed(text, start, end, "row")
    bars = [start - 1, *(i for i in range(start, end) if text[i] == "|"), end]
    for left, right in pairwise(bars):
        words = text[left + 1 : right]
        if words.strip():
            yield from _trimmed(text, left + 1, right, "cell")


def _trimmed(text: str, start: int, end: int, kind: str, level: int = 0) -> Iterator[Mark]:
    words = text[start:end]
    lead = 0 if kind == "furniture" else len(words) - len(words.lstrip(" \t#"))
    tail = len(words) - len(words.rstrip(" \t\r\n#" if kind == "heading" else None))
    if lead < len(words) - tail:
        yield Mark(start + lead, end - tail, kind, level)


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
