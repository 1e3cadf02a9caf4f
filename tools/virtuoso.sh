#!/usr/bin/env bash
# Makes sure that there is a Virtuoso for the tests of remote stores; the tests start and end it.
set -euo pipefail
command -v virtuoso-t >/dev/null && exit 0
printf 'Installing Debian package virtuoso-opensource-7 for the tests of remote stores.\n' >&2
run() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
run apt-get update -qq >/dev/null
DEBIAN_FRONTEND=noninteractive run apt-get install -y -qq --no-install-recommends virtuoso-opensource-7 >/dev/null
