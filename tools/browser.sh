#!/usr/bin/env bash
# Makes sure that there is a Chromium for the browser tests.
set -euo pipefail
command -v chromium >/dev/null && exit 0
printf 'Installing Debian package chromium for the browser tests.\n' >&2
run() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
run apt-get update -qq >/dev/null
run apt-get install -y -qq --no-install-recommends chromium fonts-dejavu fonts-noto-core >/dev/null
