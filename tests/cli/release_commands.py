"""Runs commands as a shell would, on a workspace with something in it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from communique.cli import main

BASE = "https://w3id.org/communique/"
QUADS = f"""\
<{BASE}id/person/ada> <http://www.w3.org/2000/01/rdf-schema#label> "Ada"@en <{BASE}graph/report/a> .
<{BASE}id/person/ada> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ns#Person> <{BASE}graph/report/a> .
"""


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


@dataclass
class Shell:
    """A shell in the folder of a workspace."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def __call__(self, *args: str) -> Outcome:
        self.capture.readouterr()
        code = 0
        try:
            main(list(args))
        except SystemExit as request:
            code = request.code if isinstance(request.code, int) else 0
        out, err = self.capture.readouterr()
        return Outcome(code, out, err)

    def file(self, name: str, text: str) -> str:
        path = self.root / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def published(self, *texts: str) -> None:
        """Load each text and publish after it."""
        for number, text in enumerate(texts):
            assert self("load", self.file(f"dump{number}.nq", text)).code == 0
            assert self("publish", "--message", f"Number {number + 1}").code == 0


def make_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]
) -> Shell:
    """Make a workspace and enter it."""
    monkeypatch.chdir(tmp_path)
    shell = Shell(tmp_path, capture)
    assert shell("init", ".").code == 0
    return shell
