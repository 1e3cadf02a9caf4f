#!/usr/bin/env bash
# Makes sure that there are a Chromium and a Firefox for the browser tests.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v firefox-esr >/dev/null || missing+=(firefox-esr)
[ ${#missing[@]} -gt 0 ] || exit 0
printf 'Installing Debian packages for the browser tests: %s.\n' "${missing[*]}" >&2
run() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
run apt-get update -qq >/dev/null
DEBIAN_FRONTEND=noninteractive run apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" fonts-dejavu fonts-noto-core >/dev/null
