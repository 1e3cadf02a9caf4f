"""Whether a release has room in memory: by what the operator chose, and by what there is."""

from pathlib import Path

from communique.config import ServerSettings

BYTES_A_QUAD = 450
"""Memory that a quad takes in one copy of the store, measured."""
_MEMINFO = Path("/proc/meminfo")
_CGROUP = Path("/sys/fs/cgroup")


def wants_memory(settings: ServerSettings, quads: int) -> bool:
    """Tell whether a release of so many quads is to be held in memory.

    `auto` does so when all copies take no more than half of the memory that is free.
    """
    if settings.profile != "auto":
        return settings.profile == "fast"
    if settings.memory_quads:
        return quads <= settings.memory_quads
    return quads * BYTES_A_QUAD * (settings.workers + 2) <= free_bytes() // 2


def free_bytes() -> int:
    """Return how many bytes of memory processes can still take, also under a container's limit."""
    free = _number(_MEMINFO, "MemAvailable:") * 1024
    limit, used = (_whole(_CGROUP / name) for name in ("memory.max", "memory.current"))
    return min(free, max(0, limit - used)) if limit else free


def _number(path: Path, name: str) -> int:
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


def _whole(path: Path) -> int:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        # No container, or one without a limit ("max").
        return 0
