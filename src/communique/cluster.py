"""A Dask cluster whose workers read reports: an optional extra, `communique[dask]`.

Workers see the workspace under the same path, for they share its registry of identities: the same
machine, or a disk that all mount. They read; what they read is stored by who asked them.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from communique.errors import StoreError, UsageError
from communique.examine import software

SECONDS = 10
"""How long a scheduler may take to answer."""


@contextmanager
def cluster(address: str, base: str) -> Iterator[tuple[Executor, int]]:
    """Give the workers of a cluster as a pool, and how many files they read at a time.

    Raises UsageError without Dask, StoreError when the cluster does not answer, has no workers, or
    reads with other software than we do.
    """
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            "reading on a Dask cluster needs Dask.", remedy='pip install "communique[dask]"'
        ) from None
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise StoreError(
            f"no scheduler answers: {str(error) or 'it took too long'}.",
            place=address,
            remedy="Start one with `dask scheduler`, and workers with `dask worker ADDRESS`.",
        ) from None
    with client:
        _check_software(client.run(software, base), software(base), address)
        pool: Executor = client.get_executor()
        yield pool, sum(client.nthreads().values())


def _check_software(theirs: dict[str, str], ours: str, address: str) -> None:
    """Other software would give other bytes, which nobody would notice."""
    others = sorted(worker for worker, found in theirs.items() if found != ours)
    if not theirs or others:
        raise StoreError(
            f"{others[0]} has another communique." if others else "there are no workers.",
            place=address,
            remedy="Start `dask worker ADDRESS` from an environment with the same communique.",
        )
