"""The text of the licence that a release carries."""

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from communique.config import PublicationSettings

_NAME = "LICENSE-DATA"
_HEADING = "Creative Commons Legal Code"


def licence_text(iri: str) -> str:
    """Return the text of our own licence; of another only its address, for we do not have it."""
    if iri != PublicationSettings().licence:
        return f"This data is published under the terms at\n{iri}\n"
    text = _shipped()
    return f"{iri}\n\n{text[text.find(_HEADING) :]}" if _HEADING in text else f"{iri}\n"


def _shipped() -> str:
    """Read the licence from the checkout, or from the installed distribution."""
    checkout = Path(__file__).resolve().parents[3] / _NAME
    if checkout.is_file():
        return checkout.read_text(encoding="utf-8")
    try:
        return distribution("communique").read_text(f"licenses/{_NAME}") or ""
    except PackageNotFoundError:
        return ""
