# Two commands on a fresh machine with Python >= 3.11 and make: `make build`, `make test`.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
EXTRACTED ?= data/extracted
WAREHOUSE ?= warehouse
ENGINE ?= duckdb
DISCLOSURES ?=
DOCUMENTS ?= 1000
PDF ?=
JSON ?=
KEEP ?= 3
TIMEOUT ?= 120
TO ?=
FULL ?=
KILLS ?= 6
MUTANTS ?= 200
PAGES ?=
TIMES ?= 10
SEQUENCES ?= 1
STEPS ?= 3
DEST ?=
FORMAT ?= parquet
BOM ?=
PARTITION_ROWS ?=
UNITS ?=
METRICS ?=
BY ?=
WHERE ?=
FORM ?=

# Name and meaning by turns, for `make help`.
define VARIABLES
DISCLOSURES 'documents: files or folders, parted by blanks' \
EXTRACTED 'folder of extracted rows ($(EXTRACTED))' \
WAREHOUSE 'folder that is published ($(WAREHOUSE))' \
TIMEOUT 'add: seconds that one document may take ($(TIMEOUT))' \
FULL 'build: 1 makes everything anew' \
ENGINE 'build: duckdb or spark ($(ENGINE))' \
KEEP 'build, add, export: warehouses kept beside the published one ($(KEEP))' \
PARTITION_ROWS 'build, add: rows from which a mart is a folder of its years' \
TO 'rollback: build id' \
DEST 'export, docs: folder to write to' \
FORMAT 'export: parquet, csv or xlsx' \
BOM 'export: 1 marks CSV for Excel' \
UNITS 'report: unit ids, parted by commas' \
METRICS 'metrics: names, parted by commas' \
BY 'metrics: columns to group by' \
WHERE 'metrics: column=value, parted by commas' \
FORM 'metrics: table, csv, json or sql' \
KILLS 'test-kill: builds that are killed ($(KILLS))' \
MUTANTS 'test-mutation: errors in each document ($(MUTANTS))' \
PAGES 'test-guides: pages, parted by commas, if not all' \
TIMES 'test-slow: times the cases that make test tries ($(TIMES))' \
SEQUENCES 'test-incremental: sequences of changes ($(SEQUENCES))' \
STEPS 'test-incremental: changes in each ($(STEPS))' \
DOCUMENTS 'bench, test-spark: generated documents (bench: $(DOCUMENTS))' \
PDF 'bench: PDFs to measure as well' \
JSON 'bench: file for the figures as JSON lines' \
LOG=json 'a JSON object a line, for schedulers' \
PYTHON 'the Python to set up with ($(PYTHON))'
endef

UV_VERSION := 0.13.8
UV := .tools/uv-$(UV_VERSION)/bin/uv
BIN := .venv/bin
READY := .venv/.mingzhang-ready
REPORT_READY := .venv/.mingzhang-report

# Spark and what it brings is ten times all else: an environment of its own, made when asked for.
SPARK_BIN := .venv-spark/bin
SPARK_READY := .venv-spark/.mingzhang-ready

export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_DOWNLOADS := never
export DO_NOT_TRACK := 1
# By the environment, so that no file name is read by a shell.
export DISCLOSURES
export MINGZHANG_PARTITION_ROWS := $(PARTITION_ROWS)

.PHONY: help
help: ## List the targets and the variables
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-17s %s\n", $$1, $$2 }' Makefile
	@printf '\n  Variables, as in `make build KEEP=10`:\n'
	@printf '  %-17s %s\n' $(VARIABLES)

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

# What draws the report, and what reads its types: not needed by a build.
$(REPORT_READY): $(READY)
	@env -u VIRTUAL_ENV "$(UV)" sync --quiet --frozen --group report
	@touch "$@"

$(SPARK_READY): uv.lock pyproject.toml | $(UV)
	@$(find_python); \
	env -u VIRTUAL_ENV UV_PROJECT_ENVIRONMENT=.venv-spark "$(UV)" sync --quiet --frozen \
	  --no-default-groups --group spark --python "$$python"
	@touch "$@"

