#!/usr/bin/env bash
# Makes sure that there are rapper and roqet, which the tests of other people's clients run.
set -euo pipefail
command -v rapper >/dev/null && command -v roqet >/dev/null && exit 0
printf 'Installing Debian packages raptor2-utils and rasqal-utils for the tests of clients.\n' >&2
run() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
run apt-get update -qq >/dev/null
run apt-get install -y -qq --no-install-recommends raptor2-utils rasqal-utils >/dev/null
