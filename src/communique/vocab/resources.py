"""Finds what ships beside the code: ontology/, shapes/, data/authority/.

In a wheel they lie inside the package (hatchling's force-include); in a checkout at its top.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = Path(__file__).resolve().parents[3]


def ontology_dir() -> Path:
    """Return the folder with the ontology and the concept schemes."""
    return _find("ontology", "ontology")


def shapes_dir() -> Path:
    """Return the folder with the shapes."""
    return _find("shapes", "shapes")


def authority_dir() -> Path:
    """Return the folder with the authority files."""
    return _find("authority", "data/authority")


def package_dir() -> Path:
    """Return the folder with the code."""
    return _PACKAGE


def _find(packaged: str, checked_out: str) -> Path:
    inside = _PACKAGE / packaged
    return inside if inside.is_dir() else _CHECKOUT / checked_out
