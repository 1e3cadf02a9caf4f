#!/usr/bin/env bash
# Reads the sample reports, publishes them and serves them. Run again, it does no work twice.
set -euo pipefail
cd "$(dirname "$0")/.."
communique="$BIN/communique"
[ -f "$WORKSPACE/communique.toml" ] || "$communique" init "$WORKSPACE"
"$communique" ingest --workspace "$WORKSPACE" data/reports
"$communique" publish --workspace "$WORKSPACE" --accept-losses --message "The sample reports"
exec "$communique" serve --workspace "$WORKSPACE" --port "$PORT" --tries
