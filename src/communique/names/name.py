"""A name with its language: the value that names, authority files and facts share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed, with its language (BCP 47)."""

    text: str
    language: str
