"""The readers in the order they run, each with what it needs of those before it.

A reader of X lives in extract/X.py and is called `read_X`.
"""

from communique.extract.base import Extractor, Notebook, Reading
from communique.facts.model import Facts
from communique.text.document import Document

EXTRACTORS: tuple[Extractor, ...] = ()
"""States, events, people with their institutions, statements, then what stands in those."""


def read(document: Document, reading: Reading) -> Facts:
    """Read a document: run every reader over it and return what they found."""
    notebook = Notebook()
    for extractor in EXTRACTORS:
        extractor(document, reading, notebook)
    return notebook.to_facts(document.language)
