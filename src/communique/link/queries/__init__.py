"""The queries that tell what can be linked, and what is known of it."""

from importlib.resources import files


def load_query(name: str) -> str:
    """Return the text of `{name}.rq`."""
    return files(__package__).joinpath(f"{name}.rq").read_text(encoding="utf-8")
