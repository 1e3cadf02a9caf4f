#!/usr/bin/env bash
# Makes sure that there are OpenRefine, another reconciliation service and the validator of SSSOM for
# the tests of linking. The latter two are kept apart from our packages, with which they would clash.
set -euo pipefail
cd "$(dirname "$0")/.."
LOCK=tools/librarians.lock
HOME_OF_TOOLS=.librarians

run() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
if [ ! -x /usr/share/openrefine/refine ]; then
    printf 'Installing Debian packages openrefine and default-jre-headless for the tests of linking.\n' >&2
    run apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive run apt-get install -y -qq --no-install-recommends \
        openrefine default-jre-headless >/dev/null
fi

if ! cmp -s "$LOCK" "$HOME_OF_TOOLS/lock"; then
    printf 'Installing csv-reconcile and sssom for the tests of linking.\n' >&2
    rm -rf "$HOME_OF_TOOLS"
    "${PYTHON:-python3}" -m venv "$HOME_OF_TOOLS"
    "$HOME_OF_TOOLS/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$LOCK" \
        2>"$HOME_OF_TOOLS/pip.log" || { tail -n 15 "$HOME_OF_TOOLS/pip.log" >&2; exit 1; }
    cp "$LOCK" "$HOME_OF_TOOLS/lock"
fi
