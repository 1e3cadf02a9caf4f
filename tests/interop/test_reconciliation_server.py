"""Our client asks a reconciliation server that others wrote (csv-reconcile), on this machine."""

import json
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import free_port

from communique.cli import main
from communique.link.candidates import waiting
from communique.link.decisions import ACCEPTED, read_decisions
from communique.workspace import Workspace, create_workspace

PYTHON = Path(__file__).parents[2] / ".librarians" / "bin" / "python"
BASE = "https://data.example.org/"
ITEMS = """\
id\tname
Q11\tAnna Keller
Q12\tAnne Kellner
Q13\tNordland Institute
Q14\tInstitute of Fisheries
"""
CONFIGURATION = """\
MANIFEST = {
    "versions": ["0.2"],
    "name": "Items of a test",
    "identifierSpace": "http://www.wikidata.org/entity/",
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
}
CSVKWARGS = {"delimiter": "\\t"}
LIMIT = 5
"""
SERVE = """\
import sys
from csv_reconcile import create_app
create_app(instance_path=sys.argv[1]).run(port=int(sys.argv[2]))
"""
INITIALISE = """\
import sys
from csv_reconcile import create_app, initdb
app = create_app(config=sys.argv[2], instance_path=sys.argv[1], scorerOption="")
with app.app_context():
    initdb.init_db_with_context(sys.argv[3], "id", "name")
"""
GRAPH = "".join(
    f"<{BASE}id/{name}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    f" <https://w3id.org/communique/ns#{kind}> <{BASE}graph/report/r> .\n"
    f'<{BASE}id/{name}> <http://www.w3.org/2000/01/rdf-schema#label> "{label}"@en'
    f" <{BASE}graph/report/r> .\n"
    for name, kind, label in (
        ("person/anna", "Person", "Anna Keller"),
        ("institution/institute", "Institution", "Nordland Institute"),
        ("institution/nowhere", "Institution", "Zzyzx"),
    )
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("csv-reconcile"), free_port()
    items, settings = folder / "items.tsv", folder / "settings.py"
    items.write_text(ITEMS, encoding="utf-8")
    settings.write_text(CONFIGURATION, encoding="utf-8")
    instance = str(folder / "instance")
    made = [PYTHON, "-W", "ignore", "-c", INITIALISE, instance, str(settings), str(items)]
    subprocess.run(made, check=True, cwd=folder, capture_output=True)
    process = subprocess.Popen(
        [PYTHON, "-W", "ignore", "-c", SERVE, instance, str(port)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/reconcile"
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                assert json.load(answer)["name"] == "Items of a test"
        except OSError:
            assert process.poll() is None, "csv-reconcile ended"
            time.sleep(0.1)
        else:
            break
    yield address
    process.terminate()
    process.wait(timeout=30)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    workspace = create_workspace(tmp_path, BASE)
    text = workspace.config.read_text(encoding="utf-8")
    allowed = text.replace("allow = []", 'allow = ["127.0.0.1"]')
    workspace.config.write_text(allowed, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dump.nq").write_text(GRAPH, encoding="utf-8")
    run("load", "dump.nq")
    return workspace


def run(*args: str) -> None:
    try:
        main(list(args))
    except SystemExit as request:
        assert not request.code, args  # noqa: PT017


def test_candidates_of_another_service_are_proposed_decided_and_kept(
    service: str, workspace: Workspace
) -> None:
    run("reconcile", "--service", service)
    found = {(p.subject, p.object) for p in waiting(workspace) if p.match}
    assert found == {
        ("person:anna", "wikidata:Q11"),
        ("institution:institute", "wikidata:Q13"),
    }
    assert {p.source for p in waiting(workspace)} == {service}
    run("link", "accept", "person:anna", "Q11", "--by", "Ada")
    run("reconcile", "--service", service, "--fresh")
    assert {p.subject for p in waiting(workspace) if p.match} == {"institution:institute"}
    [kept] = read_decisions(workspace).rows
    assert (kept.verdict, kept.object, kept.object_label) == (
        ACCEPTED,
        "wikidata:Q11",
        "Anna Keller",
    )
