"""The queries that releases are described and tabulated with."""

from importlib.resources import files


def load_query(name: str) -> str:
    """Return the text of `{name}.rq`."""
    return files(__package__).joinpath(f"{name}.rq").read_text(encoding="utf-8")


def csv_queries() -> dict[str, str]:
    """Return the queries of the tables: name of the table -> query, sorted by name."""
    folder = files(__package__).joinpath("csv")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".rq"))
    return {
        name.removesuffix(".rq"): folder.joinpath(name).read_text(encoding="utf-8")
        for name in names
    }
