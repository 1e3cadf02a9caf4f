"""`communique ingest --jobs`: several processes store what one stores."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique.cli.ingest import command
from communique.config import DEFAULT_BASE
from communique.workspace import create_workspace

REPORTS = Path(__file__).resolve().parents[2] / "data" / "reports"


def ingest(workspace: Path, sources: Path, *options: str) -> Result:
    arguments = ["--workspace", str(workspace), str(sources), *options]
    return CliRunner().invoke(command, arguments)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    for path in sorted(REPORTS.glob("*"))[:4]:
        (folder / path.name).write_bytes(path.read_bytes())
    first = sorted(folder.glob("*.txt"))[0]
    (folder / "a-second-copy.txt").write_bytes(first.read_bytes())
    (folder / "nothing.txt").write_text("Nothing took place.", encoding="utf-8")
    (folder / "torn.ttl").write_text("<a> <b", encoding="utf-8")
    return folder


def stored(workspace: Path) -> dict[str, bytes]:
    folders = ("drafts", "texts", "sources")
    paths = (path for folder in folders for path in (workspace / folder).rglob("*"))
    return {str(p.relative_to(workspace)): p.read_bytes() for p in paths if p.is_file()}


def test_two_jobs_store_the_same_bytes_as_one_and_go_on_where_they_stopped(
    tmp_path: Path, sources: Path
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for workspace in (one, two):
        create_workspace(workspace, DEFAULT_BASE)
    alone = ingest(one, sources)
    # A run that was interrupted has stored the first few.
    ingest(two, sorted(sources.glob("*"))[0], "--jobs", "2")
    together = ingest(two, sources, "--jobs", "2")
    assert stored(one)
    assert stored(two) == stored(one)
    assert (alone.exit_code, together.exit_code) == (1, 1)
    kept = [len(list((workspace / "quarantine").iterdir())) for workspace in (one, two)]
    assert kept[0] == kept[1] > 0
