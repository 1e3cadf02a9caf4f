"""Drives a real OpenRefine through its own HTTP commands, as its pages do."""

import csv
import io
import json
import os
import signal
import subprocess
import time
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

_WHOLE = json.dumps({"facets": [], "mode": "row-based"})
_PATIENCE = 60
"""Seconds that it may take to start, or to end a process."""


@dataclass(frozen=True)
class OpenRefine:
    """One that runs."""

    address: str

    def project(self, name: str, table: str) -> "Project":
        """Make a project of comma-separated text."""
        boundary = uuid.uuid4().hex
        options = json.dumps({"separator": ",", "headerLines": 1, "guessCellValueTypes": False})
        parts = {"project-name": name, "format": "text/line-based/*sv", "options": options}
        lines = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in parts.items()
        ]
        lines.append(
            f"--{boundary}\r\nContent-Disposition: form-data; "
            f'name="project-file"; filename="{name}.csv"\r\n'
            f"Content-Type: text/csv; charset=utf-8\r\n\r\n{table}\r\n--{boundary}--\r\n"
        )
        address = f"{self.address}/command/core/create-project-from-upload?{self._token()}"
        kind = f"multipart/form-data; boundary={boundary}"
        request = urllib.request.Request(
            address, "".join(lines).encode(), {"Content-Type": kind}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            identifier = parse_qs(urlsplit(answer.geturl()).query)["project"][0]
        return Project(self, identifier)

    def get(self, command: str, **asked: str) -> Any:
        """Return what a command that changes nothing answers."""
        address = f"{self.address}/command/core/{command}?{urlencode(asked)}"
        with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:
            return json.load(answer)

    def post(self, command: str, asked: Mapping[str, str], sent: Mapping[str, str]) -> bytes:
        """Return what a command answers."""
        address = f"{self.address}/command/core/{command}?{urlencode(asked)}&{self._token()}"
        with urllib.request.urlopen(address, urlencode(sent).encode(), timeout=_PATIENCE) as answer:
            data: bytes = answer.read()
        return data

    def _token(self) -> str:
        return urlencode({"csrf_token": self.get("get-csrf-token")["token"]})


@dataclass(frozen=True)
class Project:
    """One project of it."""

    refine: OpenRefine
    id: str

    def run(self, command: str, **sent: str) -> None:
        """Run a command that takes its time, and wait until it is done."""
        said = json.loads(
            self.refine.post(command, {"project": self.id}, {"engine": _WHOLE, **sent})
        )
        assert said["code"] in ("ok", "pending"), said
        for _ in range(_PATIENCE * 10):
            said = self.refine.get("get-processes", project=self.id)
            if not said["processes"]:
                return
            time.sleep(0.1)
        raise AssertionError(f"{command} does not end: {said}")

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows with what was matched."""
        found: list[dict[str, Any]] = self.refine.get(
            "get-rows", project=self.id, engine=_WHOLE, start="0", limit="100"
        )["rows"]
        return found

    def table(self) -> list[dict[str, str]]:
        """Return the project as it is exported."""
        sent = {"engine": _WHOLE, "format": "csv"}
        text = self.refine.post("export-rows", {"project": self.id}, sent).decode()
        return list(csv.DictReader(io.StringIO(text)))


@contextmanager
def running(folder: Path, port: int) -> Iterator[OpenRefine]:
    """Start Debian's OpenRefine on loopback, and end it with its Java."""
    command = ["/usr/share/openrefine/refine", "-i", "127.0.0.1", "-p", str(port), "-m", "512M"]
    options = ["-d", str(folder / "data"), "-x", "refine.headless=true"]
    with (folder / "openrefine.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, *options],
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd="/usr/share/openrefine",
        )
    refine = OpenRefine(f"http://127.0.0.1:{port}")
    try:
        _wait(refine, process)
        yield refine
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=_PATIENCE)


def _wait(refine: OpenRefine, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(_PATIENCE * 5):
        try:
            refine.get("get-version")
        except OSError:
            assert process.poll() is None, "OpenRefine ended"
            time.sleep(0.2)
        else:
            return
    raise AssertionError("OpenRefine does not start")
