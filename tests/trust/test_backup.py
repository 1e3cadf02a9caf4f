"""A backup is whole or refused, is taken while others read, and comes back as it was."""

import shutil
import stat
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from communique.backup import check_backup, restore_backup, write_backup
from communique.config import DEFAULT_BASE
from communique.errors import StoreError, UsageError, WorkspaceError
from communique.ingest import Ingest
from communique.publish.release import open_current, open_snapshot, publish
from communique.store import open_store
from communique.workspace import Workspace, create_workspace, open_workspace

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
REPORT = Path(__file__).parents[2] / "data" / "reports" / "1972-06-27-china-guyana-communique.txt"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("backup")
    workspace = create_workspace(folder / "workspace", DEFAULT_BASE)
    with open_store(workspace) as store:
        assert [o.state for o in Ingest(workspace, store).run([REPORT])] == ["stored"]
    with open_store(workspace) as store:
        publish(workspace, store, "First", NOW)  # type: ignore[arg-type]
    return workspace


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
        and "store" not in path.relative_to(root).parts
        and not path.name.startswith(("registry", "records"))
    }


def test_a_restored_workspace_is_the_one_that_was_kept(
    published: Workspace, tmp_path: Path
) -> None:
    kept = write_backup(published, tmp_path / "kept.tar")
    assert restore_backup(tmp_path / "kept.tar", tmp_path / "again") == kept
    again = open_workspace(tmp_path / "again")
    assert files(again.root) == files(published.root)
    current = open_current(again)
    assert current is not None
    with open_snapshot(again) as store:
        assert store.quad_count() == current.counts["quads"]
    with open_store(again) as store:
        assert [o.state for o in Ingest(again, store).run([REPORT])] == ["unchanged"]
    with open_store(again) as store:
        assert publish(again, store, "", NOW) is None, "nothing has changed"  # type: ignore[arg-type]


def test_a_backup_is_taken_while_readers_read(published: Workspace, tmp_path: Path) -> None:
    with open_snapshot(published) as reader:
        write_backup(published, tmp_path / "kept.tar")
        assert reader.ask("ASK { ?s ?p ?o }")


def test_a_writer_is_not_kept_in_half(published: Workspace, tmp_path: Path) -> None:
    with open_store(published), pytest.raises(StoreError, match="another process is writing"):
        write_backup(published, tmp_path / "kept.tar")
    assert list(tmp_path.iterdir()) == []


def test_other_tools_can_put_a_backup_back(published: Workspace, tmp_path: Path) -> None:
    write_backup(published, tmp_path / "kept.tar")
    subprocess.run(["tar", "-xf", "kept.tar"], cwd=tmp_path, check=True)
    subprocess.run(["sha256sum", "-c", "--quiet", "MANIFEST.sha256"], cwd=tmp_path, check=True)


def test_a_backup_is_private_and_never_written_over(published: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "kept.tar"
    write_backup(published, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="there already"):
        write_backup(published, target)


@pytest.mark.parametrize("place", [0.02, 0.5, 0.97])
def test_one_wrong_byte_is_found_and_nothing_restored(
    published: Workspace, tmp_path: Path, place: float
) -> None:
    target = tmp_path / "kept.tar"
    write_backup(published, target)
    with tarfile.open(target) as tar:
        whole = [m for m in tar.getmembers() if m.isreg() and m.size > 100]
    member = whole[int(place * len(whole))]
    data = bytearray(target.read_bytes())
    data[member.offset_data + member.size // 2] ^= 1
    target.write_bytes(data)
    with pytest.raises(WorkspaceError, match=r"not what was kept|damaged"):
        restore_backup(target, tmp_path / "again")
    assert [p.name for p in tmp_path.iterdir()] == ["kept.tar"]


def test_half_a_backup_is_refused(published: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "kept.tar"
    write_backup(published, target)
    target.write_bytes(target.read_bytes()[: target.stat().st_size // 2])
    with pytest.raises(WorkspaceError, match="not whole"):
        check_backup(target)


def test_an_archive_that_leaves_its_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "evil").write_text("evil")
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        tar.add(tmp_path / "evil", "../../evil")
    with pytest.raises(WorkspaceError, match="no backup"):
        restore_backup(tmp_path / "evil.tar", tmp_path / "deep" / "again")
    assert not (tmp_path.parent / "evil").exists()


def test_nothing_is_restored_over_something(published: Workspace, tmp_path: Path) -> None:
    write_backup(published, tmp_path / "kept.tar")
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="something here"):
        restore_backup(tmp_path / "kept.tar", tmp_path / "again")
    shutil.rmtree(tmp_path / "again")