.PHONY: extract
extract: $(READY) ## Documents to extracted rows: DISCLOSURES=<file or folder>
	@if [ -z "$$DISCLOSURES" ]; then \
	  echo "error: name the documents: make extract DISCLOSURES=<file or folder>" >&2; exit 2; fi
	@$(BIN)/python -m ingest extract --disclosures "$$DISCLOSURES" --extracted "$(EXTRACTED)"

.PHONY: add
add: $(READY) ## Extract DISCLOSURES=<files> into EXTRACTED, build WAREHOUSE, and report each
	@if [ -z "$$DISCLOSURES" ]; then \
	  echo "error: name the documents: make add DISCLOSURES=<files>" >&2; exit 2; fi
	@$(BIN)/python -m ingest add --disclosures "$$DISCLOSURES" --extracted "$(EXTRACTED)" \
	  --warehouse "$(WAREHOUSE)" --keep "$(KEEP)" --seconds "$(TIMEOUT)"

.PHONY: build
build: $(if $(filter spark,$(ENGINE)),$(SPARK_READY),$(READY)) ## Load, transform, test and export what changed, then publish (FULL=1 ENGINE=spark)
	@MINGZHANG_ENGINE="$(ENGINE)" $(if $(filter spark,$(ENGINE)),$(SPARK_BIN),$(BIN))/python \
	  -m ingest build --extracted "$(EXTRACTED)" --warehouse "$(WAREHOUSE)" \
	  --keep "$(KEEP)" $(if $(FULL),--full)

.PHONY: rollback
rollback: $(READY) ## Publish a kept warehouse again: TO=<build id>, else the one before
	@$(BIN)/python -m ingest rollback --warehouse "$(WAREHOUSE)" --to "$(TO)"

.PHONY: history
history: $(READY) ## List the builds of WAREHOUSE, which is published, and which are kept
	@$(BIN)/python -m ingest history --warehouse "$(WAREHOUSE)"

.PHONY: export
export: $(READY) ## Write the exports anew, or to DEST=<folder> as FORMAT=parquet|csv|xlsx (BOM=1)
	@$(BIN)/python -m ingest export --warehouse "$(WAREHOUSE)" --keep "$(KEEP)" \
	  --dest "$(DEST)" --format "$(FORMAT)" $(if $(BOM),--bom)

.PHONY: report
report: $(REPORT_READY) ## Draw WAREHOUSE as a site in WAREHOUSE/report (UNITS=<id>,<id> DISCLOSURES=<folder>)
	@$(BIN)/python -m ingest report --warehouse "$(WAREHOUSE)" --units "$(UNITS)" \
	  --documents "$(DISCLOSURES)"

# Files are shared out whole, as what they build is built once for a file.
PYTEST := $(BIN)/python -m pytest
SHARED_OUT := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: test-fast
test-fast: $(REPORT_READY) ## The unit tests: what to run while working
	@$(PYTEST) $(SHARED_OUT) tests/unit

.PHONY: test
test: $(REPORT_READY) ## The unit tests, and those over one build of the shipped rows, with dbt's unit tests
	@$(PYTEST) $(SHARED_OUT)

.PHONY: test-slow
test-slow: $(REPORT_READY) ## Hostile and mutated documents, the same bytes by any threads, properties at length: TIMES=<n>
	@TIMES="$(TIMES)" $(PYTEST) $(SHARED_OUT) tests/unit -m hypothesis
	@TIMES="$(TIMES)" $(PYTEST) $(SHARED_OUT) tests/unit/extraction/test_corpus.py \
	  tests/slow/bounds tests/slow/determinism tests/slow/fuzz tests/slow/roundtrip

.PHONY: test-kill
test-kill: $(READY) ## Kill KILLS=<n> builds at random moments, with 8 readers; full and read-only disks
	@MINGZHANG_KILLS="$(KILLS)" $(PYTEST) tests/slow/kill

.PHONY: test-incremental
test-incremental: $(READY) ## Hold incremental builds against full ones: SEQUENCES=<n> STEPS=<n>
	@SEQUENCES="$(SEQUENCES)" STEPS="$(STEPS)" $(PYTEST) tests/slow/incremental

