"""Russian short names of ministries, which every state's are called by: «МИД», «Минобороны»."""

import tomllib
from functools import cache
from importlib.resources import files


def expanded_ministry(name: str) -> str:
    """Return a name with its ministry in full, for «МИД России» «Министерство иностранных дел …».

    "" where the name does not begin with such a short form.
    """
    short, _, rest = name.partition(" ")
    full = _table().get(short, "")
    return f"{full} {rest}".strip() if full else ""


@cache
def _table() -> dict[str, str]:
    text = files(__package__).joinpath("ministries.toml").read_text(encoding="utf-8")
    table: dict[str, str] = tomllib.loads(text)
    return table
