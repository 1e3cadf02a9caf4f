#!/usr/bin/env bash
# Writes requirements.lock and tools/librarians.lock: every package with its version and the hashes of its files.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/pip install --quiet --disable-pip-version-check pip-tools
.venv/bin/pip-compile --quiet --extra dev --generate-hashes --allow-unsafe --strip-extras \
    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header \
    --output-file requirements.lock pyproject.toml
.venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header \
    --output-file tools/librarians.lock tools/librarians.in
