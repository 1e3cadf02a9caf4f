"""The queries that tell what can be linked, and what is known of it."""

from functools import cache
from importlib.resources import files


@cache
def load_query(name: str) -> str:
    """Return the text of `{name}.rq`."""
    return files(__package__).joinpath(f"{name}.rq").read_text(encoding="utf-8")
