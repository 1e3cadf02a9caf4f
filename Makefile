# `make` lists the targets. `make run` and `make test` need nothing set up before.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKSPACE ?= workspace
STAMP := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint types arrows vocab docs bench growth soak sbom minimum lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: $(STAMP) ## install everything the project needs

$(STAMP): requirements.lock pyproject.toml package.json package-lock.json tools/setup.sh
	@PYTHON="$(PYTHON)" VENV="$(VENV)" tools/setup.sh
	@touch $@

run: $(STAMP) ## read the sample reports, publish them, serve them on PORT (8000)
	@BIN="$(BIN)" WORKSPACE="$(WORKSPACE)" PORT="$(PORT)" tools/run.sh

test: $(STAMP) check ## run every check and every test
	@tools/browser.sh
	@tools/interop.sh
	@tools/virtuoso.sh
	@PYTHON="$(PYTHON)" tools/librarians.sh
	@$(BIN)/pytest

check: $(STAMP) lint types arrows vocab ## style, types, arrows between parts, generated files

lint: $(STAMP) ## style and spelling
	@$(BIN)/ruff check --no-cache .
	@$(BIN)/ruff format --no-cache --check .

types: $(STAMP) ## types, strictly
	@$(BIN)/mypy

arrows: $(STAMP) ## which part may know which
	@$(BIN)/lint-imports

docs: $(STAMP) ## write anew what is generated: constants, context, the generated pages of docs/
	@$(BIN)/python tools/generate_vocab.py
	@$(BIN)/python tools/generate_context.py
	@$(BIN)/python tools/generate_constraints.py
	@$(BIN)/python tools/generate_inference.py
	@$(BIN)/python tools/generate_alignments.py
	@$(BIN)/python tools/generate_reference.py
	@$(BIN)/python tools/generate_licences.py
	@$(BIN)/python tools/measure_rules.py

vocab: $(STAMP) ## what is generated is fresh
	@$(BIN)/python tools/generate_vocab.py --check
	@$(BIN)/python tools/generate_context.py --check
	@$(BIN)/python tools/generate_constraints.py --check
	@$(BIN)/python tools/generate_inference.py --check
	@$(BIN)/python tools/generate_alignments.py --check
	@$(BIN)/python tools/generate_reference.py --check
	@$(BIN)/python tools/measure_rules.py --check

bench: $(STAMP) ## side by side with peers on BENCH_QUADS quads (1000000); writes docs/benchmarks.md
	@$(BIN)/python bench/run.py
	@$(BIN)/python bench/reading.py

growth: $(STAMP) ## the path that writes at GROWTH_QUADS quads (100000 1000000); writes docs/benchmarks.md
	@$(BIN)/python bench/writing.py $(GROWTH_QUADS)

soak: $(STAMP) ## the long trials: the plug, files and requests of strangers, load (about an hour)
	@$(BIN)/python bench/soak.py
	@$(BIN)/python bench/overload.py
	@$(BIN)/pytest tests/trust --soak -n 0 -s

sbom: $(STAMP) ## write dist/communique.cdx.json, the bill of materials (CycloneDX)
	@tools/supply.sh sbom

minimum: $(STAMP) ## run the tests with the lowest versions that pyproject.toml allows
	@tools/browser.sh
	@tools/interop.sh
	@tools/virtuoso.sh
	@PYTHON="$(PYTHON)" tools/librarians.sh
	@tools/supply.sh minimum --ignore tests/trust/test_supply.py

lock: $(STAMP) ## write requirements.lock anew from pyproject.toml
	@tools/lock.sh

clean: ## remove the environment and the sample workspace
	rm -rf $(VENV) .librarians .supply .minimum $(WORKSPACE) node_modules server/communique_server/static/vendor
