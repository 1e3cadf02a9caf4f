"""The running publisher, under the very addresses that its data names: clients follow links."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from communique.workspace import create_workspace

sys.path.insert(0, str(Path(__file__).parents[1] / "server"))
from published import BASE, GRAPHS, publish


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the publisher ended"
        time.sleep(0.05)
    raise AssertionError("the publisher does not listen")


@contextmanager
def serving(root: Path, graphs: Mapping[str, str]) -> Iterator[str]:
    """Publish graphs under the address that serves them; yield it, with a slash at the end."""
    port = free_port()
    base = f"http://127.0.0.1:{port}/"
    workspace = create_workspace(root, base)
    publish(
        workspace,
        {name.replace(BASE, base): text.replace(BASE, base) for name, text in graphs.items()},
    )
    command = [str(Path(sys.executable).with_name("communique")), "serve"]
    process = subprocess.Popen(
        [*command, "--workspace", str(workspace.root), "--port", str(port), "--workers", "1"],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port, process)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the base of all addresses, with a slash at the end."""
    with serving(tmp_path_factory.mktemp("interop"), GRAPHS) as base:
        yield base
