"""A disk that is full or closed: a clear line, no damage, and the same bytes once there is room.

Each test mounts a small disk of its own in a namespace of its own.
"""

import subprocess
import sys
from pathlib import Path

import pytest

REPORTS = Path(__file__).parents[2] / "data" / "reports"
SOME = f"{REPORTS}/201[07]*.txt"
FULL = """
mount -t tmpfs -o size={size}k none {disk}
cd {disk}
{communique} init w 2> /dev/null
for command in "ingest {some}" publish; do
    {communique} ${{command%% *}} --workspace w $(echo $command | cut -s -d ' ' -f 2-) && echo went well || echo failed $?
done
mount -o remount,size=90m none {disk}
{communique} ingest --workspace w {some} && {communique} publish --workspace w && echo mended
{communique} doctor --workspace w | grep PROBLEM
grep nq.gz w/releases/current/dumps/SHA256SUMS
mount -o remount,ro none {disk}
for command in "ingest {some}" publish; do
    {communique} ${{command%% *}} --workspace w $(echo $command | cut -s -d ' ' -f 2-) && echo written || echo failed $?
done
echo 'ASK {{ ?s ?p ?o }}' | {communique} query --workspace w -
"""


def on_a_small_disk(disk: Path, kilobytes: int) -> str:
    """Fill a disk of that size, make room, close it; return all that was said."""
    disk.mkdir()
    communique = Path(sys.executable).parent / "communique"
    script = FULL.format(size=kilobytes, disk=disk, communique=communique, some=SOME)
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """What was said on disks on which ingest fails, and on which publish fails."""
    folder = tmp_path_factory.mktemp("disks")
    return {size: on_a_small_disk(folder / str(size), size) for size in (1_000, 14_000)}


def test_a_full_disk_is_named_with_what_to_do(said: dict[int, str]) -> None:
    assert "failed 3" in said[1_000]
    assert "failed 3" in said[14_000]
    for size in (1_000, 14_000):
        assert "No space left on device" in said[size]
        assert "Free some disk space, then run the command again" in said[size]
        assert "Traceback" not in said[size]
    assert "went well" not in said[1_000]
    assert said[14_000].count("went well") == 1, "only publish found the disk full"


def test_once_there_is_room_all_goes_on_to_the_same_bytes(said: dict[int, str]) -> None:
    assert all("mended" in text for text in said.values())
    assert not any("PROBLEM  " in t.replace("PROBLEM  disk", "") for t in said.values())
    sums = {line for t in said.values() for line in t.splitlines() if line.endswith("que.nq.gz")}
    assert len(sums) == 1, "filling the disk changed what is published"


def test_a_closed_disk_is_named_and_readers_go_on(said: dict[int, str]) -> None:
    for text in said.values():
        _, _, closed = text.partition("que.nq.gz")
        assert "written" not in closed
        assert closed.count("mount it for writing") == 2, closed
        assert "Traceback" not in closed
        assert closed.rstrip().endswith("yes")
