"""Memory and processor time of a server with all its processes, as the kernel counts them."""

import threading
from pathlib import Path

_PROC = Path("/proc")
MEGABYTE = 1 << 20


def family(process: int) -> list[int]:
    """Return a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            parent = int(stat.rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(folder.name))
    found, todo = [], [process]
    while todo:
        found.append(todo.pop())
        todo += children.get(found[-1], [])
    return found


def proportional(process: int) -> int:
    """Return the bytes of a process and all that descend from it, shared ones counted once."""
    return sum(_number(_PROC / str(p) / "smaps_rollup", "Pss:") for p in family(process))


def processor(process: int) -> dict[int, float]:
    """Return the seconds of processor time so far of a process and all that descend from it."""
    return {member: _spent(member) for member in family(process)}


def spent_between(before: dict[int, float], after: dict[int, float]) -> float:
    """Return the seconds that processes spent between; those that ended in it are left out."""
    return sum(seconds - before.get(process, 0.0) for process, seconds in after.items())


def _spent(process: int) -> float:
    spent = 0
    for task in (_PROC / str(process) / "task").glob("*/schedstat"):
        try:
            spent += int(task.read_text(encoding="ascii").split()[0])
        except OSError:
            continue
    return spent / 1e9


def private(process: int) -> int:
    """Return the bytes of one process that are in memory and belong to it alone."""
    rollup = _PROC / str(process) / "smaps_rollup"
    return _number(rollup, "Private_Dirty:") + _number(rollup, "Private_Clean:")


def _number(path: Path, name: str) -> int:
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0) * 1024


class Watch:
    """Watches the memory of a server until the block ends; `most` is the highest it was."""

    def __init__(self, process: int, every: float = 0.2) -> None:
        self._process = process
        self._every = every
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.most = 0
        self.front = 0
        """The highest private memory of the process that speaks HTTP."""

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(self._every):
            self.most = max(self.most, proportional(self._process))
            front = max(family(self._process), key=_threads)
            self.front = max(self.front, private(front))


def _threads(process: int) -> int:
    """Return how many threads a process has; the one that speaks HTTP has most."""
    try:
        return sum(1 for _ in (_PROC / str(process) / "task").iterdir())
    except OSError:
        return 0
