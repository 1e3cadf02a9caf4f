"""Stand-in."""

from communique.extract.base import Notebook, Reading
from communique.text.document import Document


def read_agreements(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write nothing yet."""
