#!/usr/bin/env bash
# Sets up all that communique needs: a virtual environment with the locked packages, and the
# libraries of the pages. Debian's packages are installed only where they are missing.
set -euo pipefail
cd "$(dirname "$0")/.."
PYTHON="${PYTHON:-python3}"
VENV="${VENV:-.venv}"
LOG="$(mktemp)"
exec 3>"$LOG"
trap 'rm -f "$LOG"' EXIT

say() { printf '%s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

need_package() {
    say "Installing Debian package $1."
    if ! { as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends "$1"; } >&3 2>&1; then
        tail -n 5 "$LOG" >&2
        say "$1 is missing and could not be installed. Install it (apt-get install $1), then run this again."
        exit 1
    fi
}

if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "communique needs Python 3.11 or newer; '$PYTHON' is not. Set PYTHON=/path/to/python3.11."
    exit 1
fi

if [ ! -x "$VENV/bin/python" ]; then
    "$PYTHON" -m venv "$VENV" >&3 2>&1 || { rm -rf "$VENV"; need_package python3-venv; "$PYTHON" -m venv "$VENV"; }
fi

say "Installing the locked Python packages (a few minutes the first time)."
"$VENV/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements.lock 2>&3 ||
    { tail -n 15 "$LOG" >&2; say "pip could not install requirements.lock."; exit 1; }
"$VENV/bin/pip" install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . 2>&3 ||
    { tail -n 15 "$LOG" >&2; say "pip could not install communique."; exit 1; }

command -v npm >/dev/null || need_package npm
say "Installing the libraries of the pages."
npm ci --silent --no-audit --no-fund >&3 2>&1 || { tail -n 15 "$LOG" >&2; say "npm could not install package-lock.json."; exit 1; }
"$VENV/bin/python" tools/fetch_vendor.py
