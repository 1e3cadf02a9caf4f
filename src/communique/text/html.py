"""HTML pages: the text a visitor sees, with marks of headings, items, rows and page furniture.

Parsed as browsers parse (HTML Standard §13.2), so that no broken or hostile page fails. Nothing is
fetched and no script runs. Furniture is kept in the text, for nothing of a source is lost.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from communique.text.composer import Composed, Composer
from communique.text.source import SourceMeta, primary_language

_UNSEEN = frozenset(
    "script style noscript template svg math iframe object embed canvas head audio video map "
    "select datalist dialog textarea".split()
)
_FURNITURE_TAGS = frozenset("nav footer aside form button menu".split())
_FURNITURE_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu toolbar".split()
)
_FURNITURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|share|sharing|social|cookies?|consent|gdpr|related|"
    r"recommended|sidebar|footer|subscribe|subscription|newsletter|comments?|rating|vote|poll|tags?|"
    r"advert|ads?|promo|banner|widget|pagination|skip|breadcrumb|toolbar|popup|modal|print)"
    r"(?:$|[\s_-]|s$)"
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BLOCKS = frozenset(
    "p div section article main header ul ol li dl dt dd table thead tbody tfoot tr blockquote pre "
    "figure figcaption address fieldset details summary hr br center body html caption".split()
)
_EMPHASIS = frozenset("b strong em i u".split())
_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")


def read_html(text: str, meta: SourceMeta) -> Composed:
    """Return the text of a page with its marks; what it says of itself fills gaps of `meta`."""
    tree = LexborHTMLParser(text)
    body = tree.body
    composer = Composer()
    if body is not None:
        _Walk(composer, _article(tree)).read(body)
    return composer.composed(_stated(tree, meta))


def _article(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the report, where the page marks one and it has the most text."""
    candidates = [*tree.css("article"), *tree.css("main"), *tree.css('[role="main"]')]
    if not candidates:
        return None
    best = max(candidates, key=lambda n: len(n.text(deep=True)))
    return best if len(best.text(deep=True)) > 200 else None


class _Walk:
    """Goes through the tree without recursion: a hostile page may nest without end."""

    def __init__(self, composer: Composer, article: LexborNode | None) -> None:
        self.composer = composer
        self.article = article
        self.kinds: list[tuple[str, int]] = [("paragraph", 0)]
        self.furniture = 0
        self.inside = 0 if article is not None else 1
        self.lists = 0

    def read(self, body: LexborNode) -> None:
        stack: list[tuple[LexborNode, bool]] = [(body, False)]
        starts: list[int] = []
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node, starts)
                continue
            tag = node.tag or ""
            if tag == "-text":
                self.composer.write(node.text(deep=False))
            elif tag not in _UNSEEN and not tag.startswith(("-", "!")) and not _hidden(node):
                self._enter(node, starts)
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(list(_children(node))))
        self._close()

    def _enter(self, node: LexborNode, starts: list[int]) -> None:
        tag = node.tag or ""
        if _breaks(node):
            self._close()
        if tag in ("td", "th"):
            if self.composer.position and not self.composer.at_start:
                self.composer.write(" | ")
            starts.append(self.composer.position)
        elif tag in _EMPHASIS:
            starts.append(self.composer.position)
        if _same(node, self.article):
            self.inside += 1
        self.furniture += _is_furniture(node)
        self.lists += tag in ("ul", "ol")
        if tag in _HEADINGS:
            self.kinds.append(("heading", _HEADINGS[tag]))
        elif tag in ("li", "dd"):
            self.kinds.append(("item", max(1, self.lists)))
        elif tag == "tr":
            self.kinds.append(("row", 0))

    def _leave(self, node: LexborNode, starts: list[int]) -> None:
        tag = node.tag or ""
        if tag in ("td", "th"):
            self.composer.mark(starts.pop(), "cell")
        elif tag in _EMPHASIS:
            self.composer.mark(starts.pop(), "emphasis")
        if _breaks(node):
            self._close()
        if tag in _HEADINGS or tag in ("li", "dd", "tr"):
            self.kinds.pop()
        self.lists -= tag in ("ul", "ol")
        self.furniture -= _is_furniture(node)
        if _same(node, self.article):
            self.inside -= 1

    def _close(self) -> None:
        kind, level = self.kinds[-1]
        if self.furniture or (not self.inside and kind != "heading"):
            kind, level = "furniture", 0
        self.composer.end_block(kind, level)


def _breaks(node: LexborNode) -> bool:
    """Whether words before and after the element's edge stand in different blocks."""
    return node.tag in _BLOCKS or node.tag in _HEADINGS or _is_furniture(node)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _same(node: LexborNode, other: LexborNode | None) -> bool:
    return other is not None and node.mem_id == other.mem_id


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )


def _is_furniture(node: LexborNode) -> bool:
    attributes = node.attributes
    if node.tag in _FURNITURE_TAGS or attributes.get("role") in _FURNITURE_ROLES:
        return True
    if node.tag in ("body", "html", "article", "main"):
        return False
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    return bool(names.strip() and _FURNITURE_CLASS.search(names))


def _stated(tree: LexborHTMLParser, meta: SourceMeta) -> SourceMeta:
    """Fill what the curator left open with what the page's head says."""
    root = tree.root
    language = (root.attributes.get("lang") or "") if root is not None else ""
    return replace(
        meta,
        title=meta.title or _content(tree, "og:title") or _first_heading(tree),
        publisher=meta.publisher or _content(tree, "og:site_name"),
        url=meta.url or _absolute(_href(tree, "canonical") or _content(tree, "og:url")),
        licence=meta.licence or _absolute(_href(tree, "license")),
        language=meta.language or primary_language(language),
        issued=meta.issued or _day(_content(tree, "article:published_time")),
    )


def _content(tree: LexborHTMLParser, name: str) -> str:
    node = tree.css_first(f'meta[property="{name}"], meta[name="{name}"]')
    value = node.attributes.get("content") if node is not None else None
    return " ".join((value or "").split())


def _href(tree: LexborHTMLParser, relation: str) -> str:
    node = tree.css_first(f'link[rel="{relation}"], a[rel="{relation}"]')
    return (node.attributes.get("href") or "").strip() if node is not None else ""


def _absolute(address: str) -> str:
    """The address, if it is an IRI that may stand in RDF; a relative or odd one says nothing."""
    return address if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", address) else ""


def _first_heading(tree: LexborHTMLParser) -> str:
    for selector in ("h1", "title"):
        node = tree.css_first(selector)
        words = " ".join(node.text(deep=True).split()) if node is not None else ""
        if words:
            return words
    return ""


def _day(stated: str) -> date | None:
    match = _DATE.match(stated)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