.PHONY: test-spark
test-spark: ## Every mart of Spark's beside DuckDB's, row for row; of DOCUMENTS=<n> generated too
	@java="$${JAVA_HOME:+$$JAVA_HOME/bin/}java"; \
	if ! command -v "$$java" > /dev/null; then \
	  echo "test-spark: not run, for $$java is missing: install Java 17 or newer" \
	    "(Debian: openjdk-17-jre-headless), or set JAVA_HOME."; \
	  exit 0; \
	fi; \
	$(MAKE) --no-print-directory "$(SPARK_READY)"; \
	DOCUMENTS="$(DOCUMENTS)" $(SPARK_BIN)/python -m pytest tests/slow/spark

.PHONY: test-browser
test-browser: $(REPORT_READY) ## Read exports and report of a new build in headless Chromium
	@tests/slow/browser/setup.sh
	@$(PYTEST) tests/slow/browser

.PHONY: test-guides
test-guides: $(READY) ## Run every command of READMEs and guides, or of PAGES, each page in a fresh clone
	@PAGES="$(PAGES)" $(PYTEST) tests/slow/guides

.PHONY: test-mutation
test-mutation: $(READY) ## Put MUTANTS=<n> errors into each document and count those that the checks find
	@MUTANTS="$(MUTANTS)" $(PYTEST) tests/slow/mutation

.PHONY: lint
lint: lint-python lint-types lint-yaml lint-sql ## Every check of style and types

.PHONY: lint-python
lint-python: $(REPORT_READY) ## ruff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

.PHONY: lint-types
lint-types: $(REPORT_READY) ## mypy --strict
	@$(BIN)/mypy

.PHONY: lint-yaml
lint-yaml: $(REPORT_READY) ## Keys in yaml that dbt does not know
	@$(BIN)/python -m ingest.yaml_keys

.PHONY: lint-sql
lint-sql: $(REPORT_READY) ## sqlfluff
	@MINGZHANG_DATABASE=:memory: DBT_TARGET_PATH=build/lint DBT_LOG_PATH=build/lint \
	  $(BIN)/sqlfluff lint --processes 2 $(wildcard models tests/dbt analyses)

.PHONY: check
check: $(READY) ## Report the checks of WAREHOUSE: how each class ended, what to ask each unit
	@$(BIN)/python -m ingest check --warehouse "$(WAREHOUSE)"

.PHONY: docs
docs: $(READY) ## Write the documentation with lineage of WAREHOUSE to build/docs, or to DEST
	@$(BIN)/python -m ingest docs --warehouse "$(WAREHOUSE)" --dest "$(or $(DEST),build/docs)"

.PHONY: metrics
metrics: $(READY) ## List the metrics, or ask METRICS=<names> BY=<columns> WHERE=<column=value>
	@$(BIN)/python -m ingest metrics --warehouse "$(WAREHOUSE)" --metrics "$(METRICS)" \
	  --by "$(BY)" --where "$(WHERE)" --format "$(or $(FORM),table)"

.PHONY: check-extracted
check-extracted: $(READY) ## Extract DISCLOSURES anew and compare with EXTRACTED byte for byte
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	$(BIN)/python -m ingest extract --disclosures "$(DISCLOSURES)" \
	  --extracted "$$folder/extracted"; \
	diff -r "$(EXTRACTED)" "$$folder/extracted"; \
	echo "$(EXTRACTED) is what the documents give, byte for byte"

.PHONY: bench
bench: $(READY) ## Measure each step beside its limit: DOCUMENTS=<n>, and PDF=<file or folder>
	@$(BIN)/python -m bench.run --documents "$(DOCUMENTS)" --json "$(JSON)"
	@if [ -n "$(PDF)" ]; then \
	  env -u VIRTUAL_ENV "$(UV)" sync --quiet --frozen --inexact --group bench; \
	  $(BIN)/python bench/pdf.py "$(PDF)"; \
	fi

.PHONY: clean
clean: ## Remove caches, dbt's own files and the environment; a warehouse stays
	@rm -rf build logs target .venv .venv-spark .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find ingest tests -name __pycache__ -type d -prune -exec rm -rf {} +
