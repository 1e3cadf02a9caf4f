"""`communique ingest --scheduler`: the workers of a Dask cluster read, and the same is stored."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique.cli.ingest import command
from communique.config import DEFAULT_BASE
from communique.workspace import create_workspace

REPORTS = Path(__file__).resolve().parents[2] / "data" / "reports"
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
    cluster.close()
"""


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a local cluster of two workers, in processes of their own."""
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "start.py").write_text(CLUSTER)
    with subprocess.Popen(
        [sys.executable, "start.py"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


def ingest(workspace: Path, sources: Path, *options: str) -> Result:
    return CliRunner().invoke(command, ["--workspace", str(workspace), str(sources), *options])


def stored(workspace: Path) -> dict[str, bytes]:
    paths = (p for folder in ("drafts", "texts", "sources") for p in (workspace / folder).glob("*"))
    return {str(p.relative_to(workspace)): p.read_bytes() for p in paths if p.is_file()}


def test_two_workers_store_the_same_bytes_as_one_process(tmp_path: Path, scheduler: str) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for path in sorted(REPORTS.glob("*.txt"), key=lambda p: p.stat().st_size)[:4]:
        (sources / path.name).write_bytes(path.read_bytes())
    (sources / "torn.ttl").write_text("<a> <b", encoding="utf-8")
    for name in ("alone", "together"):
        create_workspace(tmp_path / name, DEFAULT_BASE)
    alone = ingest(tmp_path / "alone", sources)
    together = ingest(tmp_path / "together", sources, "--scheduler", scheduler)
    assert (alone.exit_code, together.exit_code) == (1, 1), together.output
    assert stored(tmp_path / "together") == stored(tmp_path / "alone")
    assert len(stored(tmp_path / "alone")) > 10


def test_a_scheduler_that_is_not_there_is_named(tmp_path: Path) -> None:
    create_workspace(tmp_path / "w", DEFAULT_BASE)
    result = ingest(tmp_path / "w", REPORTS, "--scheduler", "nothing-of-the-sort")
    assert "nothing-of-the-sort" in str(result.exception)
    assert "dask scheduler" in str(result.exception)
