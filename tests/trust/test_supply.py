"""What we run on: locked to the byte, under licences that can be passed on, and reaching nothing."""

import json
import re
import subprocess
import sys
from pathlib import Path

from generate_licences import licences

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "tools/librarians.lock", "tools/supply.lock")
TAKEN = re.compile(r"MIT|BSD|Apache|ISC|PSF|MPL|W3C|CC0|Zlib|0BSD", re.IGNORECASE)
NOT_TAKEN = re.compile(r"(?<!L)GPL|Affero|Commercial|Proprietary|not stated", re.IGNORECASE)
REPORT = ROOT / "data" / "reports" / "1972-06-27-china-guyana-communique.txt"
OFFLINE = """
ip link set lo up
set -e
{communique} init {w}
{communique} ingest --workspace {w} {report}
{communique} publish --workspace {w}
echo 'ASK {{ ?s ?p ?o }}' | {communique} query --workspace {w} -
"""


def test_every_package_is_locked_to_its_bytes() -> None:
    for name in LOCKS:
        text = re.sub(r"\\\n", " ", (ROOT / name).read_text())
        entries = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        assert len(entries) > 10, name
        loose = [e for e in entries if "==" not in e or "--hash=sha256:" not in e]
        assert not loose, f"{name}: {loose[0][:80]}"


def test_every_library_of_the_pages_is_locked_to_its_bytes() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    loose = [name for name, said in packages.items() if name and "integrity" not in said]
    assert not loose


def test_every_licence_can_be_passed_on() -> None:
    found = licences("communique")
    assert len(found) > 40
    listed = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    for name, licence in found.items():
        assert TAKEN.search(licence), f"{name}: {licence}"
        assert not NOT_TAKEN.search(licence), f"{name}: {licence}"
        assert f"| {name} |" in listed, f"{name} is not in docs/licences.md: run `make docs`"


def test_a_report_is_published_where_there_is_no_network(tmp_path: Path) -> None:
    """In a network namespace of its own, without a route to anywhere."""
    communique = Path(sys.executable).parent / "communique"
    script = OFFLINE.format(communique=communique, w=tmp_path / "w", report=REPORT)
    done = subprocess.run(
        ["unshare", "--map-root-user", "--net", "sh", "-c", script],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("yes")
