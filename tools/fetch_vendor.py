"""Copies what the pages take from npm beside our own static files: out of node_modules, pinned by
package-lock.json. Nothing is fetched here and nothing at run time."""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "server" / "communique_server" / "static" / "vendor"
FILES = (
    "@zazuko/yasgui/build/yasgui.min.js",
    "@zazuko/yasgui/build/yasgui.min.css",
    "@zazuko/yasgui/LICENSE",
    "world-atlas/countries-110m.json",
)
"""What is copied; licences come along where the package has one."""


def main() -> int:
    """Copy the files; say what is missing."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        source = MODULES / name
        if not source.is_file():
            if source.name == "LICENSE":
                continue
            print(f"{source.relative_to(ROOT)} is missing. Run `npm ci` first.", file=sys.stderr)
            return 1
        target = source.name if source.name != "LICENSE" else "yasgui.LICENSE"
        shutil.copyfile(source, VENDOR / target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
