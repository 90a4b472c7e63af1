# Two commands on a fresh machine with Python >= 3.11 and make: `make build`, `make test`.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
EXTRACTED ?= data/extracted
WAREHOUSE ?= warehouse
DISCLOSURES ?=

UV_VERSION := 0.13.8
UV := .tools/uv-$(UV_VERSION)/bin/uv
BIN := .venv/bin
READY := .venv/.mingzhang-ready

export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_DOWNLOADS := never
export DO_NOT_TRACK := 1

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  Variables: DISCLOSURES=<file or folder> EXTRACTED=$(EXTRACTED) WAREHOUSE=$(WAREHOUSE)"
	@echo "             PYTHON=$(PYTHON) LOG=json"

.PHONY: setup
setup: $(READY) ## Make the environment in .venv (every target that needs it does so itself)
	@:

# Where PYTHON is older than 3.11, a newer one beside it is taken; where there is none, it says so.
define find_python
python=""; \
for candidate in "$(PYTHON)" python3.13 python3.12 python3.11 python3.14 python; do \
  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
    python="$$candidate"; break; \
  fi; \
done; \
if [ -z "$$python" ]; then \
  echo "error: Python 3.11 or newer is needed; $(PYTHON) is $$("$(PYTHON)" --version 2>&1 || true)." >&2; \
  echo "Install one, or name it: make PYTHON=/path/to/python3.11 ..." >&2; \
  exit 1; \
fi
endef

$(UV):
	@$(find_python); \
	"$$python" -m venv ".tools/uv-$(UV_VERSION)" || { \
	  echo "error: $$python cannot make a virtual environment (Debian: install python3-venv)." >&2; \
	  exit 1; }; \
	".tools/uv-$(UV_VERSION)/bin/python" -m pip install --quiet --disable-pip-version-check \
	  "uv==$(UV_VERSION)"

$(READY): uv.lock pyproject.toml | $(UV)
	@$(find_python); \
	env -u VIRTUAL_ENV "$(UV)" sync --quiet --frozen --python "$$python"
	@touch "$@"

.PHONY: extract
extract: $(READY) ## Documents to extracted rows: DISCLOSURES=<file or folder>
	@if [ -z "$(DISCLOSURES)" ]; then \
	  echo "error: name the documents: make extract DISCLOSURES=<file or folder>" >&2; exit 2; fi
	@$(BIN)/python -m ingest extract --disclosures "$(DISCLOSURES)" --extracted "$(EXTRACTED)"

.PHONY: build
build: $(READY) ## Load, transform, test and export, then publish WAREHOUSE as a whole
	@$(BIN)/python -m ingest build --extracted "$(EXTRACTED)" --warehouse "$(WAREHOUSE)"

.PHONY: export
export: $(READY) ## Write the exports of WAREHOUSE anew, as after a change of descriptions
	@$(BIN)/python -m ingest export --warehouse "$(WAREHOUSE)"

.PHONY: test
test: $(READY) ## Every test: dbt's in a build to a temporary warehouse, then Python's over it
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	$(BIN)/python -m ingest build --extracted "$(EXTRACTED)" --warehouse "$$folder/warehouse"; \
	MINGZHANG_WAREHOUSE="$$folder/warehouse" $(BIN)/python -m pytest

.PHONY: lint
lint: $(READY) ## ruff, mypy --strict, sqlfluff and unknown yaml keys
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m ingest.yaml_keys
	@MINGZHANG_DATABASE=:memory: DBT_TARGET_PATH=build/lint DBT_LOG_PATH=build/lint \
	  $(BIN)/sqlfluff lint --processes 2 $(wildcard models tests/dbt analyses)

.PHONY: check-extracted
check-extracted: $(READY) ## Extract DISCLOSURES anew and compare with EXTRACTED byte for byte
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	$(BIN)/python -m ingest extract --disclosures "$(DISCLOSURES)" \
	  --extracted "$$folder/extracted"; \
	diff -r "$(EXTRACTED)" "$$folder/extracted"; \
	echo "$(EXTRACTED) is what the documents give, byte for byte"

.PHONY: bench
bench: $(READY) ## Time a warm build to a temporary warehouse
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	time $(BIN)/python -m ingest build --extracted "$(EXTRACTED)" --warehouse "$$folder/warehouse"

.PHONY: clean
clean: ## Remove caches, dbt's own files and the environment; a warehouse stays
	@rm -rf build logs target .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find ingest tests -name __pycache__ -type d -prune -exec rm -rf {} +
