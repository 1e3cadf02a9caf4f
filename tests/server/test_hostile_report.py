"""A report that holds markup, all the way from ingest to every page about it."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

from communique.workspace import open_workspace
from communique_server import create_app
from communique_server.current import publication_of

SCRIPT = "<script>alert(1)</script>"
REPORT = f"""\
Talks on the <b>border</b> {SCRIPT} in Oslo

On 9 April 2021, a meeting was held in Oslo. It was attended by Anna Keller, Head of the
Department of Treaties of the Ministry of Foreign Affairs of Norway, and by Ivan Petrov, Professor.

Anna Keller:

- {SCRIPT} The agreement of 1975 "><img src=x onerror=alert(2)> remains in force.
- Both sides signed the Treaty of {SCRIPT} Friendship on 3 May 1990.
"""
HOSTILE = (SCRIPT, "<img src=x", "<b>border")


def command(*arguments: str | Path) -> None:
    program = Path(sys.executable).with_name("communique")
    subprocess.run([program, *arguments], check=True, capture_output=True)


def test_a_script_in_a_report_is_text_on_every_page(tmp_path: Path) -> None:
    root, report = tmp_path / "workspace", tmp_path / "talks.txt"
    report.write_text(REPORT, encoding="utf-8")
    command("init", root)
    command("ingest", "--workspace", root, report)
    command("publish", "--workspace", root, "--message", SCRIPT)
    app = create_app(open_workspace(root), processes=1)
    try:
        client = app.test_client()
        listed = ET.fromstring(client.get("/sitemap.xml").text)
        paths = [str(e.text).removeprefix("http://localhost") for e in listed.iter() if e.text]
        pages = [p for p in paths if p.startswith("/")]
        asked = [*pages, "/search?q=alert", f"/search?q={SCRIPT}", "/browse/statement", "/releases/",
                 "/releases/feed.atom", f"/sparql?query={SCRIPT}&format=html"]  # fmt: skip
        shown = {path: client.get(path, headers={"Accept": "text/html"}) for path in asked}
    finally:
        publication_of(app).close()
    assert len(pages) > 5
    assert not [path for path, page in shown.items() if any(h in page.text for h in HOSTILE)]
    assert any("&lt;script&gt;alert(1)" in page.text for page in shown.values())
