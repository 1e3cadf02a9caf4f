"""What changed between two releases."""

from collections.abc import Iterator

from communique.publish.dumps import NQUADS
from communique.publish.lines import difference, read_lines
from communique.publish.release import release_named
from communique.workspace import Workspace


def diff(workspace: Workspace, old: int, new: int) -> Iterator[tuple[str, bytes]]:
    """Yield ("-", line) for quads that only `old` has and ("+", line) for those of `new`.

    Raises UsageError if there is no such release.
    """
    files = [release_named(workspace, number).path / "dumps" / NQUADS for number in (old, new)]
    return difference(read_lines(files[0]), read_lines(files[1]))
