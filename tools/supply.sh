#!/usr/bin/env bash
# sbom: writes dist/communique.cdx.json, the bill of materials (CycloneDX) of what is installed.
# minimum: runs the tests with the lowest versions that pyproject.toml allows; what follows goes to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
LOCK=tools/supply.lock
HOME_OF_TOOLS=.supply

if ! cmp -s "$LOCK" "$HOME_OF_TOOLS/lock"; then
    printf 'Installing cyclonedx-bom and uv.\n' >&2
    rm -rf "$HOME_OF_TOOLS"
    "${PYTHON:-python3}" -m venv "$HOME_OF_TOOLS"
    "$HOME_OF_TOOLS/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$LOCK"
    cp "$LOCK" "$HOME_OF_TOOLS/lock"
fi

case "$1" in
sbom)
    mkdir -p dist
    "$HOME_OF_TOOLS/bin/cyclonedx-py" environment .venv --pyproject pyproject.toml \
        --output-reproducible --of JSON -o dist/communique.cdx.json
    printf 'Written: dist/communique.cdx.json\n' >&2
    ;;
minimum)
    lowest=.minimum/lowest.txt
    mkdir -p .minimum
    "$HOME_OF_TOOLS/bin/uv" pip compile --quiet --resolution lowest-direct --extra dev \
        pyproject.toml -o "$lowest"
    [ -x .minimum/bin/python ] || "${PYTHON:-python3}" -m venv .minimum
    .minimum/bin/pip install --quiet --disable-pip-version-check -r "$lowest"
    .minimum/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    .minimum/bin/pytest "${@:2}"
    ;;
esac
