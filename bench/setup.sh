#!/bin/sh
# What the bench compares with and measures by, beside what `make setup` brings: wrk and nginx from
# Debian (needs root), rdflib-endpoint from PyPI in an environment of its own.
set -eu
cd "$(dirname "$0")/.."
missing=""
command -v wrk >/dev/null || missing="$missing wrk"
[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || missing="$missing nginx-light"
if [ -n "$missing" ]; then
    # The service that the package brings is not wanted: nothing may listen on port 80.
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
if [ ! -x build/bench-peers/bin/rdflib-endpoint ]; then
    .venv/bin/python -m venv build/bench-peers
    build/bench-peers/bin/pip install -q "rdflib-endpoint==0.6.3" "uvicorn>=0.30"
fi
