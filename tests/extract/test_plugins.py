"""Readers that others wrote run after ours, and cannot break a reading."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from communique.extract.plugins import GROUP, forget_plugins

CODE = """
from communique.facts.model import Evidence
from communique.text.span import Span

def read_scribes(document, reading, notebook):
    start = document.source.text.index("Wilma Okonjo")
    notebook.person("Wilma Okonjo", "en", Evidence((Span(start, start + 12),), "acme.scribe"))

def stumble(document, reading, notebook):
    raise LookupError("no such model")
"""
REPORT = (
    "A round table on river trade was held in Geneva on 4 March 2020.\n"
    "the minutes were kept by our own Wilma Okonjo.\n"
)


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Lay an installed distribution with entry points onto the path."""

    def install(**points):
        (tmp_path / "acme_scribes.py").write_text(CODE, encoding="utf-8")
        info = tmp_path / "acme_scribes-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-scribes\nVersion: 1.0\n")
        lines = [f"{name} = acme_scribes:{function}" for name, function in points.items()]
        (info / "entry_points.txt").write_text("\n".join(["[communique.extractors]", *lines]))
        monkeypatch.syspath_prepend(tmp_path)
        forget_plugins()

    yield install
    forget_plugins()
    sys.modules.pop("acme_scribes", None)


def test_an_installed_extractor_adds_its_facts(read, installed):
    installed(scribes="read_scribes")
    assert read(REPORT).person("Wilma Okonjo").evidence.rule == "acme.scribe"


@pytest.mark.parametrize(
    ("function", "says"), [("stumble", "LookupError: no such model"), ("gone", "AttributeError")]
)
def test_an_extractor_that_fails_leaves_a_notice_and_the_others_run(
    read, installed, function, says
):
    installed(broken=function, scribes="read_scribes")
    found = read(REPORT)
    [notice] = [n for n in found.facts.notices if n.code == "plug-in"]
    assert says in notice.message
    assert "acme_scribes" in notice.remedy
    assert "Wilma Okonjo" in found.persons()


DOCS = Path(__file__).parents[2] / "docs" / "extractors.md"


def test_the_extractor_of_the_docs_has_thirty_lines_and_reads(read, tmp_path, monkeypatch):
    words = DOCS.read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", words, re.DOTALL)[1]
    points = re.search(r"```toml\n(.*?)```", words, re.DOTALL)[1]
    assert len(code.splitlines()) <= 30
    module, _, function = tomllib.loads(points)["project"]["entry-points"][GROUP][
        "interpreters"
    ].partition(":")
    (tmp_path / f"{module}.py").write_text(code, encoding="utf-8")
    info = tmp_path / "acme_communique-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-communique\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\ninterpreters = {module}:{function}\n")
    monkeypatch.syspath_prepend(tmp_path)
    forget_plugins()
    try:
        found = read(
            "A round table on river trade was held in Geneva on 4 March 2020.\n\n"
            "The words of the hosts were put into French. [interpreter: Marta Lind]\n"
        )
    finally:
        forget_plugins()
        sys.modules.pop(module, None)
    assert found.person("Marta Lind").evidence.rule == "acme.interpreter"
    assert found.roles("Marta Lind") == ("participant",)
